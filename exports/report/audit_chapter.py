"""Chapter of one audit in the report: its findings, the responses to it, and the state of its recommendations.

The wording is fixed: reports are read back into registers, which find dates and § by these sentences. Nothing is said
of what is not known.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date

from exports.document import (
    KINDS,
    OTHER_KIND,
    AssessmentRow,
    AssessmentTable,
    Block,
    Heading,
    Paragraphs,
    Prose,
    audit_title,
    items,
    line,
    mentions,
    paragraph_of,
    prose,
)
from exports.report.counts import is_assessed_as_whole, kind_of, level_fill, level_label, parents
from exports.report.holdings import account_section, link_section, measure_sections, numbered, question_sections
from exports.report.nouns import point_noun, source_noun, source_of
from exports.report.settled import settled_section
from exports.swedish import (
    bodies,
    is_long_list,
    joined,
    latest,
    lowered,
    number,
    paragraph_sign,
    quantity,
    sentence,
    when,
)
from storage.domain.dates import is_full_date, known_date, lateness, long_form
from storage.domain.material import AssessedRecommendation, AuditMaterial
from storage.domain.outcomes import ReceivedResponse, RequestTerms, ResponseOutcome, response_outcome
from storage.domain.scale import AS_A_WHOLE_LABEL
from storage.domain.subpoints import DIVIDED_LABEL, listed_kinds, themes
from storage.domain.views import ResponseFacts


def trail_paragraphs(
    handed_over: str | None,
    answer: ResponseFacts,
    today: date,
    *,
    auditees: tuple[str, ...] = (),
    what: str = "rapporten",
    answered: bool = False,
) -> Paragraphs:
    """Return the known facts of how the report was handed over, and of the response to it, and lists of many bodies.

    `what` is handed over where it is no report. With `answered`, questions have answers although no response to the
    whole has come. More bodies than a sentence can name are listed, unless they are the `auditees`, named before.
    """
    decided = known_date(handed_over) or known_date(answer.letter_decided)
    receivers = (*answer.asked, *answer.informed)
    listed = (
        (f"{sentence(what)} överlämnades till:", receivers if decided else (), (auditees,)),
        ("Svar begärdes av:", answer.asked, (auditees, receivers if decided else ())),
        ("Svaret lämnades även för:", answer.on_behalf_of, ()),
    )
    sentences = trail_sentences(handed_over, answer, today, auditees=auditees, what=what, answered=answered)
    lists = (
        each
        for lead, names, known in listed
        if is_long_list(names) and not any(set(names) == set(others) for others in known)
        for each in (*paragraph_of(lead), *items(*names))
    )
    return (*paragraph_of(*sentences), *lists)


def trail_sentences(
    handed_over: str | None,
    answer: ResponseFacts,
    today: date,
    *,
    auditees: tuple[str, ...] = (),
    what: str = "rapporten",
    answered: bool = False,
) -> tuple[str, ...]:
    """Return the sentences of :func:`trail_paragraphs`, without its lists."""
    decided = known_date(handed_over) or known_date(answer.letter_decided)
    receivers = (*answer.asked, *answer.informed)
    found = (
        _handed_over(decided, what, _named(receivers, auditees)),
        _request(answer.asked, known_date(answer.answer_due), auditees, receivers if decided else ()),
        _extension(answer),
        _answered(answer) or (None if answered else _unanswered(answer)),
        _received(answer),
        _lateness(answer, today),
    )
    return tuple(text for text in found if text)


def _named(names: tuple[str, ...], auditees: tuple[str, ...]) -> str:
    """Return bodies for a sentence; of many their number, or that they are the audited ones."""
    if not is_long_list(names):
        return bodies(names) if names else ""
    return "de granskade organen" if set(names) == set(auditees) else f"{number(len(names), neuter=True)} organ"


def _handed_over(decided: str | None, what: str, receivers: str) -> str | None:
    if decided is None:
        return None
    to = f" till {receivers}" if receivers else ""
    return f"Revisorerna beslutade {when(decided)} att överlämna {what}{to}."


def _request(
    addressees: tuple[str, ...], due: str | None, auditees: tuple[str, ...], receivers: tuple[str, ...]
) -> str | None:
    by = f" {latest(due)}" if due else ""
    if is_long_list(addressees):
        if set(addressees) == set(receivers):
            return f"De ombads svara{by}."
        return f"Svar begärdes av {_named(addressees, auditees)}{by}."
    if addressees:
        return f"{sentence(bodies(addressees))} ombads svara{by}."
    return f"Svar begärdes{by}." if by else None


def _extension(answer: ResponseFacts) -> str | None:
    due = known_date(answer.extension_due)
    match answer.extension_decision:
        case "refused":
            return f"Anstånd {'begärdes men ' if answer.extension_requested else ''}beviljades inte."
        case "granted" if due:
            return f"Anstånd beviljades till {long_form(due)}."
    if due:
        return f"Anstånd begärdes till {long_form(due)}, men beslutet framgår inte."
    if answer.extension_requested or answer.extension_decision:
        return "Anstånd begärdes, men beslut eller nytt datum framgår inte."
    return None


def _answered(answer: ResponseFacts) -> str | None:
    day = known_date(answer.answered_on) or known_date(answer.received_on)
    where = f", {paragraph_sign(answer.paragraph)}" if answer.paragraph else ""
    when_and_where = f" {when(day)}{where}" if day else where
    if answer.responder:
        spoken_for = _named(answer.on_behalf_of, ())
        others = f" för egen del och för {spoken_for}" if spoken_for else ""
        verb = "svarade" if day else "har svarat"
        return f"{sentence(lowered(answer.responder))} {verb}{others}{when_and_where}."
    if when_and_where:
        return f"Ett svar lämnades{when_and_where}."
    return None


def _unanswered(answer: ResponseFacts) -> str | None:
    return "Något svar har inte kommit in." if answer.asked or known_date(answer.answer_due) else None


def _received(answer: ResponseFacts) -> str | None:
    received = known_date(answer.received_on)
    if received is None or not known_date(answer.answered_on) or received == answer.answered_on:
        return None
    return f"Svaret kom in {when(received)}."


def _lateness(answer: ResponseFacts, today: date) -> str | None:
    """Return the delay of the response on the day it was received, else on the day it was decided."""
    terms = RequestTerms(
        due=answer.answer_due, extension_decision=answer.extension_decision, extension_due=answer.extension_due
    )
    due, given = known_date(terms.due), ReceivedResponse(decided_on=answer.answered_on, received_on=answer.received_on)
    if due is None or given.came is None:
        return None
    code, after = response_outcome(terms, given, today).code, lateness(due, given.came)
    if not is_full_date(given.came):
        return "Svaret kom efter det begärda datumet." if after.surely_late else None
    days = quantity(after.most, "dag", "dagar")
    if code is ResponseOutcome.WITHIN_EXTENSION:
        return f"Svaret kom {days} efter det först begärda datumet men inom anståndet."
    return f"Svaret kom {days} efter det begärda datumet." if after.surely_late else None


_SHORT_OPENING = 1200
"""Characters: about a quarter of a page."""
_JUDGED = ("audit", "evaluation")
"""Sources that are reports with a judgement."""
_DECIDED = "Beslutet fattades"
_ABOUT = {
    "audit": ("Granskningen gjordes", "Granskningen avsåg"),
    "evaluation": ("Utvärderingen gjordes", "Utvärderingen avsåg"),
    "board_decision": (_DECIDED, "Beslutet riktar sig till"),
    "control_plan": ("Internkontrollplanen gäller", "Internkontrollplanen avser"),
    "incident": ("Ärendet avser", "Ärendet rör"),
}
"""Source → what stands before its years, and before the names of its bodies."""
_VERBS = {
    "evaluation": ("beslutade om utvärderingen", "Utvärderingen beslutades"),
    "board_decision": ("fattade beslutet", _DECIDED),
    "control_plan": ("beslutade om internkontrollplanen", "Internkontrollplanen beslutades"),
    "incident": ("behandlade ärendet", "Ärendet behandlades"),
}
"""Source → what its body did, and what was done where the body is unknown."""
_NOTHING = {
    "audit": ("Rekommendationer", "Granskningen ledde inte till några rekommendationer."),
    "evaluation": ("Rekommendationer", "Utvärderingen ledde inte till några rekommendationer."),
    "board_decision": ("Beslutspunkter", "Inga beslutspunkter är registrerade."),
    "control_plan": ("Kontroller", "Inga kontroller är registrerade."),
    "incident": ("Åtgärder", "Inga åtgärder är registrerade."),
}
"""Source → heading and sentence of an audit that has nothing at all."""


def audit_chapter(audit: AuditMaterial, today: date) -> Iterator[Block]:
    """Yield the chapter of one audit, without empty sections."""
    noun, source = source_noun(audit.audit), source_of(audit.audit)
    yield Heading(2, audit_title(audit.audit))
    yield from _section(sentence(noun.the_one), _what_was_audited(audit), opening=True)
    whose = f"{sentence(noun.the_one)}s bedömning" if source in _JUDGED else "Tidigare bedömning"
    yield from _section(whose, (*prose(audit.audit.judgement), *prose(audit.audit.grounds)))
    yield from _section("Uppföljning", _trail(audit, today))
    yield from _contents(audit)
    yield from _section("Bedömning", _judgement(audit))


def _contents(audit: AuditMaterial) -> Iterator[Block]:
    """Yield what an audit has: its points by kind with accounts of them, questions of letters, measures and links."""
    found = False
    kinds = listed_kinds([each.recommendation for each in audit.recommendations])
    present = dict.fromkeys((*kinds.values(), *map(kind_of, audit.recommendations)))
    for kind in dict.fromkeys((*(kind for kind in KINDS if kind in present), *present)):
        for section in (_recommendations(audit, kind, kinds), account_section(audit, kind)):
            for block in section:
                found = True
                yield block
    for section in (settled_section(audit), question_sections(audit), measure_sections(audit), link_section(audit)):
        for block in section:
            found = True
            yield block
    if not found:
        title, told = _NOTHING[source_of(audit.audit)]
        yield Heading(3, title)
        yield Prose(paragraph_of(told))


def _section(title: str, paragraphs: Paragraphs, *, opening: bool = False) -> Iterator[Block]:
    """Yield a heading with its text. A short `opening` is kept with the next block, off the foot of a page."""
    if paragraphs:
        yield Heading(3, title)
        yield Prose(paragraphs, together=opening and sum(len(each.text) for each in paragraphs) <= _SHORT_OPENING)


def _what_was_audited(audit: AuditMaterial) -> Paragraphs:
    """Return years and auditees, unless the purpose has them in the words that reports use, then the purpose."""
    purpose, years = audit.audit.purpose, line(audit.audit.years)
    before, after = _ABOUT[source_of(audit.audit)]
    facts = [_decision(audit)]
    if years and not mentions(purpose, f"Under {years} genomförde") and not (before == _DECIDED and any(facts)):
        facts.append(f"{before} {years}.")
    named = mentions(purpose, "revisionsobjekt") and all(mentions(purpose, name) for name in audit.auditees)
    listed: Paragraphs = ()
    if audit.auditees and not named:
        many = is_long_list(audit.auditees)
        facts.append(f"{after}:" if many else f"{after} {bodies(audit.auditees)}.")
        listed = items(*audit.auditees) if many else ()
    return (*paragraph_of(*facts), *listed, *prose(purpose))


def _decision(audit: AuditMaterial) -> str | None:
    """Return who decided what is followed up, when and in which paragraph; None of an audit."""
    record, who = audit.audit, audit.holdings.decided_by
    day = known_date(record.decided_on)
    source = source_of(record)
    if source == "audit" or not (line(who) or day):
        return None
    active, passive = _VERBS[source]
    where = f", {paragraph_sign(record.paragraph)}" if record.paragraph else ""
    told = f"{sentence(lowered(who or ''))} {active}" if line(who) else passive
    return f"{told}{f' {when(day)}' if day else ''}{where}."


def _trail(audit: AuditMaterial, today: date) -> Paragraphs:
    typed = prose(audit.followup_audit.trail_text)
    what = "rapporten" if source_of(audit.audit) in _JUDGED else "ärendet"
    answered = any(put.answered for letter in audit.holdings.letters for put in letter.questions)
    return typed or trail_paragraphs(
        audit.audit.handed_over, audit.answer, today, auditees=audit.auditees, what=what, answered=answered
    )


def _recommendations(audit: AuditMaterial, kind: str, kinds: Mapping[str, str]) -> Iterator[Block]:
    """Yield a table for each theme, first that without a theme, which belongs to no sub-heading.

    `kinds` has the kind that each is listed under.
    """
    by_theme: dict[str, list[AssessedRecommendation]] = {"": []}
    for assessed, theme in zip(
        audit.recommendations, themes([each.recommendation for each in audit.recommendations]), strict=True
    ):
        if kinds[assessed.recommendation.id] == kind:
            by_theme.setdefault(line(theme), []).append(assessed)
    if not any(by_theme.values()):
        return
    column, title = KINDS.get(kind, OTHER_KIND)
    divided, whole = parents(audit), AS_A_WHOLE_LABEL if is_assessed_as_whole(audit) else None
    yield Heading(3, title)
    for theme, members in by_theme.items():
        if theme:
            yield Heading(4, theme)
        if members:
            yield AssessmentTable(
                title=". ".join(part for part in (title, audit_title(audit.audit), theme) if part),
                headers=(column, "Bedömning", "Kommentar"),
                rows=tuple(
                    _row(each, DIVIDED_LABEL if each.recommendation.id in divided else whole) for each in members
                ),
            )


def _row(assessed: AssessedRecommendation, instead: str | None) -> AssessmentRow:
    """Return a row; `instead` of a level stands what is said of one that has none of its own."""
    comment = assessed.assessment.comment if assessed.assessment else None
    return AssessmentRow(
        recommendation=numbered(assessed.recommendation.number, assessed.recommendation.text),
        status=instead or level_label(assessed.level),
        fill=None if instead else level_fill(assessed.level),
        comment=prose(comment),
    )


def _judgement(audit: AuditMaterial) -> Paragraphs:
    """Return the judgement, then the decisions that follow from it, unless the judgement mentions them."""
    judgement = audit.followup_audit.judgement
    whole = audit.recommendations and is_assessed_as_whole(audit)
    decided = (
        _as_a_whole(audit) if whole and not _mentions_any(judgement, "som helhet", "var för sig") else None,
        None if _mentions_any(judgement, "följa upp", "följas upp") else _follow_up_again(audit),
        None if _mentions_any(judgement, "möte", "träffa") else _meeting(audit),
    )
    return (*prose(judgement), *paragraph_of(*(text for text in decided if text)))


def _as_a_whole(audit: AuditMaterial) -> str:
    """Return the sentence on an audit whose points are not assessed on their own."""
    kinds = Counter(map(kind_of, audit.recommendations))
    points = joined(point_noun(kind).the(count) for kind, count in kinds.items())
    each = "var för sig" if kinds.total() > 1 else "för sig"
    return f"Bedömningen avser {source_noun(audit.audit).the_one} som helhet; {points} har inte bedömts {each}."


def _mentions_any(text: str | None, *words: str) -> bool:
    return any(mentions(text, word) for word in words)


def _meeting(audit: AuditMaterial) -> str | None:
    """Return the decision on a meeting with the audited bodies."""
    body = f" med {_named(audit.auditees, audit.auditees)}" if audit.auditees else ""
    match audit.followup_audit.meeting_needed:
        case None:
            return None
        case 0:
            return f"Något möte{body} behövs inte."
    return f"Revisorerna bör ha ett möte{body}."


def _follow_up_again(audit: AuditMaterial) -> str | None:
    it, year = sentence(source_noun(audit.audit).the_one), audit.followup_audit.follow_up_year
    by = f" {year}" if year else ""
    match audit.followup_audit.follow_up_again:
        case "shall":
            return f"{it} ska följas upp igen{by}."
        case "may":
            return f"{it} kan behöva följas upp igen{by}."
        case "none":
            return f"{it} behöver inte följas upp igen."
    return None
