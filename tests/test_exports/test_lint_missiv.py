"""Faults of letters' templates."""

import io
import zipfile

import pytest

from exports.letter_templates.errors import FAULTS, TemplateFault
from exports.letter_templates.lint import fields_used
from exports.letter_templates.shipped import MISSIV, lint_template
from tests.test_exports.missiv_material import changed

SHIPPED = MISSIV.read_bytes()
OWN_TEXT = 'w:val="OwnText"/></w:pPr><w:r><w:t xml:space="preserve">'


def with_first(text: str) -> bytes:
    """The shipped template with `text`, as XML, in place of its first paragraph's field."""
    return changed(SHIPPED, lambda xml: xml.replace("{{ place_and_date }}", text))


def after_first(*lines: str) -> bytes:
    """The shipped template with paragraphs of those texts after its first."""
    added = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in lines)
    return changed(SHIPPED, lambda xml: xml.replace("</w:p>", f"</w:p>{added}", 1))


def faults(content: bytes) -> list[TemplateFault]:
    found = list(lint_template("missiv", content))
    assert {fault.code for fault in found} <= set(FAULTS)
    return found


def only(content: bytes) -> TemplateFault:
    (fault,) = faults(content)
    return fault


def test_the_shipped_template_has_no_faults() -> None:
    assert not faults(SHIPPED)


def test_an_unclosed_loop_is_named_where_it_begins() -> None:
    fault = only(after_first("{%p for person in signers %}", "{{ person.name }}"))
    assert (fault.code, fault.paragraph, fault.text) == ("unclosed_block", 2, "{%p for person in signers %}")
    assert (fault.where, fault.values) == ("body", {"name": "for"})


def test_an_unclosed_condition_is_named_where_it_begins() -> None:
    assert only(with_first("{% if place_and_date %}{{ place_and_date }}")).code == "unclosed_block"


def test_an_end_without_a_beginning_is_named() -> None:
    fault = only(after_first("Hej", "{%p endif %}"))
    assert (fault.code, fault.paragraph, fault.tag) == ("unopened_block", 3, "{%p endif %}")
    assert only(with_first("{{ date }}{% else %}")).values == {"name": "else"}


def test_an_unknown_field_is_named_with_the_nearest() -> None:
    fault = only(with_first("{{ place_and_dat }}"))
    assert (fault.code, fault.paragraph, fault.tag) == ("unknown_field", 1, "{{ place_and_dat }}")
    assert fault.values == {"name": "place_and_dat", "nearest": "place_and_date"}
    member = only(after_first("{%p for p in signers %}", "{{ p.nane }}", "{%p endfor %}"))
    assert member.values == {"name": "signers.nane", "nearest": "name"}
    assert only(with_first("{{ xyzzy }}")).values == {"name": "xyzzy"}


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("{{ title.__class__ }}", "underscore"),
        ("{{ _title }}", "underscore"),
        ("{{ title.upper() }}", "call"),
        ("{{ title[0] }}", "index"),
        ("{{ title['__class__'] }}", "index"),
        ("{{ title|attr('__class__') }}", "filter"),
        ("{{ title|safe }}", "filter"),
        ("{{ title * 1000000 }}", "mul"),
        ("{{ title ~ title }}", "concat"),
        ("{% set x = title %}{{ title }}", "set"),
        ("{% include 'x' %}", "include"),
        ("{% import 'x' as y %}", "import"),
        ("{% macro x() %}", "macro"),
        ("{% for a in tables if a %}{% endfor %}", "loop"),
        ("{% for a, b in tables %}{% endfor %}", "loop"),
        ("{% for a in range(10) %}{% endfor %}", "call"),
        ("{%- if title %}{{ title }}{% endif %}", "dash"),
        ("{{p title }}", "p"),
        ("{%r if title %}{{ title }}{%r endif %}", "r"),
        ("{% cellbg title %}", "cellbg"),
    ],
)
def test_what_templates_may_not_do_is_named(text: str, what: str) -> None:
    fault = faults(with_first(text))[0]
    assert (fault.code, fault.paragraph, fault.values["what"]) == ("forbidden", 1, what)


def test_a_tag_without_its_end_is_named() -> None:
    fault = only(with_first("Datum: {{ date"))
    assert (fault.code, fault.tag, fault.text) == ("unclosed_tag", "{{ date", "Datum: {{ date")
    assert only(with_first("date }}")).code == "unopened_tag"


def test_a_tag_torn_by_a_link_is_named() -> None:
    torn = '{{ da</w:t></w:r><w:hyperlink w:anchor="x"><w:r><w:t>te }}</w:t></w:r></w:hyperlink><w:r><w:t>'
    fault = only(with_first(torn))
    assert (fault.code, fault.tag) == ("split_tag", "{{ date }}")


def test_a_tag_in_several_runs_is_whole() -> None:
    runs = (
        '{</w:t></w:r><w:proofErr w:type="spellStart"/><w:r><w:rPr><w:b/></w:rPr><w:t>{ da</w:t></w:r><w:r><w:t>te }}'
    )
    assert not faults(with_first(runs))


@pytest.mark.parametrize("text", ["Hej {%p if title %}", "{%p if title %}{{ title }}", "{%p if title %}{%p endif %}"])
def test_text_beside_a_tag_that_takes_its_paragraph_away_is_named(text: str) -> None:
    assert faults(after_first(text))[0].code == "text_beside_tag"


def test_text_in_a_row_that_a_tag_takes_away_is_named() -> None:
    content = changed(SHIPPED, lambda xml: xml.replace('<w:p><w:pPr><w:pStyle w:val="TableText"/></w:pPr></w:p>',
                                                       "<w:p><w:r><w:t>Hej</w:t></w:r></w:p>", 1))  # fmt: skip
    assert only(content).code == "text_beside_tag"


