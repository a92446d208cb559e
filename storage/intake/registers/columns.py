"""Columns of a register in a sheet: found by the meaning of their headers, and by what stands in them.

The words of tables of recommendations are those of :mod:`storage.intake.header_words`; here are those that only
registers have.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from storage.domain.body_names import is_body, names_in
from storage.domain.dates import is_partial_date, is_year
from storage.domain.records import replace
from storage.domain.scale import label_key
from storage.intake import header_words
from storage.intake.header_words import COMMENT, LEVEL, NUMBER, TEXT, THEME
from storage.intake.registers.dates import date_in
from storage.intake.registers.sheets import Place, SheetRow
from storage.intake.row_texts import meaning

AUDIT = "audit"
AUDIT_YEARS = "years"
BODY = "body"
FOLLOWED = "followed"
"""The day or year that a level is of."""
REPORT = "department_report"
RESPONSIBLE = "responsible"
PLANNED = "planned"
REPORT_DATE = "report_date"
REGISTRY_NUMBER = "registry_number"
FIRM = "firm"
OTHER = ""
"""No column that the register has a field for: it is kept as text."""

_BODIES = r"(?:nämnd|styrelse|organ|bolag|förvaltning)(?:en|er|erna|ar|s)?"
_AUDITS = r"(?:gransknings?|revisions?)"
_ROLES: tuple[tuple[str, tuple[str, ...]], ...] = (
    (NUMBER, (r"referens|löpande (?:nr|nummer)|rek(?:ommendation(?:en)?s?)?[. -]*(?:nr|nummer|id|no|#)|register ref",)),
    (REGISTRY_NUMBER, (r"dnr(?:/.*)?|diarie(?:nr|nummer|beteckning)|ärende(?:nr|nummer)",)),
    (REPORT_DATE, (
        rf"(?:rapport|{_AUDITS})datum|datum (?:för )?(?:rapport|granskning)(?:en)?",
        r"rapport(?:en)? daterad",
    )),
    (AUDIT_YEARS, (
        rf"år|årtal|(?:rapport|{_AUDITS})(?:ens)? ?år|granska[dt](?: år)?|år för (?:rapport|granskning)(?:en)?",
        r"audit year|year",
    )),
    (PLANNED, (
        r"(?:ska vara )?klart?(?: senast| den)|klart?|(?:slut|mål|förfallo|plan)datum|deadline|tids?plan|när",
        r"planerat?(?: klart?| slutdatum| datum)?|(?:genomförs|åtgärdas|klart?) senast|due(?: date)?|target date",
    )),
    (FOLLOWED, (
        r"(?:år|datum) för (?:uppföljning(?:en)?|bedömning(?:en)?|status)|uppföljd(?: år| den)?|följdes upp|status per",
        r"uppföljning(?:en)?s? ?-?(?:år|datum|dag)|(?:senast )?(?:uppföljd|bedömd|uppdaterad|avstämd)(?: den| år)?",
        r"(?:bedömnings|status|avsluts|avstämnings)(?:datum|år)|avslutad(?: den)?|bedömd(?: den| år)?",
        r"closed date|follow-up date|status date",
    )),
    (FIRM, (r"utförd av|konsult|revisionsbyrå|byrå|utförare",)),
    (AUDIT, (
        rf"(?:granskning|revision)(?:en|ar|er)?|{_AUDITS}(?:rapport(?:en)?|titel|namn|rubrik|projekt)?|titel",
        rf"{_AUDITS}(?:ens|ers)? ?(?:namn|titel|rubrik|benämning)|rapport(?:en)?|rapport(?:ens)? ?(?:namn|titel)",
        r"namn på (?:granskning|rapport)(?:en)?|(?:avser|från|ur) (?:granskning|rapport)(?:en)?|genomförd granskning",
        r"audit(?: title| name| report)?|report",
    )),
    (BODY, (
        rf"(?:ansvarig|granskad|berörd|adresserad|mottagande)?[ae]? ?{_BODIES}(?: ?(?:/|och|eller|,|&) ?{_BODIES})*",
        r"revisionsobjekt(?:et)?|granskningsobjekt|granskade? (?:verksamhet(?:er)?|organ|nämnder)|ansvarigt organ",
        r"rekommendation(?:en|er)? riktas till|berörda organ|board|committee",
    )),
    (RESPONSIBLE, (
        r"ansvar(?:ig|iga)?(?: (?:person|tjänsteman|tjänsteperson|chef|funktion|handläggare|förvaltning|för.*))?",
        r"kontaktperson|handläggare|responsib(?:le|ility)|owner",
    )),
    (REPORT, (
        r"förvaltningens redovisning|redovisning|svar(?: (?:från )?\w+)?|yttrande|bemötande|återrapportering",
        r"management response",
    )),
    (COMMENT, (r"action taken|comments?|notes?",)),
    (LEVEL, (r"status of recommendation|implementation status|färg|utfall|resultat|avslutad|är åtgärda[dt]",)),
    (TEXT, (r"recommendations?|(?:rekommendations)?text(?:en)?",)),
    (THEME, (r"exception area|rubrik",)),
)  # fmt: skip
"""Column → its headers that registers have beside those of tables in reports, in the order in which they are tried."""
_PATTERNS = tuple((role, re.compile("|".join(patterns))) for role, patterns in _ROLES)
_SHARED = {
    TEXT: TEXT, LEVEL: LEVEL, COMMENT: COMMENT, NUMBER: NUMBER, THEME: THEME, header_words.ADDRESSEE: BODY,
    header_words.AUDIT: AUDIT,
}  # fmt: skip
_BEST_TEXT = (
    re.compile(r"rekommendation|förbättrings|recommendation"),
    re.compile(r"förslag|text|beslutspunkt|delpunkt|fråg"),
    re.compile(r"kontroll|påpekande|medskick"),
    re.compile(r"observation|iakttagelse|brist"),
)
_POINTS = re.compile(
    "|".join(sorted({word[:5] for word in header_words.WORDS[TEXT]})) + "|recommend|text", re.IGNORECASE
)
_BODIES_OWN = re.compile(r"förvaltning|nämnd|verksamhet|egen|egna|själv")
"""Words in the header of levels that are the bodies' own account."""
_YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)")
_LONGEST_HEADER = 80
_LOOKED_AT = 300
_LONGEST_LEVEL = 45
_MOSTLY = 0.5
_SINGLE = frozenset({TEXT, NUMBER, AUDIT, AUDIT_YEARS, BODY, FOLLOWED, RESPONSIBLE, PLANNED, REPORT_DATE,
                     REGISTRY_NUMBER, FIRM, THEME})  # fmt: skip
