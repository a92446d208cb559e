"""Contexts of reports."""

from collections import Counter
from datetime import date
from itertools import pairwise

import pytest

from exports.document import AssessmentTable, CountTable, Heading, Prose
from exports.report.context import ReportContext, from_json, report_context, to_json
from storage.domain.material import AssessedRecommendation, FollowupMaterial
from storage.domain.records import Audit, Followup, FollowupAudit
from storage.domain.scale import STANDARD
from tests.test_exports.material import INTERNAL_NOTE, LEVELS, audit_material, followup_material, full_material, judged

TODAY = date(2021, 3, 1)
DONE, PARTLY, NOT_DONE, UNKNOWN, IRRELEVANT = LEVELS


def context_of(material: FollowupMaterial) -> ReportContext:
    return report_context(material, today=TODAY)


def text_of(context: ReportContext) -> str:
    """All the text with ordinary spaces, a paragraph a line."""
    return "\n".join(context.texts()).replace("\u00a0", " ")


def summary_of(*recommendations: AssessedRecommendation) -> str:
    return text_of(context_of(followup_material(audit_material(*recommendations))))


def headings(context: ReportContext) -> list[tuple[int, str]]:
    return [(block.level, block.text) for block in context.blocks if isinstance(block, Heading)]


def judgement_tables(context: ReportContext) -> list[AssessmentTable]:
    return [block for block in context.blocks if isinstance(block, AssessmentTable)]


def test_the_report_counts_what_its_rows_say() -> None:
    material = full_material()
    context = context_of(material)
    rows = Counter(row.status for table in judgement_tables(context) for row in table.rows)
    table = next(block for block in context.blocks if isinstance(block, CountTable))
    assert rows == {"Åtgärdad": 13, "Delvis åtgärdad": 11, "Inte åtgärdad": 13}
    assert table.rows[-1].counts == (13, 11, 13, 37)
    assert [row.counts for row in table.rows[:-1]] == [
        (3, 0, 1, 4), (1, 2, 1, 4), (1, 3, 2, 6), (6, 6, 5, 17), (2, 0, 4, 6),
    ]  # fmt: skip
    assert text_of(context).count("har 24 av 37 bedömda rekommendationer (65 %) åtgärdats helt eller delvis.") == 2


def test_only_leaves_of_the_counted_kinds_are_counted() -> None:
    text = summary_of(
        judged("1", None, position=1),
        judged("1 a", DONE, position=2, parent="audit-1"),
        judged("1 b", NOT_DONE, position=3, parent="audit-1"),
        judged("2", DONE, position=4, kind="question"),
        judged("3", DONE, position=5, kind="remark"),
    )
    assert "en granskning med två rekommendationer." in text
    assert "har 1 av 2 bedömda rekommendationer (50 %)" in text
    assert "Se delpunkter" in text


def test_the_share_leaves_out_what_was_not_judged_or_is_not_relevant_and_says_so() -> None:
    marks = (DONE, UNKNOWN, IRRELEVANT, IRRELEVANT, None)
    text = summary_of(*(judged(str(n), level, position=n) for n, level in enumerate(marks, 1)))
    assert "Den enda bedömda rekommendationen har åtgärdats." in text
    assert "andelarna" not in text
    more = (DONE, NOT_DONE, *marks[1:])
    text = summary_of(*(judged(str(n), level, position=n) for n, level in enumerate(more, 1)))
    assert "har 1 av 2 bedömda rekommendationer (50 %)" in text
    assert (
        "I andelarna ingår inte en med bedömningen ”Ej bedömbar”, två med bedömningen ”Inte längre aktuell” "
        "och en som inte har bedömts."
    ) in text


def test_the_three_main_levels_are_always_listed_and_others_only_when_they_hold_any() -> None:
    text = summary_of(judged("1", DONE), judged("2", DONE, position=2))
    assert "Delvis åtgärdad: ingen" in text
    assert "Ej bedömbar: " not in text.split("Inledning")[1]


