"""Facts of written letters reckoned again with plain SQL, for registers made at random."""

import random
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from exports.letters.file import write_letter
from storage.domain.material import LetterDraft, LetterMaterial
from storage.letters import letter_material
from storage.register import Register
from tests.letter_registers import GONE, GREEN, GREY, RED, YELLOW, Covered, Made, Point, letter_register

TODAY = date(2026, 11, 22)
BODIES = ("Kommunstyrelsen", "Socialnämnden", "Utbildningsnämnden", "Miljönämnden", "Kulturnämnden")
KINDS = ("recommendation", "recommendation", "decision_point", "control", "remark")
LEVELS: dict[str, Sequence[str | None]] = {
    "mixed": (GREEN, YELLOW, RED, GREY, GONE, None),
    "green": (GREEN, GONE),
    "red": (RED, YELLOW),
    "unassessed": (None,),
    "nearly done": (GREEN, GREEN, GREEN, GREEN, RED),
}
LEAVES = """
WITH RECURSIVE own(point, up) AS (
    SELECT id, id FROM recommendation
    UNION SELECT own.point, r.parent FROM own JOIN recommendation r ON r.id = own.up
    WHERE r.parent IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM recommendation_addressee k WHERE k.recommendation = own.up AND k.removed IS NULL)
), directed(point, body) AS (
    SELECT own.point, k.body FROM own JOIN recommendation_addressee k ON k.recommendation = own.up AND k.removed IS NULL
)
SELECT r.text, a.title, l.label, l.means, r.closing_reason, coalesce(
    (SELECT group_concat(b.name, '|') FROM directed d JOIN body b ON b.id = d.body WHERE d.point = r.id),
    (SELECT group_concat(b.name, '|') FROM audit_auditee k JOIN body b ON b.id = k.body WHERE k.audit = r.audit)
)
FROM recommendation r JOIN audit a ON a.id = r.audit
JOIN followup_audit f ON f.audit = a.id AND f.followup = ?1 AND f.removed IS NULL
LEFT JOIN assessment s ON s.recommendation = r.id AND s.followup = ?1 AND s.removed IS NULL
LEFT JOIN level l ON l.id = s.level
WHERE NOT EXISTS (SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL)
"""
"""Points without parts: text, audit, level, meaning, closing reason, bodies."""


def random_audits(chance: random.Random, levels: Sequence[str | None], most: int) -> list[Covered]:
    """Audits with bodies, points and parts by chance."""
    return [
        Covered(
            f"Ämne {number}",
            chance.sample(BODIES, chance.randint(1, 3)),
            list(_points(chance, levels, most)),
            {"plan_year": 2020 + number, "report_date": f"2025-0{number}-11"},
        )
        for number in range(1, chance.randint(1, 4) + 1)
    ]


def _points(chance: random.Random, levels: Sequence[str | None], most: int) -> Any:
    for number in range(1, chance.randint(0, most) + 1):
        parts = chance.choice((0, 0, 0, 2, 3))
        to = chance.sample(BODIES, chance.choice((0, 0, 1, 2)))
        level = None if parts else chance.choice(levels)
        closed = chance.choice((None, None, None, "Sammanfaller med en annan")) if not parts else None
        kind = chance.choice(KINDS)
        yield Point(str(number), level, to, closed=closed, kind=kind)
        for part in "abc"[:parts]:
            of_part = chance.sample(BODIES, chance.choice((0, 0, 1)))
            yield Point(f"{number} {part}", chance.choice(levels), of_part, str(number), kind=kind)


class Read:
    """A written letter, taken apart again."""

    def __init__(self, path: Path) -> None:
        document = docx.Document(str(path))
        self.lines = [each.text.replace("\u00a0", " ") for each in document.paragraphs if each.text]
        cells = [[c.text.replace("\u00a0", " ") for c in row.cells] for t in document.tables for row in t.rows[1:]]
        self.points = Counter(
            (text.partition("\n")[0], level, names_of(text.partition("\nRiktas till ")[2]))
            for _number, text, level in cells
            if level != "Se delpunkter"
        )
        self.wholes = [text for _number, text, level in cells if level == "Se delpunkter"]
        self.text = "\n".join([*self.lines, *(cell for row in cells for cell in row)])

    def recipients(self, label: str) -> list[str]:
        """Names below a label, as long as bodies follow."""
        if label not in self.lines:
            return []
        after = self.lines[self.lines.index(label) + 1 :]
        return after[: next(at for at, line in enumerate(after) if line not in BODIES)]

    @property
    def requested(self) -> frozenset[str]:
        """Names in the request for a response."""
        found = [line for line in self.lines if line.startswith("Revisorerna önskar svar från ")]
        return names_of(found[0].removeprefix("Revisorerna önskar svar från ").partition(" senast")[0]) if found else (
            frozenset()
        )  # fmt: skip


