"""Sentences on counted recommendations: of one, two and many, of none and all, and of what shares leave out."""

import pytest

from exports.document import AssessmentTable, CountTable
from exports.report.comparison import comparison_chapter
from exports.report.context import report_context
from exports.report.nouns import POINTS, Noun
from storage.domain.followups import LevelPair, compare
from storage.domain.material import AssessedRecommendation, AuditMaterial, EarlierMaterial, FollowupMaterial
from storage.domain.records import Followup, FollowupAudit, Level
from tests.test_exports.material import LEVELS, audit_material, followup_material, judged
from tests.test_exports.test_context import TODAY

DONE, PARTLY, NOT_DONE, UNKNOWN, IRRELEVANT = LEVELS


def points(*levels: Level | None, kind: str = "recommendation", audit: str = "audit") -> list[AssessedRecommendation]:
    return [judged(str(n), level, position=n, kind=kind, audit=audit) for n, level in enumerate(levels, 1)]


def texts_of(*audits: AuditMaterial) -> list[str]:
    return [text.replace("\u00a0", " ") for text in report_context(followup_material(*audits), today=TODAY).texts()]


def told(*levels: Level | None) -> str:
    """Return the text of the summary on one audit."""
    texts = texts_of(audit_material(*points(*levels)))
    start = next(at for at, text in enumerate(texts) if text.startswith("Uppföljningen omfattar"))
    return " ".join(texts[start : texts.index("Bedömningar per granskning")])


@pytest.mark.parametrize(
    ("levels", "sentence"),
    [
        ([DONE], "en granskning med en rekommendation, som har bedömningen ”Åtgärdad”."),
        ([NOT_DONE], "en granskning med en rekommendation, som har bedömningen ”Inte åtgärdad”."),
        ([IRRELEVANT], "en granskning med en rekommendation, som har bedömningen ”Inte längre aktuell”."),
        ([DONE, None], "Den enda bedömda rekommendationen har åtgärdats."),
        ([PARTLY, None], "Den enda bedömda rekommendationen har åtgärdats delvis."),
        ([NOT_DONE, UNKNOWN], "Den enda bedömda rekommendationen har inte åtgärdats."),
        ([DONE, DONE], "Båda de bedömda rekommendationerna har åtgärdats."),
        ([DONE, PARTLY], "Båda de bedömda rekommendationerna har åtgärdats helt eller delvis."),
        ([NOT_DONE] * 2, "Ingen av de två bedömda rekommendationerna har åtgärdats helt eller delvis."),
        ([NOT_DONE] * 12, "Ingen av de tolv bedömda rekommendationerna har åtgärdats helt eller delvis."),
        ([DONE] * 12, "Alla tolv bedömda rekommendationer har åtgärdats."),
        ([PARTLY] * 13, "Alla 13 bedömda rekommendationer har åtgärdats helt eller delvis."),
        (
            [DONE, NOT_DONE, NOT_DONE],
            "Sammantaget har 1 av 3 bedömda rekommendationer (33 %) åtgärdats helt eller delvis.",
        ),
    ],
)
def test_a_share_of_none_all_and_the_only_one_is_said_in_words(levels: list[Level | None], sentence: str) -> None:
    said = told(*levels)
    assert sentence in said
    assert "(0 %)" not in said
    assert "sammanlagt" not in said
    assert "1 av 1" not in said


@pytest.mark.parametrize(
    ("kind", "none", "one"), [("remark", "inget", "ett påpekande"), ("control", "ingen", "en kontroll")]
)
def test_nouns_have_their_gender(kind: str, none: str, one: str) -> None:
    noun: Noun = POINTS[kind]
    assert (noun.none, noun.counted(1)) == (none, one)


def reasons(*given: tuple[Level, str | None, bool]) -> str:
    made = (
        judged(str(n), level, position=n, reason=reason, stances=("disagrees",) if disagrees else ())
        for n, (level, reason, disagrees) in enumerate(given, 1)
    )
    return " ".join(texts_of(audit_material(*made)))


def test_each_recommendation_has_one_reason_and_they_add_up() -> None:
    said = reasons((NOT_DONE, "workload", True), (NOT_DONE, None, True), (NOT_DONE, "other", False), (DONE, None, True))
    assert (
        "Som skäl till bedömningen ”Inte åtgärdad” anges hög arbetsbelastning (1), att det granskade organet inte "
        "delar revisorernas uppfattning (1) och annat skäl (1)."
    ) in said
    assert "För bedömningen ”Inte åtgärdad” har annat skäl angetts i ett fall." in reasons((NOT_DONE, "other", False))
    assert "För bedömningen ”Delvis åtgärdad” har annat skäl angetts i två fall." in reasons(
        (PARTLY, "other", False), (PARTLY, "other", False)
    )


def test_one_audit_and_one_recommendation_are_named_in_the_singular() -> None:
    texts = texts_of(audit_material(*points(DONE)))
    said = " ".join(texts)
    assert "Uppföljd granskning" in texts
    assert "Uppföljningen omfattar följande granskning:" in texts
    assert "sedan granskningen gjordes" in said
    assert "med anledning av rekommendationen?" in said
    assert "Behöver granskningen följas upp igen?" in texts
    several = " ".join(texts_of(audit_material(*points(DONE)), audit_material(*points(DONE, audit="b"))))
    for text in ("Uppföljda granskningar", "följande granskningar:", "sedan granskningarna gjordes"):
        assert text in several


