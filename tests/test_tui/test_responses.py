"""Registering a response: its head, its lines beside the questions, its measures; all of it by keys."""

from pathlib import Path

import pytest

from storage import letters, responses
from storage.domain.views import LetterDetail, LetterRow, ResponseDetail, ResponseStatus
from storage.operations.records import add
from storage.register import Register, open_register
from tests.test_tui.driving import Keys, press, read, screen_on, screen_text, settle, toasts, write
from tests.test_tui.forms import form, go, paste, save, told
from tui.letters.response import ResponseScreen
from tui.letters.screen import LettersScreen

POINTS = ("Ta fram en rutin", "Öva rutinen", "Följ upp avvikelser", "Utbilda cheferna", "Redovisa för nämnden")


@pytest.fixture
def asked(empty: Path) -> Path:
    """A register with an audit of three boards, and its letter, which one of them is to answer for all."""
    with open_register(empty, write=True) as register:
        bodies = ("Kommunstyrelsen", "Socialnämnden", "Vårdnämnden")
        values = {"title": "Hot och våld", "years": "2024", "auditees": bodies}
        (audit,) = add(register, "audit", values).created["audit"]
        for number, text in enumerate(POINTS, 1):
            add(register, "recommendation", {"audit": audit, "number": str(number), "text": text})
        values = {"kind": "missiv", "audits": (audit,), "dated": "2024-06-11", "answer_due": "2024-10-31"}
        (letter,) = add(register, "letter", values).created["letter"]
        for body in bodies:
            through = "" if body == bodies[0] else bodies[0]
            add(register, "letter_recipient", {"letter": letter, "body": body, "through": through})
        add(register, "letter_question", {"letter": letter, "number": "1", "text": "När är allt klart?"})
    return empty


async def put(pilot: Keys, **texts: str) -> None:
    """Paste into fields, one after another."""
    for field, text in texts.items():
        await go(pilot, field)
        await paste(pilot, text)


def newest_answer(register: Register) -> ResponseDetail:
    return responses.response_detail(register, responses.responses(register)[0].id)


def the_letter(register: Register) -> tuple[LetterRow, LetterDetail]:
    (row,) = letters.letters_at(register, letters.letter_order(register))
    return row, letters.letter_detail(register, row.id)


async def test_a_joint_answer_is_registered_beside_what_was_asked(asked: Path) -> None:
    async with screen_on(asked, (80, 24)) as pilot:
        await press(pilot, "f5", "a")
        await put(pilot, decided_on="2024-05-02", paragraph="117")
        await save(pilot)
        assert "2024-06-11" in told(pilot, "decided_on")  # before the letter: refused in its place
        assert form(pilot)
        await press(pilot, "end", *["backspace"] * 10)
        await put(pilot, decided_on="2024-11-26")
        await save(pilot)
        assert isinstance(pilot.app.screen, ResponseScreen)
        assert "0 av 6 besvarade · Kommunstyrelsen 2024-11-26 § 117, även för" in screen_text(pilot)

        await press(pilot, "1", "7")  # the question
        await press(pilot, "down", "space", "space", "4")  # two points with one line
        assert "3 av 6 besvarade" in screen_text(pilot)
        await press(pilot, "6", "c")
        await put(pilot, text="Rutinen finns sedan i våras.")
        await save(pilot)
        assert "Svarar också  2) Öva rutinen" in screen_text(pilot)
        await press(pilot, "down", "down", "3", "u", "U")
        assert "delar inte uppfattningen" in screen_text(pilot)

        await press(pilot, "down", "space", "t")
        await put(pilot, text="Alla chefer går en kurs.", responsible="HR-chefen", due="2025-06-30")
        await save(pilot)
        assert "HR-chefen, klart senast 2025-06-30" in " ".join(screen_text(pilot).split())
        await press(pilot, "home", "space", "down", "space", "2")
        assert "olika svar" in toasts(pilot)
        await press(pilot, "escape", "escape")
        assert isinstance(pilot.app.screen, LettersScreen)
        assert "✔ besvarat" in screen_text(pilot)

    answer = read(asked, newest_answer)
    assert answer.view.on_behalf_of == ("Socialnämnden", "Vårdnämnden")
    assert [(len(one.targets), one.line.stance, one.line.self_assessment) for one in answer.lines] == [
        (1, "agrees", "ongoing"),
        (2, "already_done", "done"),
        (1, "disagrees", None),
    ]
    assert [(one.measure.responsible, len(one.recommendations)) for one in answer.measures] == [("HR-chefen", 1)]
    assert [one.text for one in answer.unanswered] == list(POINTS[3:])


