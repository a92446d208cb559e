"""Five cases of the shapes that real offices have, entered from scratch; the words are of a fictional municipality."""

from tests.test_seeds.office import Office, Said

BOARDS = ["Tekniska nämnden", "Socialnämnden", "Byggnadsnämnden"]


def two_questions(office: Office) -> None:
    """A letter that asks two questions, and an answer to each; neither date, paragraph, number nor signer is known."""
    office.add(
        "audit", "audit", title="Beredskap vid långa elavbrott", short_title="Elavbrott", auditees="Kommunstyrelsen",
        source="audit",
    )  # fmt: skip
    office.add("letter", "letter", kind="missiv", audits="audit")
    office.add("recipient", "letter_recipient", letter="letter", body="Kommunstyrelsen", role="answer")
    for number, text in enumerate(("Hur får alla nämnder vara med när riskerna vägs?", "Hur ska besluten prövas?"), 1):
        office.add(
            f"question {number}", "letter_question",
            letter="letter", number=str(number), text=text, body="Kommunstyrelsen",
        )  # fmt: skip
    office.add(
        "answer", "response", responder="Kommunstyrelsen", kind="answer", audits="audit",
        text="Svar om beredskapen vid långa elavbrott.\nStyrelsen lämnar detta till revisorerna som sitt svar.",
    )  # fmt: skip
    office.add("file", "document", name="Svar om beredskapen", kind="svar", direction="incoming", response="answer")
    office.add(
        "line 1", "response_line", response="answer", targets="question 1", self_assessment="done",
        text="Varje kontor bidrar genom sin samordnare.\nKommunchefen godkänner, och styrelsen får kännedom om det.",
    )  # fmt: skip
    office.add(
        "line 2", "response_line", response="answer", targets="question 2", self_assessment="planned",
        text="Avbrotten har inte upphört, så prövningen begränsas till en period.",
    )  # fmt: skip
    office.add(
        "promise", "measure", response="answer", state="planned", due="2026", responsible="Kommunledningen",
        report_to="Kommunstyrelsen", text="Gå igenom besluten 1 mars 2024–30 juni 2025.",
    )  # fmt: skip


def evaluation_and_control_plan(office: Office) -> None:
    """An evaluation of the municipality's own, four recommendations without numbers, and a plan of five controls."""
    office.add(
        "evaluation", "audit", source="evaluation", title="Utvärdering av snöröjningens jour", short_title="Jouren",
        years="2025", auditees="Kommunstyrelsen", purpose="Se över jouren mot planen.",
        judgement="Jouren fungerade i stort, mest tack vare de anställda.",
    )  # fmt: skip
    for number, text in enumerate((
        "Öva jourens rutiner med alla som ingår.",
        "Använd mallar för loggen.",
        "Bemanna jouren i förväg. De utsedda ska få utbildning. Då blir jouren mindre sårbar.",
        "För ihop de tre styrdokumenten till ett.",
    ), 1):  # fmt: skip
        office.add(f"point {number}", "recommendation", audit="evaluation", text=text)
    office.add(
        "plan", "audit", source="control_plan", title="Internkontrollplan 2026", short_title="Kontrollplan",
        years="2026", decided_by="Kommunstyrelsen", decided_on="2026-01-13", paragraph="8",
    )  # fmt: skip
    for number, text in enumerate(("Ramavtal", "Arbetsmiljö", "Svarstider", "Investeringar", "Tillgänglighet"), 1):
        office.add(
            f"control {number}", "recommendation", audit="plan", number=str(number), text=text,
            responsible="Kommunledningsförvaltningen",
        )  # fmt: skip
    office.granska("edit", office.ids["control 4"], f"related={office.ids['point 4']}")
    office.add(
        "minutes", "document", name="Protokoll 13 januari 2026", kind="protokoll", made_on="2026-01-15",
        direction="incoming", audit="plan",
    )  # fmt: skip


def whole_audit(office: Office) -> None:
    """An audit from handing over to judgement: four bodies, one answer for all, an extension, dissent, evidence."""
    office.add("leader", "person", name="Ada Ek", title="uppdragsledare", organisation="Byrån AB")
    office.add(
        "audit", "audit", title="Granskning av skolskjutsarna", short_title="Skolskjuts", years="2024",
        type="in_depth", auditees=["Kommunstyrelsen", *BOARDS], firm="Byrån AB", responsible="Ada Ek",
        registry_number="REV 2024/12", report_date="2024-09", handed_over="2024-09-10",
        purpose="Pröva om skolskjutsarna är säkra.", judgement="Delvis ändamålsenligt.",
        grounds="- Avtalen följs inte upp.\n- Turerna samordnas inte.",
    )  # fmt: skip
    for theme, number, text, extra in (
        ("Avtal", "1", "Kommunstyrelsen bör se över samordningen.", {"addressees": "Kommunstyrelsen"}),
        ("Avtal", "2", "Följ upp avtalen.", {"planned": "2026"}),
        ("Säkerhet", "2", "Gör en riskanalys.", {"fact_check_comment": "Nämnden menar att den finns."}),
        ("Säkerhet", "4", "Utbilda förarna.", {"responsibility_disputed": "ja", "internal_note": "Fråga igen."}),
    ):
        office.add(f"{theme} {number}", "recommendation", audit="audit", theme=theme, number=number, text=text, **extra)
    office.add("question", "recommendation", audit="audit", kind="question", number="A", text="Är turerna säkra?")
    office.granska("edit", office.ids["Säkerhet 4"], f"related={office.ids['Avtal 2']}")
    _asked_and_answered(office)
    _followed_up(office)


