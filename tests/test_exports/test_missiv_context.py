"""Contexts of missiv."""

import json
from datetime import date

import pytest

from exports.document import Paragraphs
from exports.letter_templates.render import texts_at
from exports.letters.context import missiv_context
from exports.letters.parts import MissivContext
from storage.domain.material import ACTION, ANSWER, INFORMATION, LetterMaterial
from storage.domain.records import Followup, Letter, LetterQuestion, replace
from tests.test_exports.missiv_material import (
    SIGNERS,
    followup_letter,
    full_letter,
    letter,
    letter_audit,
    plain,
    recipient,
)

TODAY = date(2026, 11, 22)


def context_of(material: LetterMaterial, body: str | None = None) -> MissivContext:
    return missiv_context(material, today=TODAY, recipient=body)


def text(paragraphs: Paragraphs) -> str:
    return "\n".join(("- " if each.is_item else "") + each.text.replace("\u00a0", " ") for each in paragraphs)


def rows(context: MissivContext) -> list[tuple[str, str]]:
    return [(row.number, text(row.text)) for table in context.tables for row in table.rows]


def due(answer_due: str, *, decided: str = "2026-11-20") -> str:
    record = Letter(id="l", decided=decided, answer_due=answer_due)
    return text(context_of(letter(letter_audit(), record=record)).answer_request)


def test_it_says_who_audited_what_with_whom_and_in_which_plan() -> None:
    audit = letter_audit(
        plain("1", "Gör", "Kommunstyrelsen"), firm="Exempelbyrån AB", years="2024–2025", plan_year=2026
    )
    assert text(context_of(letter(audit)).opening) == (
        "Exempelby kommuns revisorer har med hjälp av Exempelbyrån AB genomfört en granskning av måltider. "
        "Granskningen avser kommunstyrelsen. Den ingår i revisionsplanen för 2026. Granskningsrapporten bifogas."
    )


def test_what_is_not_known_is_not_said() -> None:
    nothing = letter(letter_audit(title=None, short_title=None), office=None, recipients=(), record=Letter(id="l"))
    context = context_of(nothing)
    assert text(context.opening) == "Revisorerna har genomfört en granskning. Granskningsrapporten bifogas."
    empty = ("purpose", "judgement", "grounds", "tables", "answer_request", "demands", "answer_contents", "answer_how",
             "own_text", "information", "signers", "copies", "recipients")  # fmt: skip
    assert [getattr(context, name) for name in empty] == [()] * len(empty)
    unknown = ("postal_address", "phone", "email", "web", "registry_number", "closing_formula", "tables_heading")
    assert [getattr(context, name) for name in unknown] == [None] * len(unknown)
    assert not context.has_answer
    assert "None" not in json.dumps(context.data(), ensure_ascii=False)


@pytest.mark.parametrize(
    ("answer_due", "expected"),
    [
        ("2027-01-15", "senast fredagen den 15 januari 2027."),
        ("2027-01-19", "senast tisdagen den 19 januari 2027."),
        ("2027-01-20", "senast den 20 januari 2027."),
        ("2026-11-19", "senast den 19 november 2026."),
        ("2027-02", "senast februari 2027."),
        ("2027", "senast 2027."),
        ("snarast", "från socialnämnden."),
    ],
)
def test_the_weekday_stands_with_days_within_sixty_of_the_letter(answer_due: str, expected: str) -> None:
    assert due(answer_due).endswith(expected)


def test_bodies_with_dates_of_their_own_are_named_with_them() -> None:
    recipients = (recipient("Socialnämnden", due="2027-05-31"), recipient("Tekniska nämnden"))
    record = Letter(id="l", decided="2026-11-20", answer_due="2027-03-31")
    assert text(context_of(letter(letter_audit(), recipients=recipients, record=record)).answer_request) == (
        "Revisorerna önskar svar från tekniska nämnden senast den 31 mars 2027 och från socialnämnden senast den "
        "31 maj 2027."
    )


def test_a_joint_answer_is_asked_of_the_body_that_gives_it() -> None:
    recipients = (recipient("Kommunstyrelsen"), recipient("Socialnämnden", through="Kommunstyrelsen"))
    record = Letter(id="l", decided="2026-11-20", answer_due="2027-03-31")
    material = letter(letter_audit(), recipients=recipients, record=record)
    joint = (
        "Revisorerna önskar svar från kommunstyrelsen senast den 31 mars 2027.\n"
        "Kommunstyrelsen svarar även för socialnämnden."
    )
    assert text(context_of(material).answer_request) == joint
    assert text(context_of(material, "Kommunstyrelsen").answer_request) == joint
    own = context_of(material, "Socialnämnden")
    assert text(own.answer_request) == (
        "Kommunstyrelsen svarar även för socialnämnden senast den 31 mars 2027. Något eget svar begärs inte."
    )
    assert (own.demands, own.answer_contents, own.answer_how) == ((), (), ())


