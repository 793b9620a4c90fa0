"""What placeholders may say: a small part of Jinja, everything else is refused with the reason.

Text; names and attributes that placeholders.py lists; `for` over lists; `if` with comparisons; a
few filters with fixed words. No calls, subscripts, arithmetic, macros, includes or assignments.
The tree that is checked here is the one that is rendered afterwards, so nothing slips through by
being written in another way.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches

from jinja2 import Environment, TemplateSyntaxError, nodes

from app.refused import Message, say
from workshops.letterheads.faults import NO_CODE
from workshops.letterheads.placeholders import (
    ATTRIBUTES,
    FILTERS,
    ITEMS,
    MOST_LOOPS,
    NAMES,
    PRINTED,
    Kind,
    Known,
)
from workshops.letterheads.reasons import (
    NO_CALLS,
    NO_CHOICE,
    NO_LISTS,
    NO_LOOP_OPTIONS,
    NO_PARTS,
    NO_SUBSCRIPTS,
    NO_SUMS,
    NO_TESTS,
    NO_VALUES,
    NOT_PRINTED,
    TOO_DEEP,
    UNENDED,
    UNLIKE,
    UNORDERED,
    not_begun,
)

MOST_NESTED = 12  # blocks, loops and conditions together
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,39}")
_UNKNOWN_TAG = re.compile(r"unknown tag '([^']*)'")
_COMPARED = ("eq", "ne", "lt", "lteq", "gt", "gteq")

Found = tuple[int, Message]
"""Which line of the source, from 1, and what is wrong there."""

_REFUSED: Mapping[type[nodes.Node], Message] = {
    nodes.Call: NO_CALLS,
    nodes.Getitem: NO_SUBSCRIPTS,
    nodes.Slice: NO_SUBSCRIPTS,
    nodes.BinExpr: NO_SUMS,
    nodes.UnaryExpr: NO_SUMS,
    nodes.Concat: NO_SUMS,
    nodes.List: NO_LISTS,
    nodes.Tuple: NO_LISTS,
    nodes.Dict: NO_LISTS,
    nodes.Test: NO_TESTS,
    nodes.CondExpr: NO_CHOICE,
    nodes.Assign: NO_VALUES,
    nodes.AssignBlock: NO_VALUES,
    nodes.With: NO_VALUES,
    nodes.Macro: NO_PARTS,
    nodes.CallBlock: NO_PARTS,
    nodes.Include: NO_PARTS,
    nodes.Import: NO_PARTS,
    nodes.FromImport: NO_PARTS,
    nodes.Extends: NO_PARTS,
    nodes.Block: NO_PARTS,
    nodes.FilterBlock: NO_PARTS,
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """Which names there are; `loops` and `nested` count what stands around."""

    names: Mapping[str, Kind]
    known: Known
    loops: int = 0
    nested: int = 0


class _Wrong(Exception):
    def __init__(self, node: nodes.Node, reason: Message) -> None:
        super().__init__(reason.text)
        lines = (one.lineno for one in (node, *node.find_all(nodes.Node)))
        self.found: Found = (next((line for line in lines if line), 1), reason)


def wrong(source: str, environment: Environment, known: Known) -> Iterator[Found]:
    """Everything that is wrong with the source of a template; of its grammar the first only."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as error:
        yield error.lineno, syntax_reason(error)
        return
    except RecursionError:
        yield 1, TOO_DEEP
        return
    yield from _body(tree.body, _Scope({name: p.kind for name, p in NAMES.items()}, known))


def outputs(source: str, environment: Environment) -> frozenset[str]:
    """The names that stand in a source that nothing is wrong with."""
    return frozenset(name.name for name in environment.parse(source).find_all(nodes.Name))


def syntax_reason(error: TemplateSyntaxError) -> Message:
    """What to say of a source that Jinja cannot read."""
    tag = _UNKNOWN_TAG.search(error.message or "")
    if tag and tag[1].startswith(("end", "el")):
        return not_begun(tag[1])
    if tag:
        return say("“%(tag)s” is no word for loops or conditions.", tag=tag[1][:40])
    return UNENDED if (error.message or "").startswith("Unexpected end of template") else NO_CODE


def _body(body: Sequence[nodes.Node], scope: _Scope) -> Iterator[Found]:
    for node in body:
        try:
            yield from _statement(node, scope)
        except _Wrong as error:
            yield error.found


def _statement(node: nodes.Node, scope: _Scope) -> Iterator[Found]:
    if scope.nested > MOST_NESTED:
        raise _Wrong(node, TOO_DEEP)
    inside = replace(scope, nested=scope.nested + 1)
    if isinstance(node, nodes.Output):
        yield from _output(node, scope)
    elif isinstance(node, nodes.If):
        _kind(node.test, scope)
        for part in (node.body, node.elif_, node.else_):
            yield from _body(part, inside)
    elif isinstance(node, nodes.For):
        yield from _body(node.body, _in_loop(node, inside))
        yield from _body(node.else_, inside)
    else:
        raise _Wrong(node, _reason(node))


