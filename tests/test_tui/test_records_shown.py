"""Points that are no recommendations, and what belongs to a point, shown as what they are."""

from pathlib import Path

from storage.domain.history import Change
from storage.operations.records import add
from storage.register import open_register
from tests.test_tui.driving import current, press, row_count, screen_on, screen_text, table, toasts


def made(change: Change, entity: str) -> str:
    return min(change.created[entity])


def fill(path: Path) -> None:
    """A plan of controls, a decision with sub-points, and an incident with nothing but measures."""
    with open_register(path, write=True) as register:
        plan = made(
            add(register, "audit", {"title": "Kontroller 2021", "years": "2021", "source": "control_plan"}), "audit"
        )
        for number in ("1", "2"):
            add(register, "recommendation", {"audit": plan, "number": number, "text": f"Kontroll {number} av moms"})
        add(register, "recommendation", {"audit": plan, "number": "3", "kind": "remark", "text": "Otydlig rutin"})
        decision = made(
            add(register, "audit", {"title": "Uppdrag", "years": "2021", "source": "board_decision"}), "audit"
        )
        points = {
            number: made(
                add(register, "recommendation", {"audit": decision, "number": number, "text": text}), "recommendation"
            )
            for number, text in (("2", "Ordna arkivet"), ("3", "Se över avtalen"))
        }
        subs = [
            made(
                add(register, "recommendation", {
                    "audit": decision, "number": f"2 {letter}", "text": f"Del {letter}", "parent": points["2"],
                }), "recommendation",
            )
            for letter in "abc"
        ]  # fmt: skip
        add(register, "measure", {"text": "Inventering", "state": "done", "recommendations": subs[1:]})
        incident = made(add(register, "audit", {"title": "Avtalsfusk", "years": "2021", "source": "incident"}), "audit")
        for theme, text, state in (("Kontroll", "Tredje attest", "done"), ("Utbildning", "Kurs i avtal", "ongoing")):
            add(register, "measure", {"audit": incident, "theme": theme, "text": text, "state": state})


async def test_sources_kinds_subpoints_and_measures_are_shown_and_counted_as_what_they_are(empty: Path) -> None:
    fill(empty)
    async with screen_on(empty, (140, 40)) as pilot:
        await press(pilot, "shift+tab")
        text = screen_text(pilot)
        assert "Avtalsfusk · händelse" in text
        assert "Kontroll\n" in text.replace(" │", "\n").replace("  ", "\n")
        assert "Tredje attest" in text
        assert text.index("Tredje attest") < text.index("Kurs i avtal"), "by theme"
        assert "lägger till en rekommendation" in text
        await press(pilot, "down")
        text = screen_text(pilot)
        assert "Kontroller 2021 · internkontrollplan" in text
        assert "Kontroll 1 av moms" in text
        assert "Anmärkning: Otydlig rutin" in text
        await press(pilot, "down", "tab", "home")
        text = screen_text(pilot)
        assert "Beslutspunkt" in text
        order = ["Ordna arkivet", "└ Del a", "└ Del b", "└ Del c", "Se över avtalen"]
        listed = [text.index(part) for part in order]
        assert listed == sorted(listed)
        assert row_count(pilot) == 5
        assert "inget av 4 är med" in text, "leaves of the decision; controls and remarks have tables of their own"
        await press(pilot, "down", "down")
        assert current(pilot).recommendation.number == "2 b"
        text = screen_text(pilot)
        assert "Delpunkt till Uppdrag: 2) Ordna arkivet" in " ".join(text.split())
        assert "klar, gäller 2 b), 2 c)" in " ".join(text.split())
        assert table(pilot).current is not None
        await press(pilot, "shift+tab", "home", "tab", "home")
        assert "Kontroll: Kontroll 1 av moms" in screen_text(pilot), "among all, a point is told by its kind"


async def test_audits_without_recommendations_are_no_empty_register(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        add(register, "audit", {"title": "Avtalsfusk", "years": "2021"})
    async with screen_on(empty) as pilot:
        await press(pilot, "shift+tab", "home", "up")
        text = screen_text(pilot)
        assert "Registret är tomt." not in text
        assert "n lägger till en granskning" in text
        await press(pilot, "down")
        assert "n lägger till en rekommendation" in screen_text(pilot)


async def test_a_digit_on_a_point_with_sub_points_is_refused_and_they_stand_below_it(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        audit = made(add(register, "audit", {"title": "Moms", "years": "2021"}), "audit")
        five, _six = (
            made(add(register, "recommendation", {"audit": audit, "number": n, "text": f"Punkt {n}"}), "recommendation")
            for n in "56"
        )
        for letter in "ab":  # added when 6) was there
            values = {"audit": audit, "number": f"5 {letter}", "text": f"Del {letter}", "parent": five}
            add(register, "recommendation", values)
    async with screen_on(empty, (140, 40), notifications=True) as pilot:
        await press(pilot, "home")
        text = screen_text(pilot)
        listed = [text.index(part) for part in ("Punkt 5", "└ Del a", "└ Del b", "Punkt 6")]
        assert listed == sorted(listed)
        assert text.count("Se delpunkter") == 2, "in the list, and beside it"
        assert current(pilot).recommendation.number == "5"
        await press(pilot, "1")
        said = "”Moms: 5) Punkt 5” har delpunkter och bedöms genom dem. Bedöm varje delpunkt för sig."
        assert said in toasts(pilot)
        assert screen_text(pilot).count("Se delpunkter") == 2
        await press(pilot, "down", "1")
        assert current(pilot).recommendation.number == "5 a"
        assert current(pilot).means == "implemented"
