"""What stands in the templates of letters about answers: reminders, and decisions on extensions."""

from exports.templates.letter_xml import BEGINNING, ENDING, document, lines, said, section, table, text, when

_LETTER = said("TableText", "{{ rad.letter_date }}") + when(
    "rad.registry_number", said("TableText", "{{ rad.registry_number }}")
)
_ABOUT = said("TableText", "{{ rad.about }}") + when("rad.on_behalf_of", said("TableText", "{{ rad.on_behalf_of }}"))
_POINTS = text("rad.points", "TableText", "TableListBullet")

_LATE = table(
    (1800, 2162, 1900, 1150, 2400),
    ("Brev", "Granskning", "Svar senast", "Försenat", "Att besvara"),
    (_LETTER, _ABOUT, said("TableText", "{{ rad.due }}"), said("TableText", "{{ rad.late }}"), _POINTS),
    rows="answers",
    caption="Svar som saknas",
    told="En rad för varje brev: dess datum och diarienummer, granskningen, sista svarsdag, dagar sedan dess och "
    "vad som ska besvaras.",
)
_DECIDED = table(
    (1800, 2062, 1900, 1900, 1750),
    ("Brev", "Granskning", "Svar begärt senast", "Svar senast nu", "Att besvara"),
    (_LETTER, _ABOUT, said("TableText", "{{ rad.due }}"), said("TableText", "{{ rad.due_now }}"), _POINTS),
    rows="answers",
    caption="Svaret som beslutet gäller",
    told="En rad för brevet: dess datum och diarienummer, granskningen, sista svarsdag då och nu, och vad som ska "
    "besvaras.",
)

REMINDER = document(
    BEGINNING,
    text("opening"),
    said("Heading2", "Svar som saknas"),
    _LATE,
    text("notes", "OwnText"),
    text("own_text", "OwnText"),
    section("has_answer", "Nytt svarsdatum", text("answer_request"), text("answer_how"), text("consequence")),
    ENDING,
    lines("copies", "Kopia till"),
)
EXTENSION = document(
    BEGINNING,
    text("opening"),
    text("decision"),
    said("Heading2", "Svaret som beslutet gäller"),
    _DECIDED,
    text("own_text", "OwnText"),
    section("answer_how", "Så lämnas svaret", text("answer_how")),
    ENDING,
    lines("copies", "Kopia till"),
)