def test_a_tag_in_the_wrong_place_is_named() -> None:
    outside = faults(after_first("{%tr for person in signers %}", "{%tr endfor %}"))
    assert [(fault.code, fault.values["what"]) for fault in outside] == [("misplaced", "row"), ("misplaced", "row")]
    across = only(after_first("{% for person in signers %}", "{% endfor %}"))
    assert (across.code, across.paragraph, across.values["what"]) == ("misplaced", 3, "inline")
    mixed = only(after_first("{%p if title %}", "{{ title }}", "{% endif %}"))
    assert (mixed.code, mixed.paragraph) == ("misplaced", 4)


def test_a_loop_over_what_is_no_list_is_named() -> None:
    fault = faults(with_first("{% for a in title %}{{ a }}{% endfor %}"))[0]
    assert (fault.code, fault.values) == ("not_a_list", {"name": "title"})


def test_a_list_printed_as_a_text_is_named() -> None:
    assert only(with_first("{{ enclosures }}")).code == "list_printed"
    assert only(with_first("{{ signers.name }}")).code == "unknown_field"


@pytest.mark.parametrize(
    "text", ["{{ }}", "{{ title title }}", "{% if %}{% endif %}", "{% om title %}", "{% p if x %}"]
)
def test_what_cannot_be_understood_is_named(text: str) -> None:
    assert faults(with_first(text))[0].code == "syntax"


def test_headers_and_footers_are_checked_too() -> None:
    content = changed(SHIPPED, lambda xml: xml.replace("{{ office }}", "{{ ofice }}"), "word/headerFirst.xml")
    fault = only(content)
    assert (fault.where, fault.paragraph, fault.values["nearest"]) == ("header", 4, "office")


@pytest.mark.parametrize(
    ("seen", "hidden"),
    [
        ('w:val="Rekommendationer och frågor"', 'w:val="{{ title.x() }}"'),
        ("<w:body>", "<w:body><w:p><w:r><w:delText>{{ title }}</w:delText></w:r></w:p>"),
    ],
)
def test_tags_where_nobody_sees_them_are_forbidden(seen: str, hidden: str) -> None:
    content = changed(SHIPPED, lambda xml: xml.replace(seen, hidden))
    assert {(fault.code, fault.values["what"]) for fault in faults(content)} == {("forbidden", "hidden")}


def test_notes_have_no_tags() -> None:
    relation = '<Relationship Id="rId98" Type="x/footnotes" Target="headerFirst.xml"/>'
    content = changed(SHIPPED, lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
                      "word/_rels/document.xml.rels")  # fmt: skip
    assert {(fault.code, fault.where, fault.values["what"]) for fault in faults(content)} == {
        ("misplaced", "note", "note")
    }


@pytest.mark.parametrize("content", [b"", b"hej", b"PK\x03\x04", SHIPPED[:2000]])
def test_what_is_no_word_file_is_called_so(content: bytes) -> None:
    assert only(content).code == "not_word"


def zipped(**parts: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return stream.getvalue()


def test_another_office_file_is_no_word_file() -> None:
    other = zipped(**{"[Content_Types].xml": "<Types/>", "mimetype": "application/vnd.oasis.opendocument.text"})
    assert only(other).code == "not_word"


def test_macros_are_named() -> None:
    types = "[Content_Types].xml"
    content = changed(SHIPPED, lambda xml: xml.replace("wordprocessingml.document.main", "ms-word.macroEnabled"), types)
    assert only(content).code == "macros"


def test_a_template_that_fetches_something_from_elsewhere_is_named() -> None:
    relation = '<Relationship Id="rId99" Type="x/attachedTemplate" Target="https://x.example/m" TargetMode="External"/>'
    content = changed(SHIPPED, lambda xml: xml.replace("</Relationships>", f"{relation}</Relationships>"),
                      "word/_rels/document.xml.rels")  # fmt: skip
    assert only(content).values == {"name": "https://x.example/m"}


def test_torn_xml_and_entities_are_damage() -> None:
    assert only(changed(SHIPPED, lambda xml: xml[:-20])).code == "damaged"
    bomb = changed(SHIPPED, lambda xml: xml.replace("<w:document", '<!DOCTYPE x [<!ENTITY a "b">]><w:document', 1))
    assert only(bomb).code == "damaged"


def test_the_fields_that_a_template_prints_are_known() -> None:
    used = fields_used(SHIPPED)
    assert {"office", "signers.name", "tables.rows.text.text", "recipients.names"} <= used
    assert "has_answer" not in used
    assert "place_and_date" not in fields_used(with_first("{% if place_and_date %}{{ date|upper }}{% endif %}"))


def test_a_field_that_is_printed_only_in_part_is_named() -> None:
    content = changed(SHIPPED, lambda xml: xml.replace(f"{OWN_TEXT}{{{{ stycke.text }}}}", OWN_TEXT))
    fault = only(content)
    assert (fault.code, fault.values) == ("not_rendered", {"detail": "text_lost", "name": "own_text.text"})


def test_loop_variables_end_with_their_loop() -> None:
    content = after_first(
        "{%p for office in enclosures %}", "{{ office }}{{ loop.index }}", "{%p endfor %}", "{{ office }}"
    )
    assert not faults(content)
    assert "office" in fields_used(content)
    after = only(after_first("{%p for bilaga in enclosures %}", "{%p endfor %}", "{{ bilaga }}"))
    assert after.code == "unknown_field"
