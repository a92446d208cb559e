"""Building the practice municipality: the same records a real office would have, through the same door."""

import re
import tomllib
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from storage.database import records
from storage.database.recording import Recording
from storage.domain.identity import id_from_fields, natural_id
from storage.domain.records import Value
from storage.domain.text import tidy
from storage.operations.new_register import CLOSED, put_setting
from storage.register import Register

_PLACEHOLDER = re.compile(r"\{([YT])([+-]\d+)?\}")
_FILE = Path(__file__).with_name("municipality.toml")


def content(today: date) -> dict[str, Any]:
    """The content of `municipality.toml` as it is on `today`."""
    text = _FILE.read_text("utf-8")
    return tomllib.loads(_PLACEHOLDER.sub(lambda match: _put_in(match, today), text))


def _put_in(match: re.Match[str], today: date) -> str:
    offset = int(match[2] or 0)
    if match[1] == "Y":
        return str(today.year + offset)
    return (today + timedelta(days=offset)).isoformat()


Entry = Mapping[str, Any]


def build_example(register: Register, today: date) -> None:
    """Fill a fresh register with Exempelby as it is on `today`, in one action that undo stops at.

    Raises:
        NoOpenFollowup: the register has no open follow-up.
    """
    told = content(today)
    with register.recording("build_example") as action:
        _Builder(register, action, told).build()


class _Builder:
    """Turns the content into records, named by their keys so that every practice register can be told apart."""

    def __init__(self, register: Register, action: Recording, told: Entry) -> None:
        self.register_id = register.register_id
        self.action = action
        self.told = told
        open_followup = records.open_followup(register.connection)
        assert open_followup is not None  # noqa: S101 - a fresh register has one
        self.open_id = open_followup.id
        self.scale = str(open_followup.scale)
        self.closed_id = self.named("followup", "closed")
        self.levels = {str(level.means): level.id for level in records.levels_of(register.connection, self.scale)}

    def build(self) -> None:
        """Put everything."""
        put_setting(self.action, self.register_id, "office", self.told["office"])
        for key, body in self.told["bodies"].items():
            self.put("body", self.named("body", key), body)
        for key, person in self.told["persons"].items():
            self.put("person", self.named("person", key), person)
        self._followups()
        for key, response in self.told["responses"].items():
            self._response(key, response)
        for audit in self.told["audit"]:
            self._audit(audit)

    def named(self, entity: str, *key: str) -> str:
        """The id of a record of the example."""
        return natural_id(self.register_id, entity, "example", *key)

    def put(self, entity: str, record_id: str, values: Mapping[str, Value]) -> str:
        """Put one record, texts tidied."""
        self.action.put(entity, record_id, {name: tidy(v) if isinstance(v, str) else v for name, v in values.items()})
        return record_id

    def link(self, entity: str, **values: Value) -> str:
        """Put a record that is named by its own fields."""
        return self.put(entity, id_from_fields(self.register_id, entity, values), values)

    def _followups(self) -> None:
        for record_id, told, state in (
            (self.closed_id, self.told["closed"], CLOSED),
            (self.open_id, self.told["open"], None),
        ):
            values = {name: value for name, value in told.items() if name != "signers"}
            values["year"] = int(values["year"])
            values |= {"scale": self.scale} | ({"state": state} if state else {})
            self.put("followup", record_id, values)
            for position, person in enumerate(told["signers"], 1):
                self.link("followup_signer", followup=record_id, person=self.named("person", person), position=position)

    def _response(self, key: str, told: Entry) -> None:
        fields = ("decided_on", "paragraph", "text")
        response = self.put(
            "response",
            self.named("response", key),
            {"responder": self.named("body", told["responder"]), "kind": "answer"} | {f: told[f] for f in fields},
        )
        for body in told.get("on_behalf_of", ()):
            self.link("response_on_behalf_of", response=response, body=self.named("body", body))

    def _audit(self, told: Entry) -> None:
        fields = (
            "title", "short_title", "years", "type", "registry_number", "report_date", "handed_over",
            "purpose", "judgement", "grounds",
        )  # fmt: skip
        values = {name: told[name] for name in fields if name in told}
        audit = self.put("audit", self.named("audit", told["key"]), {"source": "audit", **values})
        for body in told["auditees"]:
            self.link("audit_auditee", audit=audit, body=self.named("body", body))
        if "letter" in told:
            self._letter(told, audit)
        if "response" in told:
            self.link("response_audit", response=self.named("response", told["response"]), audit=audit)
        rows = [
            self._recommendation(told, audit, position, row) for position, row in enumerate(told["recommendation"], 1)
        ]
        if "followed" in told:
            self._followed(told, audit, rows)

    def _letter(self, told: Entry, audit: str) -> None:
        facts = told["letter"]
        values = {"kind": "missiv", "decided": facts["decided"], "answer_due": facts["due"]}
        letter = self.put("letter", self.named("letter", told["key"]), values)
        self.link("letter_audit", letter=letter, audit=audit)
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

    def _recommendation(self, told: Entry, audit: str, position: int, row: Entry) -> str:
        fields = ("number", "theme", "text", "planned", "fact_check_comment", "internal_note")
        values: dict[str, Value] = {name: row[name] for name in fields if name in row}
        if row.get("disputed"):
            values["responsibility_disputed"] = 1
        record = self.put(
            "recommendation",
            self.named("recommendation", told["key"], str(position)),
            {"audit": audit, "kind": "recommendation", "position": position, **values},
        )
        for body in row.get("addressees", ()):
            self.link("recommendation_addressee", recommendation=record, body=self.named("body", body))
        if "related" in row:
            earlier = next(n for n, r in enumerate(told["recommendation"], 1) if r["number"] == row["related"])
            related = self.named("recommendation", told["key"], str(earlier))
            self.link("recommendation_related", recommendation=record, related=related)
        if "stance" in row:
            self._stance(told, record, row)
        return record

    def _stance(self, told: Entry, recommendation: str, row: Entry) -> None:
        response = self.named("response", told["response"])
        line = self.put(
            "response_line",
            natural_id(self.register_id, "response_line", "example", recommendation),
            {"response": response, "stance": row["stance"]},
        )
        self.link("response_line_target", response_line=line, recommendation=recommendation)

    def _followed(self, told: Entry, audit: str, rows: list[str]) -> None:
        followed = told["followed"]
        keys = [entry["key"] for entry in self.told["audit"]]
        self.link(
            "followup_audit",
            followup=self.closed_id,
            audit=audit,
            position=1 + keys.index(told["key"]),
            judgement=followed["judgement"],
            follow_up_again=followed["again"],
            follow_up_year=int(followed["year"]) if "year" in followed else None,
        )
        report_date = self.told["closed"]["report_date"]
        for record, row in zip(rows, told["recommendation"], strict=True):
            self._judgement(self.closed_id, record, row, report_date)
        reopened = [
            (record, row["open"]) for record, row in zip(rows, told["recommendation"], strict=True) if "open" in row
        ]
        if reopened:
            self.link("followup_audit", followup=self.open_id, audit=audit, position=1 + keys.index(told["key"]))
        for record, row in reopened:
            self._judgement(self.open_id, record, row, None)

    def _judgement(self, followup: str, recommendation: str, row: Entry, day: str | None) -> None:
        self.link(
            "assessment",
            followup=followup,
            recommendation=recommendation,
            level=self.levels[row["level"]] if "level" in row else None,
            comment=row.get("comment"),
            reason=row.get("reason"),
            assessed_on=day,
        )
