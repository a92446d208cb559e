"""The parts of a report that stand around its audits: introduction, standard texts, signers, special cases."""

from datetime import date

import pytest

from exports.document import DISCLAIMER, SIGNER, Block, Heading, Prose
from exports.report.context import report_context
from storage.domain.material import FollowupMaterial
from storage.domain.records import Audit, Followup, FollowupAudit, Person, replace
from tests.test_exports.material import LEVELS, audit_material, followup_material, judged

TODAY = date(2021, 3, 1)


def blocks_of(material: FollowupMaterial) -> list[Block]:
    return list(report_context(material, today=TODAY).blocks)


def section(material: FollowupMaterial, title: str) -> list[str]:
    """The paragraphs under the first heading called so; list items with a dash."""
    blocks = blocks_of(material)
    at = next(n for n, block in enumerate(blocks) if isinstance(block, Heading) and block.text == title)
    under = blocks[at + 1]
    assert isinstance(under, Prose)
    return [f"- {each.text}" if each.is_item else each.text.replace("\u00a0", " ") for each in under.paragraphs]


def titles(material: FollowupMaterial) -> list[str]:
    return [block.text for block in blocks_of(material) if isinstance(block, Heading) and block.level == 2]


def ending(material: FollowupMaterial) -> list[tuple[str, str, bool]]:
    """Role, text and whether it stays with what follows, after the last heading's own text."""
    blocks = blocks_of(material)
    last = max(n for n, block in enumerate(blocks) if isinstance(block, Heading))
    after = [block for block in blocks[last + 2 :] if isinstance(block, Prose)]
    return [(b.role, b.paragraphs[0].text.replace("\u00a0", " "), b.together) for b in after]


def with_settings(material: FollowupMaterial, **values: str) -> FollowupMaterial:
    return replace(material, settings=tuple(values.items()))


def followup(**fields: str | None) -> Followup:
    values = {"title": "Uppföljning 2021", "state": "closed", "report_date": "2021-04-14", **fields}
    return Followup(id="f", **values)  # type: ignore[arg-type]  # texts only


def test_the_selection_lists_every_audit_with_its_full_title_and_year() -> None:
    material = followup_material(
        audit_material(audit=Audit(id="a", title="Granskning av moms", short_title="Moms", years="2018")),
        audit_material(audit=Audit(id="b", title="Granskning av elevhälsa 2019", years="2019")),
        audit_material(audit=Audit(id="c", title="Inköp")),
    )
    assert section(material, "Urval") == [
        "Uppföljningen omfattar följande granskningar:",
        "- Granskning av moms (2018)", "- Granskning av elevhälsa 2019", "- Inköp",
    ]  # fmt: skip


def test_a_followups_own_texts_come_before_the_offices_and_those_before_the_programs() -> None:
    own = followup_material(followup=followup(purpose="Eget syfte.", method="Egen metod.", disclaimer="Eget slut."))
    bare = followup_material(followup=followup())
    office = {"purpose": "Kontorets syfte.", "method": "Kontorets metod.", "disclaimer": "Kontorets slut."}
    assert section(with_settings(own, **office), "Syfte") == ["Eget syfte."]
    assert section(with_settings(own, **office), "Metod") == ["Egen metod."]
    assert section(with_settings(bare, **office), "Syfte") == ["Kontorets syfte."]
    assert section(with_settings(bare, **office), "Metod") == ["Kontorets metod."]
    assert ending(with_settings(own, **office)) == [(DISCLAIMER, "Eget slut.", False)]
    assert ending(with_settings(bare, **office)) == [(DISCLAIMER, "Kontorets slut.", False)]
    assert len([text for text in section(bare, "Syfte") if text.startswith("- ")]) == 3
    assert "Metod" not in titles(bare)
    assert ending(bare) == []


def test_questions_and_criteria_in_a_purpose_get_headings_of_their_own() -> None:
    purpose = "Bakgrund\nVi följer upp.\nRevisionsfrågor:\n- Vad är gjort?\n- Vad återstår?\nRevisionskriterier\nLagen."
    material = followup_material(followup=followup(purpose=purpose))
    assert titles(material)[:3] == ["Bakgrund", "Revisionsfrågor", "Revisionskriterier"]
    assert section(material, "Revisionsfrågor") == ["- Vad är gjort?", "- Vad återstår?"]