def test_recipients_stand_by_what_they_are_to_do() -> None:
    recipients = (recipient("A"), recipient("B", ACTION), recipient("C", INFORMATION), recipient(None, ANSWER))
    context = context_of(letter(letter_audit(), recipients=recipients))
    assert [(group.label, group.names) for group in context.recipients] == [
        ("För svar", ("A",)),
        ("För åtgärd", ("B",)),
        ("För kännedom", ("C",)),
    ]
    assert text(context.information) == (
        "Revisorerna beslutade den 20 november 2026 att överlämna rapporten. Den överlämnas till B för åtgärd och till "
        "C för kännedom."
    )


def test_a_letter_for_information_asks_for_no_answer() -> None:
    record = Letter(id="l", decided="2026-11-20", answer_due="2027-03-31", answer_how="Per post.")
    context = context_of(
        letter(letter_audit(plain("1", "Gör")), recipients=(recipient("A", INFORMATION),), record=record)
    )
    assert not context.has_answer
    assert rows(context) == [("1)", "Gör")]


def test_numbers_are_printed_as_they_are_though_twice_missing_or_odd() -> None:
    numbers = ("1", "2", "2", "4", "5 b", None, "A.")
    context = context_of(letter(letter_audit(*(plain(number, "Gör") for number in numbers))))
    assert [number for number, _ in rows(context)] == ["1)", "2)", "2)", "4)", "5 b)", "–", "A."]


def test_each_kind_has_a_table_and_one_alone_is_spoken_of_as_one() -> None:
    audit = letter_audit(plain("1", "Gör"), plain("2", "Gör mer"), plain("3", "Så är det", kind="remark"))
    context = context_of(letter(audit, questions=(LetterQuestion(id="q", number="1", text="Hur?"),)))
    assert [(table.column, table.lead) for table in context.tables] == [
        ("Rekommendation", "Mot bakgrund av granskningen lämnar revisorerna följande rekommendationer."),
        ("Påpekande", "Revisorerna gör följande påpekande."),
        ("Fråga", "Revisorerna vill ha svar på följande fråga."),
    ]
    assert context.tables_heading == "Rekommendationer, påpekanden och frågor"


def test_rows_name_their_bodies_as_soon_as_more_than_one_is_addressed() -> None:
    same = letter_audit(plain("1", "Gör", "Socialnämnden"), plain("2", "Mer", "Socialnämnden"))
    assert rows(context_of(letter(same))) == [("1)", "Gör"), ("2)", "Mer")]
    differ = letter_audit(plain("1", "Gör", "Socialnämnden"), plain("2", "Mer", "Socialnämnden", "Överförmyndaren"))
    assert rows(context_of(letter(differ))) == [
        ("1)", "Gör\nRiktas till socialnämnden."),
        ("2)", "Mer\nRiktas till socialnämnden och överförmyndaren."),
    ]
    two = (recipient("Socialnämnden"), recipient("Överförmyndaren"))
    assert rows(context_of(letter(same, recipients=two)))[0] == ("1)", "Gör\nRiktas till socialnämnden.")
    other = letter_audit(plain("3", "Se över", "Byggnadsnämnden"), title="Granskning av lov")
    assert {told.rpartition("\n")[2] for _number, told in rows(context_of(letter(same, other)))} == {
        "Riktas till socialnämnden.",
        "Riktas till byggnadsnämnden.",
    }


def test_a_body_s_own_letter_has_its_own_demand_and_what_is_directed_to_it() -> None:
    own = context_of(full_letter(), "Tekniska nämnden")
    assert rows(own) == [
        ("1)", "Se till att det finns en riktlinje\nRiktas till socialnämnden och tekniska nämnden."),
        ("2)", "Minska svinnet\nRiktas till tekniska nämnden."),
        ("–", "Inför egenkontroll\nRiktas till socialnämnden och tekniska nämnden."),
        ("1)", "Hur säkras kompetensen?\nRiktas till tekniska nämnden."),
    ]
    assert text(own.demands) == "Redovisa ansvaret.\nÄven för köken."
    assert [group.names for group in own.recipients] == [("Tekniska nämnden",), ("Kommunfullmäktiges presidium",)]
    assert text(own.answer_request).startswith("Revisorerna önskar svar från tekniska nämnden senast fredagen")
    assert own.file_stem == "Missiv Tekniska nämnden"


