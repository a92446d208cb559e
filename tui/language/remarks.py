"""Remarks as sentences: what is allowed in a record but worth a second look."""

from collections.abc import Mapping

from storage.domain.entry_views import Remark
from storage.domain.text import one_line
from tui.language.catalogue import _, mark
from tui.language.terms import field_word

SENTENCES: Mapping[str, str] = {
    "duplicate_number": mark("numret {number} finns redan; det går bra, om det är så det står tryckt"),
    "no_letter_date": mark("brevet saknar datum, så ingen tid för svaret kan räknas"),
    "no_answer_date": mark("svaret saknar datum, så det syns inte om det kom i tid"),
    "no_due_date": mark("åtgärden saknar datum, så den kan inte bevakas"),
    "done_ahead": mark("åtgärden är klar enligt organet, men datumet {date} ligger framåt i tiden"),
    "date_before": mark("{date} är före {earlier}"),
    "granted_without_date": mark("anståndet är beviljat, men inte till när"),
    "extension_undecided": mark("anstånd är angivet till ett datum, men inte om det är beviljat"),
}


def remark_line(remark: Remark) -> str:
    """As in: `Nummer: numret 2 finns redan; det går bra, om det är så det står tryckt`."""
    return one_line(f"{field_word(remark.field)}: {remark_text(remark)}")


def remark_text(remark: Remark) -> str:
    """The same without the field's name, for whoever stands by it."""
    return one_line(_(SENTENCES.get(remark.code, remark.code)).format_map(remark.values))
