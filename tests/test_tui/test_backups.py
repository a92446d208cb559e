"""The day's backup on the screen: made while nobody waits, and a message when it cannot be."""

from pathlib import Path

import pytest

from storage import backups
from storage.database import backup
from storage.database.connection import Connection, connect
from tests.test_tui.driving import press, screen_on, toasts


async def test_the_day_has_its_backup_before_a_key_is_pressed(practice: Path) -> None:
    async with screen_on(practice):
        (copy,) = backups.all_of(practice)
    assert copy.why is backups.BackupReason.DAY


async def test_a_backup_that_cannot_be_made_is_told_once_and_stops_nothing(
    practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(path: Path, mode: str) -> Connection:
        connection = connect(path, mode)
        if mode == "rwc":
            connection.execute("PRAGMA max_page_count=1")
        return connection

    monkeypatch.setattr(backup, "connect", full)
    async with screen_on(practice) as pilot:
        assert "Dagens säkerhetskopia" in toasts(pilot)
        assert "Disken är full" in toasts(pilot)
        before = backup.newest_actions(practice)
        await press(pilot, "1")
        assert toasts(pilot).count("Dagens säkerhetskopia") == 1
    assert backup.newest_actions(practice) != before
