"""Every number in the letter that hands a follow-up over, reckoned again from the register's rows."""

from datetime import date
from pathlib import Path

import docx

from exports.letters.file import write_letter
from storage import followups
from storage.letters import letter_material
from storage.register import Register

TODAY = date(2026, 11, 22)
WORDS = {1: "en", 2: "två", 3: "tre", 4: "fyra", 5: "fem", 6: "sex"}
REMAINING = (
    "SELECT r.number, r.text, l.label FROM assessment a JOIN level l ON l.id = a.level "
    "JOIN recommendation r ON r.id = a.recommendation JOIN followup_audit f ON f.audit = r.audit "
    "AND f.followup = a.followup WHERE a.followup = ? AND l.means IN ('partial', 'not_implemented') "
    "AND a.removed IS NULL AND r.removed IS NULL ORDER BY f.position, r.position"
)


def test_the_letter_lists_each_recommendation_that_remains_once_and_counts_the_audits(
    practice: Register, tmp_path: Path
) -> None:
    closed = next(view.followup for view in followups.followups(practice) if view.followup.state == "closed")
    (written,) = write_letter(letter_material(practice, followup=closed.id), tmp_path, today=TODAY)
    document = docx.Document(str(written.path))
    rows = [[cell.text for cell in row.cells] for table in document.tables for row in table.rows[1:]]
    printed = [(number.rstrip(")"), text.split("\n")[0], label) for number, text, label in rows]
    assert printed == practice.connection.execute(REMAINING, (closed.id,)).fetchall()
    (audits,) = practice.connection.execute(
        "SELECT count(*) FROM followup_audit WHERE followup = ? AND removed IS NULL", (closed.id,)
    ).fetchone()
    body = "\n".join(paragraph.text for paragraph in document.paragraphs)
    assert f"från {WORDS[audits]} tidigare granskningar" in body
