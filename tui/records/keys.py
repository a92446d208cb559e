"""Commands of the forms and lists of records, and of drafts."""

from tui.kit.command import EDIT, WRITE, Command, Situation
from tui.language.catalogue import mark

_LISTS = mark("Poster i listor")


def _on_audit(now: Situation) -> bool:
    """There is an audit, or a recommendation, to say something of."""
    return now.row or now.pane == "audits"


def _on_point(now: Situation) -> bool:
    """There is a recommendation to say something of."""
    return now.row and now.pane != "audits"


def _adding_to_point(now: Situation) -> bool:
    return now.writable and _on_point(now)


OWNED_COMMANDS: tuple[Command, ...] = (
    Command(
        "new-subpoint", ("N",), mark("Ny delpunkt"), mark("Lägger till en punkt under rekommendationen, som 2 a."),
        EDIT, "audits", "new_subpoint", _adding_to_point,
    ),
    Command(
        "measures", ("t",), mark("Åtgärder"),
        mark("Visar åtgärderna för rekommendationen, eller för hela granskningen, och ändrar dem."),
        EDIT, "audits", "measures", _on_audit, footer=14,
    ),
    Command(
        "evidence", ("l",), mark("Underlag"),
        mark("Visar vad bedömningen i den öppna uppföljningen vilar på, och ändrar det."),
        EDIT, "audits", "evidence", _on_point,
    ),
    Command(
        "department", ("k",), mark("Förvaltningen"),
        mark("Skriver vad förvaltningen har redovisat i den öppna uppföljningen, och orsaken."),
        EDIT, "audits", "department", _adding_to_point,
    ),
    Command(
        "bodies", ("O",), mark("Organ"), mark("Visar styrelser, nämnder och bolag, ändrar dem och slår ihop dem."),
        _LISTS, "audits", "list_records('body')",
    ),
    Command(
        "persons", ("P",), mark("Personer"), mark("Visar personer, ändrar dem och slår ihop dem."),
        _LISTS, "audits", "list_records('person')",
    ),
    Command(
        "documents", ("D",), mark("Dokument"), mark("Visar dokument som har kommit in, gått ut och upprättats."),
        _LISTS, "audits", "list_records('document')",
    ),
    Command(
        "removed", ("R",), mark("Borttagna poster"), mark("Visar allt som är borttaget, och tar tillbaka det."),
        _LISTS, "audits", "list_removed",
    ),
)  # fmt: skip

ENTRY_COMMANDS: tuple[Command, ...] = (
    Command(
        "form-save-new", ("ctrl+n",), mark("Spara och ny"),
        mark("Sparar en ny post och öppnar ett tomt formulär till nästa, med det som brukar upprepas."),
        WRITE, "entry", "save_and_new", footer=2, priority=True, offered=False,
    ),
    Command(
        "records-edit", ("enter", "e"), mark("Ändra"), mark("Ändrar posten under markören."),
        _LISTS, "collection", "edit", footer=1, offered=False,
    ),
    Command(
        "records-restore", ("t",), mark("Ta tillbaka"), mark("Tar tillbaka den borttagna posten under markören."),
        _LISTS, "collection", "restore", footer=1, offered=False,
    ),
    Command(
        "records-new", ("n",), mark("Ny"), mark("Lägger till en post i listan."),
        _LISTS, "collection", "new", footer=2, offered=False,
    ),
    Command(
        "records-remove", ("d", "delete"), mark("Ta bort"), mark("Tar bort posten under markören, med ett skäl."),
        _LISTS, "collection", "remove", footer=4, offered=False,
    ),
    Command(
        "records-join", ("j",), mark("Slå ihop"),
        mark("Säger att organet eller personen är samma som en annan; allt som nämner den följer med."),
        _LISTS, "collection", "join", footer=7, offered=False,
    ),
    Command(
        "records-filter", ("/",), mark("Sök"), mark("Visar bara det vars namn har det du skriver."),
        _LISTS, "collection", "filter", footer=5, offered=False,
    ),
    Command(
        "records-removed", ("r",), mark("Borttagna"), mark("Visar det som är borttaget, eller det andra igen."),
        _LISTS, "collection", "removed", footer=6, offered=False,
    ),
)  # fmt: skip

DRAFT_COMMANDS: tuple[Command, ...] = (
    Command(
        "resume-draft", ("enter",), mark("Skriv vidare"), mark("Öppnar det påbörjade där det hör hemma."),
        WRITE, "drafts", "go_on", footer=1, offered=False,
    ),
)  # fmt: skip
