"""Expressions of tags: the fields that they name, and the syntax that templates may use."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from jinja2 import Environment, TemplateSyntaxError, nodes
from msgspec import Struct, field

from exports.letter_templates.fields import MISSIV_FIELDS, Placeholder, PlaceholderKind, field_named
from storage.domain.text import nearest

FILTERS = ("upper", "lower", "capitalize", "length", "first", "last")
"""The filters that templates may use."""
_LOOP = Placeholder(
    "loop",
    "",
    PlaceholderKind.RECORDS,
    tuple(Placeholder(name, "", PlaceholderKind.FLAG) for name in ("first", "last", "index", "length")),
)
_ALLOWED = (nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const)
_FORBIDDEN: dict[type[nodes.Node], str] = {
    nodes.Call: "call",
    nodes.Getitem: "index",
    nodes.Filter: "filter",
    nodes.Test: "test",
}
_Node = TypeVar("_Node", bound=nodes.Node)
_PARSER = Environment(autoescape=True)


class BadExpression(Exception):
    """An expression that templates may not use, with a fault's code and values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code)
        self.code = code
        self.values = values


class FieldPath(Struct, frozen=True):
    """A field, and where it is in the context."""

    field: Placeholder
    path: str
    """`signers.name`."""


class Scope(Struct):
    """The names that an expression can use, and the fields that were printed so far."""

    fields: Sequence[Placeholder] = MISSIV_FIELDS
    """Every field of the letter."""
    loops: dict[str, FieldPath] = {}
    used: set[str] = field(default_factory=set)

    def printed(self, expression: str) -> None:
        """Check that `{{ expression }}` prints a text.

        Raises:
            BadExpression: it does not, or it cannot be understood.
        """
        output = _only(f"{{{{ {expression} }}}}", nodes.Output)
        for node in output.nodes:
            named = self._checked(node)
            if named is not None and named.field.is_list:
                raise BadExpression("list_printed", name=named.path)
            if named is not None:
                self.used.add(named.path)

    def decided(self, expression: str) -> None:
        """Check that `{% if expression %}` uses existing fields.

        Raises:
            BadExpression: it does not, or it cannot be understood.
        """
        self._checked(_only(f"{{% if {expression} %}}{{% endif %}}", nodes.If).test)

    def looped(self, rest: str) -> tuple[str, FieldPath]:
        """Return the loop variable of `{% for rest %}`, and the field of its values.

        Raises:
            BadExpression: it is no loop over a list, or it cannot be understood.
        """
        node = _only(f"{{% for {rest} %}}{{% endfor %}}", nodes.For)
        if not isinstance(node.target, nodes.Name) or node.test is not None or node.recursive:
            raise BadExpression("forbidden", what="loop")
        named = self._checked(node.iter)
        if named is None or not named.field.is_list or named.field is _LOOP:
            raise BadExpression("not_a_list", name=named.path if named else rest)
        return node.target.name, FieldPath(_member(named.field), named.path)

    def _checked(self, node: nodes.Node) -> FieldPath | None:
        """Return the field that `node` names; None for an expression made of names."""
        if isinstance(node, nodes.Name | nodes.Getattr):
            return self._named(node)
        if isinstance(node, nodes.Filter) and node.name in FILTERS and not node.args and not node.kwargs:
            self._checked(node.node or nodes.Const(value=""))
            return None
        if not isinstance(node, _ALLOWED):
            raise BadExpression("forbidden", what=_FORBIDDEN.get(type(node), type(node).__name__.lower()))
        for child in node.iter_child_nodes():
            self._checked(child)
        return None

    def _named(self, node: nodes.Node) -> FieldPath:
        if isinstance(node, nodes.Name):
            return self._top(node.name)
        if not isinstance(node, nodes.Getattr):
            raise BadExpression("forbidden", what=_FORBIDDEN.get(type(node), type(node).__name__.lower()))
        if node.attr.startswith("_"):
            raise BadExpression("forbidden", what="underscore")
        owner = self._named(node.node)
        found = None if owner.field.is_list and owner.field is not _LOOP else owner.field.member(node.attr)
        if found is None:
            raise _unknown(f"{owner.path}.{node.attr}", node.attr, {each.name: each for each in owner.field.members})
        return FieldPath(found, f"{owner.path}.{node.attr}")

    def _top(self, name: str) -> FieldPath:
        if name.startswith("_"):
            raise BadExpression("forbidden", what="underscore")
        if name in self.loops:
            return self.loops[name]
        if name == "loop" and self.loops:
            return FieldPath(_LOOP, "loop")
        found = field_named(name, self.fields)
        if found is None:
            raise _unknown(name, name, {**self.loops, **{each.name: each for each in self.fields}})
        return FieldPath(found, name)


def _member(owner: Placeholder) -> Placeholder:
    """Return one member of a list: no list itself, but with the list's members."""
    return Placeholder(owner.name, owner.says, PlaceholderKind.VALUE, owner.members)


def _unknown(written: str, name: str, known: Mapping[str, object]) -> BadExpression:
    near = nearest(name, known)
    return BadExpression("unknown_field", name=written, **({"nearest": near} if near else {}))


def _only(source: str, kind: type[_Node]) -> _Node:
    """Return the one node of `source`.

    Raises:
        BadExpression: it is no single one of that kind.
    """
    try:
        body = _PARSER.parse(source).body
    except TemplateSyntaxError as error:
        raise BadExpression("syntax", detail=str(error.message or "")) from error
    except RecursionError as error:
        raise BadExpression("too_deep") from error
    if len(body) != 1 or not isinstance(body[0], kind):
        raise BadExpression("syntax", detail="")
    return body[0]
