"""Records of every kind entered, changed, taken out and brought back by keys."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from textual.events import Paste
from textual.widgets import Input, OptionList, TextArea

from storage import recommendations, records
from storage.domain.editable_fields import EDITABLE
from storage.operations.records import add
from storage.register import open_register
from storage.saved_views import drafts
from tests.test_tui.driving import Keys, current, press, read, row_count, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import fill, form, go, row, save, told
from tui.audits.screen import AuditsScreen
from tui.kit.field_row import NameInput
from tui.kit.mark_list import MarkList
from tui.records import jobs
from tui.records.actions import RecordForms
from tui.records.dialogs import EntryDialog, RecordsDialog


def entering(pilot: Keys) -> RecordForms:
    screen = next(screen for screen in pilot.app.screen_stack if isinstance(screen, AuditsScreen))
    return screen._handlers.edit.records


def listed(pilot: Keys) -> list[str]:
    """The lines of the list of records."""
    assert isinstance(pilot.app.screen, RecordsDialog)
    return [str(option.prompt) for option in pilot.app.screen.query_one(OptionList).options]


async def test_bodies_are_made_changed_joined_taken_out_and_brought_back_from_their_list(practice: Path) -> None:
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "O", "n")
        await fill(pilot, "name", "Overförmyndarnämnden")
        await save(pilot)
        assert "Sparat: Nytt organ." in toasts(pilot)
        await press(pilot, "slash")
        await write(pilot, "overf")
        assert listed(pilot) == ["Overförmyndarnämnden  nämnd"]
        await press(pilot, "enter", "enter")
        await fill(pilot, "name", "Överförmyndarnämnden")
        await fill(pilot, "valid_from", "2027")
        await fill(pilot, "valid_to", "2026")
        await save(pilot)
        assert told(pilot, "valid_to").startswith("Organet skulle upphöra 2026")
        await fill(pilot, "valid_to", "")
        await save(pilot)
        assert [line.split("  ")[0] for line in listed(pilot)] == ["Överförmyndarnämnden"]
        await press(pilot, "j")
        await write(pilot, "kommunst")
        await press(pilot, "enter")
        assert listed(pilot) == []
        await press(pilot, "r")
        assert "sammanslagen med" in listed(pilot)[0]
        await press(pilot, "enter", "r", "d")
        await write(pilot, "fanns inte")
        await press(pilot, "enter", "r")
        assert "borttagen: fanns inte" in listed(pilot)[0]
        await press(pilot, "t", "r")
        assert [line.split("  ")[0] for line in listed(pilot)] == ["Överförmyndarnämnden"]
        await press(pilot, "escape", "end", "up", "d")
        await write(pilot, "överflödigt")
        await press(pilot, "enter")
        assert "tas inte bort, för den används" in screen_text(pilot), "what is in use stays"


async def test_names_are_offered_while_typing_and_taken_with_tab(practice: Path) -> None:
    async with screen_on(practice, (80, 24)) as pilot:
        await press(pilot, "n")
        await go(pilot, "addressees")
        await write(pilot, "vard-")
        field = row(pilot, "addressees").editor
        assert isinstance(field, NameInput)
        assert field.offered == ["Vård- och omsorgsnämnden"]
        assert "Vård- och omsorgsnämnden" in screen_text(pilot)
        await press(pilot, "tab")
        assert (field.value, pilot.app.focused is field) == ("Vård- och omsorgsnämnden", True)
        await write(pilot, ", nämnd")
        assert field.chosen is None, "no name begins so"
        await press(pilot, "down", "down", "up", "enter")
        assert field.value.startswith("Vård- och omsorgsnämnden, Barn- och")
        await write(pilot, ", Kommun")
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, EntryDialog)
        assert "Nytt i registret: Kommun." in told(pilot, "addressees")
        await go(pilot, "parent")
        await write(pilot, "finns inte")
        await fill(pilot, "text", "Texten")
        await save(pilot)
        assert "finns inte" in told(pilot, "parent").lower()
        assert pilot.app.focused is row(pilot, "parent").editor


async def test_save_and_new_keeps_what_repeats_and_counts_on(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        number = row_count(pilot)
        await press(pilot, "n")
        await fill(pilot, "number", "7 b")
        await fill(pilot, "theme", "Rutiner")
        await fill(pilot, "text", "Skriv rutinen")
        await press(pilot, "ctrl+n")
        assert "Sparat: Ny rekommendation – Ensamarbete: 7 b) Skriv rutinen. Ångra med u." in toasts(pilot)
        assert (row(pilot, "number").text, row(pilot, "theme").text, row(pilot, "text").text) == ("7 c", "Rutiner", "")
        assert pilot.app.focused is row(pilot, "text").editor
        await write(pilot, "Följ den")
        await press(pilot, "ctrl+n", "escape")
        assert row_count(pilot) == number + 2
        assert read(practice, drafts) == {}, "what a form only begins with is no draft"
        await press(pilot, "n")
        await fill(pilot, "number", "7 c")
        await go(pilot, "theme")
        await settle(pilot)
        assert "numret 7 c finns redan" in told(pilot, "number")
        await fill(pilot, "text", "Två gånger")
        await save(pilot)
        assert row_count(pilot) == number + 3, "a number may be printed twice"
        assert "numret 7 c finns redan" in toasts(pilot)


async def test_a_measure_for_several_points_evidence_and_what_the_department_says(practice: Path) -> None:
    async with screen_on(practice, (160, 60)) as pilot:
        point = current(pilot).id
        await press(pilot, "t", "n")
        await write(pilot, "Utbilda alla chefer")
        await go(pilot, "state")
        await press(pilot, "right", "right")
        await fill(pilot, "due", "v50")
        await go(pilot, "recommendations")
        marks = row(pilot, "recommendations").editor
        assert isinstance(marks, MarkList)
        assert marks.value == point
        await write(pilot, "larm")
        await press(pilot, "space", "tab")
        await save(pilot)
        (line,) = [line for line in listed(pilot) if "Utbilda" in line]
        assert "pågår · klart senast 2026-12-11 · 1), 2)" in line
        await press(pilot, "escape")
        assert "Utbilda alla chefer" in screen_text(pilot)
        await press(pilot, "l", "n")
        await fill(pilot, "kind", "protok")
        await press(pilot, "tab")
        assert row(pilot, "kind").text == "protokoll"
        await fill(pilot, "date", "2026-10-01")
        await save(pilot)
        assert "2026-10-01" in listed(pilot)[0]
        await press(pilot, "escape", "k")
        await write(pilot, "Alla är utbildade.")
        await save(pilot)
        assert "Alla är utbildade." in screen_text(pilot)
        assert "2026-10-01" in screen_text(pilot)


async def test_a_subpoint_lies_under_its_point_and_removed_ones_come_back(practice: Path) -> None:
    audits = len(read(practice, recommendations.audits))
    async with screen_on(practice) as pilot:
        first = current(pilot).id
        await press(pilot, "N")
        assert row(pilot, "parent").text.startswith("1) Se till att")
        await fill(pilot, "number", "1 a")
        await fill(pilot, "text", "Utse någon")
        await save(pilot)
        made = next(
            one for one in read(practice, recommendations.recommendations) if one.recommendation.text == "Utse någon"
        )
        assert made.recommendation.parent == first
        assert current(pilot).id == made.id, "the cursor is on what was made"
        await press(pilot, "shift+tab", "end", "d")
        await write(pilot, "fel")
        await press(pilot, "enter", "R")
        assert "granskning" in listed(pilot)[0]
        await press(pilot, "enter", "escape")
        assert len(read(practice, recommendations.audits)) == audits
        await press(pilot, "n")
        await write(pilot, "Alldeles ny")
        await save(pilot)
        assert "lägger till en rekommendation" in screen_text(pilot), "the cursor is on the audit that was made"


def test_documents_of_one_name_are_told_apart_by_their_dates(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        for made_on in ("2026-03-12", "2026-03-26"):
            add(register, "document", {"name": "Åtgärder", "kind": "webbsida", "made_on": made_on})
        told = {row.note for row in jobs.list_rows(register, jobs.RecordScope(entities=("document",)))}
    assert told == {"2026-03-12 · webbsida", "2026-03-26 · webbsida"}


LONG = "[@click=app.quit]x[/] \x1b]52;c;aGVq\x07\u202eb" + "å" * 50
GIVEN: Mapping[str, tuple[str, str]] = {
    "letter_recipient": ("letter", "letter"),
    "letter_question": ("letter", "letter"),
    "response_line": ("response", "response"),
    "assessment": ("recommendation", "recommendation"),
    "assessment_evidence": ("recommendation", "recommendation"),
    "recommendation": ("audit", "audit"),
}
"""Entity → (field, entity) of what a new record of it belongs to."""


async def test_hostile_text_in_any_field_of_any_kind_is_cleaned_kept_as_a_draft_and_fetched_back(
    practice: Path,
) -> None:
    with open_register(practice) as register:
        owners = {entity: records.records(register, owner)[0].id for entity, (_, owner) in GIVEN.items()}
    texts: dict[str, Mapping[str, str]] = {}
    async with screen_on(practice, (80, 24)) as pilot:
        for entity in EDITABLE:
            given = {GIVEN[entity][0]: owners[entity]} if entity in GIVEN else {}
            entering(pilot).new(entity, given)
            await settle(pilot)
            for field in form(pilot).form.fields:
                editor = row(pilot, field.name).editor
                if isinstance(editor, Input | TextArea):
                    editor.post_message(Paste(LONG))
            await settle(pilot)
            assert not {"\x07", "\u202e"} & set(screen_text(pilot))
            texts[entity] = form(pilot).unsaved
            await press(pilot, "escape")
        assert len(read(practice, drafts)) == len(EDITABLE)
        for entity in ("measure", "assessment_evidence"):
            entering(pilot).new(entity, {GIVEN[entity][0]: owners[entity]} if entity in GIVEN else {})
            await settle(pilot)
            assert "återställt" in screen_text(pilot)
            assert {name: row(pilot, name).text for name in texts[entity]} == texts[entity]
            await press(pilot, "ctrl+r", "escape")
        assert len(read(practice, drafts)) == len(EDITABLE) - 2, "what is put away is a draft no more"


@pytest.mark.parametrize("entity", EDITABLE)
def test_every_kind_has_words_for_its_forms(entity: str) -> None:
    from tui.language.words import field_word
    from tui.records.forms import heading, label

    assert heading(entity, "", fresh=True)
    assert all(label(entity, entry.name) != entry.name for entry in EDITABLE[entity].fields)
    assert all(field_word(entry.name) != entry.name for entry in EDITABLE[entity].fields)


async def test_what_was_saved_is_told_above_the_keys_of_the_next_form(practice: Path) -> None:
    async with screen_on(practice, (80, 24), notifications=True) as pilot:
        await press(pilot, "n")
        await fill(pilot, "text", "Hur vägs riskerna?")
        await press(pilot, "ctrl+n")
        assert "Hur vägs riskerna? Ångra med u." in toasts(pilot)
        rack, keys = (pilot.app.screen.query_one(one).region for one in ("ToastRack", "#frame Footer"))
        assert rack.bottom <= keys.y


async def test_a_point_is_headed_as_what_it_is(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        add(register, "audit", {"title": "Kontroller", "years": "2024", "source": "control_plan"})
    async with screen_on(empty) as pilot:
        await press(pilot, "n")
        assert "Ny kontroll: Kontroller" in screen_text(pilot)


async def test_a_name_that_means_nothing_is_told_without_a_command_to_write_elsewhere(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        await press(pilot, "n")
        await fill(pilot, "text", "Ordna")
        await fill(pilot, "parent", "finns inte alls")
        await save(pilot)
        assert "granska" not in told(pilot, "parent").lower()
