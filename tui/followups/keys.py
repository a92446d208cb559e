"""Commands of follow-ups and scales."""

from tui.kit.command import Command, Situation, changing_row, is_writable, key_for
from tui.language.catalogue import _, mark

_FOLLOWING = mark("Uppföljning")
_SCALES = mark("Skalor")


def _on_any(now: Situation) -> bool:
    return bool(now.followup)


def _on_open(now: Situation) -> bool:
    return now.writable and now.followup == "open"


def _on_closed(now: Situation) -> bool:
    return now.writable and now.followup == "closed"


def _on_covered_audit(now: Situation) -> bool:
    """There is an audit of the open follow-up under the cursor."""
    return _on_open(now) and now.row


def _to_open(now: Situation) -> str:
    if now.followup != "closed":
        return ""
    advice = _("Uppföljningen är fastställd och ändras inte. {key} rättar den med en ny.")
    return advice.format(key=key_for("followup-correct"))


def _to_audit(now: Situation) -> str:
    return _to_open(now) or _("Gå till en av uppföljningens granskningar med Tab först.")


def _to_closed(now: Situation) -> str:
    return _("Uppföljningen är öppen och ändras som den är.") if now.followup == "open" else ""


NEXT_COMMANDS: tuple[Command, ...] = (
    Command(
        "next-unjudged", ("j",), mark("Nästa obedömda"),
        mark("Går till nästa rekommendation som inte är bedömd i den öppna uppföljningen."),
        _FOLLOWING, "audits", "next_unjudged", footer=15,
    ),
)  # fmt: skip

FOLLOWUP_COMMANDS: tuple[Command, ...] = (
    Command(
        "followup-next", ("j",), mark("Nästa obedömda"),
        mark("Går till den första rekommendationen som inte är bedömd i den öppna uppföljningen."),
        _FOLLOWING, "followups", "next", footer=1,
    ),
    Command(
        "followup-audits", ("l",), mark("Granskningar"),
        mark("Väljer granskningarna i den öppna uppföljningen, med dem som föreslås och varför."),
        _FOLLOWING, "followups", "audits", _on_open, _to_open, footer=2,
    ),
    Command(
        "followup-new", ("n",), mark("Ny"),
        mark("Börjar en uppföljning: titel, år, ansvarig, skala och vilka granskningar som följs upp."),
        _FOLLOWING, "followups", "new", is_writable, footer=4,
    ),
    Command(
        "followup-edit", ("e",), mark("Redigera"),
        mark("Ändrar den öppna uppföljningens titel, år, ansvarig och datum."),
        _FOLLOWING, "followups", "edit", _on_open, _to_open, footer=5,
    ),
    Command(
        "followup-own-texts", ("B",), mark("Texter"),
        mark("Skriver uppföljningens samlade bedömning, syfte, metod och förbehåll."),
        _FOLLOWING, "followups", "texts", _on_open, _to_open, footer=8,
    ),
    Command(
        "followup-take-out", ("d", "delete"), mark("Ta ut"), mark("Tar ut granskningen ur den öppna uppföljningen."),
        _FOLLOWING, "followups", "take_out", _on_covered_audit, _to_audit, footer=3,
    ),
    Command(
        "followup-earlier", ("shift+up",), mark("Tidigare"), mark("Flyttar granskningen ett steg upp i uppföljningen."),
        _FOLLOWING, "followups", "order(-1)", _on_covered_audit, _to_audit,
    ),
    Command(
        "followup-later", ("shift+down",), mark("Senare"), mark("Flyttar granskningen ett steg ner i uppföljningen."),
        _FOLLOWING, "followups", "order(1)", _on_covered_audit, _to_audit,
    ),
    Command(
        "followup-scales", ("s",), mark("Skalor"),
        mark("Visar skalorna, väljer en för den öppna uppföljningen, och ändrar och gör skalor."),
        _FOLLOWING, "followups", "scales", _on_any, footer=9,
    ),
    Command(
        "followup-report", ("r",), mark("Rapport"), mark("Skriver uppföljningens rapport som en Word-fil."),
        _FOLLOWING, "followups", "report", _on_any, footer=6,
    ),
    Command(
        "followup-missiv", ("m",), mark("Missiv"), mark("Skriver missivet som överlämnar uppföljningens rapport."),
        _FOLLOWING, "followups", "missiv", _on_any, footer=12,
    ),
    Command(
        "followup-close", ("F",), mark("Fastställ"),
        mark("Fastställer uppföljningen för gott, efter en fråga, och öppnar nästa."),
        _FOLLOWING, "followups", "close_followup", _on_open, _to_open, footer=10,
    ),
    Command(
        "followup-correct", ("k",), mark("Rätta"),
        mark("Börjar en ny uppföljning som rättar den fastställda och ersätter den, efter en fråga."),
        _FOLLOWING, "followups", "correct", _on_closed, _to_closed, footer=3,
    ),
)  # fmt: skip

SCALE_COMMANDS: tuple[Command, ...] = (
    Command(
        "scales-use", ("enter",), mark("Välj"), mark("Bedömer den öppna uppföljningen på skalan."),
        _SCALES, "scales", "use", changing_row, footer=1, offered=False,
    ),
    Command(
        "scales-edit", ("e",), mark("Ändra"),
        mark("Ändrar skalans nivåer: beteckningar, tecken, färger, definitioner."),
        _SCALES, "scales", "edit", changing_row, footer=2, offered=False,
    ),
    Command(
        "scales-new", ("n",), mark("Ny"), mark("Gör en ny skala efter den under markören."),
        _SCALES, "scales", "new", changing_row, footer=3, offered=False,
    ),
    Command(
        "scales-remove", ("d", "delete"), mark("Ta bort"),
        mark("Tar bort skalan, med ett skäl, om ingen uppföljning har den."),
        _SCALES, "scales", "remove", changing_row, footer=4, offered=False,
    ),
)  # fmt: skip
