"""Searches with what each must find: every structured word, compounds, phrases, exclusions, å ä ö, and nonsense."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from storage import filters, letters, recommendations, records
from storage.domain.filters import Condition, Filter, MatchingRows, complete, parse_filter, unknown_choices
from storage.domain.identity import id_from_fields
from storage.domain.records import Value
from storage.filters import filter_values, unknown_value
from storage.operations.assessments import assess
from storage.recommendations import first_hits, found
from storage.register import Register, create_register, open_register
from tests.test_storage.steps import levels

BODIES = {"ks": ("Kommunstyrelsen", "KS"), "vn": ("Vård- och omsorgsnämnden", "VON"), "sn": ("Socialnämnden", "SN")}
AUDITS: dict[str, tuple[dict[str, Value], list[str]]] = {
    "moms": (
        {"title": "Momshantering", "years": "2018", "type": "in_depth", "source": "audit", "responsible": "anna"},
        ["ks"],
    ),
    "info": ({"title": "Informationssäkerhet", "years": "2019", "type": "it", "source": "audit"}, ["ks"]),
    "stöd": ({"title": "Stöd i hemmet", "years": "2025", "type": "lay_audit", "source": "evaluation"}, ["sn", "vn"]),
    "kris": ({"title": "Krisberedskap", "years": "2026", "type": "pre_study", "source": "incident"}, ["ks"]),
    "mat": ({"title": "Livsmedel", "years": "2026", "type": "in_depth", "source": "audit"}, ["vn"]),
}
RECOMMENDATIONS: dict[str, dict[str, Value]] = {
    "m1": {"audit": "moms", "number": "1", "theme": "Ekonomi", "text": "Rätta momsredovisningen."},
    "m2": {"audit": "moms", "number": "2", "theme": "Kunskap", "text": "Utbilda alla chefer i en ny rutin."},
    "i1": {"audit": "info", "number": "1", "theme": "Styrning", "text": "Uppdatera lösenordspolicyn, 100 % klart."},
    "i2": {"audit": "info", "number": "2", "theme": "Styrning", "text": "Inför ett ledningssystem."},
    "i3": {"audit": "info", "kind": "question", "number": "3", "text": "Hur skyddas loggarna?"},
    "s1": {"audit": "stöd", "number": "1", "theme": "Råd", "text": "Ge råd om bostad."},
    "s2": {"audit": "stöd", "number": "2", "text": "Bygg en lång rad av insatser."},
    "k1": {"audit": "kris", "kind": "control", "number": "1", "text": "Öva ledningen varje år."},
    "f1": {"audit": "mat", "number": "1", "theme": "Styrning, uppföljning", "text": "Mät svinnet; rutin som är ny."},
}
LETTERS: dict[str, tuple[str, str, dict[str, dict[str, Value]]]] = {
    "l-moms": ("moms", "2018-12-31", {"ks": {}}),
    "l-info": ("info", "2019-06", {"ks": {"extension_requested": "yes"}}),
    "l-stöd": (
        "stöd",
        "2026-10-28",
        {"sn": {}, "vn": {"extension_decision": "granted", "extension_due": "2026-12-01"}},
    ),
    "l-mat": ("mat", "2026-12-31", {"vn": {}}),
}
EVERY = set(RECOMMENDATIONS)

SEARCHES: list[tuple[str, set[str]]] = [
    # Words, and parts of them
    ("policy", {"i1"}),
    ("LÖSENORDSPOLICYN", {"i1"}),
    ("system", {"i2"}),
    ("ny rutin", {"m2", "f1"}),
    ("momshantering rutin", {"m2"}),
    ("livsmedel svinn rutin", {"f1"}),
    ("socialnämnden råd", {"s1"}),
    ("klar,", set()),
    ("100 %", {"i1"}),
    ("%", {"i1"}),
    ("_", set()),
    ("åtgärden", {"m1"}),
    ("qqqq", set()),
    ("policy qqqq", set()),
    # Å, ä and ö
    ("atgard", {"m1"}),
    ("losenord", {"i1"}),
    ("LEDNINGSSYSTEM infor", {"i2"}),
    ("rad", {"s2"}),
    ("råd", {"s1"}),
    ("ova", {"k1"}),
    # Phrases
    ('"ny rutin"', {"m2"}),
    ('"rutin som är ny"', {"f1"}),
    ('"mina"', set()),
    ('"av insatser" bygg', {"s2"}),
    # Exclusions
    ("-moms", EVERY - {"m1", "m2"}),
    ("rutin -livsmedel", {"m2"}),
    ('-"ny rutin" rutin', {"f1"}),
    ("-status:åtgärdad -status:delvis nämnd:ks", {"i1", "i3", "k1"}),
    ("-nämnd:KS", {"s1", "s2", "f1"}),
    ("-losenord tema:styrning", {"i2", "f1"}),
    ("-policy -policy", EVERY - {"i1"}),
    ("-", EVERY),
    # Fields
    ("nämnd:social", {"s1"}),
    ("nämnd:vard", {"s2", "f1"}),
    ("nämnd:=socialnämnden", {"s1"}),
    ('nämnd:"=Vård- och omsorgsnämnden"', {"s2", "f1"}),
    ("nämnd:=KS,=SN", {"m1", "m2", "i1", "i2", "i3", "k1", "s1"}),
    ("-nämnd:=KS", {"s1", "s2", "f1"}),
    ("tema:=styrning", {"i1", "i2"}),
    ("nämnd:= tema:=", EVERY),
    ("board:kommunstyrelsen", {"m1", "m2", "i1", "i2", "i3", "k1"}),
    ("status:åtgärdad", {"m1"}),
    ("status:atgardad", {"m1"}),
    ("status:delvis,inte", {"m2", "i1", "i2"}),
    ('status:"ej bedömd" år:2026', {"k1", "f1"}),
    ("assessment:not_implemented", {"i1"}),
    ("år:2018,2019 -moms", {"i1", "i2", "i3"}),
    ("tema:råd", {"s1"}),
    ("tema:rad", {"s1"}),
    ('tema:"styrning, upp"', {"f1"}),
    ("granskning:moms", {"m1", "m2"}),
    ("källa:utvärdering", {"s1", "s2"}),
    ("källa:händelse,utvärdering", {"s1", "s2", "k1"}),
    ("källa:it-granskning", {"i1", "i2", "i3"}),
    ("källa:granskning", {"m1", "m2", "i1", "i2", "i3", "f1"}),
    ("typ:fördjupad", {"m1", "m2", "f1"}),
    ("typ:it", {"i1", "i2", "i3"}),
    ("typ:fråga", {"i3"}),
    ("type:control", {"k1"}),
    ("typ:kontroll,lekmanna", {"k1", "s1", "s2"}),
    ("-typ:rekommendation", {"i3", "k1"}),
    # Answers and their dates, on 22 November 2026
    ("försenad", {"s1"}),
    ("-försenad granskning:stöd", {"s2"}),
    ("overdue", {"s1"}),
    ("svar:instämmer", {"i2"}),
    ("svar:delar", {"i1"}),
    ("svar:delar,instämmer", {"i1", "i2"}),
    ('svar:"i tid"', {"m1", "m2"}),
    ("svar:försenat", {"i1", "i2", "i3", "s1"}),
    ("svar:väntar", {"s2", "f1"}),
    ("saknar:svar", {"s1", "s2", "k1", "f1"}),
    ("-saknar:svar nämnd:ks tema:styrning", {"i1", "i2"}),
    ("saknar:datum", {"k1"}),
    ("saknar:bedömning", {"i3", "s1", "s2", "k1", "f1"}),
    ("saknar:kommentar -saknar:bedömning", {"m2", "i2"}),
    ("saknar:datum,kommentar nämnd:ks -typ:fråga", {"m2", "i2", "k1"}),
    ("före:2019", {"m1", "m2"}),
    ("före:2019-06", {"m1", "m2"}),
    ("före:2019-07", {"m1", "m2", "i1", "i2", "i3"}),
    ("efter:2019-06", {"s1", "s2", "f1"}),
    ("efter:2026-11-30", {"s2", "f1"}),
    ("after:2026-12-01 before:2027", {"f1"}),
    ("mina", {"m1", "m2"}),
    ("-mina typ:fördjupad", {"f1"}),
    ("mine status:åtg", {"m1"}),
    # What is not written to its end
    ("status: nämnd:", EVERY),
    ('tema:"styrning, u', {"f1"}),
    ("status:delvis, år:", {"m2", "i2"}),
]


def _fill(register: Register) -> None:
    with register.recording("fill") as action:

        def link(entity: str, values: dict[str, Value]) -> None:
            action.put(entity, id_from_fields(register.register_id, entity, values), values)

        for body, (name, short) in BODIES.items():
            action.put("body", body, {"name": name, "short_name": short})
        action.put("person", "anna", {"name": "Anna"})
        for audit, (values, auditees) in AUDITS.items():
            action.put("audit", audit, values)
            for body in auditees:
                link("audit_auditee", {"audit": audit, "body": body})
        for position, (record, values) in enumerate(RECOMMENDATIONS.items(), 1):
            action.put("recommendation", record, {"kind": "recommendation", "position": position, **values})
        link("recommendation_addressee", {"recommendation": "s1", "body": "sn"})
        link("recommendation_addressee", {"recommendation": "s2", "body": "vn"})
        for letter, (audit, due, asked) in LETTERS.items():
            action.put("letter", letter, {"kind": "missiv", "decided": "2018-01-01", "answer_due": due})
            link("letter_audit", {"letter": letter, "audit": audit})
            for body, more in asked.items():
                link("letter_recipient", {"letter": letter, "body": body, "role": "answer", **more})
        for response, audit, day in (("p-moms", "moms", "2018-11-26"), ("p-info", "info", "2019-09-01")):
            action.put("response", response, {"responder": "ks", "kind": "answer", "decided_on": day})
            link("response_audit", {"response": response, "audit": audit})
        for record, stance in (("i1", "disagrees"), ("i2", "agrees")):
            action.put("response_line", f"line-{record}", {"response": "p-info", "stance": stance})
            link("response_line_target", {"response_line": f"line-{record}", "recommendation": record})
    named = levels(register)
    assess(register, ["m1"], named["implemented"].id, comment="Åtgärden är klar.")
    assess(register, ["m2", "i2"], named["partial"].id)
    assess(register, ["i1"], named["not_implemented"].id, comment="Styrelsen delar inte bilden.")


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small register with something for every search."""
    folder = tmp_path_factory.mktemp("searches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GRANSKA_STATE", str(folder / "state"))
        patch.setenv("GRANSKA_TODAY", "2026-11-22")
        patch.setenv("GRANSKA_WHO", "Anna")
        with create_register(folder / "r.db") as register:
            _fill(register)
    return folder / "r.db"


