"""Starting a follow-up, changing the open one and choosing its audits: the forms, and what is saved of them."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.refusals import AuditJudged
from storage.register import Register
from tui.language.catalogue import _, many, mark
from tui.screens import edit_work, followup_work
from tui.screens.forms import Forms
from tui.work import Failed, Work

if TYPE_CHECKING:
    from tui.dialogs.form import FormDialog

START, OWN, AUDITS, TEXTS = "followup_start", "followup_own", "followup_audits", "followup"
"""What the forms are called, as their drafts are."""
Write = Callable[[Register], Change]


class FollowupForms:
    """Opens the forms of follow-ups over a screen."""

    def __init__(self, screen: Screen[None], work: Work, saved: Callable[[Change], None], failed: Failed) -> None:
        """`saved` is told of every change; `failed` shows an error."""
        self._screen = screen
        self._failed = failed
        self._work = work
        self._forms = Forms(screen, work, saved)

    def start(self) -> None:
        """Start a follow-up."""
        self._forms.open(START, followup_work.start_asked, _started)

    def own(self) -> None:
        """Change what the open follow-up is called, its year, who leads it and its date."""
        self._forms.open(OWN, followup_work.own_asked, _own_saved)

    def texts(self) -> None:
        """Write the open follow-up's texts."""
        self._forms.open(TEXTS, edit_work.followup_asked, _texts_saved)

    def audits(self) -> None:
        """Choose the audits that the open follow-up covers."""
        self._forms.open(AUDITS, followup_work.audits_asked, _audits_saved, refused=self._refused)

    def take_out(self, followup: str, audit: str) -> None:
        """Take an audit out of the open follow-up; what is judged of it only after a question."""

        def refused(error: BaseException) -> None:
            if isinstance(error, AuditJudged):
                clear = followup_work.taken_out(followup, audit, clearing=True)
                self.ask_to_clear(error, lambda: self._work.write(clear, self._forms.told))
            else:
                self._failed(error)

        self._work.write(followup_work.taken_out(followup, audit), self._forms.told, failed=refused)

    def resume(self, form: str) -> None:
        """Open a form that was begun."""
        {START: self.start, OWN: self.own, AUDITS: self.audits}[form]()

    def ask_to_clear(self, error: AuditJudged, clear: Callable[[], None]) -> None:
        """Ask whether what is judged of an audit goes with it."""
        from tui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - seldom

        told = _("”{name}” har {judged} i uppföljningen. Den tas ut, och de rensas. Det går att ångra.")
        judged = many(mark("{n} bedömning"), mark("{n} bedömningar"), error.judged)
        question = told.format(name=error.name, judged=judged)

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                clear()

        dialog = ConfirmDialog(_("Ta ut granskningen"), question, yes=_("Ta ut"), undoable=True)
        self._screen.app.push_screen(dialog, answered)

    def _refused(self, dialog: "FormDialog", error: BaseException) -> None:
        """Some audit that is to go is judged: ask first."""
        if not isinstance(error, AuditJudged):
            dialog.refuse(error)
            return
        dialog.resume()
        job = followup_work.audits_chosen(_marked(dialog), clearing=True)
        self.ask_to_clear(error, partial(self._forms.write, dialog, job))


def _started(dialog: "FormDialog", _changed: Mapping[str, str]) -> Write:
    return followup_work.started(dialog.form.given(dialog.values))


def _own_saved(dialog: "FormDialog", changed: Mapping[str, str]) -> Write:
    return followup_work.own_saved(dialog.form.given(changed))


def _texts_saved(_dialog: "FormDialog", changed: Mapping[str, str]) -> Write:
    return edit_work.followup_saved(changed)


def _audits_saved(dialog: "FormDialog", _changed: Mapping[str, str]) -> Write:
    return followup_work.audits_chosen(_marked(dialog))


def _marked(dialog: "FormDialog") -> list[str]:
    from tui.dialogs.fields import marks  # noqa: PLC0415 - loaded with the form

    return marks(dialog.values["audits"])
