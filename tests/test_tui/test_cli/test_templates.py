"""`templates`: handing templates out, looking them over, and using the office's own."""

import hashlib
import json
import re
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

pytestmark = pytest.mark.usefixtures("practice")

BROKEN: dict[str, tuple[list[str], str]] = {
    "unclosed loop": (["{%p for p in opening %}", "{{ p.text }}"], "saknar sitt slut"),
    "unclosed field": (["{{ office"], "saknar sitt slut"),
    "end alone": (["{%p endfor %}"], "har inget for eller if före sig"),
    "unknown field": (["Till {{ ofice }}"], "fältet ”ofice” finns inte. Menade du ”office”?"),
    "inside": (["{{ office.__class__ }}"], "får inte stå i en mall"),
    "call": (["{{ office.upper() }}"], "får inte stå i en mall (anrop)"),
    "import": (['{% import "x" as y %}'], "får inte stå i en mall"),
    "arithmetic": (["{{ 1 / 0 }}"], "får inte stå i en mall"),
    "printed list": (["{{ opening }}"], "”opening” är en lista"),
    "loop over text": (["{%p for x in office %}", "{%p endfor %}"], "”office” är ingen lista"),
    "text beside": (["Hej {%p if office %}", "{%p endif %}"], "skulle försvinna"),
    "row outside a table": (["{%tr for t in tables %}", "{%tr endfor %}"], "måste stå i en tabellrad"),
    "nonsense": (["{{ office office }}"], "går inte att förstå"),
}


@pytest.fixture
def make(granska: Any, tmp_path: Path) -> Callable[..., Path]:
    """A template with some paragraphs of its own, on the one shipped."""

    def made(*paragraphs: str, name: str = "egen.docx") -> Path:
        import docx

        folder = tmp_path / "mallar"
        if not folder.exists():
            assert granska("templates", "export", folder).code == 0
        document = docx.Document(str(folder / "missiv.docx"))
        for text in paragraphs:
            document.add_paragraph(text)
        document.save(str(tmp_path / name))
        return tmp_path / name

    return made


def read(granska: Any, *arguments: Any) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_templates_and_guide_are_handed_out_and_never_written_over(granska: Any, tmp_path: Path) -> None:
    first = granska("templates", "export", tmp_path / "ut").out.splitlines()
    assert sorted(map(Path, first)) == sorted((tmp_path / "ut").iterdir())
    assert {Path(name).suffix for name in first} == {".docx", ".txt"}
    before = {name: sha256(Path(name)) for name in first}
    again = granska("templates", "export", tmp_path / "ut").out.splitlines()
    assert not set(first) & set(again)
    assert {name: sha256(Path(name)) for name in first} == before


def test_templates_handed_out_can_be_installed_as_they_are(granska: Any, tmp_path: Path) -> None:
    for line in granska("templates", "export", tmp_path).out.splitlines():
        if line.endswith(".docx"):
            kind = Path(line).stem.removeprefix("base_")
            assert granska("templates", "lint", line).out.endswith(f"kan användas som mall ({kind}).\n")
            assert granska("templates", "install", line).code == 0
    assert [one["own"] for one in read(granska, "templates", "list")] == [True] * 4


def test_an_own_template_is_used_listed_handed_out_and_taken_away(granska: Any, make: Any, tmp_path: Path) -> None:
    from exports.report.drawing import paragraph_texts

    shipped = read(granska, "templates", "list")
    assert [(one["kind"], one["own"]) for one in shipped] == [
        (kind, False) for kind in ("report", "missiv", "reminder", "extension")
    ]
    template = make("Revisorerna i {{ office }} tackar för svaret.")
    assert granska("templates", "install", template).out.startswith("missiv: ")
    assert "används redan" in granska("templates", "install", template).out
    assert read(granska, "templates", "list")[1] == {"kind": "missiv", "own": True, "sha256": sha256(template)}
    assert f"missiv: egen mall, SHA-256 {sha256(template)}" in granska("templates", "list").out
    out = granska("export", "missiv", "--audit", "Skolfrånvaro", "--out", tmp_path / "brev").out.strip()
    assert "Revisorerna i Exempelby kommuns revisorer tackar för svaret." in list(paragraph_texts(Path(out)))
    handed = granska("templates", "export", tmp_path / "ut").out.splitlines()
    assert sha256(tmp_path / "ut" / "egen missiv.docx") == sha256(template)
    assert str(tmp_path / "ut" / "egen missiv.docx") in handed
    assert granska("config", "set", "template_missiv").code == 0
    assert read(granska, "templates", "list") == shipped


@pytest.mark.parametrize(("paragraphs", "told"), BROKEN.values(), ids=BROKEN.keys())
def test_a_broken_template_is_told_of_place_by_place_and_not_installed(
    granska: Any, make: Any, contents: Any, paragraphs: list[str], told: str
) -> None:
    template = make(*paragraphs)
    before = contents()
    linted = granska("templates", "lint", template)
    assert (linted.code, linted.err) == (1, "")
    assert told in linted.out
    assert all(re.match(r"Stycke \d+", line) for line in linted.out.splitlines())
    refused = granska("templates", "install", template)
    assert (refused.code, refused.out, refused.err) == (1, "", linted.out)
    assert contents() == before
    shape = json.loads(granska("templates", "lint", template, "--json").out)
    assert (shape["ok"], shape["kind"]) == (False, "missiv")
    assert [fault["sentence"] for fault in shape["faults"]] == linted.out.splitlines()


def test_a_field_that_word_has_split_is_still_a_field(granska: Any, make: Any) -> None:
    import docx

    path = make()
    document = docx.Document(str(path))
    paragraph = document.add_paragraph()
    for run in ("{", "{ off", "ice }", "}"):
        paragraph.add_run(run)
    document.save(str(path))
    assert "kan användas som mall (missiv)" in granska("templates", "lint", path).out


def test_a_report_template_without_its_styles_is_told_which(granska: Any, tmp_path: Path) -> None:
    import docx

    docx.Document().save(str(tmp_path / "tom.docx"))
    done = granska("templates", "install", tmp_path / "tom.docx")
    assert (done.code, done.out) == (1, "")
    assert "Formatmallen ”Report Table” saknas. Lägg till den i Word." in done.err.splitlines()


@pytest.mark.parametrize(
    ("content", "told"), [(b"", "ingen Word-fil"), (b"hej", "ingen Word-fil"), (None, "Det finns ingen fil")]
)
@pytest.mark.parametrize("command", ["lint", "install"])
def test_what_is_no_template_is_told_in_a_sentence(
    granska: Any, tmp_path: Path, command: str, content: bytes | None, told: str
) -> None:
    if content is not None:
        (tmp_path / "mall.docx").write_bytes(content)
    done = granska("templates", command, tmp_path / "mall.docx")
    assert done.code == 1
    assert told in done.out + done.err
    assert (done.out + done.err).count("\n") == 1


def test_another_kind_of_zip_file_is_no_template(granska: Any, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "mall.docx", "w") as archive:
        archive.writestr("hej.txt", "hej")
    done = granska("templates", "lint", tmp_path / "mall.docx")
    assert (done.code, done.out.count("\n")) == (1, 1)


def test_the_kind_may_be_told_and_has_to_be_one_there_is(granska: Any, make: Any) -> None:
    template = make()
    assert json.loads(granska("templates", "lint", template, "--kind", "missiv", "--json").out)["kind"] == "missiv"
    done = granska("templates", "lint", template, "--kind", "misiv")
    assert done.code == 2
    assert "”misiv” är inget av report, missiv, reminder, extension. Menade du ”missiv”?" in done.err
