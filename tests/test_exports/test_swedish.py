import re

import pytest

from exports.document import items, paragraph_of, prose
from exports.swedish import (
    NBSP,
    bodies,
    composed,
    joined,
    latest,
    lowered,
    paragraph_sign,
    place_and_day,
    quantity,
    sentence,
    share,
    stopped,
    typeset,
    unstopped,
    when,
)


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Kommunstyrelsen", "kommunstyrelsen"),
        ("Tekniska nämnden", "tekniska nämnden"),
        ("Vård- och omsorgsnämnden", "vård- och omsorgsnämnden"),
        ("Miljö och byggnadsnämnden", "miljö och byggnadsnämnden"),
        ("Nämnden för arbete och vuxnas lärande", "nämnden för arbete och vuxnas lärande"),
        ("Kommunfullmäktiges presidium", "kommunfullmäktiges presidium"),
        ("Kommunfullmäktige", "kommunfullmäktige"),
        ("Kommunstyrelsens arbetsutskott", "kommunstyrelsens arbetsutskott"),
        ("Socialnämndens individutskott", "socialnämndens individutskott"),
        ("Gemensamma nämnden för räddning i Exempelby", "gemensamma nämnden för räddning i Exempelby"),
        ("Gemensam nämnd för löner", "gemensam nämnd för löner"),
        ("Samtliga nämnder", "samtliga nämnder"),
        ("Berörda nämnder och bolag", "berörda nämnder och bolag"),
        ("Kommundirektören", "kommundirektören"),
        ("Barn- och utbildningschefen", "barn- och utbildningschefen"),
        ("Socialförvaltningen", "socialförvaltningen"),
        ("Stadsbyggnadskontoret", "stadsbyggnadskontoret"),
        ("Utbildningsnämnd", "utbildningsnämnd"),
        ("Bygg-, miljö- och hälsoskyddsnämndens presidium", "bygg-, miljö- och hälsoskyddsnämndens presidium"),
        ("Nämnden för Norra kommundelen", "nämnden för Norra kommundelen"),
        ("Kommunstyrelsen i Exempelby", "kommunstyrelsen i Exempelby"),
        ("Kommunala pensionärsrådet", "kommunala pensionärsrådet"),
        ("Exempelby Bostäder AB", "Exempelby Bostäder AB"),
        ("Styrelsen för Exempelby Bostäder AB", "Styrelsen för Exempelby Bostäder AB"),
        ("Bostadsbolaget", "Bostadsbolaget"),
        ("Räddningstjänsten Syd", "Räddningstjänsten Syd"),
        ("Stadsdelsnämnden Centrum", "Stadsdelsnämnden Centrum"),
        ("Norra kommunalförbundet", "Norra kommunalförbundet"),
        ("Sala tekniska nämnd", "Sala tekniska nämnd"),
        ("Motala socialnämnd", "Motala socialnämnd"),
        ("Lunds och Eslövs gemensamma nämnd", "Lunds och Eslövs gemensamma nämnd"),
        ("IT-nämnden", "IT-nämnden"),
        ("Exempelby kommunstyrelse", "Exempelby kommunstyrelse"),
        ("Solna kommunfullmäktige", "Solna kommunfullmäktige"),
        ("Norra Exempelbynämnden", "Norra Exempelbynämnden"),
        ("KS", "KS"),
        ("", ""),
    ],
)
def test_a_body_loses_its_capital_inside_a_sentence_unless_it_is_a_name(name: str, inside: str) -> None:
    assert lowered(name) == inside


def test_names_are_joined_with_commas_and_och() -> None:
    assert joined(["A"]) == "A"
    assert joined(["A", "B"]) == "A och B"
    assert joined(["A", "B", "C"]) == "A, B och C"
    pair = "Vård- och omsorgsnämnden"
    assert bodies(["Kommunstyrelsen", pair]) == "kommunstyrelsen samt vård- och omsorgsnämnden"
    assert bodies([pair, "Valnämnden", "Badhus AB"]) == "vård- och omsorgsnämnden, valnämnden samt Badhus AB"
    assert bodies([pair]) == "vård- och omsorgsnämnden"
    assert sentence(bodies(["Socialnämnden", "Exempelby Bostäder AB"])) == "Socialnämnden och Exempelby Bostäder AB"