@pytest.fixture
def register(path: Path) -> Iterator[Register]:
    with open_register(path) as opened:
        yield opened


@pytest.mark.parametrize(("line", "expected"), SEARCHES, ids=[line for line, _expected in SEARCHES])
def test_a_search_finds_just_what_it_says(register: Register, line: str, expected: set[str]) -> None:
    flt = parse_filter(line)
    assert {view.id for view in recommendations.recommendations(register, flt)} == expected
    everything = found(register, flt)
    assert everything.recommendations == recommendations.recommendation_order(register, flt)
    first, whole = first_hits(register, flt, 64)
    assert set(first) <= set(everything.recommendations)
    assert not whole or list(first) == list(everything.recommendations)
    audits = {str(RECOMMENDATIONS[one]["audit"]) for one in expected}
    assert audits <= {view.id for view in recommendations.audits_at(register, everything.audits)}


@pytest.mark.parametrize(
    ("line", "note"),
    [
        *(("atgard", "atgard"), ("losenord -infor", "losenord"), ("rad", None), ("råd", None), ("qqqq", None)),
        *(
            ("nämnd:vard", "vard"),
            ("nämnd:vård", None),
            ("status:atg", "atg"),
            ("tema:rad", "rad"),
            ("tema:styr", None),
        ),
    ],
)
def test_a_word_that_is_only_there_with_its_dots_says_so(register: Register, line: str, note: str | None) -> None:
    assert filters.filter_note(register, parse_filter(line)) == note