async def test_a_late_answer_within_granted_time_is_followed_by_a_supplementary_one(asked: Path) -> None:
    async with screen_on(asked) as pilot:
        await press(pilot, "f5", "b")
        await write(pilot, "kommunst")
        await press(pilot, "enter")
        await put(pilot, extension_requested="2024-10-20", extension_due="2024-12-01")
        await go(pilot, "extension_decision")
        await press(pilot, "right", "right")
        await save(pilot)
        await press(pilot, "a")
        await put(pilot, decided_on="2024-11-26")
        await save(pilot)
        await press(pilot, "down", "1", "escape")
        await press(pilot, "tab", "a")
        await go(pilot, "kind")
        await press(pilot, "right")
        await put(pilot, decided_on="2025-03-04")
        await save(pilot)
        await press(pilot, "down", "2")
        assert "Andra svar" in screen_text(pilot)
        assert "Kommunstyrelsen 2024-11-26: instämmer" in screen_text(pilot)
        await press(pilot, "escape")
        text = screen_text(pilot)
        assert "komplettering" in text
        assert text.index("2025-03-04") < text.index("2024-11-26")
        assert "Svar på brevet · 2" in text
        await press(pilot, "enter", "e")
        await put(pilot, paragraph="12")
        await save(pilot)
        assert "§ 12" in screen_text(pilot)
        await press(pilot, *["u"] * 3)
        assert isinstance(pilot.app.screen, LettersScreen), screen_text(pilot)  # the answer itself was undone
        assert "Svar på brevet · 1" in screen_text(pilot)

    row, detail = read(asked, the_letter)
    assert row.state.how is ResponseStatus.ANSWERED
    assert [one.recipient.extension_due for one in detail.recipients] == ["2024-12-01", None, None]


async def test_a_stance_and_an_assessment_one_right_after_the_other_make_one_line(asked: Path) -> None:
    """The second does not wait until the first is shown."""
    async with screen_on(asked, (80, 24)) as pilot:
        await press(pilot, "f5", "a")
        await save(pilot)
        await pilot.press("1", "7")
        await settle(pilot)
        (line,) = read(asked, newest_answer).lines
        assert (line.line.stance, line.line.self_assessment) == ("agrees", "ongoing")


async def test_what_was_asked_of_others_is_offered_after_what_was_asked(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        (audit,) = add(register, "audit", {"title": "Avtal", "years": "2024", "source": "board_decision"}).created[
            "audit"
        ]
        for number, body in (("1", "Vårdnämnden"), ("2", "Socialnämnden")):
            point = {"audit": audit, "number": number, "text": f"Punkt {number}", "addressees": (body,)}
            add(register, "recommendation", point)
        add(register, "response", {"responder": "Socialnämnden", "audits": (audit,), "decided_on": "2024-05-02"})
    async with screen_on(empty, (160, 40)) as pilot:
        await press(pilot, "f5", "tab", "enter")
        text = screen_text(pilot)
        assert isinstance(pilot.app.screen, ResponseScreen), text
        assert "0 av 1 besvarade" in text
        assert text.index("Punkt 2") < text.index("utöver det som frågades") < text.index("Punkt 1")
        await press(pilot, "end", "1")
        assert "1 av 2 besvarade" in screen_text(pilot)
    (line,) = read(empty, newest_answer).lines
    assert [target.number for target in line.targets] == ["1"]


async def test_an_answer_about_audits_without_points_is_told_what_can_be_entered(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        (audit,) = add(register, "audit", {"title": "Bluff", "years": "2024", "source": "incident"}).created["audit"]
        add(register, "response", {"responder": "Socialnämnden", "audits": (audit,), "decided_on": "2024-05-02"})
    async with screen_on(empty, (160, 40)) as pilot:
        await press(pilot, "f5", "tab", "enter")
        assert "vilka granskningar" not in screen_text(pilot)
        await press(pilot, "t")
        await put(pilot, text="Kurs i avtal")
        await save(pilot)
    (measure,) = read(empty, newest_answer).measures
    assert measure.measure.text == "Kurs i avtal"


async def test_a_report_to_which_no_letter_belongs_is_what_one_comes_back_to_and_is_no_silence(empty: Path) -> None:
    with open_register(empty, write=True) as register:
        values = {"title": "Uppdrag", "years": "2025", "source": "board_decision"}
        (audit,) = add(register, "audit", values).created["audit"]
        add(register, "recommendation", {"audit": audit, "number": "1", "text": "Uppdatera planen"})
    async with screen_on(empty, (80, 24)) as pilot:
        assert "inget svar" in screen_text(pilot)
        await press(pilot, "f5", "a")
        await put(pilot, responder="Staben", audits="Uppdrag", decided_on="2025-09-08")
        await save(pilot)
        await press(pilot, "6", "escape")
        assert "Alla svar · 1" in screen_text(pilot)
        await press(pilot, "f2")
        text = screen_text(pilot)
        assert ("Staben: klart, 2025-09-08" in text, "inget svar" in text) == (True, False)