def test_the_letter_to_all_names_whose_demand_is_whose() -> None:
    assert text(context_of(full_letter()).demands) == (
        "Socialnämnden: Redovisa en tidplan.\nTekniska nämnden: Redovisa ansvaret.\nÄven för köken."
    )
    listed = (recipient("Socialnämnden", demand="- tidplan\n- ansvar"), recipient("Tekniska nämnden"))
    assert text(context_of(letter(letter_audit(), recipients=listed)).demands) == "Socialnämnden:\n- tidplan\n- ansvar"


def test_who_answers_for_another_gets_what_is_directed_to_that_one() -> None:
    recipients = (recipient("Kommunstyrelsen"), recipient("Socialnämnden", through="Kommunstyrelsen"))
    audit = letter_audit(plain("1", "Gör", "Socialnämnden"), plain("2", "Mer", "Tekniska nämnden"))
    questions = (LetterQuestion(id="q", number="1", text="Hur?", body="Tekniska nämnden"),)
    material = letter(audit, recipients=recipients, questions=questions)
    assert rows(context_of(material, "Kommunstyrelsen")) == [("1)", "Gör\nRiktas till socialnämnden.")]


def test_a_question_to_one_body_says_so_in_the_letter_to_all_and_stands_in_no_letter_of_another() -> None:
    recipients = (recipient("Kommunstyrelsen"), recipient("Socialnämnden"))
    questions = (
        LetterQuestion(id="1", number="1", text="Vem leder?"),
        LetterQuestion(id="2", number="2", text="Vem övar?", body="Socialnämnden"),
    )
    material = letter(letter_audit(), recipients=recipients, questions=questions)
    every = ["Vem leder?", "Riktas till kommunstyrelsen och socialnämnden."]
    social = ["Vem övar?", "Riktas till socialnämnden."]
    assert [[each.text for each in row.text] for row in context_of(material).tables[-1].rows] == [every, social]
    of_one = [row.text for row in context_of(material, "Socialnämnden").tables[-1].rows]
    assert [[each.text for each in row] for row in of_one] == [["Vem leder?"], ["Vem övar?"]]
    assert len(context_of(material, "Kommunstyrelsen").tables[-1].rows) == 1


def test_a_body_that_gets_no_letter_has_none() -> None:
    with pytest.raises(ValueError, match="Byggnadsnämnden"):
        context_of(full_letter(), "Byggnadsnämnden")


def test_the_letter_of_a_follow_up_lists_what_is_left_by_audit() -> None:
    context = context_of(followup_letter())
    assert context.title == "Missiv: Uppföljning 2026"
    assert [(table.heading, table.lead, [row.status for row in table.rows]) for table in context.tables] == [
        (
            "Granskning av moms",
            "Följande rekommendationer är ännu inte helt åtgärdade.",
            ["Delvis åtgärdad", "Inte åtgärdad"],
        ),
        ("Granskning av boenden", None, ["Inte åtgärdad"]),
    ]
    assert text(context.opening) == (
        "Exempelby kommuns revisorer har följt upp vad som har gjorts med anledning av rekommendationerna från tre "
        "tidigare granskningar. Uppföljningen ingår i revisionsplanen för 2025. Uppföljningsrapporten, daterad den "
        "18 november 2026, bifogas."
    )
    assert "vilka åtgärder som återstår" in text(context.answer_contents)
    assert [each.replace("\u00a0", " ") for each in context.enclosures] == ["Uppföljningsrapport, 18 november 2026"]


def test_a_letter_bears_its_own_day_and_tells_of_the_decision_s() -> None:
    def day(known: str = "", *, dated: str | None = None, decided: str | None = None) -> str:
        context = context_of(letter(letter_audit(), record=Letter(id=known, dated=dated, decided=decided)))
        return f"{context.place_and_date} {context.file_date}".replace("\u00a0", " ")

    assert day(dated="2026-11-25", decided="2026-11-20") == "25 november 2026 2026-11-25"
    assert day(decided="2026-11-20") == "22 november 2026 2026-11-22"
    assert day("l", decided="2026-11-20") == "20 november 2026 2026-11-20", "the register knows no other"
    assert day(dated="imorgon") == "22 november 2026 2026-11-22"
    placed = context_of(letter(letter_audit(), settings={"place": "Exempelby"}))
    assert placed.place_and_date.replace("\u00a0", " ") == "Exempelby den 20 november 2026"
    assert text(placed.information) == "Revisorerna beslutade den 20 november 2026 att överlämna rapporten."


