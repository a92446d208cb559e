"""`config.toml`: what can be used applies, what cannot is told of with its line, and nobody's lines are lost."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from platformdirs import user_config_path

from tests.test_tui.driving import Keys, app_of, current, press, settle, stored
from tests.test_tui.driving import screen_text as text_of
from tui import preferences as stored_settings
from tui.app import GranskaApp
from tui.keymap import key_named, keymap
from tui.keys import APP_COMMANDS, COMMANDS
from tui.kit.command import use_keys
from tui.preferences import read_settings, read_text, remember, remember_theme, settings_file, with_value

BY_HAND = """\
# Annas inställningar
language = "sv"   # inte engelska
theme = "light"

[keys]
edit = ["x", "F8"]   # som i det gamla
undo = "U"
redo = "u"
level-1 = "mellanslag"
mark = "y"
missiv = "w"
"""


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv("GRANSKA_STATE", str(tmp_path / "state"))
    (tmp_path / "state").mkdir(exist_ok=True)
    yield settings_file()
    use_keys({})


def faults(config: Path, text: str) -> str:
    config.write_text(text, encoding="utf-8")
    settings = read_settings()
    return "\n".join([*settings.faults, *keymap(settings).faults])


def test_the_file_is_where_the_system_keeps_such_files(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("GRANSKA_STATE", raising=False)
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert settings_file() == user_config_path("granska", appauthor=False) / "config.toml"
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert settings_file() == user_config_path("granska", appauthor=False) / "config.toml"


def test_without_a_file_nothing_is_chosen_and_nothing_is_made(config: Path) -> None:
    assert read_settings() == stored_settings.Settings()
    assert not config.exists()


def test_what_is_written_by_hand_is_read_and_keeps_every_line_when_the_program_writes(config: Path) -> None:
    config.write_text(BY_HAND, encoding="utf-8")
    settings = read_settings()
    assert (settings.language, settings.theme, settings.faults) == ("sv", "textual-light", ())
    remember_theme("granska-contrast")
    remember("register", 'C:\\Anna\'s filer\\vårt "register".db')
    before, after = BY_HAND.splitlines(), config.read_text(encoding="utf-8").splitlines()
    assert [line for line in before if line not in after] == ['theme = "light"']
    assert len(after) == len(before) + 1
    assert read_settings().theme == "granska-contrast"
    assert str(read_settings().register) == 'C:\\Anna\'s filer\\vårt "register".db'
    assert [path.name for path in config.parent.iterdir()] == ["config.toml"]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\ufeff",
        "[keys]",
        "a=1\n[keys]\nb=2",
        "x = [\n1,\n2]\n",
        "fel fel\n",
        "[keys]\nfel\nundo='x'",
        "\r\n# hej\r\n",
        'note = """\ntheme = 1\n"""\n',
        'note = """\n',
    ],
)
def test_a_value_is_put_in_without_changing_what_the_file_says(text: str) -> None:
    changed = with_value(text, "theme", "dark")
    assert changed is not None
    assert read_text(changed).values == {**read_text(text).values, "theme": "dark"}
    assert with_value(changed, "theme", "dark") == changed


SURROUNDED = """\
# Överst
language = "sv"   # inte engelska

# Färger efter smak
theme = "light"   # på kontoret
fel fel
note = '''
theme = 1
'''

# Tangenter
[keys]
redo = "u"   # bakvänt
undo = [
    "U",   # som redo
]

[[mer]]
theme = 7
"""


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_comments_order_and_every_other_line_are_kept(config: Path, end: str) -> None:
    config.write_text(SURROUNDED, encoding="utf-8", newline=end)
    remember("theme", "dark")
    remember("register", "/a/b.db")
    wanted = SURROUNDED.replace('"light"', "'dark'").replace("'''\n\n# Tang", "'''\nregister = '/a/b.db'\n\n# Tang")
    assert config.read_bytes().decode() == wanted.replace("\n", end)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("[theme]\nx = 1\n", id="table"),
        pytest.param("theme.x = 1\n", id="dotted"),
        pytest.param("[[theme]]\nx = 1\n", id="list of tables"),
        pytest.param("x = [\n" + "[\n" * 3000, id="too deep"),
        pytest.param("#" * 200_000, id="too large"),
        pytest.param("k.a.a.a.a.a.a.a.a = 1\n" * 2000, id="slow to change"),
    ],
)
def test_a_file_that_cannot_be_changed_without_harm_is_left_alone(config: Path, content: str) -> None:
    config.write_text(content, encoding="utf-8")
    with pytest.raises(OSError, match=r"theme|100 kB"):
        remember("theme", "dark")
    assert config.read_text(encoding="utf-8") == content