def names_of(text: str) -> frozenset[str]:
    """Return the bodies of an enumeration."""
    pieces = text.strip().rstrip(".").replace(" och ", ", ").split(", ")
    return frozenset(piece[:1].upper() + piece[1:] for piece in pieces if piece)


def letters_of(material: LetterMaterial, folder: Path, *, each: bool) -> dict[str, Read]:
    """The written letters by the name of their body."""
    names = {one.body.id: one.body.name or "" for one in material.recipients}
    files = write_letter(material, folder, today=TODAY, each=each)
    return {names.get(file.body or "", ""): Read(file.path) for file in files}


@pytest.mark.parametrize(("how", "most", "seed"), [
    ("mixed", 6, 1), ("mixed", 6, 12), ("mixed", 4, 13), ("mixed", 9, 4), ("nearly done", 5, 5), ("nearly done", 5, 6),
    ("green", 5, 7), ("red", 5, 8), ("unassessed", 4, 9), ("mixed", 0, 10),
])  # fmt: skip
def test_what_a_letter_says_is_what_the_register_s_rows_say(
    empty: Register, tmp_path: Path, how: str, most: int, seed: int
) -> None:
    made = letter_register(
        empty, *random_audits(random.Random(seed), LEVELS[how], most), plan_year=2026, report_date="2026-10-30"
    )
    rows = empty.connection.execute(LEAVES, (made.followup,)).fetchall()
    remaining = Counter(
        (text, label, frozenset(bodies.split("|")))
        for text, _audit, label, means, closed, bodies in rows
        if means in {YELLOW, RED} and not closed
    )
    asked = frozenset(name for _text, _label, bodies in remaining for name in bodies)
    draft = LetterDraft(answer_due="2027-03-31", decided="2026-11-19", all_bodies=True)
    (read,) = letters_of(letter_material(empty, followup=made.followup, draft=draft), tmp_path, each=False).values()
    shown = Counter({(t, label, b if len(asked) > 1 else frozenset()): n for (t, label, b), n in remaining.items()})
    assert read.points == shown
    assert frozenset(read.recipients("För svar")) == asked == read.requested
    assert frozenset(read.recipients("För kännedom")) == concerned(empty, made) - asked
    assert_wholes_have_parts(empty, read, remaining)
    assert_days(read, asked=bool(asked))
    own = letters_of(letter_material(empty, followup=made.followup, draft=draft), tmp_path, each=True)
    assert own.keys() == concerned(empty, made)
    for name, letter in own.items():
        theirs = {text for text, _label, bodies in remaining if name in bodies}
        if name in asked:
            assert {text for text, _label, _bodies in letter.points} == theirs
            assert letter.requested == {name}
        else:
            assert "Inget svar begärs." in letter.text
            assert not letter.requested


def concerned(register: Register, made: Made) -> frozenset[str]:
    """Bodies that were audited, or that points without a reason for being closed are directed to."""
    auditees = register.connection.execute(
        "SELECT DISTINCT b.name FROM audit_auditee k JOIN body b ON b.id = k.body"
    ).fetchall()
    directed = register.connection.execute(LEAVES, (made.followup,)).fetchall()
    named = {
        name for *_text, means, closed, bodies in directed for name in bodies.split("|")
        if not closed and means not in {GREEN, GONE}
    }  # fmt: skip
    return frozenset(name for (name,) in auditees) | named


def assert_wholes_have_parts(register: Register, read: Read, remaining: Counter[Any]) -> None:
    """Points with parts stand without level and addressee, where a part of theirs remains."""
    texts = {text for text, _label, _bodies in remaining}
    parts = register.connection.execute(
        "SELECT p.text, r.text FROM recommendation r JOIN recommendation p ON p.id = r.parent"
    ).fetchall()
    assert sorted(read.wholes) == sorted({whole for whole, part in parts if part in texts})


def assert_days(read: Read, *, asked: bool) -> None:
    """The days stand as the register has them."""
    assert "Uppföljningen ingår i revisionsplanen för 2026." in read.text
    assert "Uppföljningsrapporten, daterad den 30 oktober 2026, bifogas." in read.text
    assert "Revisorerna beslutade den 19 november 2026 att överlämna rapporten." in read.text
    assert ("senast den 31 mars 2027" in read.text) is asked
    assert "22 november 2026" in read.lines[0]
