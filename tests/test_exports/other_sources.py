"""Registers of plans, decisions, evaluations, incidents and letters with questions, made at random."""

import random
from collections.abc import Sequence

from storage import followups
from storage.domain.editable_fields import Given
from storage.operations.assessments import assess
from storage.operations.followups import put_audits
from storage.operations.records import add
from storage.register import Register

SOURCES = ("audit", "evaluation", "board_decision", "control_plan", "incident")
BODIES = ("Kommunstyrelsen", "Nämnden för fritid, kultur och idrott", "Exempelby Bostäder AB", "Socialnämnden")
DAYS = (None, "2025", "2025-03", "2025-03-14")
LONG = "Ett mycket långt åtagande som ska prövas, följas upp och redovisas. " * 40
TEXTS = (
    "Pröva avtalen", "- Punkt ett\n- Punkt två", "Två stycken.\nDet andra.", "<w:t>&amp;{{ x }}", "”Citerat” & § 4.",
    LONG,
)  # fmt: skip


class Maker:
    """Enters records into a register, with values that a seed chooses."""

    def __init__(self, register: Register, seed: int) -> None:
        self.register = register
        self.chooser = random.Random(seed)
        self.count = 0

    def add(self, entity: str, **values: Given) -> str:
        """Add a record without its empty values, and return its id."""
        given = {name: value for name, value in values.items() if value}
        (record,) = add(self.register, entity, given).created[entity]
        return record

    def text(self) -> str:
        """A text that no other record has."""
        self.count += 1
        return f"Nr{self.count}: {self.chooser.choice(TEXTS)}"

    def some(self, found: Sequence[str], most: int = 3) -> list[str]:
        """Some of these, or none."""
        return self.chooser.sample(found, min(len(found), self.chooser.randint(0, most)))


def populate(register: Register, seed: int) -> str:
    """Fill the open follow-up with sources of every kind, and return its id."""
    make = Maker(register, seed)
    chooser = make.chooser
    audits = [_audit(make, source) for source in SOURCES]
    followup = followups.open_followup(register)
    assert followup is not None
    put_audits(register, followup.id, audits)
    points = [point for audit in audits for point in _points(make, audit)]
    questions = [question for _ in range(2) for question in _questions(make, make.some(audits, 2))]
    for _ in range(4):
        _response(make, audits, points, questions)
    for _ in range(8):
        _measure(make, audits, points)
    levels = followups.levels(register, followup.scale or "")
    for point in points:
        if chooser.random() < 0.5:
            assess(register, [point], chooser.choice(levels).id, comment=make.text())
        if chooser.random() < 0.1:
            with register.recording("edit") as action:  # as another copy may have, where nothing referred to it
                action.put("recommendation", point, {"removed": "Dubblett"})
    return followup.id


def _audit(make: Maker, source: str) -> str:
    return make.add(
        "audit", source=source, title=f"{source} {make.text()}", years=make.chooser.choice([None, "2025", "2024–2025"]),
        auditees=make.some(BODIES) or None, decided_by=make.chooser.choice([None, *BODIES]),
        decided_on=make.chooser.choice(DAYS),
    )  # fmt: skip


def _points(make: Maker, audit: str) -> list[str]:
    chooser = make.chooser
    found: list[str] = []
    for number in range(1, 1 + chooser.choice([0, 1, 2, 5])):
        kind = chooser.choice([None, "recommendation", "question", "control", "remark", "decision_point"])
        found.append(
            make.add(
                "recommendation", audit=audit, kind=kind, text=make.text(),
                number=chooser.choice([None, str(number)]), responsible=chooser.choice([None, "Förvaltningen"]),
                planned=chooser.choice(DAYS), related=make.some(found, 1) or None,
            )
        )  # fmt: skip
    return found


def _questions(make: Maker, audits: list[str]) -> list[str]:
    if not audits:
        return []
    letter = make.add("letter", kind="missiv", audits=audits, dated=make.chooser.choice(DAYS))
    return [
        make.add("letter_question", letter=letter, text=make.text(), body=make.chooser.choice([None, *BODIES]))
        for _ in range(make.chooser.randint(1, 3))
    ]


def _response(make: Maker, audits: list[str], points: list[str], questions: list[str]) -> None:
    chooser = make.chooser
    kind = chooser.choice(["answer", "supplementary", "progress_report", "staff_report"])
    response = make.add(
        "response", responder=chooser.choice(BODIES), kind=kind, audits=make.some(audits, 1) or None,
        decided_on=chooser.choice(DAYS), paragraph=chooser.choice([None, "17"]),
    )  # fmt: skip
    for _ in range(3):
        if targets := make.some([*points, *questions]):
            make.add(
                "response_line", response=response, targets=targets, text=chooser.choice([None, make.text()]),
                stance=chooser.choice([None, "agrees", "disagrees"]),
                self_assessment=chooser.choice([None, "done", "ongoing", "planned", "no_action"]),
            )  # fmt: skip
    make.add("measure", text=make.text(), response=response, state=chooser.choice([None, "planned", "done"]))


def _measure(make: Maker, audits: list[str], points: list[str]) -> None:
    chooser = make.chooser
    make.add(
        "measure", text=make.text(), audit=chooser.choice([None, *audits]), recommendations=make.some(points) or None,
        theme=chooser.choice([None, "Rutiner", "Teknik"]), state=chooser.choice([None, "planned", "ongoing", "done"]),
        due=chooser.choice(DAYS), responsible=chooser.choice([None, "Ekonomichefen"]),
        report_to=chooser.choice([None, *BODIES]),
    )  # fmt: skip
