"""A register written in plain column names comes in with identical facts, whatever its texts are."""

import csv
import io
import uuid
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec import Struct

from storage.domain.text import one_line, searchable, tidy
from storage.intake.planned import Known
from storage.intake.registers.plan import RegisterPlan, plan_register
from storage.intake.registers.reading import read_register
from tests.registers_made import workbook

REGISTER = str(uuid.UUID(int=11))
HEAD = [
    "Granskning", "År", "Nämnd", "Nr", "Tema", "Rekommendation", "Ansvarig", "Bedömning 2021", "Kommentar 2021",
    "Bedömning 2023", "Kommentar 2023",
]  # fmt: skip
BODIES = ("Kommunstyrelsen", "Nämnden för teknik, fritid och kultur", "Socialnämnden")
LEVELS = ("Åtgärdad", "Delvis åtgärdad", "Inte åtgärdad", "Ej bedömbar", "Inte längre aktuell")
HOSTILE = (
    "=1+1", "+46 8", "-", "@sum", "Summa", "Totalt 12", "Rekommendation", "1) Gör om", "Rek 4: gör", 'sa "nej"', "a;b",
    "a,b\tc", "0123", "2023", "45048", "Åtgärdad", "X", "✔", "Granskning av vägar", "<b>&amp;</b>", "{{ x }}", "[red]",
    "Ωμέγα", "🟢", "TRUE", "#REF!", "1e5", "12,5", "'text", "Socialnämnden", "Uppföljning 2022", "=cmd|' /C calc'!A0",
)  # fmt: skip


class Fact(Struct, frozen=True):
    """A point with what a register says of it."""

    audit: str
    years: str
    bodies: tuple[str, ...]
    number: str
    theme: str
    text: str
    responsible: str
    rounds: tuple[tuple[str, str], ...]


def _texts(*, lines: bool) -> st.SearchStrategy[str]:
    free = st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn"]), max_size=30)
    made = st.one_of(st.sampled_from(HOSTILE), free, st.lists(st.sampled_from(HOSTILE), max_size=3).map("\n".join))
    return made.map(tidy if lines else one_line).map(
        lambda text: tidy("".join(c for c in text if c.isprintable() or c == "\n"))
    )


plain = _texts(lines=False)
several = _texts(lines=True)
named = plain.map(lambda text: f"Granskning {text}".strip())
facts = st.builds(
    Fact,
    audit=named,
    years=st.sampled_from(["2018", "2019", "2018–2019"]),
    bodies=st.lists(st.sampled_from(BODIES), min_size=1, max_size=2, unique=True).map(tuple),
    number=st.sampled_from(["", "1", "2 a", "0123", "3.1"]),
    theme=plain,
    text=several.map(lambda text: tidy(f"Nämnden bör se över {text}")),
    responsible=plain,
    rounds=st.tuples(*[st.tuples(st.sampled_from(["", *LEVELS]), several)] * 2),
)


def _key(fact: Fact) -> tuple[str, str, str, str]:
    return searchable(fact.audit), fact.years, searchable(fact.number), searchable(fact.text)


def _rows(found: Sequence[Fact]) -> list[list[str]]:
    return [
        [f.audit, f.years, ";".join(f.bodies), f.number, f.theme, f.text, f.responsible, *f.rounds[0], *f.rounds[1]]
        for f in found
    ]


def _facts(plan: RegisterPlan) -> list[Fact]:
    """The facts of the planned records."""
    of: dict[str, dict[str, dict[str, object]]] = {}
    for record in plan.whole.records:
        of.setdefault(record.entity, {})[record.id] = dict(record.values)

    def names(entity: str, field: str, owner: object) -> tuple[str, ...]:
        links = of.get(entity, {}).values()
        return tuple(str(of["body"][str(each["body"])]["name"]) for each in links if each[field] == owner)

    found = []
    for key, point in of.get("recommendation", {}).items():
        audit = of["audit"][str(point["audit"])]
        rounds = {2021: ("", ""), 2023: ("", "")}
        for each in of.get("assessment", {}).values():
            if each["recommendation"] == key:
                label = str(of["level"][str(each["level"])]["label"]) if each.get("level") else ""
                rounds[int(str(of["followup"][str(each["followup"])]["year"]))] = (label, str(each.get("comment", "")))
        bodies = names("recommendation_addressee", "recommendation", key)
        bodies = bodies or names("audit_auditee", "audit", point["audit"])
        number, theme, text, own = (str(point.get(name, "")) for name in ("number", "theme", "text", "responsible"))
        title, years = str(audit["title"]), str(audit.get("years", ""))
        found.append(Fact(title, years, tuple(sorted(bodies)), number, theme, text, own, (rounds[2021], rounds[2023])))
    return found


@pytest.mark.parametrize("suffix", ["xlsx", "csv"])
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(made=st.lists(facts, min_size=1, max_size=5, unique_by=_key))
def test_a_register_in_plain_column_names_has_identical_facts(made: list[Fact], suffix: str, tmp_path: Path) -> None:
    titles: dict[tuple[str, str], str] = {}
    made = [
        Fact(titles.setdefault((searchable(f.audit), f.years), f.audit), f.years, tuple(sorted(f.bodies)),
             f.number, f.theme, f.text, f.responsible, f.rounds)
        for f in made
    ]  # fmt: skip
    path = tmp_path / f"fil.{suffix}"
    if suffix == "xlsx":
        workbook(path, Register=[HEAD, *_rows(made)])
    else:
        out = io.StringIO(newline="")
        csv.writer(out, delimiter=";").writerows([HEAD, *_rows(made)])
        path.write_text(out.getvalue(), encoding="utf-8", newline="")
    plan = plan_register(read_register(path, ()), Known(REGISTER, {}, (), (), lambda _entity, _id: False), 2026)
    found = _facts(plan)
    assert sorted(map(repr, found)) == sorted(map(repr, made))