"""Columns that a register has one of: the others of that name are kept as text."""


Merged = Mapping[Place, Place]


class RegisterColumn(Struct, frozen=True):
    """A column of a register."""

    place: int
    header: str
    role: str = OTHER
    year: int | None = None
    """The year in its header."""
    body: str | None = None
    """The body whose levels stand in it, where its header names one."""


class RegisterHeader(Struct, frozen=True):
    """The header of a table."""

    first: int
    """Index of its first row among the rows of the sheet."""
    last: int
    """Index of its last row."""
    columns: tuple[RegisterColumn, ...]
    kind: str
    """Kind of recommendation."""

    def of(self, role: str) -> tuple[RegisterColumn, ...]:
        """Return the columns of a role, in order."""
        return tuple(column for column in self.columns if column.role == role)

    def place(self, role: str) -> int:
        """Return the place of the only column of a role; -1 without one."""
        return next((column.place for column in self.columns if column.role == role), -1)


@lru_cache(maxsize=2_000)
def header_role(header: str) -> tuple[str, int | None]:
    """Return the role that a header announces, and the year in it; no role where it is unknown.

    A header that is only a year is a column of levels.
    """
    if len(header) > _LONGEST_HEADER:
        return OTHER, None
    words = header_words.header_words(header.replace("*", ""))
    years = _YEAR.findall(header)
    year = int(years[0]) if len(years) == 1 else None
    if not words.key:
        return (LEVEL, year) if year else (OTHER, None)
    own = next((role for role, pattern in _PATTERNS if pattern.fullmatch(words.key)), None)
    if own is not None:
        return own, year
    ranked = [
        (order, role)
        for name, role in _SHARED.items()
        if (order := header_words.rank(words, name)) is not None and (role not in {AUDIT, BODY} or order < 100)
    ]
    role = min(ranked, default=(0, LEVEL if words.key in header_words.EITHER else OTHER))[1]
    return (REPORT if role == COMMENT and words.of_bodies else role), year


