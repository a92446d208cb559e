"""Letters, answers and measures put together for a reader: each record with the names of what it points at."""

from msgspec import Struct

from storage.domain.attached import Measure
from storage.domain.entry_views import Named
from storage.domain.letters import Letter, LetterQuestion, LetterRecipient, Response, ResponseLine
from storage.domain.records import Person
from storage.domain.views import StanceView


class TargetView(Struct, frozen=True):
    """What an answer answers: a recommendation, or a letter's question."""

    entity: str
    """`recommendation` or `letter_question`."""
    id: str
    about: str
    """The recommendation's audit, by its short title; of a question, the letter's registry number."""
    number: str | None
    """As printed."""
    text: str | None


class RecipientView(Struct, frozen=True):
    """A body that a letter goes to."""

    recipient: LetterRecipient
    name: str
    through: str | None
    """Name of the body that answers for this one."""


class LineView(Struct, frozen=True):
    """What an answer says of one or several of the things asked."""

    line: ResponseLine
    targets: tuple[TargetView, ...]


class QuestionView(Struct, frozen=True):
    """A letter's question, with what was answered to it, newest answer first."""

    question: LetterQuestion
    body: str | None
    """Name of the body that is asked; None when all are."""
    answers: tuple[LineView, ...] = ()


class ResponseView(Struct, frozen=True):
    """An answer as lists show it."""

    response: Response
    responder: str
    on_behalf_of: tuple[str, ...]
    """Names of the bodies that a joint answer speaks for."""
    audits: tuple[Named, ...]

    @property
    def id(self) -> str:
        """The answer's id."""
        return self.response.id


class MeasureView(Struct, frozen=True):
    """A measure, with what it is to remedy."""

    measure: Measure
    recommendations: tuple[TargetView, ...]
    audit: str | None = None
    """Name of the audit that the measure belongs to itself."""

    @property
    def id(self) -> str:
        """The measure's id."""
        return self.measure.id


class LetterDetail(Struct, frozen=True):
    """All that is known of a letter."""

    letter: Letter
    audits: tuple[Named, ...]
    recipients: tuple[RecipientView, ...]
    """In Swedish order of their names."""
    questions: tuple[QuestionView, ...]
    """In the order they were written."""
    signers: tuple[Person, ...]
    responses: tuple[ResponseView, ...]
    """Answers about the same audits, or to its questions; newest first."""
    files: tuple[tuple[str, str, str], ...] = ()
    """(name, SHA-256, made on) of the files that went out, oldest first."""


class ResponseDetail(Struct, frozen=True):
    """All that is known of an answer."""

    view: ResponseView
    lines: tuple[LineView, ...]
    """In the order they were written."""
    measures: tuple[MeasureView, ...]
    unanswered: tuple[TargetView, ...]
    """What was asked of its bodies, in its audits and letters, that none of its lines speaks of; as printed."""
    letters: tuple[Named, ...]
    """The letters that it may be an answer to, newest first."""


class AskedView(Struct, frozen=True):
    """One of the things asked, beside what an answer says of it."""

    target: TargetView
    line: LineView | None
    """The answer's line about it; the first, where there are several."""
    measures: tuple[MeasureView, ...] = ()
    """All measures about it, whoever told of them."""
    earlier: tuple[StanceView, ...] = ()
    """What other answers say of it, newest first."""
    answered: bool = False
    """Whether the answer speaks of it, or of the point that it is a part of."""
    asked: bool = True
    """Whether it was asked of the bodies that answer."""

    @property
    def id(self) -> str:
        """The target's id."""
        return self.target.id


class AnswerSheet(Struct, frozen=True):
    """An answer beside what was asked."""

    detail: ResponseDetail
    rows: tuple[AskedView, ...]
    """What was asked of its bodies, in the order of the letter and the report; then what else it speaks of."""
