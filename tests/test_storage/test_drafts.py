from pathlib import Path

import pytest

from storage.check import check
from storage.errors import RegisterReadOnly
from storage.history import history
from storage.register import Register, open_register
from storage.saved_views import draft, drafts, drop_draft, save_draft


def test_a_draft_is_offered_after_a_restart_and_is_no_part_of_the_history(practice_path: Path) -> None:
    with open_register(practice_path, write=True) as register:
        actions = len(history(register))
        save_draft(register, "comment:1", "påbörjad men")
        save_draft(register, "comment:1", "påbörjad mening")
        save_draft(register, "comment:2", "\ud800annan")
    with open_register(practice_path, write=True) as register:
        assert drafts(register) == {"comment:1": "påbörjad mening", "comment:2": "?annan"}
        drop_draft(register, "comment:1")
        assert draft(register, "comment:1") is None
        assert len(history(register)) == actions
        assert check(register).ok


def test_a_read_only_register_keeps_no_draft(practice_path: Path) -> None:
    with open_register(practice_path) as register:
        with pytest.raises(RegisterReadOnly):
            save_draft(register, "k", "text")
        drop_draft(register, "k")


def test_drafts_of_a_new_register_are_none(empty: Register) -> None:
    assert drafts(empty) == {}