def heads_points(text: str) -> bool:
    """Return True for a text that is a header of the points' text as a whole, and not by its last word alone."""
    if len(text) > _LONGEST_HEADER or not _POINTS.search(text):
        return False
    return header_role(text)[0] == TEXT and header_words.header_words(text).key in header_words.WORDS[TEXT]


def looks_like_header(row: Mapping[int, str]) -> bool:
    """Return True when a row has the header of recommendations and another, and little else."""
    roles = [header_role(text)[0] for text in row.values()]
    known = len({role for role in roles if role})
    return TEXT in roles and (known > 2 or (known == 2 and roles.count(OTHER) <= len(roles) / 2))


def find_header(rows: Sequence[SheetRow], start: int, within: int, across: Merged) -> RegisterHeader | None:
    """Find the first header among the rows from `start`, also one of two lines; None without one."""
    stop = min(len(rows), start + within)
    for index in range(start, stop):
        if looks_like_header(rows[index].cells):
            return _with_second_line(rows, index, across, start)
        if index + 1 < stop and (pair := _pair(rows, index, across)) and looks_like_header(pair):
            return _header(rows, index, index + 1, pair)
    for index in range(start, stop):
        row = rows[index].cells
        if len(row) <= 2 and any(_is_bare(text) for text in row.values()) and index + 1 < len(rows):
            return _header(rows, index, index, row)
    return None


def _is_bare(text: str) -> bool:
    return label_key(text) in {"rekommendation", "rekommendationer"}


def _with_second_line(rows: Sequence[SheetRow], index: int, across: Merged, start: int) -> RegisterHeader:
    """Return the header at a row with a line of years or groups above or below it."""
    if index + 1 < len(rows) and (pair := _pair(rows, index, across)):
        return _header(rows, index, index + 1, pair)
    if index > start and (pair := _pair(rows, index - 1, across)) and looks_like_header(pair):
        return _header(rows, index - 1, index, pair)
    return _header(rows, index, index, rows[index].cells)


def _pair(rows: Sequence[SheetRow], index: int, across: Merged) -> dict[int, str] | None:
    """Return two rows as one header: the first has words over several columns; None where they are none."""
    upper, lower = rows[index], rows[index + 1]
    alone = len(lower.cells) == 1 and not all(map(_is_year, lower.cells.values()))
    if lower.row != upper.row + 1 or alone:
        return None
    spread = _spread(upper, lower, across)
    whole = [text for place, text in upper.cells.items() if place not in lower.cells]
    own = list(lower.cells.values())
    known = [text for text in whole if _is_heading(text)]
    if not all(map(_is_heading, own)) or 2 * len(known) < len(whole) or not set(spread) & set(lower.cells):
        return None
    if not any(_is_year(text) or header_role(text)[0] for text in (*spread.values(), *upper.cells.values())):
        return None
    joined = {place: upper.cells[place] for place in upper.cells if place not in lower.cells}
    for place, text in lower.cells.items():
        above = spread.get(place, "")
        role, year = header_role(text)
        joined[place] = f"{above} {text}" if above and (_is_year(text) or not role or year is None) else text
        if above and role and not _is_year(text):
            joined[place] = f"{text} {_years_of(above)}".strip() if year is None else text
    return joined


def _spread(upper: SheetRow, lower: SheetRow, across: Merged) -> dict[int, str]:
    """Return the words of the upper row over each column of the lower: as merged, else from the left."""
    spread: dict[int, str] = {}
    merged = any(row == upper.row for row, _column in across)
    current = ""
    for place in range(max([*upper.cells, *lower.cells]) + 1):
        anchor = across.get((upper.row, place))
        if place in upper.cells:
            current = upper.cells[place]
        elif merged:
            current = upper.cells.get(anchor[1], "") if anchor else ""
        if current and (place in lower.cells):
            spread[place] = current
    return spread