@pytest.mark.parametrize(
    ("deep", "number"),
    [
        pytest.param("a = " + "[" * 3000 + "]" * 3000, 2, id="lists"),
        pytest.param("a = " + "{a=" * 3000 + "1" + "}" * 3000, 2, id="inline tables"),
        pytest.param("a" + ".a" * 3000 + " = 1", 2, id="names"),
        pytest.param("theme" + ".a" * 3000 + " = 1", 2, id="names of a setting"),
        pytest.param("[a" + ".a" * 3000 + "]", 2, id="table"),
        pytest.param("[[a" + ".a" * 3000 + "]]", 2, id="list of tables"),
        pytest.param("[" * 3000, 2, id="brackets"),
        pytest.param("a = " + "[\n" * 3000 + "]\n" * 3000, 12, id="lists over lines"),
        pytest.param("a" + ".a" * 14_000 + " = 1", 2, id="very many names"),
    ],
)
def test_a_line_too_deep_to_be_read_is_named_and_no_more(config: Path, deep: str, number: int) -> None:
    begun = time.process_time()
    assert f"Rad {number}: raden går inte att läsa" in faults(config, f'language = "en"\n{deep}\n')
    if "\n" not in deep:
        assert read_settings().language == "en"
        remember("theme", "light")
        assert (read_settings().theme, read_settings().language) == ("textual-light", "en")
        assert deep in config.read_text(encoding="utf-8")
    assert time.process_time() - begun < 5


def test_levels_that_can_be_read_are(config: Path) -> None:
    assert faults(config, "[keys]\nundo = " + "[" * 10 + "]" * 10) == (
        "Rad 2: undo ska ha en tangent, eller flera inom [ ], var och en inom citationstecken."
    )


def test_a_file_too_large_is_told_to_be_and_left_alone(config: Path) -> None:
    assert "är större än 100 kB" in faults(config, 'language = "en"\n' + "# x\n" * 300_000)
    assert read_settings().language is None
    assert faults(config, 'language = "en"\n' + "# x\n" * 24_000) == ""


def _pipe(path: Path) -> None:
    os.mkfifo(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no pipes with a name")
@pytest.mark.parametrize("make", [_pipe, Path.mkdir, lambda path: path.symlink_to("/dev/zero")])
def test_what_is_no_file_is_told_to_be_none_and_left_alone(config: Path, make: Callable[[Path], None]) -> None:
    make(config)
    kind = config.stat().st_mode
    (fault,) = read_settings().faults
    assert fault == f"Inställningarna i {config} är ingen vanlig fil. Standardvärden används."
    with pytest.raises(OSError, match="ingen vanlig fil"):
        remember("theme", "dark")
    assert config.stat().st_mode == kind


def test_a_value_that_no_file_can_hold_is_not_written(config: Path) -> None:
    config.write_text("# hej\n", encoding="utf-8")
    with pytest.raises(OSError, match="register"):
        remember("register", "/a/\udce5.db")
    assert config.read_text(encoding="utf-8") == "# hej\n"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('theme = "lite"', "Rad 1: theme kan inte vara ”lite”. Välj bland: dark, light"),
        ('\nlanguage = "fi"', "Rad 2: language kan inte vara ”fi”. Välj bland: sv, en"),
        ("register = 7", "Rad 1: register är sökvägen"),
        ('regster = "x"', "Rad 1: ingen inställning heter ”regster”. Menade du ”register”?"),
        ("theme = dark", "Rad 1: raden går inte att läsa"),
        ('keys = "u"', "Rad 1: keys är en tabell"),
        ("[keys]\nundo = 7", "Rad 2: undo ska ha en tangent"),
        ("[keys]\nundo = []", "Rad 2: undo ska ha en tangent"),
        ('[keys]\nund = "x"', "Rad 2: inget kommando heter ”und”. Menade du ”undo”?"),
        ('[keys]\nundo = "f5o"', "Rad 2: ingen tangent heter ”f5o”. Menade du ”f5”?"),
        ('[keys]\nundo = "e"', "Rad 2: ”e” hör redan till edit (Redigera). undo behåller u"),
        ('[keys]\nundo = "x"\nredo = "x"', "Rad 3: ”x” hör redan till undo (Ångra). redo behåller U"),
        ('[keys]\nedit = "1"', "Rad 2: ”1” hör redan till level-1"),
        ('[keys]\nsave = "s"', "Rad 2: save används där man skriver, så ”s” går inte"),
        ('[keys]\nquit-always = "enter"', "Rad 2: quit-always gäller också där man skriver, så ”enter” går inte"),
        ('[keys]\nclose = "ctrl+q"', "”Ctrl+Q” hör redan till quit-always"),
    ],
)
def test_a_fault_is_told_of_with_its_line_and_what_to_do_and_the_rest_applies(
    config: Path, text: str, told: str
) -> None:
    rest = '\nsort = "z"' if "[keys]" in text else '\n[keys]\nsort = "z"'
    said = faults(config, text + ("" if text.startswith("keys") else rest))
    assert told in said
    assert "\n" not in said
    assert text.startswith("keys") or keymap(read_settings()).keys["sort"] == ("z",)


