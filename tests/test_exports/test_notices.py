"""What reminders and decisions on extensions say: no more than is known, in the right number, and of no past date."""

import pytest

from exports.letters.context import extension_context, reminder_context
from exports.letters.notices import points
from exports.letters.parts import ExtensionContext, ReminderContext
from exports.preflight.findings import Code
from exports.preflight.letters import preflight_extension, preflight_reminder
from storage.domain.material import AwaitedResponse, ExtensionMaterial, ReminderMaterial
from storage.domain.outcomes import Reason, ReasonCode
from storage.domain.records import Body, Letter, Named, replace
from storage.domain.text import Paragraph
from storage.domain.views import TargetView
from tests.test_exports.test_reminder import TODAY, answer, extension, point, reminder


def said(paragraphs: tuple[Paragraph, ...]) -> str:
    return " ".join(each.text for each in paragraphs).replace("\xa0", " ")


def of(material: ReminderMaterial) -> ReminderContext:
    return reminder_context(material, today=TODAY)


def decision(material: ExtensionMaterial) -> ExtensionContext:
    return extension_context(material, today=TODAY)


def codes(material: ReminderMaterial | ExtensionMaterial) -> set[Code]:
    look = preflight_reminder if isinstance(material, ReminderMaterial) else preflight_extension
    return {one.code for one in look(material, today=TODAY)}  # type: ignore[arg-type]  # one of the two


def part(one: AwaitedResponse) -> AwaitedResponse:
    why = (*one.outcome.why, Reason(ReasonCode.PART_ANSWERED, {"about": "Moms"}))
    return replace(one, outcome=replace(one.outcome, why=why))


@pytest.mark.parametrize(
    ("before", "level", "title", "opening", "consequence", "found"),
    [
        ((0,), 1, "Påminnelse", "om svar på ett brev. Svaret har inte kommit in i tid. Här framgår vad som saknas.",
         "Svar som uteblir redovisas", set()),
        ((0,), 2, "Påminnelse", "om svar på ett brev. Svaret har inte kommit in i tid. Här framgår vad som saknas.",
         "Svar som uteblir redovisas", {Code.FIRST_REMINDER}),
        ((0, 0), 2, "Påminnelse", "om svar på två brev. Svaren har inte kommit in i tid.", "Svar som uteblir",
         {Code.FIRST_REMINDER}),
        ((1,), 2, "Andra påminnelsen",
         "om svar på ett brev och har påmint om det tidigare. Svaret saknas fortfarande.",
         "Uteblir svaret också då, anmäler", set()),
        ((1, 1), 2, "Andra påminnelsen",
         "om svar på två brev och har påmint om dem tidigare. Svaren saknas fortfarande.",
         "Uteblir svaren också då, anmäler", set()),
        ((2,), 2, "Tredje påminnelsen", "har påmint om det tidigare.", "Uteblir svaret också då, anmäler", set()),
        ((1, 0, 0), 2, "Påminnelse",
         "om svar på tre brev. Om ett av breven har revisorerna påmint tidigare. Svaren saknas fortfarande.",
         "Uteblir svaren också då, anmäler", {Code.NOT_REMINDED}),
        ((1, 2), 2, "Påminnelse", "har påmint om dem tidigare.", "Uteblir svaren", set()),
        ((1,), 1, "Påminnelse", "om svar på ett brev. Svaret har inte kommit in i tid.", "Svar som uteblir", set()),
    ],
)  # fmt: skip
def test_an_earlier_reminder_is_claimed_only_of_responses_that_have_one(
    before: tuple[int, ...], level: int, title: str, opening: str, consequence: str, found: set[Code]
) -> None:
    material = reminder(*(answer(reminders=one) for one in before), level=level)
    context = of(material)
    assert context.title == f"{title} om svar till revisorerna"
    assert said(context.opening).startswith("Revisorerna har bett barnnämnden ")
    assert opening in said(context.opening)
    assert ("tidigare" in said(context.opening)) == (level == 2 and any(before))
    assert said(context.consequence).startswith(consequence)
    assert codes(material) == found


