"""Textual still has its private parts that the program depends on, and one module alone knows of them."""

import ast
import importlib
import inspect
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import textual
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.widgets import Static

from tui import textual_patches
from tui.textual_patches import (
    LAYOUT,
    REPAINT,
    PasteParser,
    count_styles_as_applied,
    every_screen,
    install_paste_parser,
    is_leaving,
    is_painted,
    notifications,
    painted_lines,
    replace_traceback,
)

ROOT = Path(__file__).resolve().parents[2]
OWNER = Path(textual_patches.__file__)
MODULES = sorted(
    {*(ROOT / "tui").rglob("*.py"), *(ROOT / "tests" / "test_tui").rglob("*.py")} - {OWNER, Path(__file__)}
)
PRIVATE = re.compile(r"\b_[a-zA-Z]\w*")
TEXTUAL = {
    name
    for path in Path(inspect.getfile(textual)).parent.rglob("*.py")
    for name in PRIVATE.findall(path.read_text(encoding="utf-8"))
}
"""Every private name in Textual."""


class Small(App[None]):
    """Application of one line."""

    MODES = {"other": Screen}  # noqa: RUF012 - Textual declares it as no class variable

    def compose(self) -> Iterator[Static]:
        yield Static("en rad")


@pytest.mark.parametrize("part", sorted({*re.findall(r"\b(?:app|screen)\._\w+", OWNER.read_text(encoding="utf-8"))}))
async def test_textual_still_has(part: str) -> None:
    owner, name = part.split(".")
    app = Small()
    async with app.run_test():
        assert hasattr(app if owner == "app" else app.screen, name)


async def test_screens_of_every_mode_are_listed_and_leaving_is_noticed() -> None:
    app = Small()
    async with app.run_test() as pilot:
        first = app.screen
        await app.switch_mode("other")
        await pilot.pause()
        assert (first in every_screen(app), app.screen in every_screen(app)) == (True, True)
        assert not is_leaving(app)
        app.exit()
        assert is_leaving(app)


async def test_a_screen_is_painted_when_nothing_of_it_has_changed_since() -> None:
    app = Small()
    async with app.run_test(size=(20, 3)) as pilot:
        await pilot.pause(0.1)
        assert is_painted(app.screen)
        assert painted_lines(app.screen)[0].text.startswith("en rad")
        app.screen.refresh(layout=True)
        assert not is_painted(app.screen)
        await pilot.pause(0.1)
        assert is_painted(app.screen)


async def test_layouts_and_frames_can_be_counted() -> None:
    assert all(callable(getattr(Screen, name)) for name in (LAYOUT, REPAINT))


async def test_a_screen_whose_styles_count_as_applied_is_styled_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    app, styled = Small(), list[Any]()
    async with app.run_test():
        screen = Screen[None]()
        count_styles_as_applied(app, screen)
        monkeypatch.setattr(app.stylesheet, "update", styled.append)
        app.add_mode("new", lambda: screen)
        await app.switch_mode("new")
        assert screen not in styled


async def test_toasts_are_known_by_their_texts() -> None:
    app = Small()
    async with app.run_test() as pilot:
        app.notify("sparat")
        await pilot.pause()
        assert notifications(app) == ["sparat"]


async def test_an_unexpected_error_prints_a_message_only(capsys: pytest.CaptureFixture[str]) -> None:
    app, seen = Small(), list[Exception | None]()

    def message(error: Exception | None) -> str:
        seen.append(error)
        return "ett fel"

    def mistake() -> None:
        raise ZeroDivisionError

    replace_traceback(app, message)
    with pytest.raises(ZeroDivisionError):
        await _run(app, mistake)
    assert [type(error) for error in seen] == [ZeroDivisionError]
    assert capsys.readouterr().err.strip() == "ett fel"


def test_the_driver_makes_its_parser_by_the_name_that_is_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    driver = vars(textual_patches)["driver"]
    monkeypatch.setattr(driver, "XTermParser", driver.XTermParser)
    assert "XTermParser(" in inspect.getsource(driver)
    install_paste_parser()
    assert driver.XTermParser is PasteParser


def test_no_other_module_touches_a_private_part_of_textual() -> None:
    trees = {path: ast.parse(path.read_text(encoding="utf-8")) for path in MODULES}
    own = {name for tree in trees.values() for name in _defined(tree)}
    private = TEXTUAL - own - {"_ready"}  # asyncio has one too, which the tests wait by
    found = [
        f"{path.relative_to(ROOT)}:{line} {name}"
        for path, tree in trees.items()
        for line, name in [*_reached(tree, private), *_inherited(path, tree)]
    ]
    assert "\n".join(sorted({*found})) == ""


async def _run(app: App[None], job: Callable[[], None]) -> None:
    async with app.run_test() as pilot:
        app.call_later(job)
        await pilot.pause(0.1)


def _defined(tree: ast.Module) -> Iterator[str]:
    """The private names that a module gives to something of its own."""
    for node in ast.walk(tree):
        match node:
            case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
                yield name
            case ast.Name(id=name, ctx=ast.Store()) | ast.arg(arg=name) | ast.alias(asname=str(name)):
                yield name
            case ast.Attribute(value=ast.Name(id="self"), attr=name, ctx=ast.Store()):
                yield name


def _reached(tree: ast.Module, private: set[str]) -> Iterator[tuple[int, str]]:
    """Private names of Textual that are imported, reached in an object, or named in a string."""
    for node in ast.walk(tree):
        match node:
            case ast.ImportFrom(module=str(module)) if module.partition(".")[0] == "textual":
                names = [*module.split("."), *(alias.name for alias in node.names)]
                yield from ((node.lineno, name) for name in names if name.startswith("_"))
            case ast.Attribute(attr=name) if name in private:
                yield node.lineno, name
            case ast.Constant(value=str(name)) if name in private:
                yield node.lineno, name


def _inherited(path: Path, tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Private names of Textual's classes that a class derived from them uses or redefines."""
    if path.name == "__init__.py" or not any(isinstance(node, ast.ClassDef) for node in tree.body):
        return
    module = importlib.import_module(".".join(path.relative_to(ROOT).with_suffix("").parts))
    for node in tree.body:
        if isinstance(node, ast.ClassDef) and issubclass(made := getattr(module, node.name), MessagePump):
            private = _private_parts(made)
            for used in ast.walk(node):
                match used:
                    case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) if name in private:
                        yield used.lineno, name
                    case ast.Attribute(value=ast.Name(id="self"), attr=name) if name in private:
                        yield used.lineno, name


def _private_parts(made: type[Any]) -> set[str]:
    """The private names of those classes of Textual that a class derives from."""
    return {name for base in made.__mro__ if base.__module__.partition(".")[0] == "textual" for name in _parts_of(base)}


@cache
def _parts_of(base: type[Any]) -> set[str]:
    names = {*vars(base), *re.findall(r"self\.(_[a-z]\w*)", inspect.getsource(base))}
    return {name for name in names if name.startswith("_") and not name.startswith("__")}
