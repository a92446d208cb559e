"""`config`: what the office decides once."""

import json
from pathlib import Path
from typing import Any

import pytest

from storage.domain.settings import SETTING_KEYS
from tui.language.words import setting_word

PNG = b"\x89PNG\r\n\x1a\n" + bytes(20)

pytestmark = pytest.mark.usefixtures("practice")


def settings(granska: Any) -> dict[str, str | None]:
    found: dict[str, str | None] = json.loads(granska("config", "get", "--json").out)
    return found


def test_every_setting_is_listed_with_its_swedish_name(granska: Any) -> None:
    lines = [line for line in granska("config", "get").out.splitlines() if not line.startswith(" ")]
    assert [line.split(" (")[0] for line in lines] == list(SETTING_KEYS)
    assert lines[0] == "office (Revisionens namn): Exempelby kommuns revisorer"
    assert list(settings(granska)) == list(SETTING_KEYS)
    assert all(setting_word(key) != key for key in SETTING_KEYS)


def test_a_setting_is_set_read_undone_and_taken_away(granska: Any) -> None:
    assert granska("config", "set", "place", "Storby").out == "place (Ort): Storby\n"
    assert granska("config", "get", "place").out == "Storby\n"
    assert granska("config", "set", "place", "Storby").out == "Inget att ändra: det står redan så.\n"
    assert granska("config", "set", "place").code == 0
    assert settings(granska)["place"] is None
    none = granska("config", "get", "place")
    assert (none.code, none.out, none.err) == (0, "", "Ort är inte angivet.\n")
    assert granska("undo").out.startswith("Ångrade: Inställning")
    assert settings(granska)["place"] == "Storby"


def test_each_value_is_a_paragraph_of_its_own(granska: Any) -> None:
    granska("config", "set", "signers", "Rut Ekmark, ordförande", "Bo Lind, vice ordförande")
    assert granska("config", "get", "signers").out == "Rut Ekmark, ordförande\nBo Lind, vice ordförande\n"
    assert "signers (Undertecknare av missiv):\n  Rut Ekmark, ordförande\n  Bo Lind" in granska("config", "get").out


def test_paragraphs_may_come_on_stdin(granska: Any) -> None:
    granska("config", "set", "disclaimer", "-", stdin="\ufeffEtt.\r\n\r\nTvå å.\n".encode())
    assert settings(granska)["disclaimer"] == "Ett.\nTvå å."


def test_an_unknown_setting_is_named_with_the_nearest(granska: Any) -> None:
    for words in (["get", "ofice"], ["set", "ofice", "x"]):
        done = granska("config", *words)
        assert (done.code, done.out) == (1, "")
        assert done.err.startswith("Ingen inställning heter ”ofice”. Menade du ”office”?")
    assert "Menade" not in granska("config", "get", "qqqq").err


def test_a_logo_is_kept_whole(granska: Any, tmp_path: Path) -> None:
    import hashlib

    (tmp_path / "logo.png").write_bytes(PNG)
    assert granska("config", "set", "logo", tmp_path / "logo.png").code == 0
    assert settings(granska)["logo"] == hashlib.sha256(PNG).hexdigest()
    assert granska("config", "set", "logo").code == 0
    assert settings(granska)["logo"] is None


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"<svg/>", "ingen bild i PNG eller JPEG"),
        (b"", "ingen bild i PNG eller JPEG"),
        (PNG + bytes(4_000_000), "för stor: gränsen är 4 MB"),
        (None, "Det finns ingen fil eller mapp"),
    ],
    ids=["svg", "empty", "large", "missing"],
)
def test_a_logo_that_cannot_be_used_is_told_of_and_the_earlier_one_stays(
    granska: Any, tmp_path: Path, content: bytes | None, told: str
) -> None:
    (tmp_path / "logo.png").write_bytes(PNG)
    granska("config", "set", "logo", tmp_path / "logo.png")
    before = settings(granska)
    if content is not None:
        (tmp_path / "ny.png").write_bytes(content)
    done = granska("config", "set", "logo", tmp_path / "ny.png")
    assert (done.code, done.out) == (1, "")
    assert told in done.err
    assert done.err.count("\n") == 1
    assert settings(granska) == before


def test_hostile_text_is_cleaned(granska: Any) -> None:
    assert granska("config", "set", "office", "Exempelby\x1b\x07\u202e [red]revision").code == 0
    assert settings(granska)["office"] == "Exempelby [red]revision"
