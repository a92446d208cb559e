"""Which keys give a command: its own, or those that the user has chosen for it."""

from collections.abc import Mapping

_chosen: dict[str, tuple[str, ...]] = {}


def use_keys(chosen: Mapping[str, tuple[str, ...]]) -> None:
    """Let the commands with these ids be given by these keys from now on, all others by their own."""
    _chosen.clear()
    _chosen.update(chosen)


def keys_of(command_id: str, own: tuple[str, ...]) -> tuple[str, ...]:
    """The keys of a command whose `own` keys are these."""
    return _chosen.get(command_id, own)
