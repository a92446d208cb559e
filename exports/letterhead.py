"""What every letter says of the office that writes it: its name and addresses, the day, who signs."""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from exports.letter_parts import LetterSigner
from exports.letter_wording import SOME_OFFICE, text_of
from exports.swedish import when
from exports.wording import line
from storage.domain.deadlines import known_date
from storage.domain.letters import Letter
from storage.domain.records import Person

CLOSING = "På revisorernas vägnar"


class Letterhead(Struct, frozen=True):
    """What stands around a letter's own text. What is not known is None or empty."""

    office: str
    postal_address: str | None
    visiting_address: str | None
    phone: str | None
    email: str | None
    web: str | None
    registry_number: str | None
    date: str
    """In words, without `den`."""
    place_and_date: str
    closing_formula: str | None
    signers: tuple[LetterSigner, ...]
    copies: tuple[str, ...]


def letterhead(
    own_words: Callable[[str], str], office: str | None, letter: Letter, signers: Sequence[Person], dated: str
) -> Letterhead:
    """The office's own words, by setting, around a letter of the day `dated`, a partial date."""
    return Letterhead(
        office=line(office) or SOME_OFFICE,
        postal_address=address(own_words("postal_address")),
        visiting_address=address(own_words("visiting_address")),
        phone=line(own_words("phone")) or None,
        email=line(own_words("email")) or None,
        web=line(own_words("web")) or None,
        registry_number=line(letter.registry_number) or None,
        date=bare_date(dated),
        place_and_date=place_and_date(line(own_words("place")), dated),
        closing_formula=line(own_words("closing_formula")) or (CLOSING if signers else None),
        signers=tuple(signer(person) for person in signers if line(person.name)),
        copies=lines_of(own_words("copy_recipients")),
    )


def dated_on(letter: Letter, today: date) -> str:
    """The day that a letter bears, a partial date: `today` where none is known."""
    return known_date(letter.dated) or known_date(letter.decided) or today.isoformat()


def address(text: str | None) -> str | None:
    """The lines of an address as one."""
    return ", ".join(each.rstrip(",") for each in lines_of(text)) or None


def lines_of(text: str | None) -> tuple[str, ...]:
    """The lines of a recorded text."""
    return tuple(each.text for each in text_of(text))


def bare_date(partial: str) -> str:
    """A date in words as letters bear it: `1 mars 2026`."""
    return when(partial).removeprefix("den ").removeprefix("i ")


def place_and_date(place: str, dated: str) -> str:
    """`Exempelby den 1 mars 2026`, or only the date."""
    return f"{place} {when(dated)}" if place else bare_date(dated)


def signer(person: Person) -> LetterSigner:
    """Somebody who signs, as the letter has it."""
    title = ", ".join(part for part in (line(person.title), line(person.organisation)) if part)
    return LetterSigner(line(person.name), title or None)