def test_reasons_are_counted_from_what_is_recorded_and_from_boards_that_disagree() -> None:
    text = summary_of(
        judged("1", NOT_DONE, position=1, reason="workload"),
        judged("2", NOT_DONE, position=2, reason="workload"),
        judged("3", NOT_DONE, position=3, stances=("disagrees", "disagrees")),
        judged("4", PARTLY, position=4, reason="short_time"),
        judged("5", DONE, position=5, reason="other"),
    )
    assert (
        "Som skäl till bedömningen ”Inte åtgärdad” anges hög arbetsbelastning (2) och att det granskade organet inte "
        "delar revisorernas uppfattning (1)."
    ) in text
    assert "Som skäl till bedömningen ”Delvis åtgärdad” anges att kort tid har gått sedan granskningen (1)." in text
    assert "andra skäl" not in text


def test_a_followup_without_audits_and_an_audit_without_recommendations_say_so() -> None:
    assert "Uppföljningen omfattar inga granskningar." in text_of(context_of(followup_material()))
    text = text_of(context_of(followup_material(audit_material())))
    assert "Uppföljningen omfattar en granskning, som inte ledde till några rekommendationer." in text
    assert "Granskningen ledde inte till några rekommendationer." in text


def test_a_followup_with_nothing_judged_gives_no_share() -> None:
    text = summary_of(judged("1", None), judged("2", None, position=2))
    assert "Ingen bedömning har gjorts." in text
    assert "%" not in text


def test_every_theme_has_a_table_under_its_heading_and_those_without_come_first() -> None:
    material = followup_material(
        audit_material(
            judged("1", DONE, position=1, theme="Styrning"),
            judged("2", DONE, position=2),
            judged("3", DONE, position=3, theme="Kompetens"),
            judged("4", DONE, position=4, theme="Styrning"),
        )
    )
    blocks = context_of(material).blocks
    at = blocks.index(Heading(3, "Rekommendationer"))
    shape = [
        block.text if isinstance(block, Heading) else [row.recommendation[0].text[:2] for row in block.rows]
        for block in blocks[at + 1 :]
        if isinstance(block, (AssessmentTable, Heading)) and (not isinstance(block, Heading) or block.level == 4)
    ]
    assert shape == [["2)"], "Styrning", ["1)", "4)"], "Kompetens", ["3)"]]


def test_numbers_stand_as_printed_even_twice() -> None:
    texts = [
        row.recommendation[0].text for table in judgement_tables(context_of(full_material())) for row in table.rows
    ]
    assert [text.split(" ")[0] for text in texts[-6:]] == ["1)", "2)", "2)", "4)", "5)", "6)"]


def test_comments_keep_their_paragraphs_and_lists() -> None:
    table = judgement_tables(
        context_of(followup_material(audit_material(judged("1", DONE, comment="Först.\n- ett\n- två\n\nSist."))))
    )[0]
    assert [(each.text, each.is_item) for each in table.rows[0].comment] == [
        ("Först.", False), ("ett", True), ("två", True), ("Sist.", False),
    ]  # fmt: skip


def test_an_internal_note_is_in_nothing_that_leaves_the_house() -> None:
    assert INTERNAL_NOTE not in to_json(context_of(full_material()))


def test_an_open_followup_is_a_draft_of_today_and_a_closed_one_has_its_own_date() -> None:
    draft, final = context_of(full_material("open")), context_of(full_material("closed"))
    assert (draft.draft, draft.date_line.replace("\u00a0", " ")) == (True, "1 mars 2021")
    assert (final.draft, final.date_line.replace("\u00a0", " ")) == (False, "14 april 2021")
    assert "UTKAST" in draft.property_title
    assert "UTKAST" in draft.header
    assert "UTKAST" in draft.cover
    assert "UTKAST" not in to_json(final)


