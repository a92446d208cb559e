import pytest

from exports.swedish import NBSP, bodies, joined, lowered, paragraph_sign, quantity, sentence, share, when


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
        ("Exempelby Bostäder AB", "Exempelby Bostäder AB"),
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


def test_a_paragraph_sign_is_never_doubled_or_left_alone() -> None:
    assert paragraph_sign("117") == paragraph_sign("§ 117") == paragraph_sign("§117") == f"§{NBSP}117"


def test_a_date_is_written_as_precisely_as_it_is_known() -> None:
    assert when("2018-09-10").replace(NBSP, " ") == "den 10 september 2018"
    assert when("2019-02").replace(NBSP, " ") == "i februari 2019"
    assert when("2019") == "2019"
