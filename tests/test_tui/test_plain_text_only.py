"""Nothing but :mod:`tui.kit.plain` hands a string to something that would read it as markup."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

TUI = Path(__file__).resolve().parents[2] / "tui"
GUARD = TUI / "kit" / "plain.py"
MODULES = sorted(path for path in TUI.rglob("*.py") if path != GUARD)

GUARDS = {"plain", "plain_line"}
MAKES_CONTENT = {*GUARDS, "assemble", "join", "_page", "_line", "_row_line", "_group"}
"""Calls whose result is content already; the private ones are annotated to return it."""
RENDERS_FIRST = {"Static", "Label", "Button", "Option", "OptionList", "Checkbox", "RadioButton", "Tab", "Collapsible"}
TITLES = {"border_title", "border_subtitle", "tooltip"}
FORBIDDEN = {"notify", "from_markup", "from_text"}


def offences(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Return the places where a string could reach a widget unguarded."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = _name(node.func)
            if name in FORBIDDEN:
                yield node.lineno, name
            arguments = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
            if name in RENDERS_FIRST and arguments and not _guarded(arguments[0]):
                yield node.lineno, name
            if name == "update" and arguments and _is_widget(node.func) and not _guarded(arguments[0]):
                yield node.lineno, name
        if isinstance(node, ast.Assign):
            yield from (
                (node.lineno, target.attr)
                for target in node.targets
                if isinstance(target, ast.Attribute) and target.attr in TITLES and not _guarded(node.value)
            )


def _guarded(value: ast.expr) -> bool:
    return isinstance(value, ast.Call) and _name(value.func) in MAKES_CONTENT


def _is_widget(function: ast.expr) -> bool:
    """Return True when `x.update(...)` is of a widget that was looked up, not of a set or a dict."""
    return isinstance(function, ast.Attribute) and isinstance(function.value, ast.Call)


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(TUI)))
def test_no_string_reaches_a_widget_but_through_plain(path: Path) -> None:
    assert list(offences(ast.parse(path.read_text(encoding="utf-8")))) == []


@pytest.mark.parametrize(
    "code",
    [
        "Static(text)",
        "Static(f'{text}')",
        "Button('x')",
        "Option(view.name)",
        "self.app.notify(text)",
        "self.border_title = audit.name",
        "self.query_one(Static).update(text)",
        "Content.from_markup(text)",
    ],
)
def test_the_guard_sees_every_way_in(code: str) -> None:
    assert list(offences(ast.parse(code)))
