"""`close`, and what the report of a closed follow-up says from then on."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from storage import followups, records
from storage.operations.assessments import comment, reopen
from storage.operations.documents import set_followup_signers
from storage.operations.settings import set_setting
from storage.register import open_register


def read(granska: Any, *arguments: Any) -> Any:
    done = granska(*arguments, "--json")
    assert done.code == 0, done.err
    return json.loads(done.out)


def texts(path: str) -> list[str]:
    from exports.report.drawing import paragraph_texts

    return list(paragraph_texts(Path(path)))


@pytest.fixture
def complete(granska: Any, practice: Path) -> Path:
    """A practice register where everything that closing needs is there."""
    for one in read(granska, "list", "recommendations"):
        if not one["current"]:
            assert granska("set", one["id"], "implemented", "--comment", "Klart enligt beslut.").code == 0
    granska("config", "set", "report_signers", "Rut Ekmark, ordförande")
    granska("config", "set", "signers", "Rut Ekmark, ordförande")
    return practice


def open_title(granska: Any) -> str:
    [one] = [one for one in read(granska, "list", "followups") if one["state"] == "open"]
    return str(one["title"])


def test_closing_says_what_was_closed_and_what_is_open_now(granska: Any, complete: Path) -> None:
    title = open_title(granska)
    done = granska("close", title)
    assert done.code == 0, done.err
    assert done.out.splitlines() == [f"Fastställd: {title}", f"Öppen nu: {open_title(granska)}"]
    assert open_title(granska) != title
    assert granska("check", "--register", complete).code == 0
    again = granska("close", title)
    assert (again.code, again.out) == (1, "")
    assert "är fastställd" in again.err


def test_those_who_sign_can_be_given_where_closing_asks_for_them(granska: Any, complete: Path, tmp_path: Path) -> None:
    title = open_title(granska)
    for key in ("report_signers", "signers"):
        granska("config", "set", key, "")
    with open_register(complete, write=True) as register:
        opened = followups.open_followup(register)
        assert opened is not None
        set_followup_signers(register, opened.id, ())
    refused = granska("close", title, "--register", complete)
    assert (refused.code, refused.out) == (1, "")
    assert "ingen undertecknar" in refused.err
    assert granska("close", title, "--signer", "Ada Ek, ordförande", "--signer", "Bo Alm").code == 0
    made = read(granska, "export", "report", "--followup", title, "--out", tmp_path)
    assert {"Ada Ek", "Bo Alm"} <= set(texts(made["path"]))


def test_a_followup_with_errors_is_not_closed(granska: Any, practice: Path, contents: Any) -> None:
    before = contents()
    done = granska("close", open_title(granska), "--register", practice)
    assert (done.code, done.out) == (1, "")
    assert done.err.splitlines()[-1].startswith("Uppföljningen är inte fastställd.")
    assert len(done.err.splitlines()) > 1
    assert contents() == before


@pytest.mark.usefixtures("complete")
def test_a_draft_is_not_logged_and_a_closed_report_is(granska: Any, tmp_path: Path) -> None:
    title = open_title(granska)
    draft = read(granska, "export", "report", "--followup", title, "--out", tmp_path)
    assert draft["logged"] is False
    assert "UTKAST" in Path(draft["path"]).name
    assert "Utskriven rapport" not in granska("history").out
    granska("close", title)
    final = read(granska, "export", "report", "--followup", title, "--out", tmp_path)
    assert final["logged"] is True
    assert "UTKAST" not in "\n".join([final["path"], *texts(final["path"])])
    assert "Utskriven rapport" in granska("history").out


def test_a_closed_report_says_the_same_whatever_changes_afterwards(
    granska: Any, complete: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    title = open_title(granska)
    assert granska("close", title).code == 0
    first = read(granska, "export", "report", "--followup", title, "--out", tmp_path)
    with open_register(complete, write=True) as register:
        closed = next(view.followup for view in followups.followups(register) if view.followup.title == title)
        _change_everything(register, closed.id)
    assert granska("templates", "export", tmp_path / "mallar").code == 0
    template = _with_letterhead(next((tmp_path / "mallar").glob("*report*.docx")))
    assert granska("templates", "install", template, "--kind", "report").code == 0
    monkeypatch.setenv("GRANSKA_TODAY", date(2027, 6, 1).isoformat())
    second = read(granska, "export", "report", "--followup", title, "--out", tmp_path)
    assert second["path"] != first["path"]
    assert Path(second["path"]).read_bytes() == Path(first["path"]).read_bytes()


def _with_letterhead(template: Path) -> Path:
    import docx

    document = docx.Document(str(template))
    document.sections[-1].header.add_paragraph("Nytt brevhuvud")
    document.save(str(template))
    return template


def _change_everything(register: Any, followup: str) -> None:
    """Rename the bodies, write other comments and other standard texts."""
    with register.recording("example") as action:
        for view in records.bodies(register):
            action.put("body", view.body.id, {"name": f"{view.body.name} (ny)"})
        for audit in followups.followup_material(register, followup).audits:
            for one in audit.recommendations:
                if one.assessment:
                    action.put("assessment", one.assessment.id, {"comment": "Något helt annat."})
                action.put("recommendation", one.recommendation.id, {"text": "Omskriven."})
    set_setting(register, "office", "Nya revisionen")
    set_setting(register, "method", "En annan metod.")
    first = records.find(register, "Måltider:1")
    reopen(register, first, "Nya uppgifter")
    comment(register, first, "Efteråt.")


@pytest.mark.usefixtures("complete")
def test_a_closed_report_from_a_read_only_register_is_written_and_not_logged(
    granska: Any, practice: Path, tmp_path: Path
) -> None:
    title = open_title(granska)
    granska("close", title)
    practice.chmod(0o444)
    done = granska("export", "report", "--followup", title, "--out", tmp_path / "ut")
    assert done.code == 0
    assert Path(done.out.strip()).is_file()
    assert "inte loggad" in done.err
