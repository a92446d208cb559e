"""Templates that would fetch or run something when a document drawn on them is opened, each beside a harmless twin."""

import io
import time
import zipfile
from collections.abc import Callable, Mapping
from datetime import date
from html import escape
from pathlib import Path
from typing import Any

import pytest

from exports.errors import ExportError
from exports.letter_templates.shipped import shipped
from exports.report.file import write_report
from tests.test_exports.material import full_material

pytestmark = pytest.mark.usefixtures("practice")

KINDS = ("report", "missiv")
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
NAMES = (
    f'xmlns:w="{W}" xmlns:r="{R}" xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:s="http://www.w3.org/2000/svg" '
    'xmlns:wp15="http://schemas.microsoft.com/office/word/2012/wordprocessingDrawing" '
    'xmlns:x="http://www.w3.org/1999/xlink"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
PARTS = {
    "body": "word/document.xml",
    "header": "word/header1.xml",
    "footer": "word/footer1.xml",
    "styles": "word/styles.xml",
    "settings": "word/settings.xml",
    "numbering": "word/numbering.xml",
    "footnotes": "word/footnotes.xml",
    "endnotes": "word/endnotes.xml",
    "comments": "word/comments.xml",
    "glossary": "word/glossary/document.xml",
    "web settings": "word/webSettings.xml",
    "drawing": "word/drawings/vmlDrawing1.vml",
}
"""Label of a part → its name; the last six are in no shipped template."""


def rewritten(content: bytes, changes: Mapping[str, Callable[[str], str]]) -> bytes:
    """A package with some parts changed, or made where there are none."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        names = [*old.namelist(), *(name for name in changes if name not in old.namelist())]
        for name in names:
            data = old.read(name) if name in old.namelist() else b""
            new.writestr(name, changes[name](data.decode()).encode() if name in changes else data)
    return stream.getvalue()


def within(added: str) -> Callable[[str], str]:
    """Put XML at the end of a part's root, or of its body; a part that is not there is made."""

    def change(xml: str) -> str:
        if not xml:
            return f"<w:made {NAMES}>{added}</w:made>"
        at = xml.index("<w:body>") + len("<w:body>") if "<w:body>" in xml else xml.rindex("</")
        return f"{xml[:at]}<w:p><w:r><w:t></w:t></w:r>{added.replace(' ', f' {NAMES} ', 1)}</w:p>{xml[at:]}"

    return change


def planted(kind: str, part: str, added: str) -> bytes:
    """The shipped template of a kind with XML in one of its parts."""
    return rewritten(shipped()[kind].read_bytes(), {PARTS[part]: within(f"<w:sdt >{added}</w:sdt>")})


def related(kind: str, part: str, kind_of_relation: str, target: str, mode: str = ' TargetMode="External"') -> bytes:
    """The shipped template of a kind with a relation of one of its parts, or of the package."""
    folder, _, name = PARTS.get(part, "").rpartition("/")
    relation = f'<Relationship Id="rId97" Type="{R}/{kind_of_relation}" Target="{escape(target)}"{mode}/>'

    def change(xml: str) -> str:
        xml = xml or f'<Relationships xmlns="{RELATIONS}"></Relationships>'
        return xml.replace("</Relationships>", f"{relation}</Relationships>")

    return rewritten(shipped()[kind].read_bytes(), {f"{folder}/_rels/{name}.rels".lstrip("/"): change})


def run(tag: str, text: str) -> str:
    return f'<w:r><w:{tag} xml:space="preserve">{escape(text)}</w:{tag}></w:r>'


def char(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def whole(text: str) -> str:
    return f"{char('begin')}{run('instrText', f' {text} ')}{char('separate')}{run('t', '1')}{char('end')}"


def chosen(one: str, other: str) -> str:
    choices = f'<mc:Choice Requires="x">{one}</mc:Choice><mc:Fallback>{other}</mc:Fallback>'
    return f"<mc:AlternateContent>{choices}</mc:AlternateContent>"


FORMS: dict[str, Callable[[str], str]] = {
    "whole": whole,
    "letter by letter": lambda text: (
        char("begin") + "".join(run("instrText", each) for each in text) + char("separate") + char("end")
    ),
    "over paragraphs": lambda text: (
        f"<w:p>{char('begin')}{run('instrText', text[:2])}</w:p><w:p>{run('instrText', text[2:])}{char('end')}</w:p>"
    ),
    "simple": lambda text: f'<w:fldSimple w:instr="{escape(text)}"><w:r><w:t>1</w:t></w:r></w:fldSimple>',
    "small letters": lambda text: whole(text.lower()),
    "deleted": lambda text: f"<w:del>{char('begin')}{run('delInstrText', text)}{char('end')}</w:del>",
    "never ended": lambda text: char("begin") + run("instrText", text),
    "never begun": lambda text: run("instrText", text),
    "in another field": lambda text: f"{char('begin')}{run('instrText', 'IF 1 = 1 ')}{whole(text)}{char('end')}",
    "as text": lambda text: f"{char('begin')}{run('t', text)}{char('separate')}{char('end')}",
    "strict": lambda text: whole(text).replace("<w:r>", f'<w:r xmlns:w="{STRICT}">'),
}
"""The ways in which a field's instruction may be written."""
FETCHING = [
    r'DDEAUTO c:\\windows\\system32\\cmd.exe "/k calc.exe"',
    'DDE excel "x"',
    'INCLUDEPICTURE "http://x.example/a.png" \\d',
    "INCLUDETEXT \\\\\\\\x.example\\\\a.docx",
    "INCLUDE a.docx",
    'IMPORT "http://x.example/a.png"',
    "LINK Excel.Sheet.12 \\\\\\\\x.example\\\\a.xlsx",
    'DATABASE \\c "DSN=x" \\s "select 1"',
    "EMBED Package",
    "MACROBUTTON FilePrintDefault Skriv",
    "MACROBUTTON NoMacroAtAll [Klicka här]",
    "MACROBUTTON NoMacro.Print [Klicka här]",
    "MACROBUTTON FilePrint NoMacro",
    'MACROBUTTON "NoMacro" [Klicka här]',
    'RD "http://x.example/a.docx"',
    "PRINT 27",
    "HTMLCONTROL Forms.HTML:Image.1",
    '"DDEAUTO" x',
    "Okänt fält",
]
LEADING_ASTRAY = [
    "javascript:alert(1)",
    "file://x.example/a",
    "\\\\x.example\\a",
    "ms-msdt:/id",
    "data:text/html,x",
    "C:\\a.exe",
    "a.docx",
]
LEADING_TO_WEB = ["https://x.example/a?b=javascript:c", "HTTP://x.example", "mailto:a@x.example", "tel:+46123", "#a"]
HARMLESS = [
    "PAGE",
    "MACROBUTTON NoMacro [Klicka här]",
    "MacroButton  nomacro Skriv mottagare",
    "NUMPAGES \\* MERGEFORMAT",
    'TOC \\o "1-3" \\h \\z',
    'STYLEREF "heading 1"',
    "= 1 + 2",
    "REF link",
    'HYPERLINK "https://x.example" \\o "javascript:"',
    'HYPERLINK \\l "DDEAUTO"',
    "HYPERLINK mailto:a@x.example",
]


@pytest.fixture
def install(granska: Any, tmp_path: Path, contents: Any) -> Callable[[str, bytes], str]:
    """Install a template; gives the sentences of its refusal, or nothing where it is accepted."""

    def installed(kind: str, content: bytes) -> str:
        path = tmp_path / "mall.docx"
        path.write_bytes(content)
        before = contents()
        done = granska("templates", "install", path, "--kind", kind)
        if done.code == 0:
            assert done.out.startswith(f"{kind}: ")
            return ""
        assert (done.code, done.out) == (1, "")
        assert contents() == before
        return str(done.err)

    return installed


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("instruction", FETCHING)
def test_a_field_that_fetches_or_runs_is_refused(install: Any, kind: str, instruction: str) -> None:
    told = install(kind, planted(kind, "body", whole(instruction)))
    assert told.startswith("Word-fältet ”")
    assert "kan hämta eller köra något när filen öppnas. Ta bort det" in told
    assert instruction.split(maxsplit=1)[0] in told


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("instruction", HARMLESS)
def test_a_field_that_does_neither_is_accepted(install: Any, kind: str, instruction: str) -> None:
    assert not install(kind, planted(kind, "body", whole(instruction)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", PARTS)
def test_a_field_is_found_in_every_part_however_it_is_written(install: Any, kind: str, part: str) -> None:
    for name, form in FORMS.items():
        told = install(kind, planted(kind, part, form("DDEAUTO cmd")))
        assert "Word-fältet ”" in told.partition("\n")[0], name
    harmless = [form("PAGE") for name, form in FORMS.items() if name not in {"never ended", "as text"}]
    assert not install(kind, planted(kind, part, "".join(harmless)))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "added",
    [
        char("begin") + chosen(run("instrText", "PAGE "), run("instrText", "DDEAUTO cmd")) + char("end"),
        char("begin") + chosen(run("instrText", "PAGE") + char("end"), run("instrText", "DDEAUTO c")) + char("end"),
        char("begin") + run("delInstrText", "PAGE ") + run("instrText", "DDEAUTO cmd") + char("end"),
        char("begin") + run("t", "PAGE ") + run("instrText", "DDEAUTO cmd") + char("end"),
        char("begin") + run("instrText", "MACROBUTTON ") + chosen(run("instrText", "NoMacro "), "") + char("end"),
        char("begin") + run("instrText", "MACROBUTTON NoMacro") + whole("QUOTE x") + char("end"),
        char("begin") + whole("QUOTE D") + run("instrText", "DEAUTO cmd") + char("end"),
        whole('HYPERLINK \\o "hint" "javascript:a"'),
        char("begin") + run("instrText", "HYPERLINK ") + whole("QUOTE javascript:") + char("end"),
    ],
)
def test_a_field_that_can_be_read_in_two_ways_is_harmless_in_both(install: Any, kind: str, added: str) -> None:
    assert install(kind, planted(kind, "body", added))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("part", [*PARTS, "package"])
def test_a_relation_of_every_part_may_lead_out_only_as_a_link(install: Any, kind: str, part: str) -> None:
    template = install(kind, related(kind, part, "attachedTemplate", "http://x.example/m.dotm"))
    assert "Filen är kopplad till dokumentmallen ”http://x.example/m.dotm”" in template
    for fetched in ("image", "oleObject", "frame", "subDocument", "aFChunk", "video", "webextension", "header"):
        told = install(kind, related(kind, part, fetched, "http://x.example/a"))
        assert told == (
            "Filen hämtar ”http://x.example/a” utifrån när den öppnas. Lägg in det i mallen i stället.\n"
        ), fetched
    for target in LEADING_ASTRAY:
        told = install(kind, related(kind, part, "hyperlink", target))
        assert told.startswith(f"Länken ”{target}” kan öppna eller köra något på datorn."), target
    for target in LEADING_TO_WEB[:1] if part != "body" else LEADING_TO_WEB:
        assert not install(kind, related(kind, part, "hyperlink", target)), target


@pytest.mark.parametrize("kind", KINDS)
def test_a_relation_that_only_says_that_it_stays_inside_is_refused(install: Any, kind: str) -> None:
    for mode in ("", ' TargetMode="Internal"', ' TargetMode="external"'):
        assert "utifrån" in install(kind, related(kind, "body", "image", "https://x.example/a.png", mode))
        assert "utifrån" in install(kind, related(kind, "settings", "x/image", "\\\\x.example\\a.png", mode))


@pytest.mark.parametrize("kind", KINDS)
def test_a_relation_of_a_link_is_for_links_alone(install: Any, kind: str) -> None:
    content = related(kind, "body", "hyperlink", "http://x.example/a.png")

    def used(by: str) -> str:
        told: str = install(kind, rewritten(content, {PARTS["body"]: within(f"<w:sdt >{by}</w:sdt>")}))
        return told

    for harmless in ('<w:hyperlink r:id="rId97"/>', '<a:hlinkClick r:id="rId97"/>', '<a:blip r:link="rId96"/>'):
        assert not used(harmless), harmless
    for harmful in (
        '<a:blip r:link="rId97"/>', '<v:imagedata r:href="rId97"/>', '<w:attachedTemplate r:id="rId97"/>',
    ):  # fmt: skip
        assert "Filen hämtar ”http://x.example/a.png” utifrån" in used(harmful), harmful


THINGS = {
    "picture's address": ('<v:imagedata o:href="http://x.example/a.png"/>', "<v:imagedata/>", "hämtar ”http://x"),
    "picture's source": ('<v:fill src="//x.example/a.png"/>', '<v:fill src=""/>', "hämtar ”//x.example/a.png”"),
    "drawing's link": ('<v:rect href="file://x/a"/>', '<v:rect href="https://x.example"/>', "Länken ”file://x/a”"),
    "svg picture": ('<s:image x:href="http://x.example/a"/>', '<s:image x:href="#a"/>', "hämtar ”http://x.example/a”"),
    "svg link": ('<s:a x:href="javascript:a"/>', '<s:a x:href="https://x.example"/>', "Länken ”javascript:a”"),
    "inserted document": ('<w:altChunk r:id="rId1"/>', "<w:p/>", "inbäddat objekt (”altChunk”)"),
    "partial document": ('<w:subDoc r:id="rId1"/>', "<w:p/>", "inbäddat objekt (”subDoc”)"),
    "control": ('<w:control r:id="rId1"/>', "<w:sdt/>", "inbäddat objekt (”control”)"),
    "object": ('<o:OLEObject Type="Embed" ProgID="Package"/>', "<o:lock/>", "inbäddat objekt (”OLEObject”)"),
    "film": ('<wp15:webVideoPr embeddedHtml="x"/>', "<w:p/>", "inbäddat objekt (”webVideoPr”)"),
    "form's macro": (
        '<w:ffData><w:entryMacro w:val="x"/></w:ffData>', '<w:ffData><w:name w:val="x"/></w:ffData>', "(”entryMacro”)",
    ),
    "data source": (
        '<w:mailMerge><w:connectString w:val="DSN=x"/></w:mailMerge>',
        '<w:mailMerge><w:mainDocumentType w:val="formLetters"/></w:mailMerge>', "från en datakälla",
    ),
    "query": ('<w:mailMerge><w:query w:val="x"/></w:mailMerge>', "<w:mailMerge/>", "från en datakälla"),
}  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(("harmful", "harmless", "told"), THINGS.values(), ids=THINGS.keys())
def test_what_fetches_or_runs_in_a_part_itself_is_refused(
    install: Any, kind: str, harmful: str, harmless: str, told: str
) -> None:
    for part in PARTS:
        assert told in install(kind, planted(kind, part, harmful)), part
    assert not install(kind, planted(kind, "body", harmless))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("embedded", ["oleObject", "package", "control", "aFChunk", "webextensiontaskpanes"])
def test_nothing_is_embedded(install: Any, kind: str, embedded: str) -> None:
    told = install(kind, related(kind, "header", embedded, "styles.xml", mode=""))
    assert told.startswith("Filen innehåller ett inbäddat objekt (”styles.xml”), som kan hämta eller köra något.")
    assert not install(kind, related(kind, "header", "styles", "styles.xml", mode=""))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("source", ["mailMergeSource", "mailMergeHeaderSource", "recipientData"])
def test_a_data_source_is_refused(install: Any, kind: str, source: str) -> None:
    told = install(kind, related(kind, "settings", source, "file:///c:/a.xlsx"))
    assert told.startswith("Filen hämtar uppgifter från en datakälla när den öppnas.")


@pytest.mark.parametrize("kind", KINDS)
def test_macros_are_refused_by_name_whatever_the_types_say(install: Any, kind: str) -> None:
    assert "makron" in install(kind, rewritten(shipped()[kind].read_bytes(), {"word/VBAPROJECT.bin": lambda _: "x"}))
    assert not install(kind, rewritten(shipped()[kind].read_bytes(), {"word/media/a.bin": lambda _: "x"}))


@pytest.mark.parametrize("kind", KINDS)
def test_a_part_that_comes_twice_is_refused(install: Any, kind: str) -> None:
    stream = io.BytesIO(shipped()[kind].read_bytes())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/Document.xml", "<x/>")
    assert "skadad" in install(kind, stream.getvalue())


@pytest.mark.parametrize("kind", KINDS)
def test_every_thing_is_named_and_each_once(install: Any, kind: str) -> None:
    fields = FETCHING[:15]  # a few less than are named at most
    added = "".join(map(whole, fields)) + THINGS["control"][0] + THINGS["query"][0]
    told = install(kind, planted(kind, "header", added + added)).splitlines()
    assert len(told) == len(set(told)) == len(fields) + 2


def test_a_harmful_template_kept_already_is_not_drawn_on(tmp_path: Path) -> None:
    for content in (
        planted("report", "header", whole("DDEAUTO cmd")),
        related("report", "settings", "attachedTemplate", "http://x.example"),
    ):
        with pytest.raises(ExportError) as refused:
            write_report(full_material(), tmp_path, today=date(2026, 3, 1), template=content)
        assert type(refused.value).__name__ == "TemplateFaulty"
    assert not list(tmp_path.glob("*Uppföljning*"))
    twin = planted("report", "header", whole("PAGE"))
    assert write_report(full_material(), tmp_path, today=date(2026, 3, 1), template=twin).path.exists()


def paragraphs(*lines: str) -> bytes:
    """The shipped covering letter with paragraphs of its own."""
    added = "".join(f"<w:p>{run('t', line)}</w:p>" for line in lines)
    return rewritten(
        shipped()["missiv"].read_bytes(), {PARTS["body"]: lambda xml: xml.replace("<w:body>", f"<w:body>{added}")}
    )


def nested(opening: str, closing: str, times: int) -> list[str]:
    return [opening] * times + ["Hej"] + [closing] * times


DEEP = {
    "conditions": (nested("{%p if office %}", "{%p endif %}", 3000), nested("{%p if office %}", "{%p endif %}", 15)),
    "few conditions": (nested("{%p if office %}", "{%p endif %}", 16), ["Hej"]),
    "loops": (
        nested("{%p for a in signers %}", "{%p endfor %}", 7), nested("{%p for a in signers %}", "{%p endfor %}", 6),
    ),
    "alternatives": (
        ["{%p if office %}", *["{%p elif office %}"] * 900, "{%p endif %}"],
        ["{%p if office %}", *["{%p elif office %}"] * 14, "{%p endif %}"],
    ),
    "brackets": (["{{ " + "(" * 21 + "office" + ")" * 21 + " }}"], ["{{ " + "(" * 20 + "office" + ")" * 20 + " }}"]),
    "many brackets": (["{{ " + "(" * 200 + "office" + ")" * 200 + " }}"], ["Hej"]),
    "negations": (
        ["{% if " + "not " * 2000 + "office %}{% endif %}"], ["{% if " + "not " * 110 + "office %}Hej{% endif %}"],
    ),
    "both": (
        ["{% if " + " and ".join(["office"] * 60) + " %}{% endif %}"],
        ["{% if " + " and ".join(["office"] * 40) + " %}Hej{% endif %}"],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("deep", "shallow"), DEEP.values(), ids=DEEP.keys())
def test_a_template_too_deep_to_be_filled_in_is_told_where(install: Any, deep: list[str], shallow: list[str]) -> None:
    told = install("missiv", paragraphs(*deep))
    assert told
    assert "är för långt eller ligger inuti för många" in told or "saknar sitt slut" in told or "fler fält än" in told
    assert not install("missiv", paragraphs(*shallow))


@pytest.mark.parametrize(
    "lines", [["{{ office }}"] * 100_000, ["{{ office }}" * 100_000], ["{{" * 100_000], ["}}" * 100_000]]
)
def test_a_template_of_too_many_tags_is_refused_at_once(install: Any, lines: list[str]) -> None:
    content = paragraphs(*lines)
    begun = time.process_time()
    assert install("missiv", content) == "Mallen har fler fält än 2000. Ta bort dem som inte behövs.\n"
    assert time.process_time() - begun < 10
    assert not install("missiv", paragraphs(*["{{ office }}"] * 1000))