def test_audits_are_found_by_what_they_are_and_by_what_their_recommendations_are(register: Register) -> None:
    def listed(line: str) -> set[str]:
        return {view.id for view in recommendations.audits(register, parse_filter(line))}

    assert listed("typ:it") == {"info"}
    assert listed("typ:fråga") == {"info"}
    assert listed("försenad") == {"stöd"}
    assert listed("-mina källa:granskning") == {"info", "mat"}
    assert listed("-säkerhet nämnd:ks") == {"moms", "kris"}
    assert listed("status:delvis") == {"moms", "info"}


def test_the_day_decides_what_is_late(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with open_register(path) as register:
        for day, late in (("2018-06-01", set()), ("2026-12-02", {"s1", "s2"}), ("2027-01-01", {"s1", "s2", "f1"})):
            monkeypatch.setenv("GRANSKA_TODAY", day)
            assert {view.id for view in recommendations.recommendations(register, parse_filter("försenad"))} == late


@pytest.mark.parametrize("line", ["nämnd:=social", "nämnd:=nämnden", "tema:=styr", "tema:=kunskapen"])
def test_a_name_that_is_meant_whole_is_no_part_of_another(register: Register, line: str) -> None:
    assert not {view.id for view in recommendations.recommendations(register, parse_filter(line))} & {"i1", "s1", "m2"}


def test_a_value_that_there_is_none_of_is_told_with_the_nearest(register: Register) -> None:
    told = {
        "nämnd:socialnämden": "Socialnämnden",
        "status:delvs": "Delvis åtgärdad",
        "tema:styrnig": "Styrning",
        "saknar:dattum": "datum",
        "granskning:kriisberedskap": "Krisberedskap",
        "år:nitton": None,
        "före:snart": None,
    }
    for line, nearest in told.items():
        error = unknown_value(register, line)
        assert error is not None
        assert (f"{error.name}:{error.value}", error.nearest) == (line, nearest), line
    for line, _expected in SEARCHES:
        assert unknown_value(register, line) is None, line
    assert unknown_choices("svar:kanske typ:eget") == (("svar", "kanske", None),)


def test_a_line_is_completed_with_fields_and_with_the_registers_own_values(register: Register) -> None:
    values = filter_values(register)

    def offered(line: str) -> tuple[str, ...]:
        found = complete(line, len(line), values)
        return tuple(line[: found.start] + one for one in found.candidates)

    assert offered("nä") == ("nämnd:",)
    assert offered("policy -sta") == ("policy -status:",)
    assert offered("fore") == ("före:",)
    assert offered("fors") == ("försenad",)
    assert offered("nämnd:vard") == ('nämnd:"Vård- och omsorgsnämnden"',)
    assert offered("nämnd:nämnd") == ("nämnd:Socialnämnden", 'nämnd:"Vård- och omsorgsnämnden"')
    assert offered('status:delvis,"inte å') == ('status:delvis,"Inte åtgärdad"',)
    assert offered("år:") == ("år:2026", "år:2025", "år:2019", "år:2018")
    assert offered("saknar:k") == ("saknar:kommentar",)
    assert offered("källa:h") == ("källa:händelse",)
    assert offered("typ:lek") == ("typ:lekmannarevision",)
    assert offered("tema:upp") == ('tema:"Styrning, uppföljning"',)
    assert offered("okänt:x") == ()
    for line in ("nämnd:vard", "tema:upp", "status:inte l"):
        for one in offered(line):
            assert unknown_value(register, one) is None


@pytest.mark.parametrize(
    "line",
    [
        *(
            "nämnd:[",
            "tema:[1,2]",
            "svar:[",
            "status:]",
            "[",
            "*?[",
            "-[",
            "a*",
            "'",
            '"',
            "--",
            ";",
            "år:%",
            "\x1e[1]",
        ),
        *("x" * 60_000, "o" * 60_000, f"tema:{'a' * 60_000}", "-" + "é" * 60_000, "för:\u0308 a\u0308"),
    ],
    ids=lambda line: line[:12],
)
def test_whatever_is_typed_is_an_answer_and_never_an_error(register: Register, line: str) -> None:
    flt = parse_filter(line)
    everything = found(register, flt)
    assert set(first_hits(register, flt, 64)[0]) <= set(everything.recommendations)
    unknown_value(register, line)
    assert complete(line, len(line), filter_values(register)).start <= len(line)


def test_words_are_excluded_from_lists_of_every_kind(register: Register) -> None:
    def names(entity: str, line: str) -> set[str]:
        return {one.id for one in records.records(register, entity, parse_filter(line))}

    assert names("body", "nämnden -social") == {"vn"}
    assert names("letter", "-moms") == {"l-info", "l-stöd", "l-mat"}
    assert {view.body.id for view in records.bodies(register, parse_filter("-kommun"))} == {"vn", "sn"}
    views = letters.letters(register, parse_filter("-livsmedel -stöd"))
    assert {view.id for view in views} == {"l-moms", "l-info"}
    shown = letters.letters_at(register, letters.letter_order(register, parse_filter("-moms -stöd")))
    assert {row.id for row in shown} == {"l-info", "l-mat"}


def test_row_numbers_in_a_value_are_text_and_no_rows(register: Register) -> None:
    every = ",".join(map(str, range(1, 200)))
    for value in (f"[{every}]", f"\x1e[{every}]"):
        assert not found(register, Filter((), (Condition("theme", (value,)),))).recommendations
        assert found(register, Filter((), (Condition("late", rows=(MatchingRows(f"[{every}]"),)),))).recommendations
