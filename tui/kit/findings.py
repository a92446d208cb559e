"""Dialog of the findings of a preflight, before a document is written."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec import Struct
from textual import on
from textual.binding import BindingType
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.kit.command import Area, bindings
from tui.kit.dialog import Dialog
from tui.kit.keys import FINDING_COMMANDS
from tui.kit.plain import plain
from tui.language.catalogue import _, many, mark
from tui.language.findings import finding_line, needs_yes, stops

if TYPE_CHECKING:
    from exports.preflight.findings import Finding


class FindingsAnswer(Struct, frozen=True):
    """Choice of the user about findings."""

    finding: "Finding | None" = None
    """The one to look at; None goes on with the document as it is."""


class FindingsDialog(Dialog[FindingsAnswer]):
    """Findings, errors first. An error stops the document; warnings can be passed."""

    HEADING = mark("Innan det skrivs")
    BINDINGS: ClassVar[list[BindingType]] = bindings("findings", *FINDING_COMMANDS)
    AREAS: tuple[Area, ...] = ("findings", "dialog")

    def __init__(self, findings: "Sequence[Finding]") -> None:
        super().__init__()
        self.findings = findings
        self._stopped = any(map(stops, findings))
        if self._stopped:
            self.AREAS = ("dialog",)

    def body(self) -> Iterable[Widget]:
        """Yield a summary and the findings."""
        errors = sum(map(stops, self.findings))
        if errors:
            text = many("{n} fel måste rättas först.", "{n} fel måste rättas först.", errors)
        else:
            text = many("{n} sak att titta på.", "{n} saker att titta på.", len(self.findings))
        yield Static(plain(f"{text} {_('Enter går till raden.')}"), id="question")
        yield OptionList(*(Option(plain(f"{_sign(f)} {finding_line(f, on_screen=True)}")) for f in self.findings))

    def on_resize(self) -> None:
        """Let the findings scroll where they do not all fit."""
        self.make_room(len(self.findings))

    def on_mount(self) -> None:
        """Highlight the first."""
        super().on_mount()
        self.query_one(OptionList).highlighted = 0
        self.query_one(OptionList).focus()

    @on(OptionList.OptionSelected)
    def look_at(self, event: OptionList.OptionSelected) -> None:
        """Close with the finding to look at."""
        self.dismiss(FindingsAnswer(self.findings[event.option_index]))

    def action_go_on(self) -> None:
        """Write all the same, unless an error stops it."""
        if not self._stopped:
            self.dismiss(FindingsAnswer())


def _sign(finding: "Finding") -> str:
    return "✘" if stops(finding) else "?" if needs_yes(finding) else "·"
