"""Which judgement of a recommendation is shown, whether it is listed at all, and whom it concerns."""

from storage.database.survivors import last

SHOWN = (
    "(SELECT s.id FROM assessment s JOIN followup f ON f.id = s.followup "
    "WHERE s.recommendation = r.id AND s.level IS NOT NULL AND s.removed IS NULL AND f.removed IS NULL "
    "ORDER BY f.state = 'open' DESC, f.year DESC, f.report_date DESC, f.id DESC LIMIT 1)"
)
"""The assessment shown for recommendation `r`: the open follow-up's, else the newest one that judged it."""

LISTED = "r.removed IS NULL AND r.audit IN (SELECT id FROM audit WHERE removed IS NULL)"
"""Whether recommendation `r` stands in lists and counts at all."""
LISTED_HIT = LISTED.replace("r.audit", "+r.audit")
"""The same where a filter leaves few: the `+` keeps SQLite from walking through all audits."""
LISTED_HERE = "r.removed IS NULL AND EXISTS (SELECT 1 FROM audit WHERE id = r.audit AND removed IS NULL)"
"""The same within one audit, without looking at the others."""

BODIES_OF_RECOMMENDATIONS = (
    f"SELECT {last('k.body')}, k.recommendation FROM recommendation_addressee k WHERE k.removed IS NULL UNION "
    f"SELECT {last('k.body')}, r.id FROM recommendation r "
    "JOIN audit_auditee k ON k.audit = r.audit AND k.removed IS NULL "
    "WHERE NOT EXISTS (SELECT 1 FROM recommendation_addressee WHERE recommendation = r.id AND removed IS NULL)"
)
"""(body, recommendation) of every recommendation: the bodies it names itself, else its audit's."""
