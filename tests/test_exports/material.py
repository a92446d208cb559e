"""A made-up municipality's follow-up, as the register hands it to documents.

Five audits and 37 recommendations, 13/11/13, with the traps of real reports: a number twice and one missing, themes,
a late answer after an undated extension, a joint answer, a board that disagrees.
"""

from collections.abc import Sequence

from storage.domain.material import AssessedRecommendation, AuditMaterial, FollowupMaterial
from storage.domain.records import Assessment, Audit, Followup, FollowupAudit, Level, Person, Recommendation
from storage.domain.scale import STANDARD
from storage.domain.views import ResponseFacts

FOLLOWUP = "followup"
INTERNAL_NOTE = "Hemlig notering om uppgiftslämnaren"

LEVELS = tuple(
    Level(
        id=f"level-{order}",
        label=words.label,
        short_label=words.short_label,
        symbol=words.symbol,
        fill=words.fill,
        definition=words.definition,
        means=words.means,
        order=order,
    )
    for order, words in enumerate(STANDARD, start=1)
)

_COMMENTS = {
    0: "Nya rutiner har beslutats och prövats i två stickprov under våren. Protokollen visar att avvikelser rättas "
    "inom en månad.",
    1: "Ett förslag är på remiss.\nFöljande återstår:\n- beslut i nämnden\n- utbildning av cheferna\n- en första "
    "kontroll under hösten",
    2: "Inget underlag visar att något har ändrats. Förvaltningen uppger att frågan har fått vänta.",
}
_TEXTS = (
    "Se till att det finns en aktuell och beslutad riktlinje",
    "Följa upp att rutinerna används i hela verksamheten och redovisa resultatet för nämnden minst en gång om året",
    "Klargöra ansvaret mellan styrelse, nämnder och förvaltning",
    "Utbilda chefer och nyckelpersoner",
    "Dokumentera genomförda kontroller så att de kan granskas i efterhand",
)


def judged(
    number: str | None,
    level: Level | None,
    *,
    audit: str = "audit",
    position: int = 1,
    text: str = "Ta fram en rutin",
    comment: str | None = None,
    theme: str | None = None,
    reason: str | None = None,
    stances: tuple[str, ...] = (),
    kind: str | None = "recommendation",
    parent: str | None = None,
) -> AssessedRecommendation:
    """A recommendation with its judgement."""
    rid = f"{audit}-{position}"
    return AssessedRecommendation(
        recommendation=Recommendation(
            id=rid,
            audit=audit,
            kind=kind,
            number=number,
            position=position,
            parent=parent if parent else None,
            theme=theme,
            text=text,
            internal_note=INTERNAL_NOTE,
        ),
        level=level,
        assessment=Assessment(
            id=f"assessment-{rid}",
            followup=FOLLOWUP,
            recommendation=rid,
            level=level.id if level else None,
            comment=comment,
            reason=reason,
        ),
        stances=stances,
    )


def audit_material(
    *recommendations: AssessedRecommendation,
    title: str = "Upphandling",
    auditees: tuple[str, ...] = ("Kommunstyrelsen",),
    answer: ResponseFacts | None = None,
    audit: Audit | None = None,
    followup_audit: FollowupAudit | None = None,
) -> AuditMaterial:
    """An audit with what is given, and nothing else known."""
    return AuditMaterial(
        audit=audit or Audit(id="audit", title=title),
        followup_audit=followup_audit or FollowupAudit(id="followup-audit"),
        auditees=auditees,
        answer=answer or ResponseFacts(),
        recommendations=recommendations,
    )


def followup_material(
    *audits: AuditMaterial,
    followup: Followup | None = None,
    signers: tuple[Person, ...] = (),
    levels: tuple[Level, ...] = LEVELS,
    office: str | None = "Exempelby kommuns revisorer",
) -> FollowupMaterial:
    """A follow-up of the audits."""
    return FollowupMaterial(
        followup=followup or Followup(id=FOLLOWUP, title="Uppföljning 2021", year=2021, state="closed"),
        levels=levels,
        audits=audits,
        signers=signers,
        office=office,
        history_head="5f0c",
    )


