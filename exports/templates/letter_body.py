"""What stands in the template of the letter that hands a report over: its fixed words and its fields."""

from exports.templates.letter_xml import (
    BEGINNING,
    ENDING,
    WIDTH,
    document,
    each,
    lines,
    said,
    section,
    table,
    tag,
    text,
    when,
)

_NUMBER_WIDTH = 850
_STATUS_WIDTH = 1900
_CAPTION = "Rekommendationer och frågor"
_TOLD = "En rad för varje rekommendation eller fråga: nummer och text, i brev med en uppföljning också bedömning."

_NUMBER = said("TableText", "{{ rad.number }}")
_ROW_TEXT = text("rad.text", "TableText", "TableListBullet")
_JUDGED = table(
    (_NUMBER_WIDTH, WIDTH - _NUMBER_WIDTH - _STATUS_WIDTH, _STATUS_WIDTH),
    ("Nr", "{{ tabell.column }}", "Bedömning"),
    (_NUMBER, _ROW_TEXT, said("TableText", "{{ rad.status }}")),
    rows="tabell.rows",
    caption=_CAPTION,
    told=_TOLD,
)
_PLAIN = table(
    (_NUMBER_WIDTH, WIDTH - _NUMBER_WIDTH),
    ("Nr", "{{ tabell.column }}"),
    (_NUMBER, _ROW_TEXT),
    rows="tabell.rows",
    caption=_CAPTION,
    told=_TOLD,
)

DOCUMENT = document(
    BEGINNING,
    text("opening"),
    text("information"),
    section("purpose", "Syfte", text("purpose")),
    when("judgement or grounds", said("Heading2", "Samlad bedömning"), text("judgement"), text("grounds")),
    section("tables_heading", "{{ tables_heading }}"),
    each(
        "tabell",
        "tables",
        when("tabell.heading", said("Heading3", "{{ tabell.heading }}")),
        when("tabell.lead", said("TableLead", "{{ tabell.lead }}")),
        tag("if tabell.judged") + _JUDGED + tag("else") + _PLAIN + tag("endif"),
    ),
    text("own_text", "OwnText"),
    section(
        "has_answer",
        "Svar",
        text("answer_request"),
        text("demands"),
        text("answer_contents"),
        text("answer_how"),
    ),
    ENDING,
    lines("enclosures", "Bilagor"),
    lines("copies", "Kopia till"),
)
