"""Usage of commands, and the sentences when they are written wrong."""

import re
from pathlib import Path
from typing import Any

import pytest

from tui.commands.root import COMMANDS

ENGLISH = re.compile(
    r"Usage|Options|Commands|Error:|Missing|No such|Show this|unexpected|require|Arguments|\[OPTIONS\]|\[ARGS\]"
)

FAMILIES = {
    "backup": ["list", "make", "restore"],
    "config": ["get", "set"],
    "export": ["report", "missiv", "reminder", "extension"],
    "followup": ["start", "correct", "propose", "add", "remove", "order", "scale", "next"],
    "preflight": ["report", "missiv"],
    "scale": ["list", "show", "make", "edit", "remove"],
    "templates": ["list", "export", "lint", "install"],
    "view": ["save", "list", "rename", "remove"],
}
"""Commands that another word has to follow."""
READS_NO_REGISTER = ["templates", "lint"]
FOLLOWING = [[family, word] for family, words in FAMILIES.items() for word in words]
WITH_REGISTER = [words for words in FOLLOWING if words != READS_NO_REGISTER]


@pytest.mark.parametrize("name", ["", *COMMANDS])
def test_help_is_swedish_throughout(granska: Any, name: str) -> None:
    done = granska(*filter(None, [name]), "--help")
    assert done.code == 0
    assert "Användning: granska" in done.out
    assert "Visa den här hjälpen" in done.out
    assert not ENGLISH.search(done.out)
    assert done.err == ""


def test_help_lists_every_command_but_the_one_that_needs_no_name(granska: Any) -> None:
    listed = re.findall(r"^  (\w+)  ", granska("--help").out, re.MULTILINE)
    assert sorted(listed) == sorted(set(COMMANDS) - {"open"})


@pytest.mark.parametrize(
    "words", [[name] for name in sorted(set(COMMANDS) - {"demo", "keys", *FAMILIES})] + WITH_REGISTER
)
def test_every_command_takes_a_register(granska: Any, words: list[str]) -> None:
    assert "--register FIL" in granska(*words, "--help").out


@pytest.mark.parametrize("words", FOLLOWING)
def test_help_of_what_follows_is_swedish_throughout(granska: Any, words: list[str]) -> None:
    done = granska(*words, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"Användning: granska {' '.join(words)}" in done.out
    assert not ENGLISH.search(done.out)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lst"], "Okänt kommando: ”lst”. Menade du ”list”?"),
        (["qqqqq"], "Okänt kommando: ”qqqqq”."),
        (["list"], "SLAG efter ”granska list” saknas."),
        (["list", "audis"], "Menade du ”audits”?"),
        (["list", "audits", "x"], "Kommandot tar inte emot ”x”."),
        (["list", "audits", "--jsn"], "Valet --jsn finns inte. Menade du ”--json”?"),
        (["list", "audits", "--filter"], "Valet --filter behöver ett värde."),
        (["list", "audits", "--json=3"], "Valet --json tar inget värde."),
        (["export", "report"], "Valet --out saknas."),
        (
            ["export", "letters", "--out", "x"],
            "”letters” går inte efter ”granska export”, bara report, missiv, reminder eller extension.",
        ),
        (["set"], "REF... NIVÅ efter ”granska set” saknas."),
        (["set", "Moms:1"], "REF och NIVÅ behövs båda."),
        (["set", "-", "--comment", "x"], "--comment går inte ihop med ”set -”."),
        (["import"], "FIL... efter ”granska import” saknas."),
        (["--hepl"], "Valet --hepl finns inte. Menade du ”--help”? Läs mer: granska --help"),
        (["config"], "Ange get eller set efter ”granska config”."),
        (["config", "sett"], "”sett” går inte efter ”granska config”, bara get eller set. Menade du ”set”?"),
        (["config", "--nope", "get"], "Valet --nope finns inte."),
        (["config", "set"], "NAMN efter ”granska config set” saknas."),
        (["config", "set", "office", "a", "b"], "”office” har bara ett värde."),
        (["config", "set", "template_missiv", "x.docx"], "”granska templates install x.docx”"),
        (["undo", "x"], "Kommandot tar inte emot ”x”."),
    ],
)
def test_wrong_usage_is_told_in_swedish_and_ends_with_2(granska: Any, arguments: list[str], told: str) -> None:
    done = granska(*arguments)
    assert done.code == 2
    assert told in done.err
    assert not ENGLISH.search(done.err)
    assert done.out == ""


def test_a_first_word_that_is_a_path_opens_the_screen(
    granska: Any, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("tui.app.run", lambda path, **_: opened.append(path))
    assert granska(practice).code == 0
    assert granska().code == 0
    assert granska("--register", practice).code == 0
    assert opened == [practice, practice, practice]


def test_an_unknown_word_that_is_a_file_opens_the_screen(
    granska: Any, practice: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[Path] = []
    monkeypatch.setattr("tui.app.run", lambda path, **_: opened.append(path))
    monkeypatch.chdir(practice.parent)
    practice.rename("granskningar")
    assert granska("granskningar").code == 0
    assert opened == [Path("granskningar")]


def test_what_looks_like_a_path_is_never_an_unknown_command(granska: Any, tmp_path: Path) -> None:
    done = granska(tmp_path / "saknas.db")
    assert done.code == 1
    assert done.err.startswith("Det finns inget register")
