"""Initial records of a new register: its id, the office, the standard scale and an open follow-up."""

from storage.database.recording import Recording
from storage.database.settings import OFFICE, REGISTER_ID
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.records import Value
from storage.domain.scale import STANDARD, STANDARD_LABEL

OPEN = "open"
CLOSED = "closed"


def put_beginning(action: Recording, register_id: str, *, office: str | None, year: int) -> None:
    """Write the initial records of a register in its first action."""
    put_setting(action, register_id, REGISTER_ID, register_id)
    if office:
        put_setting(action, register_id, OFFICE, office)
    scale = put_standard_scale(action, register_id)
    followup = natural_id(register_id, "followup", "first")
    action.put("followup", followup, {"title": f"Uppföljning {year}", "year": year, "scale": scale, "state": OPEN})


def put_setting(action: Recording, register_id: str, key: str, value: str | None) -> None:
    """Set a setting within an action."""
    values: dict[str, Value] = {"key": key, "value": value}
    action.put("setting", id_from_fields(register_id, "setting", values), values)


def put_standard_scale(action: Recording, register_id: str) -> str:
    """Create the standard scale with its levels, and return its id."""
    scale = natural_id(register_id, "scale", "standard")
    action.put("scale", scale, {"label": STANDARD_LABEL})
    for order, words in enumerate(STANDARD, 1):
        values: dict[str, Value] = {
            "scale": scale,
            "label": words.label,
            "short_label": words.short_label,
            "symbol": words.symbol,
            "fill": words.fill,
            "definition": words.definition,
            "means": words.means,
            "order": order,
            "synonyms": "\n".join(words.synonyms),
        }
        action.put("level", id_from_fields(register_id, "level", values), values)
    return scale
