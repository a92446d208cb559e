"""What people do to a register, and what its tables hold afterwards."""

from contextlib import suppress
from pathlib import Path

from exports.report.file import closing_text
from storage import followups
from storage.domain.records import Level, Value
from storage.errors import AlreadySettled
from storage.operations.assessments import assess, comment
from storage.operations.importing import import_report
from storage.register import Register
from storage.undo import redo, undo


def levels(register: Register) -> dict[str, Level]:
    """Meaning → level of the open follow-up's scale."""
    followup = followups.open_followup(register)
    assert followup is not None
    return {str(level.means): level for level in followups.levels(register, followup.scale or "")}


def tables(register: Register) -> dict[str, list[tuple[Value, ...]]]:
    """Every projection table, row by row."""
    names = register.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE '\\_%' ESCAPE '\\' "
        "AND name NOT IN ('action', 'change', 'value')"
    ).fetchall()
    return {name: _rows(register, name) for (name,) in names}


def _rows(register: Register, table: str) -> list[tuple[Value, ...]]:
    columns = [row[1] for row in register.connection.execute(f'PRAGMA table_info("{table}")') if row[1] != "rid"]
    quoted = ", ".join(f'"{column}"' for column in columns)
    return register.connection.execute(f'SELECT {quoted} FROM "{table}" ORDER BY 1').fetchall()


def take(register: Register, kind: str, chosen: str, word: str, others: list[str], report: Path) -> object:
    """One step of a random walk; true when it wrote something."""
    match kind:
        case "assess":
            return assess(register, [chosen], levels(register)[word].id, reopening="")
        case "clear":
            return assess(register, [chosen], None)
        case "comment":
            with suppress(AlreadySettled):
                return comment(register, chosen, word)
            return False
        case "bulk":
            return assess(register, list({chosen, *others}), levels(register)[word].id, comment="Not", reopening="")
        case "edit":
            return _put(register, chosen, {"theme": word})
        case "remove":
            return _put(register, chosen, {"removed": word})
        case "undo":
            return undo(register)
        case "redo":
            return redo(register)
        case "import":
            return import_report(register, report, closing_text).change
    raise AssertionError(kind)


def _put(register: Register, recommendation: str, values: dict[str, Value]) -> object:
    with register.recording("edit") as action:
        action.put("recommendation", recommendation, values)
    return action.change
