"""Which rows of the sheet "survey" stand in which group."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TypeAlias

from app.refused import Message, Refused, say
from surveys.xlsform.fields import YES
from surveys.xlsform.form import Form
from surveys.xlsform.lines import Line
from surveys.xlsform.types import Type, type_of

Node: TypeAlias = "Asked | Group"
DEEPEST = 20
"""Groups in each other. Forms of people have two or three."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A row that asks, says or computes something."""

    line: Line
    type: Type


@dataclass(slots=True)
class Group:
    """`what`: "group", or something that there is not here."""

    line: Line
    what: str
    inner: list[Node] = field(default_factory=list)

    def lines(self) -> list[Line] | None:
        """Its rows; None where another group stands in it."""
        found = [one.line for one in self.inner if isinstance(one, Asked)]
        return found if len(found) == len(self.inner) else None


def grouped(lines: Iterable[Line], form: Form) -> list[Node]:
    """The rows as a tree. Rows that have no meaning here are told and left out.

    Raises:
        Refused: a group is not closed, or none is open.
    """
    top = Group(Line("survey", 0), "group")
    open_groups = [top]
    for line in lines:
        type = type_of(line.cell("type"))
        if line.cell("disabled").lower() in YES:
            form.tell(line, say("This row is switched off."))
        elif type.kind == "begin":
            open_groups.append(_begun(open_groups, line, type.word))
        elif type.kind == "end":
            _check_end(open_groups, line, type.word)
            open_groups.pop()
        elif not type.word:
            form.tell(line, say("This row has no type."))
        elif reason := _reason(type):
            form.tell(line, reason)
        else:
            open_groups[-1].inner.append(Asked(line, type))
    if len(open_groups) > 1:
        row = open_groups[-1].line.row
        raise Refused(say("The group that begins in row %(row)d does not end.", row=row), 422)
    return list(_known(top, form))


def _begun(open_groups: list[Group], line: Line, what: str) -> Group:
    kind = what.split()[0]
    if len(open_groups) > DEEPEST:
        raise Refused(say("At most %(most)d groups can stand in each other.", most=DEEPEST), 422)
    group = Group(line, "repeat" if kind in ("repeat", "lgroup", "loop", "looped") else kind)
    open_groups[-1].inner.append(group)
    return group


def _check_end(open_groups: list[Group], line: Line, what: str) -> None:
    if len(open_groups) == 1:
        raise Refused(say("Row %(row)d ends a group that was not begun.", row=line.row), 422)
    begun = open_groups[-1]
    if (begun.what == "group") != (what == "group"):
        raise Refused(
            say(
                "Row %(row)d ends something else than what begins in row %(begin)d.",
                row=line.row,
                begin=begun.line.row,
            ),
            422,
        )


def _reason(type: Type) -> Message | None:
    if type.kind == "private":
        return say("“%(type)s” is never kept: answers are anonymous.", type=type.word)
    if type.chooses:
        return say("Behind “%(type)s” the name of a list of choices is missing.", type=type.word)
    if not type.kind:
        return say("There are no questions of the type “%(type)s” here.", type=type.word)
    return None


def _known(group: Group, form: Form) -> Iterator[Node]:
    """What is in this group, without the kinds of groups that there are not here."""
    for node in group.inner:
        if isinstance(node, Asked):
            yield node
        elif node.what == "group":
            node.inner = list(_known(node, form))
            yield node
        else:
            _tell_all(node, form)


def _tell_all(group: Group, form: Form) -> None:
    reason = say("There are no groups of the type “%(type)s” here.", type=group.what)
    if group.what == "repeat":
        reason = say("Questions that are asked several times do not exist here.")
    form.tell(group.line, reason)
    _tell_inner(group, group.line.row, form)


def _tell_inner(group: Group, row: int, form: Form) -> None:
    inside = say("It stands in the group of row %(row)d, which is left out.", row=row)
    for node in group.inner:
        form.tell(node.line, inside)
        if isinstance(node, Group):
            _tell_inner(node, row, form)
