"""Hostile text in every field of every form, on the way in and on the way out; and pastes that would stop a program."""

from pathlib import Path

import pytest
from textual.widgets import Input, TextArea

from storage import followups, recommendations, records
from storage.register import open_register
from tests.test_tui.driving import current, press, screen_on, screen_text, settle, stored, toasts, write
from tests.test_tui.forms import form, go, paste, save
from tui.kit.field_row import FieldRow

HOSTILE = "[@click=app.quit]x[/] [/] \x1b]52;c;aGVq\x07\x1b[31m a\u202eb\ufeff\ud800"
HARMFUL = {"\x1b", "\x07", "\u202e", "\ufeff", "\ud800"}
SIZES = [(80, 24), (120, 40), (200, 50)]
OPENED_BY = {
    "audit": ("shift+tab", "e"),
    "new audit": ("shift+tab", "n"),
    "recommendation": ("e",),
    "new recommendation": ("n",),
    "removal": ("d",),
    "judgement of an audit": ("b",),
    "texts of the follow-up": ("B",),
    "letter": ("m",),
    "letter of the follow-up": ("M",),
    "report": ("r",),
}


def poison(path: Path) -> None:
    """Hostile text in every text of the register that a form shows, past all cleaning on the way in."""
    text = HOSTILE.replace("\ud800", "")  # SQLite takes none
    with open_register(path, write=True) as register, register.recording("test") as action:
        view = recommendations.recommendations(register)[0]
        audit, followup = view.recommendation.audit or "", followups.open_followup(register)
        assert followup is not None
        action.put("recommendation", view.id, dict.fromkeys(("text", "theme", "internal_note", "number"), text))
        action.put("audit", audit, dict.fromkeys(("title", "short_title", "firm", "purpose", "type"), text))
        action.put("followup", followup.id, dict.fromkeys(("title", "judgement", "method"), text))
        for body in records.bodies(register):
            action.put("body", body.body.id, {"name": f"{body.body.name} {text}"})


@pytest.mark.parametrize("name", OPENED_BY)
async def test_hostile_text_in_the_register_is_harmless_in_every_form(practice: Path, name: str) -> None:
    poison(practice)
    async with screen_on(practice, (100, 40)) as pilot:
        await press(pilot, *OPENED_BY[name])
        assert form(pilot)
        assert not HARMFUL & set(screen_text(pilot))
        for field in pilot.app.screen.query(FieldRow):
            assert not HARMFUL & set(field.text)


@pytest.mark.parametrize("name", OPENED_BY)
async def test_hostile_text_pasted_into_any_field_is_cleaned(practice: Path, name: str) -> None:
    async with screen_on(practice, (100, 40)) as pilot:
        await press(pilot, *OPENED_BY[name])
        for field in list(pilot.app.screen.query(FieldRow)):
            if not isinstance(field.editor, Input | TextArea):
                continue
            await go(pilot, field.field.name)
            await paste(pilot, HOSTILE)
            assert "[@click=app.quit]x[/]" in field.text
            assert not HARMFUL & set(field.text)
        assert not HARMFUL & set(screen_text(pilot))
        assert pilot.app.is_running


async def test_a_paste_of_twenty_megabytes_is_refused_in_any_field(practice: Path) -> None:
    huge = "x" * 20_000_000
    async with screen_on(practice, (100, 40)) as pilot:
        await press(pilot, *OPENED_BY["audit"])
        for field in list(pilot.app.screen.query(FieldRow)):
            if isinstance(field.editor, Input | TextArea):
                await go(pilot, field.field.name)
                before = field.text
                await paste(pilot, huge)
                assert field.text == before
                assert "klistrades inte in" in toasts(pilot)


async def test_what_was_hostile_is_saved_clean_and_shown_as_it_stands(practice: Path) -> None:
    async with screen_on(practice, (160, 40)) as pilot:
        edited = current(pilot).id
        await press(pilot, "e")
        await go(pilot, "theme")
        pilot.app.screen.query_one("#field-theme Input", Input).clear()
        await paste(pilot, HOSTILE)
        await save(pilot)
        assert stored(practice, edited).recommendation.theme == "[@click=app.quit]x[/] [/] ]52;c;aGVq[31m ab\ufffd"
        assert "[@click=app.quit]x[/]" in screen_text(pilot)


@pytest.mark.parametrize("name", OPENED_BY)
async def test_every_form_shows_its_keys_and_reaches_its_last_field_at_every_size(practice: Path, name: str) -> None:
    async with screen_on(practice, SIZES[0]) as pilot:
        await press(pilot, *OPENED_BY[name])
        last = pilot.app.screen.query(FieldRow).last()
        await go(pilot, last.field.name)
        for width, height in SIZES:
            await pilot.resize_terminal(width, height)
            await settle(pilot)  # the new size is laid out before anything is scrolled
            last.scroll_visible(animate=False)
            await settle(pilot)
            assert last.field.label in screen_text(pilot)
            assert "Ctrl+S" in screen_text(pilot)


async def test_hostile_notes_and_comments_are_saved_clean(practice: Path) -> None:
    async with screen_on(practice) as pilot:
        judged = current(pilot).id
        await press(pilot, "space", "1")
        await paste(pilot, HOSTILE)
        await write(pilot, "!")
        await press(pilot, "ctrl+s")
        comment = stored(practice, judged).comment or ""
        assert comment.endswith("ab\ufffd!")
        assert not HARMFUL & set(comment)
