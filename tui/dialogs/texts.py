"""The forms of what a follow-up says: of an audit as a whole, and of everything together."""

from collections.abc import Sequence

from storage.domain.attached import FollowupAudit
from storage.domain.kinds import FOLLOW_UP_AGAIN
from storage.domain.records import Followup
from storage.domain.text import one_line
from tui.dialogs.fields import Field, Form, Kind
from tui.keys import key_for
from tui.language.catalogue import _, mark
from tui.language.terms import field_word, value_word

_FOLLOWUP_TEXTS = ("judgement", "purpose", "method", "disclaimer")


def audit_texts_form(name: str, covered: FollowupAudit, trail: Sequence[str], followup: str) -> Form:
    """What the open follow-up says of an audit as a whole.

    Args:
        name: what the audit is called.
        covered: the audit in the follow-up as it is.
        trail: the sentences that are printed where no account of letter and answer is typed.
        followup: the follow-up's title.
    """

    def printed(typed: str) -> str:
        if one_line(typed):
            return ""
        generated = " ".join(trail) or _("inget, för inga datum är kända.")
        return _("Skrivs ut: {text}").format(text=generated)

    year = str(covered.follow_up_year) if covered.follow_up_year is not None else ""
    needed = "1" if covered.meeting_needed else ""
    again = (("", "–"), *((one, value_word("follow_up_again", one)) for one in FOLLOW_UP_AGAIN))
    yes_or_no = tuple((value, value_word("meeting_needed", value)) for value in ("", "1"))
    fields = (
        Field("judgement", _("Bedömning"), Kind.TEXT, covered.judgement or "", lines=5),
        Field(
            "follow_up_again", field_word("follow_up_again"), Kind.CHOICE, covered.follow_up_again or "", choices=again
        ),
        Field("follow_up_year", field_word("follow_up_year"), Kind.YEAR, year),
        Field("meeting_needed", field_word("meeting_needed"), Kind.CHOICE, needed, choices=yes_or_no),
        Field("trail_text", field_word("trail_text"), Kind.TEXT, covered.trail_text or "", told=printed),
    )
    return Form(_("Bedömning av {name}").format(name=name), fields, note=followup)


def followup_form(followup: Followup) -> Form:
    """The texts of the open follow-up."""
    fields = (
        *(
            Field(name, field_word(name), Kind.TEXT, getattr(followup, name) or "", lines=6 if not place else 4)
            for place, name in enumerate(_FOLLOWUP_TEXTS)
        ),
        Field("title", field_word("title"), value=followup.title or ""),
        Field("report_date", field_word("report_date"), Kind.DATE, followup.report_date or "", nearest=True),
    )
    return Form(_("Uppföljningens texter: {name}").format(name=followup.title or ""), fields)


def reason_form(kind: str, name: str) -> Form:
    """Why something is taken out of the lists."""
    known = {
        "audit": _("Granskningen och dess rekommendationer försvinner ur alla listor och antal."),
        "recommendation": _("Rekommendationen försvinner ur alla listor och antal."),
    }
    told = known.get(kind) or _("Posten, och det som hör till den, försvinner ur alla listor.")
    note = f"{name}\n\n{told} {_('Historiken finns kvar, och {key} ångrar.').format(key=key_for('undo'))}"
    return Form(_("Ta bort"), (Field("removed", _("Skäl")),), note=note, done=mark("Ta bort"))