def test_numbers_to_twelve_are_words_and_nothing_is_inga() -> None:
    assert quantity(0, "granskning", "granskningar") == "inga granskningar"
    assert quantity(1, "granskning", "granskningar") == "en granskning"
    assert quantity(12, "granskning", "granskningar") == "tolv granskningar"
    assert quantity(13, "granskning", "granskningar") == "13 granskningar"


def test_a_share_states_its_denominator_and_never_breaks_before_the_per_cent_sign() -> None:
    assert share(24, 37).replace(NBSP, " ") == "24 av 37 (65 %)"
    assert share(24, 37).endswith(f"65{NBSP}%)")
    assert share(1, 2, "bedömda").replace(NBSP, " ") == "1 av 2 bedömda (50 %)"
    assert "%" not in share(0, 0)
    assert share(1, 1000).replace(NBSP, " ") == "1 av 1000 (mindre än 1 %)"
    assert share(199, 200).replace(NBSP, " ") == "199 av 200 (mer än 99 %)"
    assert share(0, 200).endswith(f"(0{NBSP}%)")
    assert share(200, 200).endswith(f"(100{NBSP}%)")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("117", "§ 117"),
        ("§ 117", "§ 117"),
        ("§117", "§ 117"),
        ("12 a", "§ 12 a"),
        ("259–260", "§§ 259–260"),
        ("§§ 259-260", "§§ 259–260"),
        ("12, 13 och 14", "§§ 12, 13 och 14"),
        ("2 a och 3 b", "§§ 2 a och 3 b"),
        ("KS § 12", "KS § 12"),
    ],
)
def test_a_paragraph_sign_is_one_for_one_and_two_for_several(typed: str, printed: str) -> None:
    assert paragraph_sign(typed).replace(NBSP, " ") == printed
    assert not re.search(r"§ |\d ", paragraph_sign(typed)), "no line is broken between sign and number"


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Enligt § 12 och §§ 3–4", "Enligt §~12 och §§~3–4"),
        ("enligt 3 § och 3 a § förvaltningslagen", "enligt 3~§ och 3~a~§ förvaltningslagen"),
        ("50 % av 3 nämnder", "50~% av 3 nämnder"),
    ],
)
def test_a_sign_and_its_number_are_on_one_line(text: str, printed: str) -> None:
    assert typeset(text) == printed.replace("~", NBSP)
    assert prose(text)[0].text == typeset(text)
    assert paragraph_of(text)[0].text == typeset(text)


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Uppföljningen avser Moms m.m..", "Uppföljningen avser Moms m.m."),
        ("Den heter ”Moms.”.", "Den heter ”Moms”."),
        ("Och så vidare ...", "Och så vidare ..."),
        ("Klart. Nästa.", "Klart. Nästa."),
    ],
)
def test_a_sentence_has_one_full_stop(text: str, printed: str) -> None:
    assert composed(text) == printed
    assert paragraph_of(text)[0].text == printed
    assert items(text)[0].text == printed


@pytest.mark.parametrize(
    ("text", "stopped_", "unstopped_"),
    [
        ("Klart.", "Klart.", "Klart"),
        ("Klart", "Klart.", "Klart"),
        ("Vad då?", "Vad då?", "Vad då?"),
        ("Rutiner m.m.", "Rutiner m.m.", "Rutiner m.m."),
        ("Rutiner osv.", "Rutiner osv.", "Rutiner osv."),
        ("Så …", "Så …", "Så …"),
    ],
)
def test_a_text_ends_a_sentence_or_goes_on(text: str, stopped_: str, unstopped_: str) -> None:
    assert (stopped(text), unstopped(text)) == (stopped_, unstopped_)


@pytest.mark.parametrize(
    ("day", "by", "signed"),
    [
        ("2027-05-31", "senast den 31 maj 2027", "Exempelby den 31 maj 2027"),
        ("2027-07", "senast juli 2027", "Exempelby, juli 2027"),
        ("2027", "senast 2027", "Exempelby 2027"),
    ],
)
def test_a_month_stands_without_i_after_senast_and_after_a_place(day: str, by: str, signed: str) -> None:
    assert latest(day).replace(NBSP, " ") == by
    assert place_and_day("Exempelby", day).replace(NBSP, " ") == signed
    assert place_and_day("Exempelby", "") == "Exempelby"


def test_a_date_is_written_as_precisely_as_it_is_known() -> None:
    assert when("2018-09-10").replace(NBSP, " ") == "den 10 september 2018"
    assert when("2019-02").replace(NBSP, " ") == "i februari 2019"
    assert when("2019") == "2019"
