"""A calendar file, read back by a reader that knows the standard and not the writer."""

import re
from datetime import date
from pathlib import Path

import pytest

from exports.calendar import Event, calendar_text, write_calendar
from exports.errors import FolderMissing

STAMP = "2026-11-22T10:15:30.123456+00:00"
LONG = "Å, ä; ö \\ och " + "räksmörgåsar, " * 20
EVENTS = [
    Event(
        "answer-1@x", date(2026, 12, 31), "Svar: Moms, Kommunstyrelsen", "svar senast 2026-12-31\nandra raden", "Svar"
    ),
    Event("measure-2@x", date(2028, 2, 29), f"Åtgärd: {LONG}"),
    Event("letter-3@x", date(9999, 12, 31), "BEGIN:VEVENT\r\nX:1\x1b]52;c;x\x07 \u202e"),
]


def read(text: str) -> list[dict[str, str]]:
    """The events of a calendar, each property by name with its parameters, unfolded and unescaped."""
    assert text.endswith("\r\n")
    assert not re.search(r"(?<!\r)\n|\r(?!\n)", text)
    lines = re.sub("\r\n[ \t]", "", text).removesuffix("\r\n").split("\r\n")
    assert (lines[0], lines[1], lines[-1]) == ("BEGIN:VCALENDAR", "VERSION:2.0", "END:VCALENDAR")
    found: list[dict[str, str]] = []
    for line in lines:
        name, _, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            found.append({})
        elif found and line != "END:VEVENT":
            found[-1][name] = re.sub(r"\\(.)", lambda one: "\n" if one[1] in "nN" else one[1], value)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == len(found)
    return found


def test_a_calendar_read_back_says_what_was_put_in() -> None:
    first, second, third = read(calendar_text(EVENTS, stamp=STAMP, name="Bevakning"))
    assert first["DTSTART;VALUE=DATE"] == "20261231"
    assert first["DTEND;VALUE=DATE"] == "20270101"
    assert (first["UID"], first["SUMMARY"], first["CATEGORIES"]) == ("answer-1@x", EVENTS[0].title, "Svar")
    assert first["DESCRIPTION"] == "svar senast 2026-12-31\nandra raden"
    assert {one["DTSTAMP"] for one in (first, second, third)} == {"20261122T101530Z"}
    assert second["SUMMARY"] == f"Åtgärd: {LONG}".strip()
    assert second["DTEND;VALUE=DATE"] == "20280301"
    assert third["SUMMARY"] == "BEGIN:VEVENT X:1]52;c;x"


def test_no_line_is_longer_than_the_standard_lets_it_be_and_none_breaks_a_letter() -> None:
    lines = calendar_text(EVENTS, stamp=STAMP, name="Bevakning").encode().split(b"\r\n")
    assert max(map(len, lines)) == 75
    assert all(line.decode() is not None for line in lines)


def test_the_same_things_give_the_same_calendar_and_their_events_the_same_names() -> None:
    again = calendar_text(EVENTS, stamp="2027-01-01T00:00:00", name="Bevakning")
    assert [one["UID"] for one in read(again)] == [event.uid for event in EVENTS]
    assert calendar_text(EVENTS, stamp=STAMP, name="x") == calendar_text(EVENTS, stamp=STAMP, name="x")


def test_a_calendar_is_never_written_over(tmp_path: Path) -> None:
    paths = [write_calendar(EVENTS, tmp_path / "bevakning.ics", stamp=STAMP, name="Bevakning") for _ in range(2)]
    assert [path.name for path in paths] == ["bevakning.ics", "bevakning (2).ics"]
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert write_calendar(EVENTS[:1], tmp_path / "utan", stamp=STAMP, name="x").name == "utan.ics"
    with pytest.raises(FolderMissing):
        write_calendar(EVENTS, tmp_path / "saknas" / "x.ics", stamp=STAMP, name="x")
    assert len(list(tmp_path.iterdir())) == 3