def test_the_office_s_own_words_come_before_ours() -> None:
    settings = {
        "missiv_opening": "Vi har granskat {title} hos {bodies}.\nVi hade hjälp av {firm}.\nSe {annat}.",
        "answer_contents": "- bara en tidplan",
        "closing_formula": "För revisorerna",
        "enclosures": "Rapport\nSvarsblankett",
    }
    audit = letter_audit(plain("1", "Gör", "Socialnämnden"))
    context = context_of(letter(audit, settings=settings, signers=SIGNERS))
    assert text(context.opening) == "Vi har granskat Granskning av måltider hos socialnämnden.\nSe {annat}."
    assert text(context.answer_contents) == "Svaret ska innehålla\n- bara en tidplan"
    assert context.closing_formula == "För revisorerna"
    assert context.enclosures == ("Rapport", "Svarsblankett")


def test_who_signs_does_so_with_title_and_organisation() -> None:
    context = context_of(letter(letter_audit(), signers=SIGNERS))
    assert context.closing_formula == "På revisorernas vägnar"
    assert [(signer.name, signer.title) for signer in context.signers] == [
        ("Maja Lindgård", "Ordförande"),
        ("Olle Vennström", "Exempelbyrån"),
    ]


def test_internal_notes_are_in_no_letter() -> None:
    for material in (full_letter(), followup_letter()):
        assert "Heml" not in json.dumps(context_of(material).data(), ensure_ascii=False)


def test_texts_are_cleaned_and_stand_on_lines_of_their_own() -> None:
    audit = letter_audit(purpose="Ett\x1b[31m.\r\n\r\n  Två\ud800\u202e.  \n- tre\tfyra", title="A\nB")
    context = context_of(letter(audit))
    assert text(context.purpose) == "Ett[31m.\nTvå\ufffd.\n- tre fyra"
    assert context.title == "Missiv: A B"


def test_several_audits_without_a_short_title_name_the_file() -> None:
    audits = (letter_audit(), letter_audit(short_title=None, title="Granskning av moms"))
    assert context_of(letter(*audits)).file_stem == "Missiv Måltider och Granskning av moms"
    assert list(texts_at(context_of(letter(*audits)).data(), "enclosures")) == [
        "Granskningsrapport: Granskning av måltider",
        "Granskningsrapport: Granskning av moms",
    ]


@pytest.mark.parametrize(
    ("facts", "said", "enclosed"),
    [
        ({"title": "Granskning av moms"}, "genomfört en granskning av moms.", "Granskningsrapport"),
        ({"title": "Fördjupad granskning av moms"}, "genomfört en fördjupad granskning av moms.", "Granskningsrapport"),
        ({"title": "Granskningen av moms"}, "genomfört granskningen av moms.", "Granskningsrapport"),
        ({"title": "IT-granskning av moms"}, "genomfört en IT-granskning av moms.", "Granskningsrapport"),
        (
            {"title": "Grundläggande granskning 2025"},
            "genomfört ”Grundläggande granskning 2025”.",
            "Granskningsrapport",
        ),
        ({"title": "Momshantering"}, "genomfört granskningen ”Momshantering”.", "Granskningsrapport"),
        (
            {"title": "Överförmyndarens granskning av räkningar"},
            "genomfört granskningen ”Överförmyndarens granskning av räkningar”.",
            "Granskningsrapport",
        ),
        (
            {"title": "Uppföljning av frånvaro"},
            "genomfört granskningen ”Uppföljning av frånvaro”.",
            "Granskningsrapport",
        ),
        (
            {"title": "Uppföljning av frånvaro", "type": "follow_up"},
            "genomfört en uppföljning av frånvaro.",
            "Granskningsrapport",
        ),
        (
            {"title": "Moms", "type": "follow_up"},
            "genomfört den uppföljande granskningen ”Moms”.",
            "Granskningsrapport",
        ),
        (
            {"title": "Förstudie om krisberedskap", "type": "pre_study"},
            "genomfört en förstudie om krisberedskap.",
            "Rapport från förstudien",
        ),
        ({"title": "Bolaget", "type": "lay_audit"}, "genomfört lekmannagranskningen ”Bolaget”.", "Granskningsrapport"),
        ({"title": "Drift", "type": "it"}, "genomfört it-granskningen ”Drift”.", "Granskningsrapport"),
        ({"title": "Skydd", "type": "klimat"}, "genomfört granskningen ”Skydd”.", "Granskningsrapport"),
        ({"title": "Detaljplan för torget"}, "genomfört granskningen ”Detaljplan för torget”.", "Granskningsrapport"),
        ({"title": "Ny vision", "source": "board_decision"}, "överlämnar beslutet ”Ny vision”.", "Beslut"),
        ({"title": "Beslut om vision", "source": "board_decision"}, "överlämnar ett beslut om vision.", "Beslut"),
        ({"title": "Lärande", "source": "evaluation"}, "överlämnar utvärderingen ”Lärande”.", "Utvärdering"),
        (
            {"title": "Plan för intern kontroll", "source": "control_plan"},
            "överlämnar en plan för intern kontroll.",
            "Internkontrollplan",
        ),
        ({"title": "Läckan", "source": "incident"}, "överlämnar händelsen ”Läckan”.", "Redovisning av händelsen"),
    ],
)
def test_an_audit_has_the_noun_of_its_type_and_source_once(facts: dict[str, str], said: str, enclosed: str) -> None:
    context = context_of(letter(letter_audit(**facts)))
    assert text(context.opening).startswith(f"Exempelby kommuns revisorer {'har ' if said[0] == 'g' else ''}{said}")
    assert context.enclosures == (enclosed,)