def _output(node: nodes.Output, scope: _Scope) -> Iterator[Found]:
    for part in node.nodes:
        if isinstance(part, nodes.TemplateData):
            continue
        try:
            kind = _kind(part, scope)
            if kind not in (*PRINTED, "content"):
                raise _Wrong(part, replace(NOT_PRINTED, params={"name": _written(part)}))
        except _Wrong as error:
            yield error.found


def _in_loop(node: nodes.For, scope: _Scope) -> _Scope:
    if node.recursive or node.test is not None or not isinstance(node.target, nodes.Name):
        raise _Wrong(node, NO_LOOP_OPTIONS)
    if scope.loops >= MOST_LOOPS:
        raise _Wrong(node, say("At most three loops can stand inside one another."))
    name = node.target.name
    if name in scope.names or name == "loop" or not _NAME.fullmatch(name):
        raise _Wrong(node, say("“%(name)s” cannot be used as a name here.", name=name[:40]))
    items = ITEMS.get(_kind(node.iter, scope))
    if items is None:
        raise _Wrong(node, say("“%(name)s” is no list.", name=_written(node.iter)))
    return replace(scope, names={**scope.names, name: items, "loop": "loop"}, loops=scope.loops + 1)


def _kind(node: nodes.Node, scope: _Scope) -> Kind:
    """What an expression gives.

    Raises:
        _Wrong: it is none that may stand here.
    """
    match node:
        case nodes.Name(name=name):
            if name not in scope.names:
                raise _Wrong(node, _no(name, scope.names))
            return scope.names[name]
        case nodes.Getattr():
            return _attribute(node, scope)
        case nodes.Const(value=str()):
            return "text"
        case nodes.Const(value=bool()):
            return "yes_no"
        case nodes.Const(value=int()):
            return "number"
        case nodes.Filter():
            return _filter(node, scope)
        case nodes.Compare():
            return _comparison(node, scope)
        case nodes.And() | nodes.Or():
            _kind(node.left, scope)
            _kind(node.right, scope)
            return "yes_no"
        case nodes.Not():
            _kind(node.node, scope)
            return "yes_no"
    raise _Wrong(node, _reason(node))


def _attribute(node: nodes.Getattr, scope: _Scope) -> Kind:
    kind = _kind(node.node, scope)
    if kind in ("parts", "columns"):
        if node.attr.startswith("_") or not scope.known.has(kind, node.attr):
            raise _Wrong(node, _no(_written(node), scope.known.keys(kind), node.attr))
        return "part" if kind == "parts" else "text"
    attributes = ATTRIBUTES.get(kind, {})
    if node.attr not in attributes:
        raise _Wrong(node, _no(_written(node), attributes, node.attr))
    return attributes[node.attr].kind


def _filter(node: nodes.Filter, scope: _Scope) -> Kind:
    found = FILTERS.get(node.name)
    if found is None or node.node is None:
        raise _Wrong(node, say("“%(name)s” cannot stand behind a |.", name=node.name[:40]))
    fixed = all(isinstance(one, nodes.Const) and isinstance(one.value, str) for one in node.args)
    if not fixed or len(node.args) > found.options or node.kwargs or node.dyn_args:
        raise _Wrong(node, say("“%(name)s” is not used like this.", name=found.name))
    if _kind(node.node, scope) not in found.takes or node.dyn_kwargs:
        raise _Wrong(node, say("“%(name)s” cannot be used with this.", name=found.name))
    return found.kind


def _comparison(node: nodes.Compare, scope: _Scope) -> Kind:
    left = _plain(_kind(node.expr, scope))
    for operand in node.ops:
        if operand.op not in _COMPARED:
            raise _Wrong(node, NO_CODE)
        right = _plain(_kind(operand.expr, scope))
        if left != right or left not in ("text", "number", "yes_no"):
            raise _Wrong(node, UNLIKE)
        if operand.op not in ("eq", "ne") and left != "number":
            raise _Wrong(node, UNORDERED)
    return "yes_no"


def _plain(kind: Kind) -> Kind:
    return "text" if kind in ("part", "line") else kind


def _reason(node: nodes.Node) -> Message:
    return next((said for kind, said in _REFUSED.items() if isinstance(node, kind)), NO_CODE)


def _no(written: str, names: Mapping[str, object] | Sequence[str], last: str = "") -> Message:
    """That there is no such name, and which one may have been meant."""
    near = get_close_matches(last or written, list(names), 1)
    if not near:
        return say("There is no placeholder “%(name)s”.", name=written[:80])
    meant = written[: len(written) - len(last)] + near[0] if last else near[0]
    return say(
        "There is no placeholder “%(name)s”. Do you mean “%(near)s”?",
        name=written[:80],
        near=meant[:80],
    )


def _written(node: nodes.Node) -> str:
    """An expression of names and points as it was written; anything else is a dot."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return "…"
