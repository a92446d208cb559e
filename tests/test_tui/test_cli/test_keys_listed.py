"""`granska keys` says what to write in `config.toml`, and what applies."""

import json
from pathlib import Path
from typing import Any

import pytest

from tui.keys import COMMANDS
from tui.kit.command import use_keys


def test_commands_are_listed_by_the_name_that_the_file_has_for_them(
    granska: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path))
    (tmp_path / "config.toml").write_text('[keys]\nundo = "z"\nund = "y"\n', encoding="utf-8")
    try:
        done = granska("keys")
        assert "undo: z – Ångra" in done.out.splitlines()
        assert "mark: mellanslag – Markera" in done.out.splitlines()
        assert "Rad 3: inget kommando heter ”und”" in done.err
        listed = json.loads(granska("keys", "--json").out)
        assert [one["id"] for one in listed] == [command.id for command in COMMANDS]
        assert {"id": "undo", "keys": ["z"], "default": ["u"], "name": "Ångra"} in listed
    finally:
        use_keys({})