def _is_heading(text: str) -> bool:
    return _is_year(text) or header_role(text)[0] != OTHER


def _is_year(text: str) -> bool:
    return is_year(text.strip())


def _years_of(text: str) -> str:
    return " ".join(_YEAR.findall(text))


def _header(rows: Sequence[SheetRow], first: int, last: int, cells: Mapping[int, str]) -> RegisterHeader:
    """Tell the columns by their headers and by what stands below them."""
    below = rows[last + 1 : last + 1 + _LOOKED_AT]
    places = sorted({*cells, *(place for row in below[:50] for place in row.cells)})
    columns = [_column(place, cells.get(place, ""), below) for place in places]
    columns = _bodies(_one_text(columns), below)
    columns = _levels(columns, below)
    columns = _dated(_numbers(columns, below), below)
    seen: set[str] = set()
    single = []
    for column in columns:
        repeated = column.role in _SINGLE and column.role in seen
        seen.add(column.role)
        single.append(replace(column, role=OTHER) if repeated else column)
    text = next((column.header for column in single if column.role == TEXT), "")
    return RegisterHeader(first, last, tuple(single), header_words.kind_of(header_words.header_words(text)))


def _column(place: int, header: str, below: Sequence[SheetRow]) -> RegisterColumn:
    role, year = header_role(header)
    values = [row.cells[place] for row in below if place in row.cells]
    body = None
    if role in {FOLLOWED, PLANNED, REPORT_DATE, AUDIT_YEARS} and _part(values, _is_when) < _MOSTLY and values:
        role = LEVEL if _part(values, is_level_like) >= _MOSTLY and role != AUDIT_YEARS else OTHER
    elif role == OTHER and header and _names_body(header) and _part(values, is_level_like) >= _MOSTLY:
        role, body = LEVEL, names_in(_YEAR.sub("", header))[0]
    return RegisterColumn(place, header, role, year, body)


def _part(values: Sequence[str], is_one: Callable[[str], bool]) -> float:
    return sum(map(is_one, values)) / len(values) if values else 0


def _is_when(text: str) -> bool:
    return date_in(text) is not None or is_partial_date(text) or bool(_YEAR.search(text) and len(text) <= 12)


def is_level_like(text: str) -> bool:
    """Return True for a known level or a sign."""
    return meaning(text) is not None or is_sign(text)


def is_sign(text: str) -> bool:
    """Return True for a mark that is no word: `✔`, `X`, a coloured ball."""
    return len(text) <= 3 and (not any(char.isalnum() for char in text) or text.casefold() in {"x", "v", "ü", "o"})


def _names_body(header: str) -> bool:
    plain = " ".join(_YEAR.sub("", header).split())
    return [name.casefold() for name in names_in(plain)] == [plain.casefold()]


def _bodies(columns: list[RegisterColumn], below: Sequence[SheetRow]) -> list[RegisterColumn]:
    """Take a column of those responsible as that of bodies where it holds bodies, and no other does."""
    found = None
    if not any(column.role == BODY for column in columns):
        responsible = [column for column in columns if column.role == RESPONSIBLE]
        found = next((c for c in responsible if _part(_values(c, below), _holds_body) > _MOSTLY), None)
    return [replace(column, role=BODY) if column is found else column for column in columns]


def _values(column: RegisterColumn, below: Sequence[SheetRow]) -> list[str]:
    return [row.cells[column.place] for row in below if column.place in row.cells]


def _holds_body(text: str) -> bool:
    return any(map(is_body, names_in(text)))


def _one_text(columns: list[RegisterColumn]) -> list[RegisterColumn]:
    """Leave one column of the points' text: that with the likeliest header."""
    found = [column for column in columns if column.role == TEXT]
    rank = {column.place: _text_rank(column.header) for column in found}
    best = min(found, key=lambda column: rank[column.place], default=None)
    return [replace(each, role=OTHER) if each.role == TEXT and each is not best else each for each in columns]


def _text_rank(header: str) -> int:
    key = label_key(header)
    return next((rank for rank, pattern in enumerate(_BEST_TEXT) if pattern.search(key)), len(_BEST_TEXT))


