"""Commands of the daily screen: assessing, editing, finding, documents, saved views and groups."""

from tui.followups.keys import NEXT_COMMANDS
from tui.kit.command import (
    ASSESS,
    DOCUMENTS,
    EDIT,
    FIND,
    WRITE,
    Command,
    Situation,
    changing_row,
    is_writable,
    on_row,
    to_recommendations,
)
from tui.language.catalogue import mark
from tui.records.keys import OWNED_COMMANDS

MOST_LEVELS = 9
_VIEWS = mark("Sparade vyer")


def on_recommendation(now: Situation) -> bool:
    """Tell whether there is a recommendation, or marked ones, to do something with."""
    return now.pane in {"recommendations", "detail"} and (now.row or now.marked > 0)


def assessing(now: Situation) -> bool:
    """Tell whether there is something to assess, and an open follow-up to assess it in."""
    return on_recommendation(now) and now.writable and bool(now.levels)


def _editing(now: Situation) -> bool:
    return now.writable and (now.row or now.pane == "audits")


def _level(number: int) -> Command:
    return Command(
        f"level-{number}",
        (str(number),),
        mark("Bedömning {n}"),
        mark("Bedömer raden, eller de markerade raderna."),
        ASSESS,
        "audits",
        f"assess({number})",
        lambda now: assessing(now) and number <= len(now.levels),
        to_recommendations,
        footer=number if number <= 3 else number + 6,
        level=number,
    )


ASSESS_COMMANDS: tuple[Command, ...] = (
    *(_level(number) for number in range(1, MOST_LEVELS + 1)),
    Command(
        "level-clear", ("0",), mark("Rensa"),
        mark("Tar bort den öppna uppföljningens bedömning; förra uppföljningens syns igen."),
        ASSESS, "audits", "assess(0)", assessing, to_recommendations, footer=6,
    ),
    Command(
        "comment", ("c",), mark("Kommentar"),
        mark("Skriver kommentaren i den öppna uppföljningen. Utkastet sparas medan du skriver."),
        ASSESS, "audits", "comment", lambda now: on_recommendation(now) and now.writable, to_recommendations, footer=4,
    ),
    Command(
        "reason", ("o",), mark("Orsak"), mark("Anger varför raden, eller de markerade raderna, inte är åtgärdade."),
        ASSESS, "audits", "reason", assessing, to_recommendations, footer=21,
    ),
    Command(
        "reopen", ("p",), mark("Pröva igen"),
        mark("Tar med en avslutad rekommendation i den öppna uppföljningen igen, med ett skäl."),
        ASSESS, "audits", "reopen", assessing, to_recommendations, footer=22,
    ),
)  # fmt: skip

EDIT_COMMANDS: tuple[Command, ...] = (
    Command(
        "edit", ("e",), mark("Redigera"), mark("Ändrar granskningen eller rekommendationen under markören."),
        EDIT, "audits", "edit", _editing, footer=10,
    ),
    Command(
        "new", ("n",), mark("Ny"), mark("Lägger till en granskning, eller en rekommendation i granskningen som visas."),
        EDIT, "audits", "new", is_writable, footer=11,
    ),
    Command(
        "remove", ("d", "delete"), mark("Ta bort"),
        mark("Tar bort det som är under markören ur listorna, med ett skäl. Historiken finns kvar."),
        EDIT, "audits", "remove", _editing, footer=22,
    ),
    Command(
        "audit-texts", ("b",), mark("Bedömning i stort"),
        mark("Skriver granskningens bedömning, om den följs upp igen, och texten under Uppföljning."),
        EDIT, "audits", "audit_texts", _editing, footer=12,
    ),
    Command(
        "followup-texts", ("B",), mark("Uppföljningens texter"),
        mark("Skriver uppföljningens samlade bedömning, syfte, metod och förbehåll."),
        EDIT, "audits", "followup_texts", is_writable,
    ),
)  # fmt: skip