def test_a_follow_up_without_recommendations_has_no_table_no_scale_and_no_question_about_them() -> None:
    context = report_context(followup_material(audit_material(), levels=LEVELS), today=TODAY)
    assert not any(isinstance(block, CountTable | AssessmentTable) for block in context.blocks)
    said = "\n".join(context.texts())
    assert "Bedömningsskala" not in said
    assert "rekommendationerna" not in said
    assert str(DONE.definition) not in said
    assert "som inte ledde till några rekommendationer" in said


def test_an_audit_judged_as_a_whole_has_no_row_or_column_that_says_that_it_is_not_judged() -> None:
    whole = FollowupAudit(id="fa", judgement="Styrningen har förbättrats.")
    as_a_whole = audit_material(*points(None, None), followup_audit=whole)
    each = audit_material(*points(DONE, NOT_DONE, audit="b"))
    context = report_context(followup_material(as_a_whole, each), today=TODAY)
    (counts,) = (block for block in context.blocks if isinstance(block, CountTable))
    assert counts.headers[1:] == ("Åtgärdad", "Delvis åtgärdad", "Inte åtgärdad", "Bedömd som helhet", "Summa")
    assert [row.counts for row in counts.rows] == [(0, 0, 0, 2, 2), (1, 0, 1, 0, 2), (1, 0, 1, 2, 4)]
    rows = [row.status for block in context.blocks if isinstance(block, AssessmentTable) for row in block.rows]
    assert rows == ["Bedömd som helhet", "Bedömd som helhet", "Åtgärdad", "Inte åtgärdad"]
    assert "Ej bedömd" not in "\n".join(context.texts())
    assert "Bedömd som helhet: två rekommendationer" in context.texts()
    rest = report_context(followup_material(as_a_whole, audit_material(*points(None, audit="b"))), today=TODAY)
    assert (
        "Två rekommendationer finns i en granskning som har bedömts som helhet; den återstående har inte bedömts."
        in (" ".join(rest.texts()))
    )


def compared(*pairs: tuple[Level, Level]) -> list[str]:
    """Return the texts of a comparison of the levels before and now."""
    found = [LevelPair(f"audit-{n}", "audit", before, now) for n, (before, now) in enumerate(pairs, 1)]
    now = audit_material(*points(*(now for _, now in pairs)))
    earlier = EarlierMaterial(Followup(id="f", title="Uppföljning 2024."), compare(found), {"audit": "Granskning"})
    made = followup_material(now)
    material = FollowupMaterial(
        followup=made.followup, levels=made.levels, audits=made.audits, signers=(), office=None, earlier=earlier
    )
    blocks = comparison_chapter(material, POINTS["recommendation"])
    return [each.text.replace("\u00a0", " ") for block in blocks for each in getattr(block, "paragraphs", ())]


def test_the_sentences_of_a_comparison_have_the_same_denominator() -> None:
    texts = compared((DONE, DONE), (NOT_DONE, DONE), (UNKNOWN, UNKNOWN), (IRRELEVANT, IRRELEVANT), (DONE, UNKNOWN))
    assert texts[0].startswith("Föregående uppföljning av samma granskning är Uppföljning 2024.")
    assert ".." not in texts[0]
    assert texts[1] == "Två rekommendationer har bedömts i båda uppföljningarna och kan jämföras:"
    assert texts[2:5] == [
        "Bättre bedömning: 1 av 2 jämförda (50 %)",
        "Samma bedömning: 1 av 2 jämförda (50 %)",
        "Sämre bedömning: ingen",
    ]
    assert texts[5] == ("Av dem var 1 av 2 (50 %) åtgärdad helt eller delvis då, och 2 av 2 (100 %) är det nu.")
    assert texts[6].startswith("Tre rekommendationer går inte att jämföra, eftersom någon av bedömningarna")


@pytest.mark.parametrize(
    ("pair", "said"),
    [
        ((NOT_DONE, DONE), "Den har fått en bättre bedömning."),
        ((DONE, NOT_DONE), "Den har fått en sämre bedömning."),
        ((DONE, DONE), "Den har fått samma bedömning."),
    ],
)
def test_one_compared_recommendation_has_no_shares(pair: tuple[Level, Level], said: str) -> None:
    texts = compared(pair)
    assert texts[1] == f"En rekommendation har bedömts i båda uppföljningarna och kan jämföras. {said}"
    assert not any("%" in text for text in texts)


def test_sub_points_stand_below_their_parent_in_its_table_whatever_their_theme_and_kind() -> None:
    made = audit_material(
        judged("1", DONE, position=1, theme="Styrning"),
        judged("1 a", NOT_DONE, position=2, parent="audit-1", theme="Ekonomi"),
        judged("1 b", None, position=3, parent="audit-1", kind="question"),
        judged("2", PARTLY, position=4, theme="Ekonomi"),
    )
    context = report_context(followup_material(made), today=TODAY)
    tables = [block for block in context.blocks if isinstance(block, AssessmentTable)]
    listed = [[(row.recommendation[0].text.partition(")")[0], row.status) for row in table.rows] for table in tables]
    assert listed == [
        [("1", "Se delpunkter"), ("1 a", "Inte åtgärdad"), ("1 b", "Ej bedömd")],
        [("2", "Delvis åtgärdad")],
    ]
    assert tables[0].rows[0].fill is None
    assert "med två rekommendationer" in " ".join(context.texts())