@pytest.mark.parametrize("content", [b"\xff\xfe", b"\x00" * 50, b"[" * 5000, b"=\n" * 500, b"[keys]\n[keys]\n"])
def test_no_file_stops_the_program(config: Path, content: bytes) -> None:
    config.write_bytes(content)
    settings = read_settings()
    keymap(settings)
    assert settings.faults


@pytest.mark.parametrize(
    ("written", "key"),
    [("Ctrl+S", "ctrl+s"), ("Skift+Tab", "shift+tab"), ("mellanslag", "space"), ("PgUp", "pageup"), ("↓", "down"),
     ("F24", "f24"), ("shift+a", "A"), ("å", "å"), (",", ","), ("ctrl+nej", None), ("", None), ("hyper+a", None)],
)  # fmt: skip
def test_a_key_is_written_as_on_the_screen_or_by_its_name(written: str, key: str | None) -> None:
    assert key_named(written) == key


def test_the_guides_example_can_be_used_as_it_stands(config: Path) -> None:
    guide = (Path(__file__).resolve().parents[2] / "README.md").read_text(encoding="utf-8")
    example = guide.partition("```toml\n")[2].partition("```")[0]
    assert faults(config, example) == ""
    assert str(read_settings().register) == "C:\\Revision\\register.db"
    assert read_settings().keys["edit"] == ("x", "F8")


def test_every_command_can_be_given_its_own_keys_again(config: Path) -> None:
    lines = [f"{command.id} = {list(command.keys)}" for command in COMMANDS]
    assert faults(config, "[keys]\n" + "\n".join(lines)) == ""


async def test_chosen_keys_are_what_works_and_what_every_list_of_keys_shows(practice: Path, config: Path) -> None:
    config.write_text(BY_HAND + 'report = "§"\n[keyz]\n', encoding="utf-8")
    app = GranskaApp(practice, settings=read_settings())
    async with app.run_test(size=(160, 40)) as pilot:
        await settle(pilot)
        assert app.theme == "textual-light"
        assert "Rad 13: ingen inställning heter ”keyz”" in " ".join(text_of(pilot).split())
        await press(pilot, "escape")
        footer = text_of(pilot).splitlines()[-1]
        assert "mellanslag Åtgärdad" in footer
        assert "U Ångra" in footer
        await _use(pilot, practice)
        await press(pilot, "question_mark")
        await pilot.press(*"redigera")
        await settle(pilot)
        assert "x F8" in text_of(pilot)
        await press(pilot, "escape", "ctrl+p")
        await pilot.press(*"redigera")
        await settle(pilot)
        assert "x F8" in text_of(pilot)
        await press(pilot, "escape", "f12")
    assert 'theme = "light"' not in config.read_text(encoding="utf-8")
    assert "# som i det gamla" in config.read_text(encoding="utf-8")
    assert {command.id for command in APP_COMMANDS} >= {"quit", "theme"}


async def _use(pilot: Keys, practice: Path) -> None:
    """The new keys do it, and the old ones do not."""
    judged = current(pilot).id
    before = stored(practice, judged)
    await press(pilot, "space")
    assert stored(practice, judged).means == "implemented" != before.means
    await press(pilot, "2", "1")
    assert stored(practice, judged).means == "partial"
    await press(pilot, "U", "U", "u", "u", "U")
    assert stored(practice, judged).means == "implemented"
    await press(pilot, "e")
    assert not app_of(pilot).screen.is_modal
    await press(pilot, "f8")
    assert app_of(pilot).screen.is_modal
    await press(pilot, "escape")
