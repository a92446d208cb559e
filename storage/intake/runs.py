"""The text of one paragraph of a Word file, collected from its runs, and what stands in it beside the text."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from storage.intake.inventory import DELETED, EMBEDDED, HIDDEN, PICTURE, PLACEHOLDER, SIGN
from storage.intake.package import attribute, child, children, is_on, local, number
from storage.intake.signs import TICKED, UNKNOWN, UNTICKED, in_sign_font, is_sign_font, sign
from storage.intake.styles import StyleFacts, Styles, font_of

_UNREAD = frozenset({
    "instrText", "delText", "delInstrText", "Fallback", "pPr", "rPr", "sdtPr", "sdtEndPr", "textpath",
})  # fmt: skip
_TRACKED = frozenset({"del", "moveFrom"})
_DRAWN = frozenset({"drawing", "pict", "object"})
_IMAGES = frozenset({"blip", "imagedata"})
_DIAGRAMS = frozenset({"chart", "relIds"})
_BREAKS = {"tab": "\t", "cr": "\n", "br": "\n", "noBreakHyphen": "-", "ptab": "\t"}
_TEXTS = frozenset({"t", "delText"})
_NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_INVISIBLE = str.maketrans({"\u00ad": None, "\u200b": None, "\u2060": None})
"""Soft hyphens and breaks without width, which are no part of a word."""


class Runs:
    """The text of a paragraph, and what stands in it beside the text, collected from its runs."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._facts = StyleFacts()
        self._plain = False
        self._fields: list[bool] = []
        """The fields that are open: True for a form field whose value has been read."""
        self.texts: list[str] = []
        self.boxes: list[Element] = []
        self.left_out: dict[str, list[str]] = {DELETED: [], HIDDEN: [], PLACEHOLDER: []}
        """Rule → the texts that it skips."""
        self.struck: list[str] = []
        """Texts that are struck through."""
        self.marks: list[tuple[str, str]] = []
        """Kind of each picture, embedded file or unknown sign, and what it is in words."""
        self.notes: list[tuple[str, str]] = []
        """Kind and id of each footnote, endnote and comment."""

    @property
    def bold(self) -> bool:
        """True when every run with text is bold."""
        return bool(self.texts) and not self._plain

    def collect(self, element: Element, facts: StyleFacts) -> None:
        """Collect the runs of a paragraph, whose style has these facts."""
        self._facts = facts
        self._fields = []
        self._collect(element)

    def _collect(self, element: Element) -> None:
        for inner in element:
            name = local(inner)
            if name == "r":
                self._run(inner)
            elif name == "sdt":
                self._control(inner)
            elif name in _TRACKED:
                self.left_out[DELETED].append(all_text(inner))
            elif name in _DRAWN:
                self._drawn(inner)
            elif name == "txbxContent":
                self.boxes.append(inner)
            elif name not in _UNREAD:
                self._collect(inner)

    def _control(self, control: Element) -> None:
        """Collect a content control: its value, or its box as ticked or not; what it asks for is no text."""
        properties = child(control, "sdtPr")
        box = child(properties, "checkbox")
        if box is not None:
            self._add(TICKED if is_on(child(box, "checked")) else UNTICKED)
        elif is_on(child(properties, "showingPlcHdr")):
            self.left_out[PLACEHOLDER].append(all_text(control))
        else:
            self._collect(control)

    def _run(self, run: Element) -> None:
        properties = child(run, "rPr")
        style = self._styles.facts(attribute(child(properties, "rStyle")))
        if is_hidden(properties, style, self._facts):
            self.left_out[HIDDEN].append(all_text(run))
            return
        is_struck = is_on(child(properties, "strike")) or is_on(child(properties, "dstrike"))
        texts = self.struck if is_struck else self.texts
        for inner in run:
            name = local(inner)
            if name == "t":
                self._text(inner.text or "", properties, style, texts)
            elif name == "sym":
                texts.append(self._sign(attribute(inner, "char") or "", attribute(inner, "font") or ""))
            elif name in _BREAKS:
                ends_page = name == "br" and attribute(inner, "type") in {"page", "column"}
                texts.append("" if ends_page else _BREAKS[name])
            else:
                self._inside_run(name, inner)

    def _inside_run(self, name: str, inner: Element) -> None:
        """Collect what a run has beside its text."""
        if name == "fldChar":
            self._field(inner)
        elif name in _NOTES:
            self.notes.append((_NOTES[name], attribute(inner, "id") or ""))
        elif name in _DRAWN:
            self._drawn(inner)
        elif name not in _UNREAD:
            self._collect(inner)

    def _text(self, text: str, properties: Element | None, style: StyleFacts, texts: list[str]) -> None:
        """Add a text, unless it is printed inside a form field whose value has been read."""
        if any(self._fields):
            return
        font = font_of(properties) or style.font or self._facts.font
        if font is not None and is_sign_font(font):
            text, unknown = in_sign_font(text, font)
            self.marks += [(SIGN, _unknown_sign(f"{code:04X}", font)) for code in unknown]
        texts.append(text.translate(_INVISIBLE))
        self._plain |= texts is self.texts and bool(text.strip()) and not is_on(child(properties, "b"))

    def _add(self, text: str) -> None:
        self.texts.append(text)
        self._plain = True

    def _sign(self, code: str, font: str) -> str:
        try:
            found = sign(int(code, 16), font)
        except ValueError:
            found = None
        if found is None:
            self.marks.append((SIGN, _unknown_sign(code, font)))
        return found or UNKNOWN

    def _field(self, mark: Element) -> None:
        """Follow the fields, and add the value of a form field: the word chosen, or a box as ticked or not."""
        kind = attribute(mark, "fldCharType")
        if kind == "end":
            del self._fields[-1:]
        elif kind == "begin":
            value = _chosen(child(mark, "ffData"))
            self._fields.append(value is not None)
            if value is not None:
                self._add(value)

    def _drawn(self, element: Element) -> None:
        """Note pictures, diagrams and embedded files, and find the text boxes."""
        kind, words = _drawing(element)
        if kind:
            self.marks.append((kind, words))
        self._collect(element)