def test_the_offices_text_of_a_second_reminder_is_not_used_without_a_first() -> None:
    own = {"reminder_1": "Svaret saknas.", "reminder_2": "Svaret saknas igen."}
    for before, told in ((0, "Svaret saknas."), (1, "Svaret saknas igen.")):
        assert said(of(reminder(answer(reminders=before), level=2, settings=own)).opening) == told


@pytest.mark.parametrize(
    ("due", "dated", "asked", "heading", "now"),
    [
        ("2026-12-18", None, "Revisorerna önskar svar senast fredagen den 18 december 2026.", "Nytt svarsdatum",
         "18 december 2026"),
        ("2026-11-22", None, "Revisorerna önskar svar senast söndagen den 22 november 2026.", "Nytt svarsdatum",
         "22 november 2026"),
        ("2026-11", None, "Revisorerna önskar svar senast november 2026.", "Nytt svarsdatum", "november 2026"),
        ("2027-07", None, "Revisorerna önskar svar senast juli 2027.", "Nytt svarsdatum", "juli 2027"),
        ("2027", None, "Revisorerna önskar svar senast 2027.", "Nytt svarsdatum", "2027"),
        ("2026-11-21", None, "Revisorerna önskar svar snarast.", "Svar", "–"),
        ("2026-10", None, "Revisorerna önskar svar snarast.", "Svar", "–"),
        (None, None, "Revisorerna önskar svar snarast.", "Svar", "–"),
        ("2026-12-18", "2026-12-20", "Revisorerna önskar svar snarast.", "Svar", "–"),
    ],
)  # fmt: skip
def test_a_date_that_has_passed_is_never_asked_for_and_the_heading_fits(
    due: str | None, dated: str | None, asked: str, heading: str, now: str
) -> None:
    material = reminder(answer(reminders=1), due=due, level=1)
    context = of(replace(material, letter=replace(material.letter, dated=dated)))
    assert (said(context.answer_request), context.answer_heading) == (asked, heading)
    assert context.answers[0].due_now.replace("\xa0", " ") == now
    second = of(replace(material, level=2, letter=replace(material.letter, dated=dated)))
    assert ("också då" in said(second.consequence)) == (heading != "Svar")
    own = replace(material, settings={"reminder_1": "Svara.\nSenast {answer_due}."})
    own = replace(own, letter=replace(own.letter, dated=dated))
    assert ("Senast" in said(of(own).opening)) == (heading != "Svar")


