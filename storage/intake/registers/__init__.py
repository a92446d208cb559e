"""Registers in workbooks and text files: tables of any layout, as points with their rounds of judgements."""
