"""Rules of how the house is built: rooms, names, docstrings and when a module is loaded."""

import ast
import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Protocol

FOLDER_MODULES = 25
SMALL = 60
SEAMS = 26

LAZY = {
    "exports/letter_templates/shipped.py": "lxml, for the check of a template",
    "exports/letters/file.py": "docxtpl and Jinja, once a letter is written",
    "exports/report/file.py": "python-docx, once a report is written",
    "storage/database/schema.py": "sqlite-utils, for migrations only: 50 ms",
    "storage/domain/identity.py": "hashlib, which reading does without",
    "storage/operations/importing.py": "readers of registers, and calamine",
    "storage/register.py": "what only writing needs: backups, upgrades",
    "storage/user_folders.py": "platformdirs, where the environment names no folder",
    "tui/app.py": "what the first paint does without: the other screens, palette, messages",
    "tui/audits/detail.py": "lines of the detail, read after the first paint",
    "tui/audits/screen.py": "what keys do, loaded after the first paint",
    "tui/cli.py": "click, which a register by its path does without",
    "tui/commands/keys.py": "Textual's bindings, for one command",
    "tui/commands/swedish.py": "a command's module, when it is called",
    "tui/kit/register_screen.py": "sentences of errors, at the first error",
    "tui/preferences.py": "tomlkit, where something is kept",
    "tui/registers.py": "documents, which few commands make",
    "tui/screen_preferences.py": "the keymap, where the user has keys of their own",
    "tui/start.py": "Textual, and the log of faults",
}
"""Modules that import inside functions → what waits there."""
SMALL_MODULES = {
    "exports/errors.py": "the errors of a layer",
    "exports/letter_templates/shipped.py": "the light front of templates, before Word's libraries",
    "exports/letters/drawing.py": "Word's libraries behind one seam",
    "storage/clock.py": "the only clock",
    "storage/database/local.py": "SQL of what is this copy's alone",
    "storage/database/open_points.py": "SQL of what is open, and how long",
    "storage/database/subpoints.py": "one rule in SQL, under all who list",
    "storage/domain/subpoints.py": "one rule",
    "storage/intake/registers/dates.py": "how dates stand in cells",
    "storage/merge.py": "a subject of its own",
    "storage/operations/new_register.py": "what making a register writes",
    "storage/settings.py": "the reads of a noun",
    "storage/user_folders.py": "folders that storage and tui share",
    "tui/cli.py": "the entry point",
    "tui/commands/keys.py": "a command",
    "tui/deadlines/keys.py": "a feature's commands",
    "tui/features.py": "the seam behind which the other screens lie",
    "tui/history/keys.py": "a feature's commands",
    "tui/kit/pasting.py": "a field of its own",
    "tui/log.py": "shared by both front ends",
    "tui/practice.py": "its text is long to load",
    "tui/records/measures.py": "shared by two features",
    "tui/records/source_texts.py": "shared by two features",
}
"""Modules of fewer than 60 lines → the reason that they stand alone."""
ROLES = {"screen", "view", "columns", "lines", "dialogs", "app", "root", "build"}
"""Parts of a feature that one other part uses by their nature."""
ONE_IMPORTER = {
    "exports/calendar.py": "a file format",
    "exports/letters/context.py": "decides what a letter says",
    "exports/letters/drawing.py": "Word's libraries behind one seam",
    "exports/letters/notices.py": "sentences of reminders and decisions on extensions",
    "exports/letters/tables.py": "tables of a letter",
    "exports/report/comparison.py": "a chapter of the report",
    "exports/report/count_sentences.py": "sentences of the summary",
    "exports/report/drawing.py": "Word's libraries behind one seam",
    "exports/report/holdings_summary.py": "sentences of the report's summary",
    "exports/templates/letter_xml.py": "XML of the letters' templates",
    "exports/wordml.py": "XML of documents",
    "storage/database/local.py": "SQL of what is this copy's alone",
    "storage/database/merge.py": "SQL of merging",
    "storage/database/replay.py": "SQL of the past",
    "storage/domain/warnings.py": "rules are pure",
    "storage/example/municipality.py": "the practice municipality",
    "storage/file_guard.py": "the file of an open register",
    "storage/intake/tables/boards.py": "levels of several bodies at one point",
    "storage/intake/tables/layout.py": "layouts that are no tables below a heading",
    "storage/intake/front.py": "a stage of reading a report",
    "storage/intake/inserted.py": "web pages in a Word file",
    "storage/intake/letters.py": "a stage of reading a report",
    "storage/intake/numbering.py": "the numbers that Word counts",
    "storage/intake/registers/delimited.py": "a kind of file",
    "storage/intake/registers/layout.py": "a stage of reading a register",
    "storage/intake/registers/plan.py": "a stage of reading a register",
    "storage/intake/registers/rows.py": "a stage of reading a register",
    "storage/intake/registers/workbook.py": "a kind of file",
    "storage/intake/report.py": "a stage of reading a report",
    "storage/intake/runs.py": "the runs of a paragraph",
    "storage/operations/rules.py": "rules between records",
    "tui/audits/assess.py": "a subject of the daily screen",
    "tui/audits/comment.py": "a subject of the daily screen",
    "tui/audits/completing.py": "a subject of the daily screen",
    "tui/audits/detail.py": "a subject of the daily screen",
    "tui/audits/editing.py": "a subject of the daily screen",
    "tui/audits/finding.py": "a subject of the daily screen",
    "tui/audits/handlers.py": "loaded after the first paint",
    "tui/commands/config.py": "a command",
    "tui/commands/lists.py": "a command",
    "tui/features.py": "the seam behind which the other screens lie",
    "tui/first_start.py": "the screen before there is a register",
    "tui/history/as_of.py": "a screen",
    "tui/key_queue.py": "keys in their order",
    "tui/kit/findings.py": "a dialog",
    "tui/kit/palette.py": "dialogs that find commands",
    "tui/kit/table_painter.py": "how a table looks",
    "tui/language/fates.py": "sentences of importing",
    "tui/letters/response.py": "a screen",
    "tui/screen_preferences.py": "preferences on the screen",
    "tui/textual_patches.py": "private parts of Textual",
}
"""Modules that one other imports → what they are a subject of."""
SAME_NAME = {"Changed": "a widget holds something else", "Opened": "a row is opened", "Taken": "a proposal is taken"}
"""Class names that several modules define → the one message that they are."""
ONE_SUBCLASS = {
    "LetterOptions": "it is used itself, as the options of two commands",
    "PaintedTable": "painting a table, apart from asking for its rows: together they would be too large a class",
}
"""Bases with one subclass → the reason."""