@pytest.mark.parametrize(
    ("granted_to", "first", "requested", "decided", "told", "now"),
    [
        ("2027-01-29", "2026-10-28", "2026-11-02", None,
         "Revisorerna beviljar anståndet. Svaret ska ha kommit in senast den 29 januari 2027.", "29 januari 2027"),
        ("2027-01", "2026-10-28", "yes", "2026-11-20",
         ("Revisorerna beslutade den 20 november 2026 att bevilja anståndet. Svaret ska ha kommit in senast januari "
         "2027."), "januari 2027"),
        ("2026-11-10", "2026-10-28", "yes", None,
         ("Revisorerna beviljar anståndet. Anståndet gällde till och med den 10 november 2026. Revisorerna önskar "
         "svar snarast."), "snarast"),
        (None, "2026-10-28", "yes", None,
         ("Revisorerna avslår begäran. Svarsdagen var den 28 oktober 2026 och har passerat. Revisorerna önskar svar "
         "snarast."), "snarast"),
        (None, "2026-12-28", "yes", "2026-11",
         ("Revisorerna beslutade i november 2026 att avslå begäran. Den tidigare svarsdagen, den 28 december 2026, "
         "står fast."), "28 december 2026"),
        (None, None, "yes", None, "Revisorerna avslår begäran.", "–"),
        (None, "2026-12-28", None, None,
         "Revisorerna ger inte anstånd med svaret. Den tidigare svarsdagen, den 28 december 2026, står fast.",
         "28 december 2026"),
        ("2027-01-29", "2026-10-28", None, "2026-11-20",
         ("Revisorerna beslutade den 20 november 2026 att ge anstånd med svaret. Svaret ska ha kommit in senast den "
         "29 januari 2027."), "29 januari 2027"),
    ],
)  # fmt: skip
def test_a_decision_on_an_extension_says_its_day_and_the_date_that_applies_if_it_is_to_come(
    granted_to: str | None, first: str | None, requested: str | None, decided: str | None, told: str, now: str
) -> None:
    letter = Letter(id="", kind="extension", decided=decided)
    material = replace(extension(granted_to, answer(first), requested=requested), letter=letter)
    context = decision(material)
    assert said(context.decision) == told
    assert context.answers[0].due_now.replace("\xa0", " ") == now
    assert context.date.replace("\xa0", " ") == "22 november 2026", "the letter's own day"
    opening = {
        "2026-11-02": "Barnnämnden har den 2 november 2026 begärt anstånd med svaret nedan.",
        "yes": "Barnnämnden har begärt anstånd med svaret nedan.",
        None: "Beslutet gäller svaret från barnnämnden nedan.",
    }
    assert said(context.opening) == opening[requested]
    assert ("begär" in f"{said(context.opening)} {told}") == bool(requested)
    assert (Code.REQUEST_UNKNOWN in codes(material)) == (requested is None)


def test_days_of_letter_decision_and_signing_are_printed_apart_each_under_its_own_name() -> None:
    days = {"dated": "2026-11-21", "decided": "2026-11-18", "signed": "2026-11-20"}
    letter = Letter(id="", kind="reminder", **days)
    for context in (
        of(replace(reminder(), letter=letter)),
        decision(replace(extension("2027-01-29"), letter=letter)),
        decision(replace(extension("2027-01-29", settings={"extension_granted": "Ja."}), letter=letter)),
    ):
        assert context.date.replace("\xa0", " ") == "21 november 2026"
        assert (context.signed_on or "").replace("\xa0", " ") == "Undertecknat den 20 november 2026"
        told = said(context.notes if isinstance(context, ReminderContext) else context.decision)
        assert told.count("den 18 november 2026") == 1
        assert "beslutade" in told
    nothing = of(reminder())
    assert (nothing.signed_on, nothing.notes) == (None, ())
    for name in days:
        wrong = replace(reminder(), letter=Letter(id="", kind="reminder", **{name: "i höst"}))
        assert Code.NOT_A_DATE in codes(wrong)


def test_the_number_to_quote_is_that_of_the_letters_to_answer_and_the_notices_own_stands_as_its_own() -> None:
    how = Letter(id="", kind="reminder", registry_number="REV 9", answer_how="Ange {registry_number}.\nSvara brevet.")
    cases = (
        ((answer(),), "Ange REV 2026:11. Svara brevet."),
        ((answer(), answer(registry_number="REV 2026:12")), "Ange REV 2026:11 och REV 2026:12. Svara brevet."),
        ((answer(), answer(registry_number=None)), "Svara brevet."),
    )
    for answers, told in cases:
        context = of(replace(reminder(*answers), letter=how))
        assert (said(context.answer_how), context.registry_number) == (told, "REV 9")
    assert said(decision(replace(extension(None), letter=how)).answer_how) == "Ange REV 2026:11. Svara brevet."