FIND_COMMANDS: tuple[Command, ...] = (
    Command(
        "pick", ("f",), mark("Villkor"), mark("Väljer villkor ur listor och skriver dem i filterraden."),
        FIND, "audits", "find('pick')", footer=21,
    ),
    Command(
        "jump", ("g",), mark("Gå till nr"), mark("Går till nästa rekommendation i listan med ett visst nummer."),
        FIND, "audits", "find('jump')", footer=22,
    ),
    Command(
        "sort", ("s",), mark("Ordna"), mark("Ordnar raderna efter bedömning, text, nummer eller granskning."),
        FIND, "audits", "sort", footer=23,
    ),
    Command(
        "saved-views", ("w",), mark("Sparade vyer"),
        mark("Visar vyerna som du har sparat: filter, ordning och grupper. Där sparas också det du ser nu."),
        FIND, "audits", "look('views')", footer=25,
    ),
    Command(
        "groups", ("G",), mark("I grupper"),
        mark("Räknar det som filtret släpper igenom, per nämnd, år, tema och bedömning."),
        FIND, "audits", "look('groups')", footer=26,
    ),
    Command(
        "history", ("h",), mark("Historik"), mark("Visar vad som har hänt med rekommendationen, det senaste först."),
        FIND, "audits", "find('history')", on_recommendation, footer=24,
    ),
)  # fmt: skip

DOCUMENT_COMMANDS: tuple[Command, ...] = (
    Command(
        "report", ("r",), mark("Rapport"), mark("Skriver uppföljningsrapporten som en Word-fil."),
        DOCUMENTS, "audits", "report", footer=8,
    ),
    Command(
        "missiv", ("m",), mark("Missiv"),
        mark("Skriver missivet som överlämnar granskningens rapport; med Alla granskningar, uppföljningens."),
        DOCUMENTS, "audits", "missiv", footer=13,
    ),
    Command(
        "missiv-followup", ("M",), mark("Uppföljningens missiv"),
        mark("Skriver missivet som överlämnar uppföljningens rapport."),
        DOCUMENTS, "audits", "missiv_followup",
    ),
    Command(
        "close-followup", ("F",), mark("Fastställ"),
        mark("Fastställer uppföljningen för gott, efter en fråga, och öppnar nästa."),
        DOCUMENTS, "audits", "close_followup", lambda now: now.writable and bool(now.levels),
    ),
)  # fmt: skip

EDITOR_COMMANDS: tuple[Command, ...] = (
    Command(
        "save", ("ctrl+s",), mark("Spara"), mark("Sparar kommentaren."), WRITE, "editor", "save", footer=1,
        priority=True, offered=False,
    ),
    Command(
        "copy-previous", ("f4",), mark("Hämta föregående"),
        mark("Kopierar förra uppföljningens kommentar, att skriva vidare på."),
        WRITE, "editor", "copy_previous", footer=2, offered=False,
    ),
)  # fmt: skip

VIEW_COMMANDS: tuple[Command, ...] = (
    Command(
        "views-use", ("enter",), mark("Visa"), mark("Filtrerar, ordnar och grupperar som vyn."),
        _VIEWS, "views", "use", on_row, footer=1, offered=False,
    ),
    Command(
        "views-save", ("n",), mark("Spara denna"), mark("Sparar filtret, ordningen och grupperna som du har nu."),
        _VIEWS, "views", "save", is_writable, footer=2, offered=False,
    ),
    Command(
        "views-remove", ("d", "delete"), mark("Ta bort"), mark("Tar bort vyn, efter en fråga."),
        _VIEWS, "views", "remove", changing_row, footer=3, offered=False,
    ),
)  # fmt: skip

GROUP_COMMANDS: tuple[Command, ...] = (
    Command(
        "groups-narrow", ("enter",), mark("Filtrera"), mark("Skriver gruppens villkor i filterraden."),
        FIND, "groups", "narrow", on_row, footer=1, offered=False,
    ),
    Command(
        "groups-next", ("tab", "right"), mark("Nästa indelning"),
        mark("Delar in efter nämnd, år, tema och bedömning i tur och ordning."),
        FIND, "groups", "by(1)", footer=2, offered=False,
    ),
    Command(
        "groups-previous", ("shift+tab", "left"), mark("Förra indelningen"),
        mark("Går tillbaka till indelningen före."),
        FIND, "groups", "by(-1)", offered=False,
    ),
)  # fmt: skip

AUDIT_COMMANDS: tuple[Command, ...] = (
    *ASSESS_COMMANDS,
    *EDIT_COMMANDS,
    *OWNED_COMMANDS,
    *FIND_COMMANDS,
    *DOCUMENT_COMMANDS,
    *NEXT_COMMANDS,
)
"""All that the daily screen binds itself."""
