"""Every error has a Swedish sentence that a person can act on."""

import errno
import re
from pathlib import Path
from typing import Any, get_type_hints

import pytest

from exports import errors as export_errors
from exports.letter_templates import errors as template_errors
from exports.letter_templates.errors import TemplateFault
from storage import errors as storage_errors
from storage.errors import FileUnreadable, GranskaError, NotARegister, RegisterLocked, TextTooLong, UndoBlocked
from tui.language.catalogue import speak
from tui.language.sentences import sentence

PATH = Path("mapp") / "register.db"
VALUES: dict[str, Any] = {
    "path": PATH,
    "other": Path("kopia.db"),
    "more": 3,
    "candidates": [("c0ffee12", "Moms: 2) Rätta"), ("c0ffee13", "Moms: 2) Skriv")],
    "labels": ["Åtgärdad", "Delvis åtgärdad"],
    "version": 9,
    "supported": 1,
    "length": 6_000_000,
    "limit": 5_000_000,
    "largest": 4_000_000,
    "cause": storage_errors.DiskFull(PATH),
    "pid": 7,
    "known": ("name", "title"),
    "choices": ("agrees", "partly"),
    "uses": (("response", 2),),
    "examples": ("Kommunstyrelsen § 117",),
    "faults": (TemplateFault("unclosed_block", "body", 4, "tag", tag="for"), TemplateFault("macros")),
    "since": "2026-11-22T10:00:00+00:00",
    "at": "2026-11-22T10:00:00+00:00",
}
REASONS = {
    "BackupFailed": ["day", "import", "hand", "replaced"],
    "NotARegister": ["empty", "not_sqlite", "other_program", "folder", "damaged"],
    "NoPlaceForRegister": ["no_folder", "denied", "read_only", "too_long", "other"],
    "FileUnreadable": [
        "missing", "folder", "no_file", "empty", "old_word", "encrypted", "not_word", "damaged", "dangerous",
        "too_large", "changed", "lock", "workbook", "open_document", "rtf", "pdf", "web_page", "no_table",
        "other_headers", "foreign_headers", "letter", "denied",
        "missiv", "reminder", "extension",
    ],
    "TemplateBroken": ["missing", "damaged", "Heading 9"],
    "ScaleRefused": [
        "too_few", "too_many", "field_missing", "unknown_means", "not_a_colour", "low_contrast", "long_symbol",
        "long_label", "said_twice",
    ],
}  # fmt: skip


def concrete(module: Any) -> list[type[GranskaError]]:
    found = [cls for cls in vars(module).values() if isinstance(cls, type) and issubclass(cls, GranskaError)]
    return [cls for cls in found if cls.__module__ == module.__name__ and not cls.__subclasses__()]


def examples() -> list[GranskaError]:
    made: list[GranskaError] = []
    for cls in [cls for module in (storage_errors, export_errors, template_errors) for cls in concrete(module)]:
        types = get_type_hints(cls)
        values = {name: VALUES.get(name, 2 if types[name] is int else f"värdet {name}") for name in cls.fields}
        if cls.__name__ in REASONS:
            made += [cls(**{**values, "reason": reason}) for reason in REASONS[cls.__name__]]
        else:
            made.append(cls(**values))
    return made


def named(error: BaseException) -> str:
    return f"{type(error).__name__}-{getattr(error, 'reason', '')}"


@pytest.mark.parametrize("error", examples(), ids=named)
def test_every_error_has_a_sentence_of_its_own(error: GranskaError) -> None:
    told = sentence(error)
    assert told.endswith(".")
    assert not re.search(r"[{}]|None|\bError\b", told)
    assert type(error).__name__ not in told
    assert "\n" not in told
    assert "inte räknade med" not in told


@pytest.mark.parametrize("error", examples(), ids=named)
def test_every_error_has_a_sentence_in_english_too(error: GranskaError) -> None:
    swedish = sentence(error)
    speak("en")
    try:
        english = sentence(error)
    finally:
        speak("sv")
    assert english.endswith(".")
    assert english != swedish
    assert not re.search(r"[{}]", english)


def test_no_two_errors_are_told_alike() -> None:
    told = [sentence(error) for error in examples()]
    assert len(set(told)) == len(told)


@pytest.mark.parametrize("error", examples(), ids=named)
def test_a_sentence_names_the_file_it_is_about(error: GranskaError) -> None:
    if hasattr(error, "path"):
        assert str(PATH) in sentence(error)


def test_reasons_are_those_that_the_error_documents() -> None:
    for cls in (NotARegister, FileUnreadable):
        source = Path(storage_errors.__file__).read_text(encoding="utf-8")
        documented = re.search(rf"class {cls.__name__}\(.*?reason: str\n    \"\"\"(.*?)\"\"\"", source, re.DOTALL)
        assert documented
        assert set(re.findall(r"`(\w+)`", documented[1])) == set(REASONS[cls.__name__])


def test_a_sentence_carries_nothing_that_a_terminal_obeys() -> None:
    hostile = FileUnreadable(Path("rap\x1b]0;x\x07port\u202e\n.docx"), "missing")
    told = sentence(hostile)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u202e]", told)
    assert "port" in told


def test_who_holds_a_register_is_told_when_it_is_known() -> None:
    known = sentence(RegisterLocked(PATH, "Anna", "2026-11-22T10:00:00+00:00", 7))
    assert "Anna" in known
    assert "2026-11-22" in known
    assert "Anna" not in sentence(RegisterLocked(PATH))


def test_a_refused_undo_names_what_who_and_when() -> None:
    told = sentence(UndoBlocked("assess", "comment", "Bo", "2026-11-22T10:00:00+00:00", "Moms: 2) Rätta"))
    for part in ("Bedömning", "Kommentar", "Bo", "2026-11-22", "Moms: 2) Rätta"):
        assert part in told


@pytest.mark.parametrize("number", [errno.ENOENT, errno.EACCES, errno.ENOSPC, errno.EROFS, errno.EIO])
def test_what_the_system_refuses_is_told_in_swedish(number: int) -> None:
    told = sentence(OSError(number, "x", "mapp/fil.docx"))
    assert "mapp/fil.docx" in told
    assert told.endswith(".")


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
def test_what_has_no_file_name_is_told_without_one(number: int) -> None:
    told = sentence(OSError(number, "x"))
    assert told.endswith(("försök igen.", "Försök igen."))
    assert "None" not in told
    assert "–" not in told


@pytest.mark.parametrize(
    ("kind", "told"), [("recommendation", "Ingen rekommendation"), ("followup", "Ingen uppföljning"), ("x", "Inget")]
)
def test_what_was_looked_for_is_named(kind: str, told: str) -> None:
    assert sentence(storage_errors.UnknownReference("abc", kind)).startswith(f"{told} heter ”abc”")


def test_long_text_of_others_is_cut() -> None:
    assert len(sentence(storage_errors.UnknownReference("x" * 10_000, "record"))) < 500


@pytest.mark.parametrize(
    ("length", "told"),
    [
        (5_000_001, "Innehållet är för stort (5000001 byte): gränsen är 5000000 byte. Korta det och försök igen."),
        (None, "Innehållet är för stort: gränsen är 5000000 byte. Korta det och försök igen."),
    ],
)
def test_what_is_too_long_is_told_by_its_bytes_where_they_are_known(length: int | None, told: str) -> None:
    assert sentence(TextTooLong(length, 5_000_000)) == told