def test_a_letter_about_what_has_no_points_asks_for_nothing_about_points() -> None:
    study = letter_audit(title="Förstudie om kris", type="pre_study")
    assert context_of(letter(study)).answer_contents == ()
    told = letter_audit(title="Förstudie om kris", type="pre_study", judgement="Läget är gott.")
    assert text(context_of(letter(told)).answer_contents) == "Av svaret ska det framgå om revisorernas bedömning delas."
    one = letter_audit(plain("1", "Gör"))
    assert "planeras för rekommendationen\n" in text(context_of(letter(one)).answer_contents)
    mixed = letter_audit(plain("1", "Gör"), plain("2", "Se", kind="remark"), plain("1", "Hur?", kind="question"))
    assert "för varje rekommendation och påpekande\n" in text(context_of(letter(mixed)).answer_contents)


def test_every_day_stands_under_its_own_name() -> None:
    record = Letter(id="l", dated="2026-11-22", decided="2026-11-20", signed="2026-11-24", answer_due="2027-03-31")
    context = context_of(letter(letter_audit(report_date="2026-11-12"), record=record))
    assert context.place_and_date.replace("\u00a0", " ") == "22 november 2026"
    assert "Granskningsrapporten, daterad den 12 november 2026, bifogas." in text(context.opening)
    assert text(context.information) == "Revisorerna beslutade den 20 november 2026 att överlämna rapporten."
    assert (context.signed_on or "").replace("\u00a0", " ") == "Undertecknat den 24 november 2026"
    assert "senast den 31 mars 2027" in text(context.answer_request)
    bare = context_of(letter(letter_audit(handed_over="2026-11-02"), record=Letter(id="l")))
    assert text(bare.information) == "Revisorerna beslutade den 2 november 2026 att överlämna rapporten."
    assert bare.signed_on is None


def test_a_list_never_stands_without_words_before_it() -> None:
    settings = {"answer_contents": "- tidplan", "answer_how": "- per post\n- per e-post"}
    listed = (recipient("Socialnämnden", demand="- tidplan\n- ansvar"),)
    record = Letter(id="l", answer_how="- per post\n- per e-post")
    material = letter(
        letter_audit(grounds="- Ansvaret är oklart."), recipients=listed, settings=settings, record=record
    )
    context = context_of(material)
    for name in ("demands", "answer_contents", "answer_how", "grounds"):
        assert not getattr(context, name)[0].is_item, name


def test_the_plan_s_year_is_its_own_field_in_the_office_s_words_too() -> None:
    settings = {"missiv_opening": "Vi har granskat {title}.\nDet ingår i planen för {plan_year}.\nÅren {years} ingår."}
    known = letter_audit(years="2022–2023", plan_year=2026)
    assert text(context_of(letter(known, settings=settings)).opening).split("\n")[1:] == [
        "Det ingår i planen för 2026.", "Åren 2022–2023 ingår.",
    ]  # fmt: skip
    unknown = letter_audit(years="2022–2023")
    assert "plan" not in text(context_of(letter(unknown, settings=settings)).opening)
    assert "revisionsplanen" not in text(context_of(letter(unknown)).opening)
    unsaid = letter(letter_audit(), followup=Followup(id="f", title="Uppföljning 2026", year=2026))
    assert "revisionsplanen" not in text(context_of(unsaid).opening)


