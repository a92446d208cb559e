"""An office follows up for ten years, with as many judgements a year as there are points still open.

Every number of every report is recomputed by plain SQL, and the report of the second year is printed again in the
tenth.
"""

import random
import sqlite3
from datetime import date
from pathlib import Path

import pytest
from docx import Document

from storage import followups
from storage.domain.records import Followup
from storage.operations import followups as operations
from storage.operations.assessments import assess_by_number, reopen
from storage.operations.records import add, edit, join
from storage.register import Register
from tui.followups import jobs

YEARS = range(2017, 2027)
AUDITS_A_YEAR = 6
BODIES = ("Kommunstyrelsen", "Barnnämnden", "Byggnadsnämnden", "Fritidsnämnden", "Miljönämnden", "Vårdnämnden")
IMPLEMENTED, PARTIAL, NOT_IMPLEMENTED, NOT_ASSESSABLE, NOT_RELEVANT = range(1, 6)
CHANCES = {IMPLEMENTED: 6, PARTIAL: 4, NOT_IMPLEMENTED: 3, NOT_ASSESSABLE: 1, NOT_RELEVANT: 1}


class Office:
    """An office, with what it knows by heart: which points are still open."""

    def __init__(self, register: Register, chance: random.Random) -> None:
        self.register, self.chance = register, chance
        self.remaining: dict[str, str] = {}
        """Point → its audit."""
        self.settled: dict[str, str] = {}
        self.judged = 0
        """Judgements made this year."""
        self.bodies = [min(add(register, "body", {"name": name}).created["body"]) for name in BODIES]

    def audit(self, year: int) -> None:
        """Audit and recommend, some of it in sub-points."""
        for number in range(AUDITS_A_YEAR):
            body = self.chance.choice(self.bodies)
            values = {"title": f"Granskning {number + 1} av {year}", "years": str(year), "auditees": [body]}
            [audit] = add(self.register, "audit", values).created["audit"]
            for point in range(1, self.chance.randint(2, 7)):
                self._point(audit, str(point))
            if self.chance.random() < 0.3:
                parent = self._point(audit, "8")
                del self.remaining[parent]
                for letter in "ab":
                    self._point(audit, f"8 {letter}", parent)

    def _point(self, audit: str, number: str, parent: str | None = None) -> str:
        values = {"audit": audit, "number": number, "text": f"Gör sak {number}"}
        [point] = add(self.register, "recommendation", values | ({"parent": parent} if parent else {})).created[
            "recommendation"
        ]
        self.remaining[point] = audit
        return point

    def follow_up(self, year: int) -> str:
        """Follow up every audit with something open, judge what is open, and close."""
        audits = list(dict.fromkeys(self.remaining.values()))
        operations.start_followup(self.register, year=year, audits=audits)
        followup = followups.open_followup(self.register)
        assert followup is not None
        if self.settled and self.chance.random() < 0.5:
            point = self.chance.choice(list(self.settled))
            reopen(self.register, point, "Nya uppgifter")
            self.remaining[point] = self.settled.pop(point)
        self.judged = 0
        now: dict[str, str] = {}
        while (rid := followups.next_unassessed(self.register, followup.id)) is not None:
            [point] = self.register.connection.execute("SELECT id FROM recommendation WHERE rid = ?", (rid,)).fetchone()
            level = self.chance.choices(list(CHANCES), list(CHANCES.values()))[0]
            assess_by_number(self.register, [point], level, "Kommentar.")
            self.judged += 1
            if level in {IMPLEMENTED, NOT_RELEVANT}:
                now[point] = self.remaining[point]
        return followup.id if self._closed(followup, now) else ""

    def _closed(self, followup: Followup, now: dict[str, str]) -> bool:
        report = jobs.prepare(self.register, followup.id, final=True)
        jobs.close(self.register, followup, jobs.made_text(report))
        for point in now:
            del self.remaining[point]
        self.settled |= now
        return True


def printed(register: Register, followup: str, folder: Path) -> Path:
    """Write the report of a closed follow-up."""
    return jobs.write(jobs.prepare(register, followup), folder).path


def counted(path: Path, followup: str) -> list[tuple[str, list[int]]]:
    """Implemented, partial and not implemented of every audit of a follow-up, told by plain SQL."""
    with sqlite3.connect(path) as plain:
        rows = plain.execute(
            "SELECT o.title, sum(l.means = 'implemented'), sum(l.means = 'partial'), sum(l.means = 'not_implemented'), "
            "sum(l.means = 'not_assessable'), sum(l.means = 'not_relevant') FROM followup_audit k "
            "JOIN audit o ON o.id = k.audit JOIN recommendation r ON r.audit = o.id "
            "JOIN assessment a ON a.recommendation = r.id AND a.followup = k.followup AND a.level IS NOT NULL "
            "JOIN level l ON l.id = a.level WHERE k.followup = ? AND k.removed IS NULL "
            "GROUP BY k.audit ORDER BY k.position",
            (followup,),
        ).fetchall()
    plain.close()
    return [(title, list(numbers)) for title, *numbers in rows]


def in_report(path: Path) -> tuple[list[tuple[str, list[int]]], list[str]]:
    """The table of the summary, and every paragraph."""
    document = Document(str(path))
    table = next(one for one in document.tables if one.rows[0].cells[-1].text == "Summa")
    rows = [(row.cells[0].text, [int(cell.text) for cell in row.cells[1:]]) for row in table.rows[1:]]
    return rows, [one.text.replace("\u00a0", " ") for one in document.paragraphs]


def test_ten_years_take_as_many_judgements_as_there_are_points_still_open(
    empty: Register, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    office = Office(empty, random.Random(20261128))
    reports: dict[int, tuple[str, bytes]] = {}
    for year in YEARS:
        monkeypatch.setenv("GRANSKA_TODAY", date(year, 11, 20).isoformat())
        office.audit(year - 1)
        open_before = len(office.remaining)
        followup = office.follow_up(year)
        reopened = empty.connection.execute(
            "SELECT count(*) FROM assessment WHERE followup = ? AND reopened_reason IS NOT NULL", (followup,)
        ).fetchone()[0]
        assert office.judged == open_before + reopened, year
        path = printed(empty, followup, tmp_path / str(year))
        _same_numbers(path, counted(empty.path, followup))
        reports[year] = (followup, path.read_bytes())
        _reorganise(office, year)
    assert len(office.settled) + len(office.remaining) > 200
    followup, bytes_then = reports[2018]
    assert printed(empty, followup, tmp_path / "igen").read_bytes() == bytes_then


def _same_numbers(report: Path, wanted: list[tuple[str, list[int]]]) -> None:
    rows, said = in_report(report)
    *per_audit, total = rows
    sums = [sum(numbers[place] for _title, numbers in wanted) for place in range(5)]
    assert total[1][:3] == sums[:3]
    assert total[1][-1] == sum(sums)
    named = dict(per_audit)
    for title, numbers in wanted:
        assert named[title][:3] == numbers[:3], title
        assert named[title][-1] == sum(numbers), title
    done, base = sums[0] + sums[1], sum(sums[:3])
    percent = (200 * done + base) // (2 * base)
    assert any(f"{done} av {base} bedömda rekommendationer ({percent} %)" in text for text in said)


def _reorganise(office: Office, year: int) -> None:
    """Rename a body in five of the years, and merge two in another."""
    if year in {2018, 2019, 2020, 2022, 2023}:
        body = office.bodies[YEARS.index(year) % 5]
        edit(office.register, "body", body, {"name": f"Nämnden för uppgift {year}"})
    if year == 2021:
        join(office.register, "body", office.bodies.pop(), office.bodies[0])
