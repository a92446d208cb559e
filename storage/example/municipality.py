"""The practice municipality: records of a fictional office, written through the same recording as real ones."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from storage.closings import made_closing
from storage.database import records as record_rows
from storage.database.recording import Recording
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.material import ReportMaker
from storage.domain.records import Value
from storage.domain.settings import SETTING_KEYS, SettingKind
from storage.domain.text import tidy
from storage.operations.followups import put_closing
from storage.operations.new_register import CLOSED, put_setting
from storage.register import Register

_PLACEHOLDER = re.compile(r"\{([YT])([+-]\d+)?\}")
_FILE = Path(__file__).with_name("municipality.toml")


def content(today: date) -> dict[str, Any]:
    """Load the content of `municipality.toml`, with dates relative to `today`."""
    text = _FILE.read_text("utf-8")
    return tomllib.loads(_PLACEHOLDER.sub(lambda match: _date_in(match, today), text))


def _date_in(match: re.Match[str], today: date) -> str:
    offset = int(match[2] or 0)
    if match[1] == "Y":
        return str(today.year + offset)
    return (today + timedelta(days=offset)).isoformat()


Entry = Mapping[str, Any]


def build_example(register: Register, today: date, report: ReportMaker | None) -> None:
    """Fill a new register with Exempelby as of `today`, in one action at which undo stops.

    `report` makes the stored report of the follow-up that is closed; None stores none, as older versions did.

    Raises:
        NoOpenFollowup: the register has no open follow-up.
    """
    with register.recording("build_example") as action:
        builder = _Builder(register, action, content(today))
        builder.build()
        if report is not None:
            action.write()
            closed_on = date.fromisoformat(builder.content["closed"]["report_date"])
            put_closing(register, action, made_closing(register, builder.closed_id, report, closed_on))


class _Builder:
    """Writes the content as records whose ids derive from the register and their keys."""

    def __init__(self, register: Register, action: Recording, content: Entry) -> None:
        self.register_id = register.register_id
        self.action = action
        self.content = content
        open_followup = record_rows.open_followup(register.connection)
        assert open_followup is not None  # noqa: S101 - a fresh register has one
        self.open_id = open_followup.id
        self.scale = str(open_followup.scale)
        self.closed_id = self.named("followup", "closed")
        self.levels = {str(level.means): level.id for level in record_rows.levels_of(register.connection, self.scale)}

    def build(self) -> None:
        """Write every record."""
        put_setting(self.action, self.register_id, "office", self.content["office"])
        for key, value in self.content["settings"].items():
            entity = "text_block" if SETTING_KEYS[key].kind is SettingKind.TEXT else "setting"
            self.put(entity, id_from_fields(self.register_id, entity, {"key": key}), {"key": key, "value": value})
        for key, body in self.content["bodies"].items():
            self.put("body", self.named("body", key), body)
        for key, person in self.content["persons"].items():
            self.put("person", self.named("person", key), person)
        self._followups()
        for key, response in self.content["responses"].items():
            self._response(key, response)
        for audit in self.content["audit"]:
            self._audit(audit)

    def named(self, entity: str, *key: str) -> str:
        """The id of a record of the example, by its key."""
        return natural_id(self.register_id, entity, "example", *key)

    def put(self, entity: str, record_id: str, values: Mapping[str, Value]) -> str:
        """Write one record, with texts tidied; return its id."""
        self.action.put(entity, record_id, {name: tidy(v) if isinstance(v, str) else v for name, v in values.items()})
        return record_id

    def link(self, entity: str, **values: Value) -> str:
        """Write a record whose id derives from its fields; return that."""
        return self.put(entity, id_from_fields(self.register_id, entity, values), values)

    def _followups(self) -> None:
        for record_id, entry, state in (
            (self.closed_id, self.content["closed"], CLOSED),
            (self.open_id, self.content["open"], None),
        ):
            values = {name: value for name, value in entry.items() if name != "signers"}
            values["year"] = int(values["year"])
            values |= {"scale": self.scale} | ({"state": state} if state else {})
            self.put("followup", record_id, values)
            for position, person in enumerate(entry["signers"], 1):
                self.link("followup_signer", followup=record_id, person=self.named("person", person), position=position)

    def _response(self, key: str, entry: Entry) -> None:
        fields = ("decided_on", "paragraph", "their_registry_number", "text")
        response = self.put(
            "response",
            self.named("response", key),
            {"responder": self.named("body", entry["responder"]), "kind": "answer"} | {f: entry[f] for f in fields},
        )
        for body in entry.get("on_behalf_of", ()):
            self.link("response_on_behalf_of", response=response, body=self.named("body", body))

    def _audit(self, entry: Entry) -> None:
        fields = (
            "title", "short_title", "years", "type", "registry_number", "report_date", "handed_over",
            "purpose", "judgement", "grounds",
        )  # fmt: skip
        values = {name: entry[name] for name in fields if name in entry}
        audit = self.put("audit", self.named("audit", entry["key"]), {"source": "audit", **values})
        for body in entry["auditees"]:
            self.link("audit_auditee", audit=audit, body=self.named("body", body))
        if "letter" in entry:
            self._letter(entry, audit)
        if "response" in entry:
            self.link("response_audit", response=self.named("response", entry["response"]), audit=audit)
        rows = [
            self._recommendation(entry, audit, position, row) for position, row in enumerate(entry["recommendation"], 1)
        ]
        if "followed" in entry:
            self._followed(entry, audit, rows)

    def _letter(self, entry: Entry, audit: str) -> None:
        facts = entry["letter"]
        days = {name: facts[name] for name in ("decided", "signed", "dated")}
        values = {"kind": "missiv", **days, "registry_number": entry["registry_number"], "answer_due": facts["due"]}
        letter = self.put("letter", self.named("letter", entry["key"]), values)
        self.link("letter_audit", letter=letter, audit=audit)
        self.link("letter_signer", letter=letter, person=self.named("person", "chair"), position=1)
        extension = facts.get("extension_requested")
        for body in facts["asked"]:
            self.link(
                "letter_recipient",
                letter=letter,
                body=self.named("body", body),
                role="answer",
                extension_requested=extension,
                extension_decision="unknown" if extension else None,
            )
        for body, through in facts.get("through", {}).items():
            ids = {"letter": letter, "body": self.named("body", body), "through": self.named("body", through)}
            self.link("letter_recipient", role="answer", **ids)
        for body in facts.get("informed", ()):
            self.link("letter_recipient", letter=letter, body=self.named("body", body), role="information")

    def _recommendation(self, entry: Entry, audit: str, position: int, row: Entry) -> str:
        fields = ("number", "theme", "text", "planned", "fact_check_comment", "internal_note")
        values: dict[str, Value] = {name: row[name] for name in fields if name in row}
        if row.get("disputed"):
            values["responsibility_disputed"] = 1
        record = self.put(
            "recommendation",
            self.named("recommendation", entry["key"], str(position)),
            {"audit": audit, "kind": "recommendation", "position": position, **values},
        )
        for body in row.get("addressees", ()):
            self.link("recommendation_addressee", recommendation=record, body=self.named("body", body))
        if "related" in row:
            earlier = next(n for n, r in enumerate(entry["recommendation"], 1) if r["number"] == row["related"])
            related = self.named("recommendation", entry["key"], str(earlier))
            self.link("recommendation_related", recommendation=record, related=related)
        if "stance" in row:
            self._stance(entry, record, row)
        return record

    def _stance(self, entry: Entry, recommendation: str, row: Entry) -> None:
        response = self.named("response", entry["response"])
        line = self.put(
            "response_line",
            natural_id(self.register_id, "response_line", "example", recommendation),
            {"response": response, "stance": row["stance"]},
        )
        self.link("response_line_target", response_line=line, recommendation=recommendation)

    def _followed(self, entry: Entry, audit: str, rows: list[str]) -> None:
        followed = entry["followed"]
        keys = [entry["key"] for entry in self.content["audit"]]
        self.link(
            "followup_audit",
            followup=self.closed_id,
            audit=audit,
            position=1 + keys.index(entry["key"]),
            judgement=followed["judgement"],
            follow_up_again=followed["again"],
            follow_up_year=int(followed["year"]) if "year" in followed else None,
        )
        report_date = self.content["closed"]["report_date"]
        for record, row in zip(rows, entry["recommendation"], strict=True):
            self._assessment(self.closed_id, record, row, report_date)
        reopened = [
            (record, row["open"]) for record, row in zip(rows, entry["recommendation"], strict=True) if "open" in row
        ]
        if reopened:
            self.link("followup_audit", followup=self.open_id, audit=audit, position=1 + keys.index(entry["key"]))
        for record, row in reopened:
            self._assessment(self.open_id, record, row, None)

    def _assessment(self, followup: str, recommendation: str, row: Entry, day: str | None) -> None:
        self.link(
            "assessment",
            followup=followup,
            recommendation=recommendation,
            level=self.levels[row["level"]] if "level" in row else None,
            comment=row.get("comment"),
            reason=row.get("reason"),
            assessed_on=day,
        )
