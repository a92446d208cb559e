"""The schema of a register, and its migrations.

History tables are append-only, and never altered by `transform()` (which drops triggers). Projection tables follow from
the vocabulary and can be rebuilt from the history at any time. Tables whose names begin with `_` are this copy's own:
not merged, not exported.
"""

from storage.database.connection import APPLICATION_ID, SCHEMA_VERSION, Connection
from storage.database.search import rebuild_index
from storage.domain.vocabulary import ENTITIES, field_types, references

HISTORY = """
CREATE TABLE action(
    seq INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE,
    parents TEXT NOT NULL,
    lamport INTEGER NOT NULL,
    at TEXT NOT NULL,
    who TEXT NOT NULL,
    name TEXT NOT NULL,
    undoes TEXT,
    format INTEGER NOT NULL
);
CREATE INDEX action_undoes ON action(undoes) WHERE undoes IS NOT NULL;
CREATE TABLE change(
    action INTEGER NOT NULL REFERENCES action(seq),
    n INTEGER NOT NULL,
    entity TEXT NOT NULL,
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    replaces TEXT NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (action, n)
) WITHOUT ROWID;
CREATE TABLE value(
    action INTEGER NOT NULL,
    n INTEGER NOT NULL,
    nonce BLOB,
    old,
    new,
    PRIMARY KEY (action, n),
    FOREIGN KEY (action, n) REFERENCES change(action, n)
) WITHOUT ROWID;
"""
LOCAL = """
CREATE TABLE _tip(
    entity_id TEXT NOT NULL,
    field TEXT NOT NULL,
    action INTEGER NOT NULL,
    n INTEGER NOT NULL,
    PRIMARY KEY (entity_id, field, action, n)
) WITHOUT ROWID;
CREATE TABLE _head(action INTEGER PRIMARY KEY);
CREATE TABLE _made_here(action INTEGER PRIMARY KEY, station TEXT NOT NULL);
CREATE TABLE _draft(key TEXT PRIMARY KEY, text TEXT NOT NULL, at TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE _view(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE VIRTUAL TABLE _search USING fts5(text, tokenize = 'trigram', detail = 'none');
"""
BLOBS = "CREATE TABLE blob(sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) WITHOUT ROWID"
"""Files that settings name by their SHA-256: templates and the logo."""
APPEND_ONLY = ("action", "change", "value")

_COLUMN_TYPES: dict[type, str] = {int: "INTEGER", str: "TEXT"}
_NOT_INDEXED = {
    ("assessment", "level"),
    ("audit", "responsible"),
    ("audit", "decided_by"),
    ("measure", "report_to"),
    ("followup", "responsible"),
    ("followup", "supersedes"),
    ("letter", "document"),
    ("body", "successor"),
    ("source_text", "audit"),
    ("document", "recommendation"),
}
_AUDITS_BY_YEAR = "CREATE INDEX IF NOT EXISTS audit_years ON audit(years) WHERE removed IS NULL"
"""Index that finds the first audits without scanning all."""
_TEXTS_OF_AUDITS = (
    "CREATE INDEX IF NOT EXISTS source_text_audit ON source_text(audit) "
    "WHERE recommendation IS NULL AND audit IS NOT NULL"
)
"""Index of the source texts of audits as a whole: those of recommendations are many."""


def create_tables(connection: Connection) -> None:
    """Create every table of an empty register, inside the caller's transaction."""
    create_history(connection)
    create_projection(connection)
    connection.execute(BLOBS)


def create_history(connection: Connection) -> None:
    """Create the append-only tables, and this copy's own."""
    for statement in (HISTORY + LOCAL).split(";\n"):
        if statement.strip():
            connection.execute(statement)
    for table in APPEND_ONLY:
        for verb in ("UPDATE", "DELETE"):
            connection.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'the history is only added to'); END"
            )


def create_projection(connection: Connection) -> None:
    """Create the table of every entity, and an index for each field that refers to another record.

    Existing tables stay; missing columns of an older vocabulary are added.
    """
    for entity in ENTITIES:
        connection.execute(f'CREATE TABLE IF NOT EXISTS "{entity}"(rid INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)')
        there = {row[1] for row in connection.execute(f'PRAGMA table_info("{entity}")').fetchall()}
        for field, kind in field_types(entity).items():
            if field not in there:
                connection.execute(f'ALTER TABLE "{entity}" ADD COLUMN "{field}" {_COLUMN_TYPES[kind]}')
        for field in references(entity):
            if (entity, field) not in _NOT_INDEXED:
                connection.execute(f'CREATE INDEX IF NOT EXISTS "{entity}_{field}" ON "{entity}"("{field}")')
    connection.execute(_AUDITS_BY_YEAR)
    connection.execute(_TEXTS_OF_AUDITS)


def migrate(connection: Connection) -> None:
    """Migrate the file to this program's schema; each step and its record in one transaction."""
    from sqlite_utils import Database  # noqa: PLC0415 - 50 ms that reading a register should not pay
    from sqlite_utils.migrations import Migrations  # noqa: PLC0415

    migrations = Migrations("register")

    @migrations()
    def m001_initial(db: "Database") -> None:
        create_history(db.conn)
        create_projection(db.conn)

    @migrations()
    def m002_templates_and_closing(db: "Database") -> None:
        db.conn.execute(BLOBS)
        create_projection(db.conn)

    @migrations()
    def m003_measures_of_audits(db: "Database") -> None:
        create_projection(db.conn)

    @migrations()
    def m004_scope_and_plan(db: "Database") -> None:
        create_projection(db.conn)

    @migrations()
    def m005_source_texts(db: "Database") -> None:
        create_projection(db.conn)
        rebuild_index(db.conn)

    migrations.apply(Database(connection, recursive_triggers=True))
    connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version={SCHEMA_VERSION}")
