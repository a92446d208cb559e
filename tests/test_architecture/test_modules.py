"""Rules that hold for every module of the project, and that no linter knows."""

import ast
import re
from collections.abc import Iterator
from typing import Protocol

MODULE_LINES = 700
DEMO = "tui.commands.registers"
"""Writes its documents of a register that it makes up, and logs nothing."""
FUNCTION_LINES = 50
CLASS_METHODS = 25
SWITCHBOARDS = {"App", "Screen"}
"""Textual's own classes whose subclasses route keys and messages: many methods, each of them short."""
SWITCHBOARD_METHOD_LINES = 20

Function = ast.FunctionDef | ast.AsyncFunctionDef
CLOCKS = {("date", "today"), ("datetime", "now"), ("datetime", "today"), ("datetime", "utcnow"), ("time", "time")}
SQL = re.compile(r"\b(SELECT|DELETE)\b[^;]*\bFROM\b|\bINSERT\s+(OR\s+\w+\s+)?INTO\b|\bUPDATE\s+\S+\s+SET\b", re.DOTALL)


class Module(Protocol):
    """What `conftest` makes of each file."""

    name: str
    text: str
    tree: ast.Module

    @property
    def where(self) -> str: ...


def test_a_module_can_be_read_in_one_go(modules: list[Module]) -> None:
    lengths = {module.where: len(module.text.splitlines()) for module in modules}
    assert {where: n for where, n in lengths.items() if n > MODULE_LINES} == {}


def test_a_function_fits_on_a_screen(modules: list[Module]) -> None:
    long = [
        f"{module.where}:{node.lineno} {node.name}: {length} lines"
        for module in modules
        for node in _functions(module.tree)
        if (length := (node.end_lineno or node.lineno) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert long == []


def test_a_class_has_one_concern(modules: list[Module]) -> None:
    bases = _bases(modules)
    large = [
        f"{module.where}:{node.lineno} {node.name}: {methods} methods"
        for module, node in _classes(modules)
        if not _is_switchboard(node.name, bases)
        and (methods := sum(isinstance(item, Function) for item in node.body)) > CLASS_METHODS
    ]
    assert large == []


def test_a_screen_only_switches(modules: list[Module]) -> None:
    bases = _bases(modules)
    long = [
        f"{module.where}:{item.lineno} {node.name}.{item.name}: {length} lines"
        for module, node in _classes(modules)
        if _is_switchboard(node.name, bases)
        for item in node.body
        if isinstance(item, Function)
        and item.name != "__init__"  # puts the parts together
        and (length := (item.end_lineno or item.lineno) - item.lineno + 1) > SWITCHBOARD_METHOD_LINES
    ]
    assert long == []


def test_only_the_clock_knows_what_time_it_is(modules: list[Module]) -> None:
    asked = [
        f"{module.where}:{node.lineno}"
        for module in modules
        if module.name != "storage.clock"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute) and (_last_name(node.value), node.attr) in CLOCKS
    ]
    assert asked == []


def test_sql_is_written_in_the_database_package_only(modules: list[Module]) -> None:
    found = [
        f"{module.where}:{line}"
        for module in modules
        if not module.name.startswith("storage.database")
        for line, text in _strings(module.tree)
        if SQL.search(text)
    ]
    assert found == []


def test_a_file_gets_its_name_in_one_module_only(modules: list[Module]) -> None:
    found = [
        f"{module.where}:{node.lineno}"
        for module in modules
        if module.name != "storage.files"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and _moves(node, node.func)
    ]
    assert found == []


def test_a_word_that_was_probably_meant_is_found_by_one_rule(modules: list[Module]) -> None:
    finders = [module.name for module in modules if "get_close_matches" in module.text]
    assert [name for name in finders if not name.startswith("tests")] == ["storage.domain.text"]
    proposals = [module.name for module in modules if "_('Menade du ”{word}”?')" in module.text]
    assert [name for name in proposals if not name.startswith("tests")] == ["tui.language.words"]


def test_documents_go_out_by_the_jobs_of_both_front_ends_only(modules: list[Module]) -> None:
    writers = ("write_letter", "write_report", "write_context", "closing_context")
    logs = ("log_missiv", "log_reminder", "log_extension", "log_report", "close_followup")
    around = [
        f"{module.where}:{node.lineno} {alias.name}"
        for module in modules
        if module.name.startswith("tui.") and module.name not in {"tui.letters.jobs", "tui.followups.jobs", DEMO}
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
        if alias.name in {*writers, *logs}
    ]
    assert around == []


def test_a_package_begins_with_a_docstring_and_nothing_else(modules: list[Module]) -> None:
    busy = [
        module.where
        for module in modules
        if module.where.endswith("__init__.py") and (len(module.tree.body) != 1 or not ast.get_docstring(module.tree))
    ]
    assert busy == []


def test_every_folder_with_modules_is_a_package(modules: list[Module]) -> None:
    folders = {module.where.rpartition("/")[0] for module in modules}
    packages = {module.where.rpartition("/")[0] for module in modules if module.where.endswith("/__init__.py")}
    assert folders == packages


def _functions(tree: ast.AST) -> Iterator[Function]:
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _classes(modules: list[Module]) -> Iterator[tuple[Module, ast.ClassDef]]:
    return ((module, node) for module in modules for node in ast.walk(module.tree) if isinstance(node, ast.ClassDef))


def _bases(modules: list[Module]) -> dict[str, set[str]]:
    """Map the name of each class to the names of its bases, without their parameters."""
    return {
        node.name: {_last_name(base.value if isinstance(base, ast.Subscript) else base) for base in node.bases}
        for _module, node in _classes(modules)
    }


def _is_switchboard(name: str, bases: dict[str, set[str]]) -> bool:
    return name in SWITCHBOARDS or any(_is_switchboard(base, bases) for base in bases.get(name, ()))


def _strings(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """The string constants but docstrings, each with its line; of an f-string, its constant parts together."""
    prose = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part.value if isinstance(part, ast.Constant) else "?" for part in node.values]
            yield node.lineno, "".join(str(part) for part in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            yield node.lineno, node.value


def _moves(call: ast.Call, function: ast.Attribute) -> bool:
    """True for a call that syncs, links or renames a file. Texts, dates and records are replaced otherwise."""
    if _last_name(function.value) == "os":
        return function.attr in {"fsync", "link", "rename", "renames", "replace"}
    one_argument = len(call.args) == 1 and not call.keywords
    return function.attr in {"hardlink_to", "rename"} or (function.attr == "replace" and one_argument)


def _last_name(node: ast.AST) -> str:
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""
