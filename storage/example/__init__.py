"""A fictional municipality to practise on, built relative to a given day."""
