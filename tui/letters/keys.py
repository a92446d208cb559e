"""Commands of letters and responses."""

from tui.kit.command import (
    Command,
    Situation,
    changing_row,
    is_writable,
    on_letter,
    to_letter,
    to_letter_or_response,
)
from tui.language.catalogue import mark

_LETTERS = mark("Brev")
_RESPONSES = mark("Svar")


def _changing_letter(now: Situation) -> bool:
    return now.writable and now.letter


LETTER_COMMANDS: tuple[Command, ...] = (
    Command(
        "letter-new", ("n",), mark("Nytt brev"), mark("Lägger till ett brev, utan att skriva ut något."),
        _LETTERS, "letters", "new", is_writable, footer=8,
    ),
    Command(
        "letter-edit", ("e",), mark("Redigera"), mark("Ändrar brevet eller svaret under markören."),
        _LETTERS, "letters", "edit", changing_row, to_letter_or_response, footer=6,
    ),
    Command(
        "letter-remove", ("d", "delete"), mark("Ta bort"),
        mark("Tar bort brevet eller svaret under markören ur listorna, med ett skäl."),
        _LETTERS, "letters", "remove", changing_row, to_letter_or_response, footer=22,
    ),
    Command(
        "letter-recipients", ("p",), mark("Mottagare"),
        mark("Visar vilka brevet går till, vad var och en ska svara på och när, och ändrar det."),
        _LETTERS, "letters", "recipients", on_letter, to_letter, footer=3,
    ),
    Command(
        "letter-questions", ("f",), mark("Frågor"), mark("Visar brevets frågor och ändrar dem."),
        _LETTERS, "letters", "questions", on_letter, to_letter, footer=4,
    ),
    Command(
        "letter-extension", ("b",), mark("Anstånd"),
        mark("Skriver att en mottagare har begärt, fått eller nekats mer tid."),
        _LETTERS, "letters", "extension", _changing_letter, to_letter, footer=9,
    ),
    Command(
        "answer-new", ("a",), mark("Svar"),
        mark("Registrerar ett svar på brevet, rad för rad bredvid det som frågades."),
        _RESPONSES, "letters", "response", is_writable, footer=1,
    ),
    Command(
        "letter-missiv", ("m",), mark("Missiv"), mark("Skriver brevet som en Word-fil, om det är ett missiv."),
        _LETTERS, "letters", "missiv", on_letter, to_letter, footer=7,
    ),
    Command(
        "letter-file", ("o",), mark("Öppna fil"), mark("Öppnar en fil som hör till brevet i datorns eget program."),
        _LETTERS, "letters", "open_file", on_letter, to_letter, footer=15,
    ),
)  # fmt: skip

_STANCES = (
    mark("Instämmer"),
    mark("Delvis"),
    mark("Delar inte"),
    mark("Redan gjort"),
    mark("Tar inte ställning"),
)
_STATES = (mark("Klart"), mark("Pågår"), mark("Planeras"), mark("Ingen åtgärd"))


def _stance(number: int, label: str) -> Command:
    return Command(
        f"stance-{number}", (str(number),), label,
        mark("Ställningstagande till raden, eller till de markerade raderna tillsammans."),
        _RESPONSES, "response", f"stance({number})", changing_row,
        footer=3 + number if number < len(_STANCES) else 19,
    )  # fmt: skip


def _state(number: int, label: str) -> Command:
    return Command(
        f"self-assessment-{number}", (str(len(_STANCES) + number),), label,
        mark("Den svarandes egen bedömning av raden, eller av de markerade raderna tillsammans."),
        _RESPONSES, "response", f"self_assessment({number})", changing_row, footer=8 + number,
    )  # fmt: skip


RESPONSE_COMMANDS: tuple[Command, ...] = (
    *(_stance(number, label) for number, label in enumerate(_STANCES, 1)),
    *(_state(number, label) for number, label in enumerate(_STATES, 1)),
    Command(
        "answer-clear", ("0",), mark("Rensa"), mark("Tar bort ställningstagande och egen bedömning från svarsraden."),
        _RESPONSES, "response", "clear", changing_row, footer=26,
    ),
    Command(
        "answer-line", ("c",), mark("Text"),
        mark("Skriver vad svaret säger om raden, eller om de markerade raderna tillsammans."),
        _RESPONSES, "response", "line", changing_row, footer=1,
    ),
    Command(
        "answer-measure", ("t",), mark("Åtgärd"),
        mark("Lägger till en utlovad åtgärd för raden, eller för de markerade raderna tillsammans."),
        _RESPONSES, "response", "measure", is_writable, footer=2,
    ),
    Command(
        "answer-measures", ("T",), mark("Åtgärder"), mark("Visar svarets åtgärder och ändrar dem."),
        _RESPONSES, "response", "measures", footer=17,
    ),
    Command(
        "answer-head", ("e",), mark("Huvud"),
        mark("Ändrar vem som svarar och för vilka, beslut, paragraf, datum och granskningar."),
        _RESPONSES, "response", "head", is_writable, footer=13,
    ),
    Command(
        "answer-line-remove", ("d", "delete"), mark("Ta bort rad"), mark("Tar bort svarsraden, med ett skäl."),
        _RESPONSES, "response", "remove", changing_row, footer=18,
    ),
    Command(
        "answer-leave", ("escape",), mark("Tillbaka"), mark("Avmarkerar raderna, eller går tillbaka till breven."),
        _RESPONSES, "response", "leave", footer=3, marked_label=mark("Avmarkera"),
    ),
)  # fmt: skip