CLAUSES = {"What", "Whether", "How", "Whose", "Which", "Who", "Whom", "Where", "Why"}
PRIVATE = re.compile(r"(?:^|_)(told|tells?|asked|asks|held|said|meant|begun|goes|stands)(?:_|$)")
Documented = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


class Module(Protocol):
    """One of the files that `conftest` parses."""

    name: str
    text: str
    tree: ast.Module

    @property
    def where(self) -> str: ...


def test_a_folder_can_be_read_at_a_glance(modules: list[Module]) -> None:
    folders = Counter(module.where.rpartition("/")[0] for module in _rooms(modules))
    assert {folder: n for folder, n in folders.items() if n > FOLDER_MODULES} == {}


def test_a_small_module_has_its_reason(modules: list[Module]) -> None:
    small = {module.where for module in _rooms(modules) if len(module.text.splitlines()) < SMALL}
    assert small == set(SMALL_MODULES)


def test_a_module_that_one_other_imports_has_its_reason(modules: list[Module]) -> None:
    importers: dict[str, set[str]] = defaultdict(set)
    known = {module.name.removesuffix(".__init__") for module in modules}
    for module in modules:
        for target in _imported(module.tree):
            if target in known and target != module.name:
                importers[target].add(module.name)
    single = {
        module.where
        for module in _rooms(modules)
        if len(importers[module.name]) == 1 and module.name.rpartition(".")[2] not in ROLES
    }
    assert single == set(ONE_IMPORTER)


def test_imports_stand_at_the_top_but_at_the_seams(modules: list[Module]) -> None:
    inside = Counter(module.where for module in modules for _node in _lazy_imports(module.tree))
    assert set(inside) == set(LAZY)
    assert sum(inside.values()) <= SEAMS


def test_a_docstring_begins_with_a_verb_or_the_noun_itself(modules: list[Module]) -> None:
    clauses = [
        f"{module.where}: {text.splitlines()[0]}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, Documented)
        if (text := ast.get_docstring(node) or "") and text.split()[0] in CLAUSES
    ]
    assert clauses == []


def test_names_are_made_of_the_terms_of_the_field(modules: list[Module]) -> None:
    private = [
        f"{module.where}:{node.lineno} {node.name}"
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        if PRIVATE.search(node.name.lower())
    ]
    assert private == []


def test_one_class_name_means_one_thing(modules: list[Module]) -> None:
    places: dict[str, set[str]] = defaultdict(set)
    for module in modules:
        for node in ast.walk(module.tree):
            if isinstance(node, ast.ClassDef):
                places[node.name].add(module.where)
    assert {name for name, where in places.items() if len(where) > 1} == set(SAME_NAME)


def test_a_base_has_more_than_one_subclass(modules: list[Module]) -> None:
    own = {node.name for module in modules for node in module.tree.body if isinstance(node, ast.ClassDef)}
    made = Counter(
        node.func.id
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    )
    bases = Counter(
        name
        for module in modules
        for node in ast.walk(module.tree)
        if isinstance(node, ast.ClassDef)
        for base in node.bases
        if (name := _base(base)) in own
    )
    assert {name for name, n in bases.items() if n == 1 and not made[name]} == set(ONE_SUBCLASS)


def _rooms(modules: list[Module]) -> list[Module]:
    return [module for module in modules if not module.where.endswith("__init__.py")]


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield node.module or ""
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def _lazy_imports(tree: ast.Module) -> Iterator[ast.AST]:
    """Imports inside functions; calls of `import_module` and a module's `__getattr__` are such too."""
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    yield from (node for node in tree.body if isinstance(node, ast.FunctionDef) and node.name == "__getattr__")
    seen: set[int] = set()
    for function in functions:
        for node in ast.walk(function):
            lazy = isinstance(node, ast.Import | ast.ImportFrom) or (
                isinstance(node, ast.Call) and _base(node.func) in {"import_module", "__import__"}
            )
            if lazy and id(node) not in seen:
                seen.add(id(node))
                yield node


def _base(node: ast.AST) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _base(value)
    return ""