def test_what_is_followed_up_is_named_by_kind_and_source() -> None:
    audits = (
        letter_audit(plain("1", "Gör")), letter_audit(title="B", type="pre_study"),
        letter_audit(plain("1", "Gör", kind="decision_point"), title="C", source="board_decision"),
    )  # fmt: skip
    followup = Followup(id="f", title="Uppföljning 2026")
    said = text(context_of(letter(*audits, followup=followup)).opening)
    sources = "två tidigare granskningar och ett tidigare beslut."
    assert f"med anledning av rekommendationerna och beslutspunkterna från {sources}" in said
    alone = text(context_of(letter(letter_audit(), followup=followup)).opening)
    assert "har följt upp en tidigare granskning." in alone


MANY = tuple(f"{name}nämnden" for name in ("Arkiv", "Barn", "Fritids", "Social", "Teknik", "Val"))


def lines_of(paragraphs: Paragraphs) -> list[str]:
    return text(paragraphs).split("\n")


def test_more_than_five_bodies_are_lists_and_five_stand_in_a_sentence() -> None:
    record = Letter(id="l", decided="2026-11-20", answer_due="2027-07")
    audit = replace(letter_audit(), auditees=MANY)
    every = (*(recipient(name) for name in MANY), *(recipient(f"{name}s råd", INFORMATION) for name in MANY))
    context = context_of(letter(audit, recipients=every, record=record))
    named = [f"- {name}" for name in MANY]
    assert lines_of(context.opening)[1:] == ["Granskningen avser:", *named]
    assert lines_of(context.answer_request) == ["Revisorerna önskar svar senast juli 2027 från:", *named]
    told = lines_of(context.information)
    assert "överlämnas till sex organ för kännedom." in told[0]
    assert told[1:] == ["För kännedom:", *(f"- {name}s råd" for name in MANY)]
    few = context_of(letter(replace(audit, auditees=MANY[:5]), recipients=every[:5], record=record))
    assert "fritidsnämnden, socialnämnden och tekniknämnden" in lines_of(few.opening)[0]
    assert text(few.answer_request) == (
        "Revisorerna önskar svar från arkivnämnden, barnnämnden, fritidsnämnden, socialnämnden och tekniknämnden "
        "senast juli 2027."
    )
    later = (*every[:6], recipient("Miljönämnden", due="2028"))
    assert lines_of(context_of(letter(audit, recipients=later, record=record)).answer_request)[-2:] == [
        "Revisorerna önskar svar senast 2028 från:",
        "- Miljönämnden",
    ]


def test_a_point_directed_to_many_says_so_in_few_words_or_lists_them() -> None:
    points = (plain("1", "Gör", *MANY), plain("2", "Mer", "Miljönämnden", *MANY[:5]), plain("3", "Ta", "Valnämnden"))
    context = context_of(letter(letter_audit(*points), recipients=tuple(recipient(name) for name in MANY)))
    assert [told.split("\n")[1] for _number, told in rows(context)] == [
        "Riktas till alla som ska svara.", "Riktas till:", "Riktas till valnämnden.",
    ]  # fmt: skip


def test_a_demand_on_a_body_that_only_acts_stands_outside_what_is_said_of_responses() -> None:
    recipients = (recipient("Socialnämnden", ACTION, demand="Se till att köken kontrolleras."),)
    context = context_of(letter(letter_audit(), recipients=recipients))
    assert not context.has_answer
    assert text(context.information).endswith("\nSe till att köken kontrolleras.")


def test_a_body_s_own_letter_names_only_whose_demand_is_another_s() -> None:
    recipients = (
        recipient("Kommunstyrelsen", demand="- Redovisa ledningen."),
        recipient("Socialnämnden", through="Kommunstyrelsen", demand="Redovisa bemanningen."),
    )
    own = context_of(letter(letter_audit(), recipients=recipients), "Kommunstyrelsen")
    assert text(own.demands) == "Särskilt begärs:\n- Redovisa ledningen.\nSocialnämnden: Redovisa bemanningen."
