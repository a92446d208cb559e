"""The facts of every reminder and decision, computed again from the tables alone: practice and random registers."""

import random
import sqlite3
from collections import defaultdict
from datetime import date
from typing import Any

import pytest

from exports.letters.context import extension_context, reminder_context
from storage import reminders
from storage.domain.records import replace
from storage.errors import NothingAwaited, NothingLate, NothingOpen
from storage.operations.records import edit
from storage.register import Register
from tests.test_storage.deadline_steps import TODAY, letter, made

WORDS = ("noll", "ett", "två", "tre", "fyra", "fem", "sex", "sju", "åtta")
ORDINALS = {1: "Andra påminnelsen", 2: "Tredje påminnelsen", 3: "Fjärde påminnelsen"}
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november",
    "december",
)  # fmt: skip


def in_words(day: str) -> str:
    year, month, number = day.split("-")
    return f"{int(number)} {MONTHS[int(month) - 1]} {year}"


def told(paragraphs: Any) -> str:
    return " ".join(each.text for each in paragraphs).replace("\xa0", " ")


class Facts:
    """What a register holds, by plain SQL and nothing else of the program."""

    def __init__(self, register: Register) -> None:
        self.connection = sqlite3.connect(f"file:{register.path}?mode=ro", uri=True)
        self.names = dict(self.rows("SELECT id, name FROM body"))

    def rows(self, sql: str, *values: str) -> list[Any]:
        return self.connection.execute(sql, values).fetchall()

    def awaited(self, *, late: bool = True) -> dict[str, list[dict[str, Any]]]:
        """Body that answers → the letters that lack its answer."""
        found: dict[str, list[dict[str, Any]]] = defaultdict(list)
        sql = (
            "SELECT l.id, coalesce(l.dated, l.decided), l.answer_due, l.registry_number FROM letter l "
            "WHERE l.removed IS NULL AND l.kind = 'missiv'"
        )
        for one, sent, due, number in self.rows(sql):
            groups: dict[str, list[Any]] = defaultdict(list)
            asked = "SELECT id, body, through, answer_due FROM letter_recipient WHERE letter = ? AND role = 'answer'"
            for link, body, through, own in self.rows(f"{asked} AND removed IS NULL ORDER BY rid", one):
                if not self.answered(one, body, through or body):
                    groups[through or body].append((link, body, own or due))
            for answering, members in groups.items():
                applies = members[0][2]
                if (applies is not None and date.fromisoformat(applies) < TODAY) or not late:
                    found[answering].append(self.answer(one, sent, applies, number, answering, members))
        return found

    def answered(self, letter_id: str, body: str, answering: str) -> bool:
        given = (
            "SELECT r.responder, (SELECT group_concat(o.body) FROM response_on_behalf_of o WHERE o.response = r.id "
            "AND o.removed IS NULL) FROM response r JOIN response_audit k ON k.response = r.id "
            "JOIN letter_audit a ON a.audit = k.audit WHERE a.letter = ? AND r.removed IS NULL AND k.removed IS NULL"
        )
        return any(
            responder == answering or body in (responder, *(behalf or "").split(","))
            for responder, behalf in self.rows(given, letter_id)
        )

    def answer(
        self, one: str, sent: str, due: str | None, number: str | None, answering: str, members: list[Any]
    ) -> dict[str, Any]:
        bodies = {answering, *(body for _link, body, _due in members)}
        points = self.points(one, bodies)
        reminded = self.rows(
            "SELECT l.dated FROM letter l JOIN letter_recipient k ON k.letter = l.id JOIN letter_audit a "
            "ON a.letter = l.id JOIN letter_audit b ON b.audit = a.audit WHERE b.letter = ? AND k.body = ? "
            "AND l.kind = 'reminder' AND l.removed IS NULL",
            one,
            answering,
        )
        return {
            "links": [link for link, _body, _due in members], "due": due, "number": number, "sent": sent,
            "open": [number for number, is_open in points if is_open],
            "is_open": not points or any(is_open for _number, is_open in points),
            "reminders": sum(1 for (day,) in reminded if day >= sent and (due is None or day >= due)),
            "others": sorted(
                (self.names[body] for _link, body, _due in members if body != answering),
                key=lambda name: (name != "Kommunstyrelsen", name),
            ),
            "itself": answering in {body for _link, body, _due in members},
        }  # fmt: skip

    def points(self, letter_id: str, bodies: set[str]) -> list[tuple[str, bool]]:
        """(number, whether it is open) of the points without an answer that are directed to one of the bodies."""
        sql = (
            "SELECT r.id, r.number, r.closing_reason, r.audit FROM recommendation r JOIN letter_audit a "
            "ON a.audit = r.audit WHERE a.letter = ? AND r.removed IS NULL AND a.removed IS NULL AND NOT EXISTS "
            "(SELECT 1 FROM recommendation c WHERE c.parent = r.id AND c.removed IS NULL) ORDER BY r.position"
        )
        found = []
        for point, number, reason, audit in self.rows(sql, letter_id):
            directed = "SELECT body FROM {} WHERE {} = ? AND removed IS NULL"
            own = self.rows(directed.format("recommendation_addressee", "recommendation"), point)
            own = own or self.rows(directed.format("audit_auditee", "audit"), audit)
            if bodies & {body for (body,) in own} or not own:
                found.append((number, reason is None and not self.done(point)))
        return found

    def done(self, point: str) -> bool:
        levels = self.rows(
            "SELECT v.means FROM assessment s JOIN followup f ON f.id = s.followup JOIN level v ON v.id = s.level "
            "WHERE s.recommendation = ? AND f.state = 'closed' AND s.removed IS NULL ORDER BY f.year DESC, "
            "f.report_date DESC",
            point,
        )
        return bool(levels) and levels[0][0] in {"implemented", "not_relevant"}


