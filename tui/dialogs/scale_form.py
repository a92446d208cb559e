"""The form of a scale of the office's own: its label, and all its levels with words and looks."""

from collections.abc import Iterator, Mapping, Sequence

from storage.domain.kinds import Given
from storage.domain.records import Level
from storage.domain.scale import MEANS
from storage.domain.scaling import LEAST_CONTRAST, LEVEL_FIELDS, MOST_LEVELS, contrast
from storage.domain.text import one_line
from storage.refusals import ScaleRefused
from tui.dialogs.fields import Field, Form, Kind
from tui.dialogs.form import FormDialog
from tui.language.catalogue import _
from tui.language.terms import field_word
from tui.language.words import means_word

NAME = "scale"
"""The field of the scale's own label; those of levels have their number after them."""
_ORDER = ("label", "means", "short_label", "symbol", "fill", "definition", "synonyms")
_FILL_LENGTH = 6


def scale_form(label: str, levels: Sequence[Level], *, used: bool, fresh: bool) -> Form:
    """What is asked for of a scale; an empty level follows those there are, for one more."""
    fields = [Field(NAME, field_word("label"), value=label)]
    blank = [Level(id="")] if len(levels) < MOST_LEVELS else []
    for number, level in enumerate([*levels, *blank], 1):
        fields += _of_level(number, level)
    note = _("En nivå utan beteckning tas bort. Det som är tomt fylls i efter betydelsen.")
    if used and not fresh:
        kept = _("Skalan används. Nya nivåer blir en ny skala bredvid, och det som är bedömt står kvar på den gamla.")
        note = f"{kept} {note}"
    title = _("Ny skala") if fresh else _("Skala: {name}").format(name=label)
    return Form(title, tuple(fields), note=note)


def levels_of(values: Mapping[str, str]) -> list[Mapping[str, Given]]:
    """The levels that a form's fields say, in order; those without a label are left out."""
    found: list[Mapping[str, Given]] = []
    for number in range(1, MOST_LEVELS + 1):
        level = {name: values.get(f"{name}-{number}", "") for name in LEVEL_FIELDS}
        if one_line(level["label"]):
            found.append(level)
    return found


class ScaleDialog(FormDialog):
    """The form of a scale; what is refused is said at the level that it is about."""

    def field_of(self, error: BaseException) -> str:
        """The field of the level that is refused, else the scale's label."""
        if not isinstance(error, ScaleRefused):
            return NAME if super().field_of(error) == "label" else super().field_of(error)
        labels = {one_line(self.values.get(f"label-{n}", "")): n for n in range(1, MOST_LEVELS + 1)}
        number = labels.get(error.level) if error.level else None
        return f"{error.field}-{number}" if number else ""


def _of_level(number: int, level: Level) -> Iterator[Field]:
    for name in _ORDER:
        label = f"{number} {field_word(name)}"
        value = str(getattr(level, name) or "")
        if name == "means":
            words = tuple((means, means_word(means)) for means in MEANS)
            yield Field(f"means-{number}", label, Kind.CHOICE, value or MEANS[0], words)
        elif name == "definition":
            yield Field(f"definition-{number}", label, Kind.TEXT, value, lines=2)
        elif name == "fill":
            yield Field(f"fill-{number}", label, value=value, told=_contrast)
        else:
            yield Field(f"{name}-{number}", label, value=value.replace("\n", "; "))


def _contrast(typed: str) -> str:
    """How well black text is read on what is typed."""
    fill = one_line(typed).removeprefix("#")
    if len(fill) != _FILL_LENGTH or any(letter not in "0123456789abcdefABCDEF" for letter in fill):
        return _("Sex hexadecimala siffror, till exempel C6E7C8") if fill else ""
    ratio = f"{contrast(fill):.1f}".replace(".", ",")
    least = f"{LEAST_CONTRAST:.1f}".replace(".", ",")
    return _("Kontrast mot svart text {ratio}:1, minst {least}:1").format(ratio=ratio, least=least)
