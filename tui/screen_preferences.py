"""Preferences of the user on the screen: applied when it starts, stored when they change."""

import logging
from functools import partial

from textual.app import App

from tui import preferences as stored
from tui.kit.command import use_keys
from tui.kit.plain import toast
from tui.language.catalogue import _
from tui.preferences import Settings, settings_file
from tui.register_executor import RegisterExecutor
from tui.registers import remember_register
from tui.styles.themes import OWN, THEMES, after

LOG = logging.getLogger("granska")


class AppliedPreferences:
    """Preferences of one screen's user; without settings nothing is chosen, and nothing stored."""

    def __init__(self, app: App[None], settings: Settings | None) -> None:
        """Apply theme and keys before the first paint."""
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

    @property
    def faults(self) -> str:
        """Text about what could not be used; empty where all could."""
        if not self._faults:
            return ""
        text = _("Det här i {path} används inte, och resten gäller:").format(path=settings_file())
        return "\n\n".join([text, *self._faults])

    def switch_theme(self, executor: RegisterExecutor) -> None:
        """Switch to the next theme and store it, with the executor `work`."""
        self._app.theme = after(self._app.theme)
        toast(self._app, _("Färger: {name}").format(name=_(THEMES[self._app.theme])))
        if self._settings is not None:
            executor.run_outside(partial(stored.remember_theme, self._app.theme), _kept, failed=self._not_kept)

    def remember_register(self, executor: RegisterExecutor) -> None:
        """Open this register the next time that none is named; log it where that cannot be stored."""
        if self._settings is not None:
            executor.run_outside(partial(remember_register, executor.path), _kept, failed=_log)

    def _apply_keys(self, settings: Settings) -> None:
        from tui.keymap import use_keymap  # noqa: PLC0415 - where the user has keys of their own

        found = use_keymap(settings)
        self._app.set_keymap({command: ",".join(map(_named, keys)) for command, keys in found.keys.items()})
        self._faults += found.faults

    def _not_kept(self, error: BaseException) -> None:
        _log(error)
        text = _("Valet gäller nu, men gick inte att spara i {path} till nästa gång.")
        toast(self._app, text.format(path=settings_file()), warning=True)


def _named(key: str) -> str:
    """Return a key in the form of a list with commas."""
    return "comma" if key == "," else key


def _kept(_done: None) -> None:
    """Do nothing: the preference is stored."""


def _log(error: BaseException) -> None:
    LOG.error("settings", exc_info=error)
