"""Dates, § and bodies are read from the account of letter and answer; nothing is taken that is not plainly said."""

import pytest

from exports.swedish import bodies
from storage.domain.body_names import body_kind, names_in
from storage.intake.chapter import follow_up_again
from storage.intake.document import Notebook, TrailFacts
from storage.intake.trail import trail_facts

KS, TN, SN = "Kommunstyrelsen", "Tekniska nämnden", "Socialnämnden"
VON = "Vård- och omsorgsnämnden"


def _facts(text: str) -> TrailFacts:
    return trail_facts(text, Notebook(), "Vägar")


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            ("Revisorerna beslutade den 10\u00a0september\u00a02018 att överlämna rapporten till kommunstyrelsen och "
            "tekniska nämnden."),
            TrailFacts(handed_over="2018-09-10", handed_to=(KS, TN)),
        ),
        (
            "Revisorerna beslutade i februari\u00a02019 att överlämna rapporten till vård- och omsorgsnämnden.",
            TrailFacts(handed_over="2019-02", handed_to=(VON,)),
        ),
        ("Revisorerna beslutade 2019 att överlämna rapporten.", TrailFacts(handed_over="2019")),
        (
            "I mars 2020 överlämnades granskningen till socialnämnden för yttrande.",
            TrailFacts(handed_over="2020-03", handed_to=(SN,)),
        ),
        (
            "Kommunstyrelsen ombads svara senast den 31\u00a0december\u00a02018.",
            TrailFacts(answer_due="2018-12-31", requested=(KS,)),
        ),
        (
            "Socialnämnden och tekniska nämnden ombads svara senast 2019-06-28.",
            TrailFacts(answer_due="2019-06-28", requested=(SN, TN)),
        ),
        (
            "I skrivelsen ombads socialnämnden redovisa sina åtgärder i ett samlat svar senast den 1 mars 2020.",
            TrailFacts(answer_due="2020-03-01", requested=(SN,), joint=True),
        ),
        (
            "Kommunstyrelsen svarade den 26\u00a0november\u00a02018, §\u00a0260.",
            TrailFacts(answered_on="2018-11-26", paragraph="260", responder=KS),
        ),
        (
            ("Kommunstyrelsen svarade för egen del och för tekniska nämnden och socialnämnden den 26 november 2018, "
            "§ 260."),
            TrailFacts(answered_on="2018-11-26", paragraph="260", responder=KS, on_behalf_of=(TN, SN)),
        ),
        (
            "Vid sammanträdet den 3 juni 2019, §§ 116-117, besvarade kommunstyrelsen granskningen.",
            TrailFacts(answered_on="2019-06-03", paragraph="116–117", responder=KS),
        ),
        (
            "Vård- och omsorgsnämnden yttrade sig 2019-06-03 §116.",
            TrailFacts(answered_on="2019-06-03", paragraph="116", responder=VON),
        ),
        ("Kommunstyrelsen har svarat, § 12.", TrailFacts(paragraph="12", responder=KS)),
        ("Ett svar lämnades den 5 maj 2020, § 3.", TrailFacts(answered_on="2020-05-05", paragraph="3")),
        ("Svaret kom in den 7 maj 2020.", TrailFacts(received_on="2020-05-07")),
        ("Svar begärdes senast den 7 maj 2020.", TrailFacts(answer_due="2020-05-07")),
        ("Något svar har inte kommit in.", TrailFacts()),
        ("Svaret kom 154 dagar efter det begärda datumet.", TrailFacts()),
        (
            "Anstånd begärdes, men beslut eller nytt datum framgår inte.",
            TrailFacts(extension_requested="yes", extension_decision="unknown"),
        ),
        (
            "Anstånd begärdes till den 3\u00a0maj\u00a02019, men beslutet framgår inte.",
            TrailFacts(extension_requested="yes", extension_decision="unknown", extension_due="2019-05-03"),
        ),
        ("Av protokollet framgår att nämnden begärt anstånd.", TrailFacts(extension_requested="yes")),
        (
            "Anstånd beviljades till den 31 januari 2019.",
            TrailFacts(extension_requested="yes", extension_decision="granted", extension_due="2019-01-31"),
        ),
        ("Anstånd begärdes men beviljades inte.", TrailFacts(extension_requested="yes", extension_decision="refused")),
        (
            "Nämnden begärde den 3 maj 2019 anstånd till den 15 juni 2019, vilket medgavs.",
            TrailFacts(extension_requested="2019-05-03", extension_decision="granted", extension_due="2019-06-15"),
        ),
        ("Något anstånd begärdes aldrig.", TrailFacts()),
        ("Nämnden antog den 3 maj 2019 en ny policy.", TrailFacts()),
    ],
)  # fmt: skip
def test_a_sentence_gives_the_facts_it_says(sentence: str, expected: TrailFacts) -> None:
    assert _facts(sentence) == expected


