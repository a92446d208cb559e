"""What the keys do with follow-ups: each hands over to whoever does it."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from textual.screen import Screen

from storage.domain.change import Change
from storage.domain.records import Followup
from storage.errors import GranskaError
from tui.keys import key_for
from tui.language.catalogue import _
from tui.screens.delivering import Delivering
from tui.screens.followup_reads import next_unjudged
from tui.widgets.plain import toast
from tui.work import Failed, Work

if TYPE_CHECKING:
    from exports.findings import Finding
    from tui.screens.followup_forms import FollowupForms
    from tui.screens.reporting import Reporting


class FollowupActions:
    """Starts, changes, reports, closes and corrects follow-ups."""

    def __init__(
        self,
        screen: Screen[None],
        work: Work,
        failed: Failed,
        done: Callable[[Change], None],
        go: Callable[[str, str], None],
    ) -> None:
        """What follow-ups are started, changed and closed from.

        Args:
            screen: the screen that it is done on.
            work: the door to the register.
            failed: shows an error.
            done: told of every change.
            go: shows a record, by entity and id, on the screen that lists it.
        """
        self._screen = screen
        self._work = work
        self._failed = failed
        self._done = done
        self._go = go
        self._delivering = Delivering(screen, work, self._look_at)

    def start(self) -> None:
        """Start a follow-up."""
        self._forms.start()

    def audits(self) -> None:
        """Choose the audits of the open one."""
        self._forms.audits()

    def edit(self) -> None:
        """Change the open one itself."""
        self._forms.own()

    def texts(self) -> None:
        """Write the open one's texts."""
        self._forms.texts()

    def take_out(self, followup: str, audit: str) -> None:
        """Take an audit out."""
        self._forms.take_out(followup, audit)

    def move(self, followup: str, audit: str, step: int) -> None:
        """Put an audit so many places later; before, for a negative step."""
        from tui.screens import followup_work  # noqa: PLC0415 - not needed before the first change

        self._work.write(followup_work.moved(followup, audit, step), self._done)

    def next_unjudged(self) -> None:
        """Go to the first of what is to be judged in the open one."""
        go_to_next(self._screen, self._work, None, self._go)

    def scales(self, *, writable: bool) -> None:
        """Show the scales, to choose one for the open follow-up and to change them."""
        from tui.screens.scaling import Scaling  # noqa: PLC0415 - seldom

        Scaling(self._screen, self._work, self._done).show(writable=writable)

    def report(self, followup: str, refusal: GranskaError | None) -> None:
        """Write a report."""
        self._reporting.begin(refusal, followup)

    def missiv(self, followup: str, refusal: GranskaError | None) -> None:
        """Write the letter that hands over a report."""
        from tui.screens.sending import Sending  # noqa: PLC0415 - not needed before the first letter

        sending = Sending(self._screen, self._work, self._delivering, self._done)
        sending.begin(followup=followup, refusal=refusal)

    def close(self) -> None:
        """Close the open one, looked over first."""
        self._reporting.close()

    def correct(self, followup: Followup) -> None:
        """Correct a closed one with a new one, after a question."""
        from tui.dialogs.confirm import ConfirmDialog  # noqa: PLC0415 - seldom
        from tui.screens import followup_work  # noqa: PLC0415

        told = _(
            "En ny, öppen uppföljning börjar med allt som ”{title}” säger, att rätta och fastställa. Då ersätter den, "
            "och dess rapport säger det. Den gamla rapporten ändras inte."
        )

        def answered(answer: bool | None) -> None:  # noqa: FBT001 - what a dialog's callback is given
            if answer:
                self._work.write(followup_work.corrected(followup.id), self._done)

        question = told.format(title=followup.title or followup.year or "")
        dialog = ConfirmDialog(_("Rätta uppföljningen"), question, yes=_("Rätta"), undoable=True)
        self._screen.app.push_screen(dialog, answered)

    @property
    def _forms(self) -> "FollowupForms":
        from tui.screens.followup_forms import FollowupForms  # noqa: PLC0415 - not needed before the first form

        return FollowupForms(self._screen, self._work, self._done, self._failed)

    @property
    def _reporting(self) -> "Reporting":
        from tui.screens.reporting import Reporting  # noqa: PLC0415 - not needed before the first report

        return Reporting(self._screen, self._work, self._delivering, self._done)

    def _look_at(self, finding: "Finding") -> None:
        """Show the record of a finding; of the follow-up itself, its texts."""
        if finding.entity == "followup":
            self.texts()
        elif finding.entity in {"audit", "recommendation"}:
            self._go(finding.entity, finding.record)
        elif finding.entity == "followup_audit":
            from tui.screens.finding_shown import place_of  # noqa: PLC0415 - seldom

            ask = partial(place_of, entity=finding.entity, record=finding.record)
            self._work.ask("finding", ask, lambda place: self._go("audit", place[0]))


def go_to_next(screen: Screen[None], work: Work, after: str | None, go: Callable[[str, str], None]) -> None:
    """Go to what is to be judged next in the open follow-up, after a recommendation by id; say so when all is."""

    def found(answer: tuple[str | None, bool]) -> None:
        recommendation, anything = answer
        if recommendation is not None:
            go("recommendation", recommendation)
        elif anything:
            toast(screen, _("Allt är bedömt i den öppna uppföljningen."))
        else:
            told = _(
                "Inget finns att bedöma i den öppna uppföljningen. {key} visar den, och där väljs dess granskningar."
            )
            toast(screen, told.format(key=key_for("show-followups")))

    work.ask("next unjudged", partial(next_unjudged, after=after), found)
