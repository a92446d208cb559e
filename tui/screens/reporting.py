"""Writing the follow-up report, from the key to the file."""

from functools import partial
from pathlib import Path

from textual.screen import Screen

from storage import clock
from storage.domain.records import Followup
from storage.domain.views import FollowupMaterial
from tui.dialogs.message import MessageDialog
from tui.language.catalogue import _
from tui.screens import reads
from tui.widgets.plain import toast
from tui.work import Work


class Reporting:
    """Asks for the folder over a screen, writes the report beside it, and says where it went."""

    def __init__(self, screen: Screen[None], work: Work) -> None:
        self._screen = screen
        self._work = work

    def begin(self) -> None:
        """Find out which follow-up is reported."""
        self._work.ask("reported follow-up", reads.reported_followup, self._ask_folder)

    def _ask_folder(self, followup: Followup) -> None:
        from tui.dialogs.report import ReportDialog  # noqa: PLC0415 - not needed before the first report

        dialog = ReportDialog(followup, default_folder(self._work.path))
        self._screen.app.push_screen(dialog, partial(self._read, followup))

    def _read(self, followup: Followup, folder: Path | None) -> None:
        if folder is not None:
            self._work.ask("report", reads.report_material(followup.id), partial(self._write, folder))

    def _write(self, folder: Path, material: FollowupMaterial) -> None:
        toast(self._screen, _("Skriver rapporten …"))
        self._work.errand(partial(_report, material, folder), self._tell)

    def _tell(self, path: Path) -> None:
        text = _("Rapporten ligger här:\n\n{path}").format(path=path)
        self._screen.app.push_screen(MessageDialog(_("Rapporten är skriven"), text))


def default_folder(register: Path) -> Path:
    """The user's documents, where there is such a folder, else the register's."""
    from platformdirs import user_documents_path  # noqa: PLC0415 - not needed before the first report

    documents = user_documents_path()
    return documents if documents.is_dir() else register.resolve().parent


def _report(material: FollowupMaterial, folder: Path) -> Path:
    """Write the report; done in a thread of its own."""
    from exports.report_file import write_report  # noqa: PLC0415 - Word is loaded when a report is written

    return write_report(material, folder, today=clock.today()).path
