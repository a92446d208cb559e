"""Commands of what every screen has: tables, the filter line, undo, forms and dialogs."""

from tui.kit.command import ASSESS, FIND, WRITE, Command, Situation, is_writable, to_text
from tui.language.catalogue import mark

_MOVE = mark("Gå")


def _completed(now: Situation) -> bool:
    """Tell whether the filter line suggests what may be written."""
    return now.place == "audits"


MARK_COMMANDS: tuple[Command, ...] = (
    Command(
        "mark", ("space",), mark("Markera"),
        mark("Markerar raden. Bedömningstangenterna gäller sedan alla markerade rader."),
        ASSESS, "table", "mark", lambda now: now.pane == "recommendations" and now.row, footer=17, offered=False,
    ),
)  # fmt: skip

UNDO_COMMANDS: tuple[Command, ...] = (
    Command(
        "undo", ("u",), mark("Ångra"),
        mark("Tar tillbaka det senaste som ändrades, också efter omstart; i historiken det under markören."),
        ASSESS, "records", "undo", is_writable, footer=7,
    ),
    Command(
        "redo", ("U",), mark("Gör om"), mark("Gör om det som senast ångrades."),
        ASSESS, "records", "redo", is_writable, footer=18,
    ),
)  # fmt: skip

FILTER_COMMANDS: tuple[Command, ...] = (
    Command(
        "filter", ("/",), mark("Sök"),
        mark("Filtrerar medan du skriver: ord, delar av ord och fält:värde, till exempel status:delvis."),
        FIND, "lists", "filter", footer=5,
    ),
    Command(
        "leave", ("escape",), mark("Visa alla"), mark("Avmarkerar raderna, eller tar bort filtret."),
        FIND, "lists", "leave", lambda now: now.filtered or now.marked > 0, footer=0,
        marked_label=mark("Avmarkera"),
    ),
)  # fmt: skip

LINE_COMMANDS: tuple[Command, ...] = (
    Command(
        "keep-filter", ("enter", "down"), mark("Till listan"), mark("Behåller filtret och går till listan."),
        FIND, "filter", "submit", footer=1, offered=False,
    ),
    Command(
        "clear-filter", ("escape",), mark("Visa alla"), mark("Tar bort filtret."),
        FIND, "filter", "screen.leave", footer=2, offered=False,
    ),
    Command(
        "take-suggestion", ("tab",), mark("Ta förslaget"),
        mark("Skriver ut det markerade förslaget ovanför filterraden; → gör det också, i radens slut."),
        FIND, "filter", "take", _completed, footer=3, offered=False,
    ),
    Command(
        "next-suggestion", ("shift+tab",), mark("Nästa förslag"), mark("Markerar nästa förslag ovanför filterraden."),
        FIND, "filter", "next_suggestion", _completed, footer=4, offered=False,
    ),
)  # fmt: skip

PANE_COMMANDS: tuple[Command, ...] = (
    Command(
        "next-pane", ("tab", "right"), mark("Nästa ruta"),
        mark("Går mellan listorna och detaljen."),
        _MOVE, "records", "pane(1)", footer=19, offered=False,
    ),
    Command(
        "previous-pane", ("shift+tab", "left"), mark("Förra rutan"), mark("Går tillbaka till rutan före."),
        _MOVE, "records", "pane(-1)", offered=False,
    ),
)  # fmt: skip

MOVE_COMMANDS: tuple[Command, ...] = (
    Command("up", ("up",), mark("Upp"), mark("En rad upp."), _MOVE, "table", "move(-1)", offered=False),
    Command("down", ("down",), mark("Ner"), mark("En rad ner."), _MOVE, "table", "move(1)", offered=False),
    Command("page-up", ("pageup",), mark("Sida upp"), mark("En sida upp."), _MOVE, "table", "page(-1)", offered=False),
    Command("page-down", ("pagedown",), mark("Sida ner"), mark("En sida."), _MOVE, "table", "page(1)", offered=False),
    Command("first", ("home",), mark("Först"), mark("Till första raden."), _MOVE, "table", "first", offered=False),
    Command("last", ("end",), mark("Sist"), mark("Till sista raden."), _MOVE, "table", "last", offered=False),
    Command(
        "open", ("enter",), mark("Öppna"), mark("Går vidare till det som raden innehåller."),
        _MOVE, "table", "activate", offered=False,
    ),
)  # fmt: skip

FORM_COMMANDS: tuple[Command, ...] = (
    Command(
        "form-save", ("ctrl+s",), mark("Spara"),
        mark("Sparar det som står i formuläret; ändrar alla de markerade, när de är flera."),
        WRITE, "form", "save", footer=1, priority=True, offered=False,
    ),
)  # fmt: skip

DOCUMENT_COMMANDS: tuple[Command, ...] = (
    Command(
        "write-document", ("ctrl+s",), mark("Skriv"), mark("Skriver dokumentet som formuläret beskriver."),
        WRITE, "writing", "save", footer=1, priority=True, offered=False,
    ),
)  # fmt: skip

TEXT_COMMANDS: tuple[Command, ...] = (
    Command(
        "show-saved", ("ctrl+r",), mark("Det sparade"),
        mark("Visar det som är sparat i stället för utkastet; en gång till hämtar utkastet."),
        WRITE, "text", "show_saved", lambda now: now.unsaved, footer=5, priority=True, offered=False,
    ),
    Command(
        "edit-outside", ("f9",), mark("Annat program"),
        mark("Skriver texten i programmet som VISUAL eller EDITOR anger; den kommer tillbaka som ett utkast."),
        WRITE, "text", "edit_outside", lambda now: now.text, to_text, footer=6, priority=True, offered=False,
    ),
)  # fmt: skip

FINDING_COMMANDS: tuple[Command, ...] = (
    Command(
        "write-anyway", ("ctrl+s",), mark("Gå vidare ändå"),
        mark("Skriver dokumentet trots varningarna. Fel går inte att gå förbi."),
        WRITE, "findings", "go_on", footer=1, priority=True, offered=False,
    ),
)  # fmt: skip

DIALOG_COMMANDS: tuple[Command, ...] = (
    Command(
        "open-file", ("o",), mark("Öppna filen"), mark("Öppnar filen som skrevs i datorns eget program."),
        WRITE, "written", "open_file", footer=1, offered=False,
    ),
    Command(
        "close", ("escape",), mark("Stäng"), mark("Stänger utan att spara. Utkast finns kvar."),
        WRITE, "dialog", "close", footer=3, offered=False,
    ),
)  # fmt: skip
