"""The commands of the program itself, and all commands in the order of help and palette."""

from tui.audits import keys as audits
from tui.deadlines.keys import DEADLINE_COMMANDS
from tui.followups.keys import FOLLOWUP_COMMANDS, NEXT_COMMANDS, SCALE_COMMANDS
from tui.history.keys import HISTORY_COMMANDS
from tui.kit import keys as kit
from tui.kit.command import WRITE, Command, Situation, register
from tui.language.catalogue import mark
from tui.letters.keys import LETTER_COMMANDS, RESPONSE_COMMANDS
from tui.records.keys import DRAFT_COMMANDS, ENTRY_COMMANDS, OWNED_COMMANDS

_PROGRAM = mark("Programmet")
_BEGIN = mark("Börja")


def _at_start(now: Situation) -> bool:
    """Tell whether there is no register yet."""
    return now.place == "start"


def _after_start(now: Situation) -> bool:
    return now.place != "start"


START_COMMANDS: tuple[Command, ...] = (
    Command(
        "start-create", ("1",), mark("Skapa register"), mark("Skapar ett nytt, tomt register och öppnar det."),
        _BEGIN, "start", "choose(0)", _at_start, footer=1,
    ),
    Command(
        "start-open", ("2",), mark("Öppna register"), mark("Öppnar ett register som redan finns."),
        _BEGIN, "start", "choose(1)", _at_start, footer=2,
    ),
    Command(
        "start-practice", ("3",), mark("Öva"), mark("Öppnar övningsregistret, om en påhittad kommun."),
        _BEGIN, "start", "choose(2)", _at_start, footer=3,
    ),
)  # fmt: skip

APP_COMMANDS: tuple[Command, ...] = (
    Command(
        "show-audits", ("f2",), mark("Granskningar och ärenden"),
        mark("Visar granskningarna och deras rekommendationer, som de lämnades."),
        _PROGRAM, "app", "app.show_view('audits')", _after_start, priority=True,
    ),
    Command(
        "show-deadlines", ("f3",), mark("Bevakning"),
        mark("Visar det som är försenat, det som kommer och det som saknar datum, och varför."),
        _PROGRAM, "app", "app.show_view('deadlines')", _after_start, priority=True,
    ),
    Command(
        "show-followups", ("f4",), mark("Uppföljning"),
        mark("Visar uppföljningarna: vad som är kvar att bedöma, vad som inte går ihop och vad som har ändrats."),
        _PROGRAM, "app", "app.show_view('followups')", _after_start,  # not first: in the comment editor F4 is its own
    ),
    Command(
        "show-letters", ("f5",), mark("Brev"), mark("Visar breven, svaren på dem och vem som inte har svarat."),
        _PROGRAM, "app", "app.show_view('letters')", _after_start, priority=True,
    ),
    Command(
        "show-history", ("f7",), mark("Historik"), mark("Visar vem som har ändrat vad och när, det senaste först."),
        _PROGRAM, "app", "app.show_view('history')", _after_start, priority=True,
    ),
    Command(
        "views", ("v",), mark("Vyer"), mark("Väljer bland vyerna, samma som funktionstangenterna öppnar."),
        _PROGRAM, "app", "app.show_view", _after_start, footer=14, offered=False,
    ),
    Command(
        "help", ("?", "f1"), mark("Hjälp"), mark("Visar alla tangenter. Skriv för att hitta bland dem."),
        _PROGRAM, "app", "app.show_help", footer=0, offered=False,
    ),
    Command(
        "palette", ("ctrl+p",), mark("Kommandon"), mark("Letar upp ett kommando på namn och kör det."),
        _PROGRAM, "app", "app.show_palette", footer=20, priority=True, offered=False,
    ),
    Command(
        "theme", ("f12",), mark("Andra färger"), mark("Växlar färger: mörka, ljusa, hög kontrast, terminalens egna."),
        _PROGRAM, "app", "app.switch_theme",
    ),
    Command(
        "quit", ("q",), mark("Avsluta"), mark("Avslutar när allt som skrivs är sparat."),
        _PROGRAM, "app", "app.leave_program", footer=16,
    ),
    Command(
        "quit-always", ("ctrl+q",), mark("Avsluta genast"),
        mark("Avslutar också mitt i en dialog. Utkast finns kvar."),
        _PROGRAM, "app", "app.leave_program", priority=True, offered=False,
    ),
)  # fmt: skip

BEGIN_COMMANDS: tuple[Command, ...] = (
    Command(
        "begin", ("ctrl+s",), mark("Fortsätt"), mark("Skapar eller öppnar registret som formuläret beskriver."),
        WRITE, "starting", "save", footer=1, priority=True, offered=False,
    ),
)  # fmt: skip

COMMANDS: tuple[Command, ...] = (
    *START_COMMANDS,
    *audits.ASSESS_COMMANDS,
    *kit.MARK_COMMANDS,
    *kit.UNDO_COMMANDS,
    *audits.EDIT_COMMANDS,
    *OWNED_COMMANDS,
    *kit.FILTER_COMMANDS,
    *audits.FIND_COMMANDS,
    *kit.LINE_COMMANDS,
    *audits.DOCUMENT_COMMANDS,
    *LETTER_COMMANDS,
    *RESPONSE_COMMANDS,
    *DEADLINE_COMMANDS,
    *NEXT_COMMANDS,
    *FOLLOWUP_COMMANDS,
    *HISTORY_COMMANDS,
    *APP_COMMANDS,
    *kit.PANE_COMMANDS,
    *kit.MOVE_COMMANDS,
    *audits.EDITOR_COMMANDS,
    *kit.FORM_COMMANDS,
    *ENTRY_COMMANDS,
    *SCALE_COMMANDS,
    *audits.VIEW_COMMANDS,
    *audits.GROUP_COMMANDS,
    *kit.DOCUMENT_COMMANDS,
    *BEGIN_COMMANDS,
    *kit.TEXT_COMMANDS,
    *kit.FINDING_COMMANDS,
    *DRAFT_COMMANDS,
    *kit.DIALOG_COMMANDS,
)
"""Every command. The order is that of the help and of the palette."""
register(COMMANDS)
