"""The registry of commands: what can be done, with which keys, and when.

Bindings, footer, help and palette are all made from it, so that no key can be missing from any of them. A command's
id is what a keymap names; it never changes meaning.
"""

from collections.abc import Iterable

from textual.binding import BindingType

from storage.domain.text import folded
from tui.audits.keys import GROUP_COMMANDS, LINE_COMMANDS, LOOK_COMMANDS, VIEW_COMMANDS
from tui.deadlines.keys import DEADLINE_COMMANDS
from tui.followups.keys import FOLLOWUP_COMMANDS, SCALE_COMMANDS
from tui.history.keys import HISTORY_COMMANDS
from tui.kit.command import (
    EDIT,
    FIND,
    WRITE,
    Area,
    Command,
    Situation,
    after_start,
    at_start,
    editing,
    judging,
    level_applies,
    on_recommendation,
)
from tui.language.catalogue import mark
from tui.language.words import key_word
from tui.letters.keys import ANSWER_COMMANDS, LETTER_COMMANDS
from tui.records.keys import ENTRY_COMMANDS, OWNED_COMMANDS

MOST_LEVELS = 9

_JUDGE = mark("Bedöma")
_MOVE = mark("Gå")
_DOCUMENTS = mark("Dokument")
_PROGRAM = mark("Programmet")
_BEGIN = mark("Börja")


def _level(number: int) -> Command:
    return Command(
        f"level-{number}",
        (str(number),),
        mark("Bedömning {n}"),
        mark("Bedömer raden, eller de markerade raderna."),
        _JUDGE,
        "audits",
        f"judge({number})",
        level_applies(number),
        footer=number if number <= 3 else number + 6,
        level=number,
    )