def _asked_and_answered(office: Office) -> None:
    office.add(
        "letter", "letter", kind="missiv", audits="audit", registry_number="REV 2024/12-3", decided="2024-09-10",
        dated="2024-09-12", signed="2024-09-13", answer_due="2024-12-31", answer_how="Till revisionskontoret.",
        own_text="Svara samlat.", signers=["Rut Ekmark", "Bo Lind"],
    )  # fmt: skip
    office.add(
        "board", "letter_recipient", letter="letter", body="Kommunstyrelsen", role="answer",
        demand="Svara för alla.", extension_requested="2024-12-20", extension_decision="granted",
        extension_due="2025-02-28",
    )  # fmt: skip
    for body in BOARDS:
        office.add(
            f"to {body}", "letter_recipient", letter="letter", body=body, role="answer", through="Kommunstyrelsen",
            answer_due="2024-11-30",
        )  # fmt: skip
    office.add("council", "letter_recipient", letter="letter", body="Kommunfullmäktige", role="information")
    office.add(
        "answer", "response", responder="Kommunstyrelsen", kind="answer", on_behalf_of=BOARDS, audits="audit",
        decided_on="2025-02-03", paragraph="17", received_on="2025-02-06", registry_number="REV 2024/12-5",
        their_registry_number="KS 2024/88", text="Styrelsen är positiv.", on_time_override="ja",
        override_reason="Anståndet räckte.",
    )  # fmt: skip
    for target, stance, own, text in (
        ("Avtal 1", "disagrees", "no_action", "Ansvaret ligger hos tekniska nämnden."),
        ("Avtal 2", "agrees", "ongoing", "Uppföljning införs."),
        ("Säkerhet 2", "already_done", "done", "Analysen finns."),
        ("Säkerhet 4", "partly", "planned", "Nya förare utbildas."),
        ("question", "no_view", "ongoing", "Turerna ses över."),
    ):
        office.add(
            f"about {target}", "response_line",
            response="answer", targets=target, stance=stance, self_assessment=own, text=text,
        )  # fmt: skip
    for called, target, due in (("routine", "Avtal 2", "2025-06-30"), ("training", "Säkerhet 4", "2025-12-31")):
        office.add(
            called, "measure", text=f"Uppdrag till förvaltningen: {called}", responsible="Förvaltningschefen",
            due=due, state="ongoing", response="answer", recommendations=target,
        )  # fmt: skip


def _followed_up(office: Office) -> None:
    office.add(
        "department", "assessment", recommendation="Avtal 1", reason="disagreement",
        department_report="En översyn pågår hos tekniska kontoret.",
    )  # fmt: skip
    office.add("unsupported", "assessment", recommendation="Säkerhet 2", reason="no_evidence")
    office.add(
        "evidence", "assessment_evidence", recommendation="Avtal 2", kind="document", date="2026-03",
        source="Rutin från förvaltningen",
    )  # fmt: skip
    for target, level, comment in (
        ("Avtal 1", "not_implemented", "Styrelsen pekar på nämnden."),
        ("Avtal 2", "implemented", "Rutinen finns.\nDen följs."),
        ("Säkerhet 2", "not_implemented", "Det kan inte styrkas."),
        ("Säkerhet 4", "partial", "Utbildning pågår."),
    ):
        office.granska("set", office.ids[target], level, "--comment", comment)
    (followup,) = office.json("list", "followups")
    office.ids["followup"] = followup["id"]
    office.granska(
        "edit", followup["id"], "purpose=- Vad är åtgärdat?\n- Vad återstår?", "method=Svar, protokoll och samtal.",
        "judgement=Styrelsen har delvis åtgärdat bristerna.", "disclaimer=Gäller det som granskats.",
        "report_date=2026-11",
    )  # fmt: skip
    office.granska(
        "edit", followup["id"], "--audit", "Skolskjuts", "judgement=Två av fyra är inte åtgärdade.",
        "follow_up_again=shall", "follow_up_year=2027", "meeting_needed=ja",
    )  # fmt: skip
    office.granska("config", "set", "report_signers", "Ada Ek, uppdragsledare", "Ulf Al, projektledare")


