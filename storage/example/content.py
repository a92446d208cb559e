"""The practice municipality's content, with its dates put relative to a given day."""

import re
import tomllib
from datetime import date, timedelta
from pathlib import Path
from typing import Any

_PLACEHOLDER = re.compile(r"\{([YT])([+-]\d+)?\}")
_FILE = Path(__file__).with_name("municipality.toml")


def content(today: date) -> dict[str, Any]:
    """The content of `municipality.toml` as it is on `today`."""
    text = _FILE.read_text("utf-8")
    return tomllib.loads(_PLACEHOLDER.sub(lambda match: _put_in(match, today), text))


def _put_in(match: re.Match[str], today: date) -> str:
    offset = int(match[2] or 0)
    if match[1] == "Y":
        return str(today.year + offset)
    return (today + timedelta(days=offset)).isoformat()
