"""Requests made by mistake are answered by a sentence that says what to write instead."""

from pathlib import Path
from typing import Any

import pytest

from storage.register import open_register


def test_init_where_no_register_can_be_says_why(granska: Any, tmp_path: Path) -> None:
    (tmp_path / "fil").touch()
    done = granska("init", tmp_path / "fil" / "register.db")
    assert (done.code, done.out) == (1, "")
    assert "är ingen mapp" in done.err
    assert granska("init", tmp_path / ("r" * 300)).err.count("för långt") == 1


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("nämd:kommun", "Menade du ”nämnd:”?"),
        ("moms plats:här", "”plats” är inget fält"),
        ("nämnd:", "”nämnd:” behöver ett värde"),
        ('moms status:""', "”status:” behöver ett värde"),
    ],
)
def test_a_filter_that_asks_for_nothing_sensible_is_wrong_usage(granska: Any, line: str, told: str) -> None:
    done = granska("list", "recommendations", "--filter", line)
    assert (done.code, done.out) == (2, "")
    assert told in done.err


@pytest.mark.usefixtures("practice")
def test_a_field_is_known_without_dots_and_quotes_make_any_text_a_word(granska: Any) -> None:
    dotted = granska("list", "recommendations", "--filter", "nämnd:kommunstyrelsen").out
    assert dotted
    assert granska("list", "recommendations", "--filter", "namnd:kommunstyrelsen").out == dotted
    assert granska("list", "recommendations", "--filter", '"plats:här" 12:30').code == 0


def test_a_reference_that_fits_many_names_ten_and_how_many_more(granska: Any, practice: Path) -> None:
    with open_register(practice, write=True) as register, register.recording("test") as action:
        for number in range(25):
            action.put("person", f"person-{number:02}", {"name": "Kim Ek"})
    done = granska("show", "Kim Ek")
    assert done.code == 1
    assert done.err.count("(person-") == 10
    assert "och 15 till" in done.err


@pytest.mark.usefixtures("practice")
@pytest.mark.parametrize(
    "words", [("export", "report", "--out", ""), ("init", " "), ("demo", "--dir", ""), ("import", "")]
)
def test_an_empty_name_is_no_place(granska: Any, contents: Any, words: tuple[str, ...]) -> None:
    before = contents()
    done = granska(*words)
    assert (done.code, done.out) == (2, "")
    assert "tomt namn" in done.err
    assert contents() == before