@pytest.mark.parametrize(
    ("text", "responses"),
    [
        (
            "Kommunstyrelsen svarade den 4 maj 2021 § 11 och socialnämnden svarade den 8 juni 2021 § 12.",
            [(KS, "2021-05-04", "11"), (SN, "2021-06-08", "12")],
        ),
        (
            "Kommunstyrelsen svarade den 4 maj 2021, § 11. Vård- och omsorgsnämnden svarade 2021-06-08, § 12.",
            [(KS, "2021-05-04", "11"), (VON, "2021-06-08", "12")],
        ),
        (
            "Tekniska nämnden svarade den 4 maj 2021 § 11 samt vård- och omsorgsnämnden den 8 juni 2021 § 12.",
            [(TN, "2021-05-04", "11"), (VON, "2021-06-08", "12")],
        ),
        ("Socialnämnden svarade inte den 4 maj 2021 utan först den 8 juni 2021 § 12.", [(SN, "2021-06-08", "12")]),
        ("Socialnämnden svarade inte utan kommunstyrelsen svarade den 8 juni 2021 § 12.", [(KS, "2021-06-08", "12")]),
        ("Kommunstyrelsen har den 8 juni 2021 överlämnat sitt yttrande till revisorerna, § 12.",
         [(KS, "2021-06-08", "12")]),
        ("Kommunstyrelsen har den 8 juni 2021 svarat.", [(KS, "2021-06-08", None)]),
        ("Socialnämnden svarade inte den 4 maj 2021.", [(None, None, None)]),
        ("Socialnämnden har inte svarat, trots påminnelsen den 4 maj 2021.", [(None, None, None)]),
        ("Nämnderna svarade den 4 maj 2021 respektive den 8 juni 2021.", [(None, None, None)]),
    ],
)  # fmt: skip
def test_who_answered_on_which_day_is_as_said_and_what_is_not_plain_stays_text(
    text: str, responses: list[tuple[str | None, str | None, str | None]]
) -> None:
    facts = _facts(text)
    assert facts.handed_over is None
    assert [(facts.responder, facts.answered_on, facts.paragraph)] + [
        (each.responder, each.answered_on, each.paragraph) for each in facts.further
    ] == responses


def test_a_contradiction_is_noted_and_the_first_date_counts() -> None:
    notebook = Notebook()
    facts = trail_facts(
        "Socialnämnden svarade den 3 maj 2019. Socialnämnden svarade den 4 maj 2019.", notebook, "Vägar"
    )
    assert facts.answered_on == "2019-05-03"
    (note,) = notebook.notes
    assert (note.code, note.values["first"], note.values["second"]) == (
        "date_contradiction",
        "2019-05-03",
        "2019-05-04",
    )


def test_an_answer_before_the_report_was_handed_over_is_noted() -> None:
    notebook = Notebook()
    trail_facts("Rapporten överlämnades den 3 maj 2019. Socialnämnden svarade den 2 maj 2019.", notebook, "Vägar")
    assert [note.code for note in notebook.notes] == ["date_contradiction"]


@pytest.mark.parametrize(
    "names",
    [
        (KS,), (KS, TN), (KS, TN, VON), (VON, SN), ("Arbetsmarknads-, vuxenutbildnings- och integrationsnämnden", KS),
        (KS, "Exempelby Bostäder AB", VON), ("Räddningstjänsten Norr", KS), ("Kultur- och fritidsnämnden", VON),
        ("Nämnden för vård och omsorg",), (KS, "Gemensamma nämnden för upphandling"),
        (KS, "Kommunfullmäktiges presidium"), ("Nämnden för vatten, park och idrott",),
        ("Nämnden för vatten, park och idrott", KS), (TN, "Nämnden för skol- och ungdomsfrågor", KS),
        ("Nämnden för skol- och ungdomsfrågor", "Nämnden för vatten, park och idrott", KS),
    ],
)  # fmt: skip
def test_bodies_enumerated_as_documents_write_them_are_read_back(names: tuple[str, ...]) -> None:
    assert names_in(bodies(names)) == names


@pytest.mark.parametrize(
    "text", ["kommunens arbete med vägar och broar", "hur kommunstyrelsen styr", "berörda nämnder", ""]
)
def test_what_names_no_body_is_left_out(text: str) -> None:
    assert names_in(text) == ()


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        (KS, "executive_board"), (VON, "committee"), ("Exempelby Bostäder AB", "company"),
        ("Bostadsbolaget", "company"),
        ("Kommunfullmäktige", "council"), ("Räddningstjänsten Norr", "other"), ("Valnämnd", "committee"),
    ],
)  # fmt: skip
def test_a_bodys_kind_follows_from_its_name(name: str, kind: str) -> None:
    assert body_kind(name) == kind


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Granskningen ska följas upp igen 2023.", ("shall", 2023)),
        ("Granskningen kan behöva följas upp igen.", ("may", None)),
        ("Granskningen behöver inte följas upp igen.", ("none", None)),
        ("Det finns behov av att följa upp frågan.", ("shall", None)),
        ("Det finns inget behov av att följa upp frågan.", ("none", None)),
        ("Det kan därför finnas behov av en förnyad uppföljning.", ("may", None)),
        ("Nämnden bör göra mer.", (None, None)),
    ],
)
def test_whether_to_follow_up_again(text: str, expected: tuple[str | None, int | None]) -> None:
    assert follow_up_again(text) == expected
