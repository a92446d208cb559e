"""What the user has chosen, on the screen: applied when it begins, and kept when it changes."""

import logging
from functools import partial
from typing import TYPE_CHECKING

from textual.app import App

from tui import preferences as stored
from tui.kit.command import use_keys
from tui.kit.message import MessageDialog
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.preferences import Settings, settings_file
from tui.styles.themes import OWN, THEMES, after

if TYPE_CHECKING:
    from tui.register_executor import RegisterExecutor


LOG = logging.getLogger("granska")


class AppliedPreferences:
    """The choices of one screen's user; without settings nothing is chosen, and nothing kept."""

    def __init__(self, app: App[None], settings: Settings | None) -> None:
        """Apply what was chosen, before the first paint."""
        for theme in OWN:
            app.register_theme(theme)
        self._app = app
        self._settings = settings
        self._faults: tuple[str, ...] = settings.faults if settings else ()
        if settings and settings.theme:
            app.theme = settings.theme
        use_keys({})
        if settings and settings.keys:
            self._apply_keys(settings)

    def tell_faults(self) -> None:
        """Say once what could not be used, when the screen stands there."""
        if self._faults:
            told = _("Det här i {path} används inte, och resten gäller:").format(path=settings_file())
            text = "\n\n".join([told, *self._faults])
            self._app.call_later(self._app.push_screen, MessageDialog(_("Inställningar"), text))

    def switch_theme(self, work: "RegisterExecutor") -> None:
        """Take the next colours, and keep them for the next time; `work` is who writes."""
        self._app.theme = after(self._app.theme)
        toast(self._app, _("Färger: {name}").format(name=_(THEMES[self._app.theme])))
        if self._settings is not None:
            work.errand(partial(stored.remember_theme, self._app.theme), _kept, failed=self._not_kept)

    def remember_register(self, work: "RegisterExecutor") -> None:
        """Open this register the next time that none is named; where that cannot be kept, it is no more than that."""
        if self._settings is not None:
            from tui.registers import remember_register  # noqa: PLC0415 - after the first paint

            work.errand(partial(remember_register, work.path), _kept, failed=_log)

    def _apply_keys(self, settings: Settings) -> None:
        from tui.keymap import keymap  # noqa: PLC0415 - most users have not chosen any

        found = keymap(settings)
        use_keys(found.keys)
        self._app.set_keymap({command: ",".join(map(_named, keys)) for command, keys in found.keys.items()})
        self._faults += found.faults

    def _not_kept(self, error: BaseException) -> None:
        _log(error)
        told = _("Valet gäller nu, men gick inte att spara i {path} till nästa gång.")
        toast(self._app, told.format(path=settings_file()), warning=True)


def _named(key: str) -> str:
    """A key as it stands in a list with commas."""
    return "comma" if key == "," else key


def _kept(_done: None) -> None:
    """There is nothing to say of it."""


def _log(error: BaseException) -> None:
    LOG.error("settings", exc_info=error)