def test_the_body_that_is_to_respond_is_reminded_and_those_it_responds_for_are_named_by_their_role() -> None:
    others = ("Socialnämnden", "Vård- och omsorgsnämnden")
    both = of(reminder(answer(on_behalf_of=others)))
    assert both.answers[0].on_behalf_of == "Även för socialnämnden samt vård- och omsorgsnämnden"
    alone = of(reminder(answer(on_behalf_of=others, for_itself=False)))
    assert alone.answers[0].on_behalf_of == "För socialnämnden samt vård- och omsorgsnämnden"
    assert said(alone.opening).startswith("Revisorerna har bett om svar på ett brev, som barnnämnden ska svara på.")
    taken = of(reminder(answer(predecessors=("Skolnämnden",)), answer()))
    assert said(taken.opening).startswith(
        "Revisorerna har bett om svar på två brev, som barnnämnden ska svara på. Ett av breven ställdes till "
        "skolnämnden, som barnnämnden har tagit över efter."
    )
    assert Code.TAKEN_OVER in codes(reminder(answer(predecessors=("Skolnämnden",))))


def test_a_response_that_came_in_part_is_not_said_to_be_missing() -> None:
    for answers, first, second in (
        ((part(answer()),), "Svaret är inte fullständigt.", "En del av svaret saknas fortfarande."),
        ((part(answer()), answer()), "Svaren har inte kommit in i sin helhet.", "Svar saknas fortfarande."),
    ):
        assert first in said(of(reminder(*answers)).opening)
        reminded = tuple(replace(one, reminders=1) for one in answers)
        assert second in said(of(reminder(*reminded, level=2)).opening)


@pytest.mark.parametrize(
    ("requested", "decided", "told"),
    [
        ("yes", None, "Anstånd har begärts med svaret om ”Skolfrånvaro”, men något nytt datum är inte beslutat."),
        ("2026-10-01", "unknown", "Anstånd har begärts med svaret om ”Skolfrånvaro”, men beslutet framgår inte."),
        ("yes", "granted", "Anstånd har beviljats med svaret om ”Skolfrånvaro”, men till vilken dag framgår inte."),
        (None, "unknown", "Om anstånd med svaret om ”Skolfrånvaro” framgår inget beslut."),
    ],
)
def test_an_undecided_extension_is_told_as_far_as_it_is_known(
    requested: str | None, decided: str | None, told: str
) -> None:
    one = answer(extension=True, requested=requested, decision=decided)
    assert said(of(reminder(one)).notes) == told
    other = replace(one, about=(Named("audit", "b", "Moms"),))
    assert "svaren om ”Skolfrånvaro” och ”Moms”" in said(of(reminder(one, other)).notes)


def test_points_are_called_by_their_kind_in_their_number_and_gender() -> None:
    def named(*given: tuple[str | None, str | None]) -> str:
        return said(points([TargetView("recommendation", "r", "Moms", number, "", kind) for number, kind in given]))

    assert named(("1", None), ("2 a", "recommendation")) == "Rekommendation 1) och 2 a)"
    assert named(("1", "control"), ("2", "control"), ("3", "control")) == "Kontroll 1), 2) och 3)"
    assert named((None, "remark")) == "Ett påpekande"
    assert named((None, "remark"), (None, "remark")) == "Två påpekanden"
    assert named((None, "decision_point"), ("1", "control")) == "En beslutspunkt Kontroll 1)"
    assert said(points([point("1", entity="letter_question"), point("2", "Resor"), point("1", "Moms")])) == (
        "Fråga 1) Resor: rekommendation 2) Moms: rekommendation 1)"
    )


def test_days_late_are_those_on_the_day_of_the_letter() -> None:
    for dated, late in (("2026-11-22", "25 dagar"), ("2026-10-29", "1 dag"), ("2026-10-28", "–"), ("2026-11", "–")):
        material = replace(reminder(answer("2026-10-28")), letter=Letter(id="", kind="reminder", dated=dated))
        assert of(material).answers[0].late == late


def test_a_letter_without_names_says_no_name() -> None:
    bare = answer(None, letter_date=None, registry_number=None, about="")
    assert said(of(reminder(bare, body=Body(id="b"))).opening).startswith("Revisorerna har bett er om svar på ett brev")
    unnamed = decision(extension(None, bare, body=Body(id="b"), requested=None))
    assert said(unnamed.opening) == "Beslutet gäller svaret nedan."
