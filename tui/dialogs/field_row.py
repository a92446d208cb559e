"""A field with its label beside it, and what is said of it below."""

from datetime import date

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from tui.dialogs.field_inputs import ChoiceInput, LineInput
from tui.dialogs.field_names import NameInput, Suggestions
from tui.dialogs.fields import Field, Kind, told_of
from tui.dialogs.mark_list import MarkList
from tui.dialogs.role_list import RoleList
from tui.language.catalogue import _
from tui.widgets.comment_area import CommentArea
from tui.widgets.plain import plain, plain_line

Editor = LineInput | ChoiceInput | CommentArea | RoleList | MarkList
HIGH = {Kind.TEXT, Kind.ROLES, Kind.MARKS}


class FieldRow(Vertical):
    """One field of a form."""

    class Changed(Message):
        """The field holds another text."""

    def __init__(self, field: Field, text: str, today: date) -> None:
        """`text` is what the field holds at first; `today` is the day that dates are counted from."""
        super().__init__(id=f"field-{field.name}", classes="high" if field.kind in HIGH else "")
        self.field = field
        self._today = today
        self._editor = _editor(field, text)
        self._told = Static(classes="told")
        self._suggestions = Suggestions(classes="suggestions")
        self._remark = ""

    def compose(self) -> ComposeResult:
        """Label and field, and below what is said of it."""
        with Horizontal():
            yield Static(plain_line(self.field.label), classes="label")
            yield self._editor
        if isinstance(self._editor, NameInput):
            yield self._suggestions
        yield self._told

    def on_mount(self) -> None:
        """Say what there is to say."""
        self._suggestions.display = False
        self._tell_of()

    def on_descendant_focus(self) -> None:
        """Show the whole of the field while it is written, with what is said of it."""
        self.call_after_refresh(self.scroll_visible, animate=False)

    @property
    def text(self) -> str:
        """What the field holds."""
        return self._editor.text if isinstance(self._editor, TextArea) else self._editor.value

    @property
    def editor(self) -> Widget:
        """What has the keyboard while the field is written."""
        return self._editor

    def write(self, text: str) -> None:
        """Hold another text."""
        match self._editor:
            case TextArea() as area:
                area.replace(text, area.document.start, area.document.end)
            case LineInput() as line:
                line.value = text
            case ChoiceInput() | RoleList() | MarkList() as choice:
                choice.choose(text)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong with the field."""
        self._tell(sentence, wrong=True)

    def suggest(self, sentence: str) -> None:
        """Say something else of the field, until it changes."""
        self._tell(sentence)

    def remark(self, sentence: str) -> None:
        """Say what stops nothing but should be known, until the field changes."""
        if sentence != self._remark:
            self._remark = sentence
            self._tell_of()

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceInput.Changed)
    @on(RoleList.Changed)
    @on(MarkList.Changed)
    def tell_change(self, event: Message) -> None:
        """Say what is said of the new text, and that there is one."""
        event.stop()
        self._remark = ""
        self._tell_of()
        self.post_message(self.Changed())

    @on(NameInput.Offering)
    def offer(self, event: NameInput.Offering) -> None:
        """List what may be meant."""
        event.stop()
        self._suggestions.show(event.field.offered, event.field.chosen)

    @on(Suggestions.Taken)
    def take(self, event: Suggestions.Taken) -> None:
        """A name was clicked."""
        event.stop()
        if isinstance(self._editor, NameInput) and event.place < len(self._editor.offered):
            self._editor.take(event.place)

    def _tell_of(self) -> None:
        """Say what is said of what the field holds."""
        told = self._editor.told if isinstance(self._editor, MarkList) else ""
        told = told or told_of(self.field, self.text, self._today)
        self._tell("\n".join(filter(None, [told, self._remark])))

    def _tell(self, text: str, *, wrong: bool = False) -> None:
        self._told.set_class(wrong, "wrong")
        self._told.update(plain(text))  # a widget of this module's own
        self._told.display = bool(text)


def _editor(field: Field, text: str) -> Editor:
    if field.kind in {Kind.NAME, Kind.NAMES, Kind.WORDS}:
        example = _("till exempel {word}").format(word=field.known[0]) if field.kind is Kind.WORDS else ""
        return NameInput(text, known=field.known, several=field.kind is Kind.NAMES, example=example)
    match field.kind:
        case Kind.TEXT:
            area = CommentArea(text, soft_wrap=True, tab_behavior="focus", compact=True)
            area.styles.height = field.lines
            area.move_cursor(area.document.end)
            return area
        case Kind.CHOICE:
            return ChoiceInput(field.choices, text)
        case Kind.ROLES:
            return RoleList(field.choices, text)
        case Kind.MARKS:
            return MarkList(field.choices, text, field.whys)
        case _:
            return LineInput(text, known=field.known, replaced=field.kind in {Kind.DATE, Kind.YEAR})