def decision_points(office: Office) -> None:
    """A board's decision in points 2 to 6, one of them with six sub-points, and the report back on them."""
    office.add(
        "decision", "audit", source="board_decision", title="Uppdrag efter översvämningen", short_title="Uppdrag",
        years="2025", decided_by="Kommunstyrelsen", decided_on="2025-01-14",
    )  # fmt: skip
    office.add("2", "recommendation", audit="decision", number="2", text="Stärk beredskapen.")
    for letter, text in zip("abcdef", ("Visa åtgärderna", "Ledarskap", "Information", "Stöd", "Resurser", "Förråd"),
                            strict=True):  # fmt: skip
        office.add(
            f"2 {letter}", "recommendation", audit="decision", number=f"2 {letter}", parent="2", text=text,
            responsible="Kommunchefen",
        )  # fmt: skip
    chief: dict[str, Said] = {"responsible": "Kommunchefen"}
    for number, text, whose in (
        ("3", "Delta i länets arbete.", chief),
        ("4", "Varje nämnd förbättrar sin verksamhet.", {"addressees": BOARDS}),
        ("5", "Uppdatera planen.", chief),
        ("6", "Delge styrelsen andras utvärderingar.", chief),
    ):
        office.add(number, "recommendation", audit="decision", number=number, text=text, **whose)
    _reported_back(office)


def _reported_back(office: Office) -> None:
    office.add(
        "report", "response", responder="Kommunledningskontoret", kind="staff_report", audits="decision",
        decided_on="2025-09-08", signed_by="Ulla Gran, chef för verksamhetsstöd, stabschef, Exempelby",
    )  # fmt: skip
    office.add(
        "memo", "document", name="PM om uppdragen", kind="pm", made_on="2025-09-08", direction="incoming",
        response="report",
    )  # fmt: skip
    for called, targets, own, text in (
        ("a", ["2 a"], "done", "Samverkan sker i forumet."),
        ("b c", ["2 b", "2 c"], "done", "Ett program startar i höst. Punkterna bedöms klara."),
        ("d", ["2 d"], "done", "Stödet har ändrats."),
        ("e", ["2 e"], "done", "Staben kan föreslå omfördelning."),
        ("f", ["2 f"], "done", "Som analys klar. Egna förråd är inte byggda."),
        ("3 back", ["3"], "done", "Deltar."),
        ("4 back", ["4"], "done", "Nämnderna rapporterar i oktober."),
        ("5 back", ["5"], "ongoing", "Översynen har börjat."),
        ("6 back", ["6"], "ongoing", "Bara en annan rapport går att få. Grannens brister liknar våra."),
    ):
        office.add(called, "response_line", response="report", targets=targets, self_assessment=own, text=text)
    office.add(
        "programme", "measure", text="Ledarprogram", state="planned", response="report",
        recommendations=["2 b", "2 c"],
    )  # fmt: skip
    for called, text, due, point in (
        ("ahead", "Rapportera till nämnderna", "2025-10", "4"),
        ("proposal", "Föreslå ändringar", "2025", "5"),
        ("update", "Uppdatera planen", "2026", "5"),
    ):
        office.add(
            called, "measure", text=text, due=due, state="planned", response="report", recommendations=point,
        )  # fmt: skip
    office.granska("set", office.ids["2 f"], "partial", "--comment", "Förråden är inte byggda.")


def incident_measures(office: Office) -> None:
    """Measures after an incident, by theme and without dates, as a page that is published and then updated."""
    office.add(
        "incident", "audit", source="incident", title="Åtgärder efter fakturabedrägeriet", short_title="Fakturor",
        years="2026", purpose="Misstänkta oegentligheter hos en leverantör.",
    )  # fmt: skip
    office.add(
        "page", "response", responder="Kommunledningen", kind="progress_report", audits="incident",
        text="Arbetet är långsiktigt.",
    )  # fmt: skip
    for theme, text, state in (
        ("Teknik", "Ta fram en standard för larm", "planned"),
        ("Rutiner", "Låt en utomstående ta emot tips", "planned"),
        ("Rutiner", "En ägare till varje avtal", "done"),
        ("Rutiner", "Ett tredje atteststeg", "done"),
        ("Kontroll", "Tätare stickprov", "done"),
        ("Utbildning", "Utbilda attestanter", "ongoing"),
        ("Utredningar", "Intern utredning", "ongoing"),
        ("Utredningar", "Extern utredning", "ongoing"),
        ("Utredningar", "Pröva återkrav", "ongoing"),
    ):
        office.add(text, "measure", audit="incident", theme=theme, text=text, state=state, response="page")
    for called, made in (("published", "2026-03-12"), ("updated", "2026-03-26")):
        office.add(
            called, "document", name="Åtgärder efter fakturabedrägeriet", kind="webbsida", made_on=made,
            direction="drawn_up", response="page", secrecy="Visselblåsarärenden undantagna",
        )  # fmt: skip


SEEDS = {
    "000": two_questions,
    "001": evaluation_and_control_plan,
    "002": whole_audit,
    "003": decision_points,
    "004": incident_measures,
}