def is_hidden(properties: Element | None, *styles: StyleFacts) -> bool:
    """Return True for a run that is hidden by itself, or else by a style of its own or of its paragraph."""
    own = child(properties, "vanish")
    return is_on(own) if own is not None else any(style.is_hidden for style in styles)


def all_text(element: Element) -> str:
    """Return the text of an element, deleted or not."""
    return "".join(_all_text(element)).translate(_INVISIBLE)


def _all_text(element: Element) -> Iterator[str]:
    for inner in element.iter():
        name = local(inner)
        if name in _TEXTS:
            yield inner.text or ""
        elif name in {"tab", "br", "cr"}:
            yield " "


def _unknown_sign(code: str, font: str) -> str:
    return f"tecken {code} i typsnittet {font}"


def _chosen(form: Element | None) -> str | None:
    """The value of a legacy form field; None for a field whose value is printed, and for any other field."""
    box = child(form, "checkBox")
    if box is not None:
        checked = child(box, "checked")
        return TICKED if is_on(checked if checked is not None else child(box, "default")) else UNTICKED
    choices = child(form, "ddList")
    if choices is None:
        return None
    entries = [attribute(entry) or "" for entry in children(choices, "listEntry")]
    at = number(child(choices, "result"))
    at = number(child(choices, "default")) if at is None else at
    return entries[at or 0] if (at or 0) < len(entries) else ""


def _drawing(element: Element) -> tuple[str, str]:
    """The kind of a drawing and what it is in words; an empty kind for lines and boxes."""
    names = {local(inner): inner for inner in element.iter()}
    if "OLEObject" in names:
        program = attribute(names["OLEObject"], "ProgID")
        return EMBEDDED, f"inbäddad fil: {program}" if program else "inbäddad fil"
    if "control" in names:
        name = attribute(names["control"], "name")
        return EMBEDDED, f"formulärkontroll: {name}" if name else "formulärkontroll"
    if "textpath" in names and (words := attribute(names["textpath"], "string")):
        return PICTURE, f"vattenstämpel: {words}"
    alternative = attribute(names.get("docPr"), "descr") or attribute(names.get("shape"), "alt")
    if not names.keys().isdisjoint(_DIAGRAMS):
        return PICTURE, f"diagram: {alternative}" if alternative else "diagram"
    if not names.keys().isdisjoint(_IMAGES):
        return PICTURE, f"bild: {alternative}" if alternative else "bild"
    return "", ""