def test_a_heading_word_inside_a_sentence_stays_in_it() -> None:
    material = followup_material(followup=followup(purpose="Bakgrund finns i tidigare rapporter."))
    assert section(material, "Syfte") == ["Bakgrund finns i tidigare rapporter."]


def test_the_office_signs_where_the_followup_has_no_signers_of_its_own() -> None:
    bare = with_settings(followup_material(followup=followup()), report_signers="Rut Ekmark, ordförande\nBo Lind")
    assert [text for _, text, _ in ending(bare)] == ["Rut Ekmark", "ordförande", "Bo Lind"]
    own = replace(bare, signers=(Person(id="p", name="Maja Lindgård"),))
    assert [text for _, text, _ in ending(own)] == ["Maja Lindgård"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [("2021-04-14", "Exempelby den 14 april 2021"), ("2021-04", "Exempelby, april 2021"), (None, "Exempelby")],
)
def test_place_and_date_stand_above_the_signers_when_the_place_is_known(day: str | None, expected: str) -> None:
    material = followup_material(followup=followup(report_date=day), signers=(Person(id="p", name="Maja Lindgård"),))
    assert ending(material)[0][0] == SIGNER
    assert ending(with_settings(material, place="Exempelby"))[0] == ("body", expected, True)
    assert ending(with_settings(followup_material(followup=followup()), place="Exempelby")) == []


def test_signatures_stay_on_one_page() -> None:
    people = tuple(Person(id=name, name=name, title="revisor") for name in ("Maja Lindgård", "Bo Lind"))
    found = ending(followup_material(followup=followup(), signers=people))
    assert [together for *_, together in found] == [True, True, False, False]


@pytest.mark.parametrize(
    ("needed", "judgement", "expected"),
    [
        (1, None, ["Revisorerna bör ha ett möte med kommunstyrelsen."]),
        (0, None, ["Något möte med kommunstyrelsen behövs inte."]),
        (1, "Revisorerna vill träffa styrelsen.", ["Revisorerna vill träffa styrelsen."]),
        (None, "Gott.", ["Gott."]),
    ],
)
def test_an_audits_judgement_says_whether_a_meeting_is_needed_unless_it_does_so_itself(
    needed: int | None, judgement: str | None, expected: list[str]
) -> None:
    covered = FollowupAudit(id="fa", meeting_needed=needed, judgement=judgement)
    assert section(followup_material(audit_material(followup_audit=covered)), "Bedömning") == expected


def test_an_audit_judged_as_a_whole_says_so_with_its_judgement_and_in_the_summary() -> None:
    whole = FollowupAudit(id="fa", judgement="Styrningen har förbättrats.")
    as_a_whole = audit_material(judged("1", None), judged("2", None, position=2), followup_audit=whole)
    each = audit_material(judged("1", LEVELS[0]), judged("2", LEVELS[2], position=2))
    both = followup_material(as_a_whole, each)
    assert section(both, "Bedömning") == [
        "Styrningen har förbättrats.",
        "Bedömningen avser granskningen som helhet; rekommendationerna har inte bedömts var för sig.",
    ]
    assert "I andelarna ingår inte två i en granskning som har bedömts som helhet." in " ".join(
        section(both, "Sammanfattning")
    )
    alone = section(followup_material(as_a_whole), "Sammanfattning")
    assert alone[0].endswith("Rekommendationerna har inte bedömts var för sig.")


def test_a_short_opening_of_a_chapter_goes_with_what_follows_and_a_long_one_does_not() -> None:
    for length, together in ((10, True), (400, False)):
        audit = audit_material(audit=Audit(id="a", title="Inköp", purpose="Ett syfte. " * length), auditees=())
        blocks = blocks_of(followup_material(audit))
        opening = blocks[blocks.index(Heading(3, "Granskningen")) + 1]
        assert isinstance(opening, Prose)
        assert opening.together is together