def _block(
    audit: str, marks: str, numbers: Sequence[str], themes: Sequence[str | None]
) -> list[AssessedRecommendation]:
    """Recommendations judged as `marks` says: `1`, `2` or `3` each."""
    made = []
    for position, (mark, number, theme) in enumerate(zip(marks, numbers, themes, strict=True), start=1):
        level = int(mark) - 1
        made.append(
            judged(
                number,
                LEVELS[level],
                audit=audit,
                position=position,
                text=_TEXTS[position % len(_TEXTS)],
                comment=_COMMENTS[level],
                theme=theme,
                reason=(None, "short_time", "workload")[level] if position % 2 else None,
                stances=("disagrees",) if mark == "3" and position % 3 == 0 else (),
            )
        )
    return made


def _audit(
    key: str, title: str, years: str, handed_over: str, marks: str, answer: ResponseFacts, auditees: tuple[str, ...],
    *, again: str, numbers: Sequence[str] | None = None, themes: Sequence[str | None] | None = None,
) -> AuditMaterial:  # fmt: skip
    made = _block(
        key,
        marks,
        numbers or [str(n) for n in range(1, len(marks) + 1)],
        themes or [None] * len(marks),
    )
    return AuditMaterial(
        audit=Audit(
            id=key,
            title=f"Granskning av {title.lower()}",
            short_title=title,
            years=years,
            purpose="Syftet var att bedöma om styrningen och kontrollen är tillräcklig.\nGranskningen omfattade "
            "dokument, intervjuer och ett urval av ärenden.",
            judgement="Den samlade bedömningen var att styrningen delvis var tillräcklig.",
            grounds="- Ansvaret var otydligt på flera punkter.\n- Uppföljningen gav inte underlag för beslut.",
            handed_over=handed_over,
        ),
        followup_audit=FollowupAudit(
            id=f"followup-audit-{key}",
            judgement="Granskningen har lett till förbättringar, men en del av arbetet återstår.",
            follow_up_again=again,
            follow_up_year=2023 if again == "shall" else None,
        ),
        auditees=auditees,
        answer=answer,
        recommendations=tuple(made),
    )


def full_material(state: str = "closed") -> FollowupMaterial:
    """Five audits and 37 recommendations: 13 implemented, 11 partly, 13 not."""
    board = "Kommunstyrelsen"
    joint = ("Tekniska nämnden", "Socialnämnden")
    late = ResponseFacts(
        answer_due="2018-12-31", asked=(board,), answered_on="2019-06-03", paragraph="117", responder=board,
        extension_requested="yes",
    )  # fmt: skip
    on_time = ResponseFacts(
        answer_due="2018-12-31", asked=(board,), answered_on="2018-11-20", paragraph="208", responder=board
    )
    together = ResponseFacts(
        answer_due="2019-06-28", asked=(board, *joint), answered_on="2019-06-03", paragraph="116", responder=board,
        on_behalf_of=joint,
    )  # fmt: skip
    themes = ["Styrning"] * 6 + ["Kompetens"] * 2 + ["Incidenter"] * 3 + ["Beredskap"] * 6
    audits = (
        _audit("vat", "Momshantering i praktiken", "2018", "2018-09-10", "1113", on_time, (board,), again="none"),
        _audit("care", "Boenden", "2019", "2019-02", "1223", together, (board, *joint), again="may"),
        _audit("invest", "Investeringar", "2019", "2019-02", "122233", together, (board, joint[0]), again="may"),
        _audit("it", "Informationssäkerhet i Exempelby", "2018", "2018", "11111122222233333", late, (board,),
               again="shall", themes=themes),
        _audit("threat", "Hot mot anställda", "2018", "2018-06-11", "113333", on_time,
               ("Vård- och omsorgsnämnden", "Exempelby Bostäder AB"), again="may",
               numbers=["1", "2", "2", "4", "5", "6"]),
    )  # fmt: skip
    return followup_material(
        *audits,
        followup=Followup(
            id=FOLLOWUP,
            title="Uppföljning av granskningar 2018–2019",
            year=2021,
            state=state,
            report_date="2021-04-14" if state == "closed" else None,
            method="Styrelser och nämnder har fått frågor per brev. Svar och protokoll har lästs.",
            judgement="Rekommendationerna har i huvudsak tagits om hand, men takten behöver öka.",
            disclaimer="Rapporten är skriven för Exempelby kommuns revisorer och ska läsas i sin helhet.",
        ),
        signers=(
            Person(id="p1", name="Maja Lindgård", title="Ordförande"),
            Person(id="p2", name="Olle Vennström", title="Certifierad kommunal revisor", organisation="Exempelbyrån"),
        ),
    )