@pytest.mark.parametrize(
    ("again", "year", "judgement", "expected"),
    [
        ("shall", 2023, None, "Granskningen ska följas upp igen 2023."),
        ("shall", None, "Mycket återstår.", "Granskningen ska följas upp igen."),
        ("may", None, None, "Granskningen kan behöva följas upp igen."),
        ("none", None, None, "Granskningen behöver inte följas upp igen."),
        ("shall", 2023, "Området bör följas upp på nytt.", None),
        (None, None, "Mycket återstår.", None),
    ],
)
def test_an_audits_judgement_ends_with_whether_it_is_followed_up_again_unless_it_says_so(
    again: str | None, year: int | None, judgement: str | None, expected: str | None
) -> None:
    covered = FollowupAudit(id="fa", judgement=judgement, follow_up_again=again, follow_up_year=year)
    context = context_of(followup_material(audit_material(judged("1", DONE), followup_audit=covered)))
    at = context.blocks.index(Heading(3, "Bedömning"))
    prose = context.blocks[at + 1]
    assert isinstance(prose, Prose)
    assert [each.text for each in prose.paragraphs] == [text for text in (judgement, expected) if text]


def test_a_typed_account_of_letter_and_answer_stands_instead_of_the_generated_one() -> None:
    typed = FollowupAudit(id="fa", trail_text="Rapporten lämnades över vid ett möte.\nNämnden svarade muntligt.")
    audit = Audit(id="audit", title="Upphandling", handed_over="2018-09-10")
    text = text_of(context_of(followup_material(audit_material(audit=audit, followup_audit=typed))))
    assert "Uppföljning\nRapporten lämnades över vid ett möte.\nNämnden svarade muntligt." in text
    assert "Revisorerna beslutade" not in text


def test_year_and_bodies_are_not_said_twice() -> None:
    purpose = "Under 2018 genomförde revisorerna en granskning. Revisionsobjekt var kommunstyrelsen."
    audit = Audit(id="audit", title="Upphandling", years="2018", purpose=purpose)
    bare = Audit(id="audit", title="Upphandling", years="2018", purpose="Syftet var att se över inköpen.")
    assert "Granskningen gjordes" not in text_of(context_of(followup_material(audit_material(audit=audit))))
    assert "Granskningen gjordes 2018. Granskningen avsåg kommunstyrelsen." in text_of(
        context_of(followup_material(audit_material(audit=bare)))
    )


def test_sections_with_nothing_to_say_are_left_out() -> None:
    context = context_of(followup_material(audit_material(judged("1", DONE), auditees=())))
    assert [text for level, text in headings(context) if level == 3] == ["Rekommendationer"]


def test_heading_levels_are_never_skipped() -> None:
    for material in (full_material(), followup_material(), followup_material(audit_material())):
        levels = [level for level, _ in headings(context_of(material))]
        assert levels[0] == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))


def test_the_offices_own_words_for_levels_stand_everywhere() -> None:
    own = tuple(
        level.__class__(id=level.id, label=f"Nivå {level.order}", means=level.means, fill=level.fill)
        for level in LEVELS
    )
    text = text_of(context_of(followup_material(audit_material(judged("1", own[0])), levels=own)))
    assert "som har bedömningen ”Nivå 1”." in text
    assert not any(words.label in text for words in STANDARD)


@pytest.mark.parametrize(
    "material", [full_material(), full_material("open"), followup_material(), followup_material(audit_material())]
)
def test_a_stored_context_comes_back_without_loss(material: FollowupMaterial) -> None:
    context = context_of(material)
    assert from_json(to_json(context)) == context


def test_a_context_of_a_later_form_is_refused() -> None:
    with pytest.raises(ValueError, match="format"):
        from_json(to_json(context_of(followup_material())).replace('"format":1', '"format":3'))


def test_a_followup_without_title_or_office_still_has_both() -> None:
    context = context_of(followup_material(followup=Followup(id="f", year=2021, state="open"), office=None))
    assert context.title == "Uppföljning av tidigare granskningar 2021"
    assert context.office
