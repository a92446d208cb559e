"""Queries behind forms and lists: records of every kind, their names, letters beside responses."""

from storage import letters, responses
from storage import records as record_queries
from storage.domain.editable_fields import EDITABLE, Given
from storage.domain.filters import parse_filter
from storage.operations import records
from storage.register import Register


def add(register: Register, entity: str, **values: Given) -> str:
    (made,) = records.add(register, entity, values).created[entity]
    return made


def audit(register: Register, title: str, *bodies: str) -> str:
    return add(register, "audit", title=title, auditees=bodies)


def names(register: Register, entity: str, words: str = "") -> list[str]:
    return [one.name for one in record_queries.records(register, entity, parse_filter(words))]


def test_what_was_entered_is_what_a_form_begins_with(empty: Register) -> None:
    crisis = audit(empty, "Kris", "Kommunstyrelsen")
    point = add(empty, "recommendation", audit=crisis, number="1", text="Öva.", responsibility_disputed="ja")
    begun = record_queries.entered(empty, "recommendation", point)
    assert list(begun) == [entry.name for entry in EDITABLE["recommendation"].fields]
    assert (begun["audit"], begun["number"], begun["responsibility_disputed"]) == (crisis, "1", 1)
    assert (begun["addressees"], begun["planned"]) == ((), None)
    signed = add(empty, "letter", kind="missiv", signers=["Örjan Ek", "Anna Ask"])
    signers = record_queries.entered(empty, "letter", signed)["signers"]
    assert isinstance(signers, tuple)
    assert [record_queries.named(empty, "person", [one])[0].name for one in signers] == ["Örjan Ek", "Anna Ask"]


def test_records_are_listed_in_swedish_order_and_letters_and_answers_newest_first(empty: Register) -> None:
    for name in ("Ödeshögsnämnden", "Årenämnden", "Äldrenämnden", "Zonnämnden"):
        add(empty, "body", name=name)
    assert names(empty, "body") == ["Zonnämnden", "Årenämnden", "Äldrenämnden", "Ödeshögsnämnden"]
    for day in ("2019-05-01", "2021-02", "2020"):
        add(empty, "letter", kind="missiv", dated=day)
        add(empty, "response", responder="Zonnämnden", received_on=day)
    assert names(empty, "letter") == ["2021-02", "2020", "2019-05-01"]
    assert names(empty, "response") == ["Zonnämnden 2021-02", "Zonnämnden 2020", "Zonnämnden 2019-05-01"]
    assert record_queries.names(empty, ["person", "body"])[0].name == "Zonnämnden"


def test_a_word_is_looked_for_in_every_text_of_a_record(empty: Register) -> None:
    add(empty, "measure", text="Köp radio.", responsible="Räddningschefen")
    add(empty, "measure", text="Byt lås.")
    assert names(empty, "measure", "räddning") == ["Köp radio."]
    assert names(empty, "measure", "byt lås") == ["Byt lås."]
    assert names(empty, "measure", "byt radio") == []


def test_what_belongs_to_something_removed_leaves_the_lists_with_it(empty: Register) -> None:
    letter = add(empty, "letter", kind="missiv", dated="2020-01-01")
    add(empty, "letter_question", letter=letter, number="1", text="Hur?")
    assert names(empty, "letter_question") == ["2020-01-01: 1) Hur?"]
    records.remove(empty, "letter", letter, "Fel")
    assert names(empty, "letter_question") == names(empty, "letter") == []
    assert [one.removed for one in record_queries.records(empty, "letter", removed=True)] == ["Fel"]
    assert record_queries.records(empty, "letter_question", removed=True) == []


def test_an_answer_leaves_unanswered_what_its_own_bodies_were_asked_and_no_line_speaks_of(empty: Register) -> None:
    crisis = audit(empty, "Kris", "Kommunstyrelsen", "Socialnämnden")
    whole = add(empty, "recommendation", audit=crisis, number="2", text="Ordna.")
    add(empty, "recommendation", audit=crisis, number="2 a", text="Inköp.", parent=whole)
    add(empty, "recommendation", audit=crisis, number="3", text="Öva.")
    add(empty, "recommendation", audit=crisis, number="4", text="Bygg.", addressees=["Socialnämnden"])
    letter = add(empty, "letter", kind="missiv", audits=[crisis], dated="2020-02-01")
    add(empty, "letter_question", letter=letter, number="1", text="Hur?", body="Kommunstyrelsen")
    add(empty, "letter_question", letter=letter, number="2", text="När?", body="Socialnämnden")
    answer = add(empty, "response", responder="Kommunstyrelsen", audits=[crisis], decided_on="2020-03-01")
    told = [(one.entity, one.number) for one in responses.response_detail(empty, answer).unanswered]
    assert told == [("letter_question", "1"), ("recommendation", "2 a"), ("recommendation", "3")]
    add(empty, "response_line", response=answer, targets=[whole], stance="agrees")
    detail = responses.response_detail(empty, answer)
    assert [one.number for one in detail.unanswered] == ["1", "3"]
    assert [one.id for one in detail.letters] == [letter]


def test_a_letter_has_the_answers_that_came_after_it(empty: Register) -> None:
    crisis = audit(empty, "Kris", "Kommunstyrelsen")
    first = add(empty, "letter", kind="missiv", audits=[crisis], dated="2020-02-01")
    answer = add(empty, "response", responder="Kommunstyrelsen", audits=[crisis], decided_on="2020-03")
    later = add(empty, "letter", kind="reminder", audits=[crisis], dated="2021-02-01")
    council = add(empty, "letter", kind="council", audits=[crisis], dated="2020-02-01")
    found = {one: [each.id for each in letters.letter_detail(empty, one).responses] for one in (first, later, council)}
    assert found == {first: [answer], later: [], council: []}


def test_measures_are_read_by_what_they_are_about_in_the_order_of_their_themes(empty: Register) -> None:
    crisis = audit(empty, "Kris", "Kommunstyrelsen")
    point = add(empty, "recommendation", audit=crisis, number="1", text="Öva.")
    own = add(empty, "measure", text="Utbilda.", audit=crisis, theme="Utbildning")
    several = add(empty, "measure", text="Byt lås.", recommendations=[point], theme="Teknik", due="2021")
    assert [one.id for one in record_queries.measures_of(empty, audit=crisis)] == [several, own]
    (view,) = record_queries.measures_of(empty, recommendation=point)
    assert (view.id, [target.about for target in view.recommendations]) == (several, ["Kris"])
    records.remove(empty, "measure", several, "Fel")
    assert record_queries.measures_of(empty, recommendation=point) == record_queries.measures_of(empty) == []


def test_remarks_are_of_the_record_as_it_would_be(empty: Register) -> None:
    crisis = audit(empty, "Kris", "Kommunstyrelsen")
    point = add(empty, "recommendation", audit=crisis, number="1", text="Öva.")

    def codes(entity: str, record: str | None = None, **values: Given) -> list[str]:
        return [one.code for one in record_queries.warnings(empty, entity, values, record)]

    assert codes("recommendation", audit="Kris", number="1") == ["duplicate_number"]
    assert codes("recommendation", point, number="1") == []
    assert codes("recommendation", audit="Finns inte", number="1") == []
    assert codes("letter", kind="missiv") == ["no_letter_date"]
    assert codes("letter", dated="2020-02-01", answer_due="2020-01") == ["date_before"]
    assert codes("measure", state="done", due="31/12") == ["done_ahead"]
    assert codes("letter_recipient", extension_decision="granted") == ["granted_without_date"]
    assert codes("response", received_on="2020") == []