def made_at_random(register: Register, seed: int) -> None:
    """Enter audits, letters with joint answers, reminders and responses by chance."""
    chance = random.Random(seed)
    names = ["Kommunstyrelsen", "Barnnämnden", "Vård- och omsorgsnämnden", "Exempelby Bostäder AB"]
    bodies = [made(register, "body", name=name) for name in names]
    for number in range(8):
        own = chance.sample(bodies, chance.randint(1, 3))
        audit = made(register, "audit", title=f"Granskning {number}", auditees=tuple(own))
        for point in range(chance.randint(0, 4)):
            to = (chance.choice(own),) if chance.random() < 0.4 else ()
            record = made(register, "recommendation", audit=audit, number=str(point + 1), text="Gör", addressees=to)
            if chance.random() < 0.4:
                edit(register, "recommendation", record, {"closing_reason": "Upphörd"})
        due = chance.choice(["2026-09-01", "2026-11-21", "2026-11-22", "2027-01-10", None])
        facts = {"dated": "2026-05-01", "registry_number": chance.choice([f"REV {number}", None])}
        sent = letter(register, audit, due=due, **facts)
        for place, body in enumerate(own):
            joint = {"through": own[0]} if place and chance.random() < 0.5 else {}
            made(register, "letter_recipient", letter=sent, body=body, **joint)
        for day in ("2026-04-01", "2026-08-01", "2026-09-10", "2026-11-21"):
            if chance.random() < 0.4:
                letter(register, audit, own[0], kind="reminder", dated=day)
        if chance.random() < 0.3:
            made(register, "response", responder=chance.choice(own), audits=audit, decided_on="2026-10-01")


def check_reminder(register: Register, body: str, name: str, expected: list[dict[str, Any]], level: int) -> None:
    left = [one for one in expected if one["is_open"]]
    if not left:
        with pytest.raises(NothingOpen if expected else NothingLate):
            reminders.reminder_material(register, body, today=TODAY, level=level)
        return
    context = reminder_context(reminders.reminder_material(register, body, today=TODAY, level=level), today=TODAY)
    opening, count = told(context.opening), len(left)
    assert f"svar på {WORDS[count]} brev" in opening
    assert context.recipients[0].names == (name,)
    before = [one["reminders"] for one in left]
    again = level == 2 and any(before)
    assert ("tidigare" in opening) == again
    same = len(set(before)) == 1
    assert context.title == f"{ORDINALS[before[0]] if again and same else 'Påminnelse'} om svar till revisorerna"
    if again and not all(before):
        assert f"Om {WORDS[sum(map(bool, before))]} av breven" in opening
    assert ("har bett om svar på" in opening) == (not all(one["itself"] for one in left))
    rows = {(row.due, row.late, row.registry_number, row.on_behalf_of, told(row.points)) for row in context.answers}
    assert rows == {expected_row(one) for one in left}
    assert ("Uteblir svaret" in told(context.consequence)) == (again and count == 1)


def expected_row(one: dict[str, Any]) -> tuple[Any, ...]:
    days = (TODAY - date.fromisoformat(one["due"])).days
    others = [name[0].lower() + name[1:] if not name.endswith(" AB") else name for name in one["others"]]
    link = " samt " if any(" och " in name for name in others) and len(others) > 1 else " och "
    behalf = f"{'Även för' if one['itself'] else 'För'} {link.join(others)}" if others else None
    numbers = [f"{number})" for number in one["open"]]
    points = ", ".join(numbers[:-1]) + (" och " if len(numbers) > 1 else "") + numbers[-1] if numbers else ""
    whole = f"Rekommendation {points}" if points else "Brevet i sin helhet"
    return in_words(one["due"]), f"{days} {'dag' if days == 1 else 'dagar'}", one["number"], behalf, whole


def check_extension(register: Register, one: dict[str, Any]) -> None:
    try:
        material = reminders.extension_material(register, one["links"][0], today=TODAY, granted_to=None)
    except NothingAwaited:
        pytest.fail("a response is awaited")
    refused = told(extension_context(material, today=TODAY).decision)
    assert "begär" not in refused
    past = one["due"] is not None and date.fromisoformat(one["due"]) < TODAY
    assert ("har passerat. Revisorerna önskar svar snarast." in refused) == past
    assert (one["due"] is not None and in_words(one["due"]) in refused) == (one["due"] is not None)
    granted = replace(material, granted=True, extension_due="2027-02-01", requested="yes", requested_by=None)
    context = extension_context(granted, today=TODAY)
    assert told(context.decision).endswith("Svaret ska ha kommit in senast den 1 februari 2027.")
    assert "har begärt anstånd" in told(context.opening)


def check_register(register: Register) -> int:
    """Check every body's reminders of both levels, and decisions on all that is awaited; how many late there were."""
    facts = Facts(register)
    late = facts.awaited()
    for body, name in facts.names.items():
        for level in (1, 2):
            check_reminder(register, body, name, late.get(body, []), level)
    for answers in facts.awaited(late=False).values():
        for one in answers:
            check_extension(register, one)
    return sum(map(len, late.values()))


@pytest.mark.parametrize("seed", range(10))
def test_every_fact_of_notices_is_that_of_the_tables_in_random_registers(empty: Register, seed: int) -> None:
    made_at_random(empty, seed)
    assert check_register(empty) > 0


def test_every_fact_of_notices_is_that_of_the_tables_in_the_practice_register(practice: Register) -> None:
    assert check_register(practice) == 1