def _levels(columns: list[RegisterColumn], below: Sequence[SheetRow]) -> list[RegisterColumn]:
    """Tell levels from comments by what stands in the columns; of several of one year the last is the level."""
    found = []
    for column in columns:
        values = [row.cells[column.place] for row in below if column.place in row.cells]
        running = [text for text in values if len(text) > _LONGEST_LEVEL and not is_level_like(text)]
        told = column.role == LEVEL and values and len(running) > _MOSTLY * len(values)
        found.append(replace(column, role=COMMENT) if told else column)
    levels = [column for column in found if column.role == LEVEL]
    known = {
        column.place: sum(is_level_like(row.cells.get(column.place, "")) for row in below if column.place in row.cells)
        for column in levels
    }
    best: dict[tuple[int | None, str | None], RegisterColumn] = {}
    for column in levels:
        key = column.year, column.body
        if key not in best or _order(column, known) <= _order(best[key], known):
            best[key] = column
    chosen = {column.place for column in best.values()}
    found = [replace(c, role=OTHER) if c.role == LEVEL and c.place not in chosen else c for c in found]
    return _comments(found)


def _order(column: RegisterColumn, known: Mapping[int, int]) -> tuple[bool, bool, int]:
    """Return how likely a column is that of the auditors' levels, lowest first."""
    words = header_words.header_words(column.header)
    order = header_words.rank(words, LEVEL)
    return not known[column.place], _BODIES_OWN.search(words.key) is not None, 999 if order is None else order


def _comments(columns: list[RegisterColumn]) -> list[RegisterColumn]:
    """Give comments without a year the year of the level that they follow, where levels have years."""
    years = [column.year for column in columns if column.role == LEVEL]
    given: list[RegisterColumn] = []
    latest: int | None = None
    several = len([year for year in years if year]) > 1
    for column in columns:
        if column.role == LEVEL:
            latest = column.year
        follows = several and column.role in {COMMENT, REPORT} and column.year is None and latest
        given.append(replace(column, year=latest) if follows else column)
    seen: set[tuple[str, int | None]] = set()
    result = []
    for column in given:
        key = column.role, column.year
        repeated = column.role in {COMMENT, REPORT} and key in seen
        seen.add(key)
        result.append(_second_comment(column, seen) if repeated else column)
    return result


def _second_comment(column: RegisterColumn, seen: set[tuple[str, int | None]]) -> RegisterColumn:
    """Make a second comment the account of the measures, where there is none."""
    if column.role == COMMENT and (REPORT, column.year) not in seen and "åtgärd" in column.header.casefold():
        seen.add((REPORT, column.year))
        return replace(column, role=REPORT)
    return replace(column, role=OTHER)


def _dated(columns: list[RegisterColumn], below: Sequence[SheetRow]) -> list[RegisterColumn]:
    """Take a column of mere dates that stands right after the levels as their dates."""
    if any(column.role == FOLLOWED for column in columns):
        return columns
    found = list(columns)
    for before, (index, column) in zip(columns, list(enumerate(columns))[1:], strict=False):
        dates = _values(column, below)
        own = label_key(column.header) in {"datum", "den", "när"} and column.role in {OTHER, PLANNED}
        if own and before.role == LEVEL and before.year is None and dates and _part(dates, _is_when) >= _MOSTLY:
            found[index] = replace(column, role=FOLLOWED)
    return found


def _numbers(columns: list[RegisterColumn], below: Sequence[SheetRow]) -> list[RegisterColumn]:
    """Take a column without a header that stands before the text and holds numbers as the numbers."""
    text = next((column.place for column in columns if column.role == TEXT), -1)
    if any(column.role == NUMBER for column in columns):
        return columns
    for index, column in enumerate(columns):
        values = [row.cells[column.place] for row in below if column.place in row.cells]
        numbered = values and all(re.fullmatch(r"\d{1,3}(?:\.\d{1,3})?[a-z]?[.)]?", text) for text in values)
        if column.place < text and not column.header and numbered:
            return [*columns[:index], replace(column, role=NUMBER), *columns[index + 1 :]]
    return columns