COMMANDS: tuple[Command, ...] = (
    Command(
        "start-create", ("1",), mark("Skapa register"), mark("Skapar ett nytt, tomt register och öppnar det."),
        _BEGIN, "start", "choose(0)", at_start, footer=1,
    ),
    Command(
        "start-open", ("2",), mark("Öppna register"), mark("Öppnar ett register som redan finns."),
        _BEGIN, "start", "choose(1)", at_start, footer=2,
    ),
    Command(
        "start-practice", ("3",), mark("Öva"), mark("Öppnar övningsregistret, om en påhittad kommun."),
        _BEGIN, "start", "choose(2)", at_start, footer=3,
    ),
    *(_level(number) for number in range(1, MOST_LEVELS + 1)),
    Command(
        "level-clear", ("0",), mark("Rensa"),
        mark("Tar bort den öppna uppföljningens bedömning; förra uppföljningens syns igen."),
        _JUDGE, "audits", "judge(0)", judging, footer=6,
    ),
    Command(
        "comment", ("c",), mark("Kommentar"),
        mark("Skriver kommentaren i den öppna uppföljningen. Utkastet sparas medan du skriver."),
        _JUDGE, "audits", "comment", lambda now: on_recommendation(now) and now.writable, footer=4,
    ),
    Command(
        "reason", ("o",), mark("Orsak"), mark("Anger varför raden, eller de markerade raderna, inte är åtgärdade."),
        _JUDGE, "audits", "reason", judging, footer=21,
    ),
    Command(
        "mark", ("space",), mark("Markera"),
        mark("Markerar raden. Bedömningstangenterna gäller sedan alla markerade rader."),
        _JUDGE, "table", "mark", lambda now: now.pane == "recommendations" and now.row, footer=17, offered=False,
    ),
    Command(
        "undo", ("u",), mark("Ångra"),
        mark("Tar tillbaka det senaste som ändrades, också efter omstart; i historiken det under markören."),
        _JUDGE, "records", "undo", lambda now: now.writable, footer=7,
    ),
    Command(
        "redo", ("U",), mark("Gör om"), mark("Gör om det som senast ångrades."),
        _JUDGE, "records", "redo", lambda now: now.writable, footer=18,
    ),
    Command(
        "edit", ("e",), mark("Redigera"), mark("Ändrar granskningen eller rekommendationen under markören."),
        EDIT, "audits", "edit", editing, footer=10,
    ),
    Command(
        "new", ("n",), mark("Ny"), mark("Lägger till en granskning, eller en rekommendation i granskningen som visas."),
        EDIT, "audits", "new", lambda now: now.writable, footer=11,
    ),
    Command(
        "remove", ("d", "delete"), mark("Ta bort"),
        mark("Tar bort det som är under markören ur listorna, med ett skäl. Historiken finns kvar."),
        EDIT, "audits", "remove", editing, footer=22,
    ),
    Command(
        "audit-texts", ("b",), mark("Bedömning i stort"),
        mark("Skriver granskningens bedömning, om den följs upp igen, och texten under Uppföljning."),
        EDIT, "audits", "audit_texts", editing, footer=12,
    ),
    Command(
        "followup-texts", ("B",), mark("Uppföljningens texter"),
        mark("Skriver uppföljningens samlade bedömning, syfte, metod och förbehåll."),
        EDIT, "audits", "followup_texts", lambda now: now.writable,
    ),
    *OWNED_COMMANDS,
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
    *LOOK_COMMANDS,
    Command(
        "history", ("h",), mark("Historik"), mark("Visar vad som har hänt med rekommendationen, det senaste först."),
        FIND, "audits", "find('history')", on_recommendation, footer=24,
    ),
    Command(
        "keep-filter", ("enter", "down"), mark("Till listan"), mark("Behåller filtret och går till listan."),
        FIND, "filter", "submit", footer=1, offered=False,
    ),
    Command(
        "clear-filter", ("escape",), mark("Visa alla"), mark("Tar bort filtret."),
        FIND, "filter", "screen.leave", footer=2, offered=False,
    ),
    *LINE_COMMANDS,
    Command(
        "report", ("r",), mark("Rapport"), mark("Skriver uppföljningsrapporten som en Word-fil."),
        _DOCUMENTS, "audits", "report", footer=8,
    ),
    Command(
        "missiv", ("m",), mark("Missiv"),
        mark("Skriver missivet som överlämnar granskningens rapport; med Alla granskningar, uppföljningens."),
        _DOCUMENTS, "audits", "missiv", footer=13,
    ),
    Command(
        "missiv-followup", ("M",), mark("Uppföljningens missiv"),
        mark("Skriver missivet som överlämnar uppföljningens rapport."),
        _DOCUMENTS, "audits", "missiv_followup",
    ),
    Command(
        "close-followup", ("F",), mark("Fastställ"),
        mark("Fastställer uppföljningen för gott, efter en fråga, och öppnar nästa."),
        _DOCUMENTS, "audits", "close_followup", lambda now: now.writable and bool(now.levels),
    ),
    *LETTER_COMMANDS,
    *ANSWER_COMMANDS,
    *DEADLINE_COMMANDS,
    *FOLLOWUP_COMMANDS,
    *HISTORY_COMMANDS,
    Command(
        "show-audits", ("f2",), mark("Granskningar och ärenden"),
        mark("Visar granskningarna och deras rekommendationer, som de lämnades."),
        _PROGRAM, "app", "app.show_view('audits')", after_start, priority=True,
    ),
    Command(
        "show-deadlines", ("f3",), mark("Bevakning"),
        mark("Visar det som är försenat, det som kommer och det som saknar datum, och varför."),
        _PROGRAM, "app", "app.show_view('deadlines')", after_start, priority=True,
    ),
    Command(
        "show-followups", ("f4",), mark("Uppföljning"),
        mark("Visar uppföljningarna: vad som är kvar att bedöma, vad som inte går ihop och vad som har ändrats."),
        _PROGRAM, "app", "app.show_view('followups')", after_start,  # not first: in the comment editor F4 is its own
    ),
    Command(
        "show-letters", ("f5",), mark("Brev"), mark("Visar breven, svaren på dem och vem som inte har svarat."),
        _PROGRAM, "app", "app.show_view('letters')", after_start, priority=True,
    ),
    Command(
        "show-history", ("f7",), mark("Historik"), mark("Visar vem som har ändrat vad och när, det senaste först."),
        _PROGRAM, "app", "app.show_view('history')", after_start, priority=True,
    ),
    Command(
        "views", ("v",), mark("Vyer"), mark("Väljer bland vyerna, samma som funktionstangenterna öppnar."),
        _PROGRAM, "app", "app.show_view", after_start, footer=14, offered=False,
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
    Command(
        "next-pane", ("tab", "right"), mark("Nästa ruta"),
        mark("Går mellan listorna och detaljen."),
        _MOVE, "records", "pane(1)", footer=19, offered=False,
    ),
    Command(
        "previous-pane", ("shift+tab", "left"), mark("Förra rutan"), mark("Går tillbaka till rutan före."),
        _MOVE, "records", "pane(-1)", offered=False,
    ),
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
    Command(
        "save", ("ctrl+s",), mark("Spara"), mark("Sparar kommentaren."), WRITE, "editor", "save", footer=1,
        priority=True, offered=False,
    ),
    Command(
        "copy-previous", ("f4",), mark("Hämta föregående"),
        mark("Kopierar förra uppföljningens kommentar, att skriva vidare på."),
        WRITE, "editor", "copy_previous", footer=2, offered=False,
    ),
    Command(
        "form-save", ("ctrl+s",), mark("Spara"),
        mark("Sparar det som står i formuläret; ändrar alla de markerade, när de är flera."),
        WRITE, "form", "save", footer=1, priority=True, offered=False,
    ),
    *ENTRY_COMMANDS,
    *SCALE_COMMANDS,
    *VIEW_COMMANDS,
    *GROUP_COMMANDS,
    Command(
        "write-document", ("ctrl+s",), mark("Skriv"), mark("Skriver dokumentet som formuläret beskriver."),
        WRITE, "writing", "save", footer=1, priority=True, offered=False,
    ),
    Command(
        "begin", ("ctrl+s",), mark("Fortsätt"), mark("Skapar eller öppnar registret som formuläret beskriver."),
        WRITE, "starting", "save", footer=1, priority=True, offered=False,
    ),
    Command(
        "show-saved", ("ctrl+r",), mark("Det sparade"),
        mark("Visar det som är sparat i stället för utkastet; en gång till hämtar utkastet."),
        WRITE, "text", "show_saved", lambda now: now.unsaved, footer=5, priority=True, offered=False,
    ),
    Command(
        "edit-outside", ("f9",), mark("Annat program"),
        mark("Skriver texten i programmet som VISUAL eller EDITOR anger; den kommer tillbaka som ett utkast."),
        WRITE, "text", "edit_outside", lambda now: now.text, footer=6, priority=True, offered=False,
    ),
    Command(
        "write-anyway", ("ctrl+s",), mark("Gå vidare ändå"),
        mark("Skriver dokumentet trots varningarna. Fel går inte att gå förbi."),
        WRITE, "findings", "go_on", footer=1, priority=True, offered=False,
    ),
    Command(
        "resume-draft", ("enter",), mark("Skriv vidare"), mark("Öppnar det påbörjade där det hör hemma."),
        WRITE, "drafts", "go_on", footer=1, offered=False,
    ),
    Command(
        "open-file", ("o",), mark("Öppna filen"), mark("Öppnar filen som skrevs i datorns eget program."),
        WRITE, "written", "open_file", footer=1, offered=False,
    ),
    Command(
        "close", ("escape",), mark("Stäng"), mark("Stänger utan att spara. Utkast finns kvar."),
        WRITE, "dialog", "close", footer=3, offered=False,
    ),
)  # fmt: skip
"""Every command. The order is that of the help and of the palette."""


def key_for(command_id: str) -> str:
    """The first key of a command as it is written on the keyboard, for sentences that name it."""
    return next(key_word(command.keys_now[0]) for command in COMMANDS if command.id == command_id)


def in_areas(*areas: Area) -> list[Command]:
    """The commands of the areas."""
    return [command for command in COMMANDS if command.area in areas]


def bindings(area: Area) -> list[BindingType]:
    """The bindings of an area, each with its command's id."""
    return [command.binding for command in in_areas(area)]


def footer_commands(areas: Iterable[Area], now: Situation) -> list[Command]:
    """What the footer offers now, in the registry's order."""
    return [c for c in in_areas(*areas) if c.footer is not None and c.applies(now)]


def palette_commands(now: Situation, words: str = "") -> list[Command]:
    """What the palette offers now, of what `words` match; a level is also found by the open scale's own word."""
    wanted = folded(words).split()
    return [
        command
        for command in COMMANDS
        if command.offered and command.applies(now) and command.is_in(now)
        if command.matches(words) or all(word in folded(_level_words(command, now)) for word in wanted)
    ]


def _level_words(command: Command, now: Situation) -> str:
    """All that the level which a command sets is called."""
    if command.level is None or command.level > len(now.levels):
        return ""
    level = now.levels[command.level - 1]
    return f"{level.short_label or ''} {level.label or ''}"
