"""Groups as sections, which do not stand in each other here."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from app.refused import say
from surveys.questionnaire import Question, Section, Texts
from surveys.xlsform.blocks import block_of
from surveys.xlsform.fields import appearance, name_of, question_of, tell_unread
from surveys.xlsform.form import Form
from surveys.xlsform.groups import Asked, Group, Node

FRAME = ("welcome", "privacy", "thanks")
"""Notes in our own files that are a part of the questionnaire."""

_MEANT = ("field-list", "table-list")


def sections_of(nodes: Iterable[Node], frame: dict[str, Texts], form: Form) -> Iterator[Section]:
    """What stands in no group has sections without names. `frame` gets the texts around the
    questions."""
    alone: list[Question] = []
    for node in nodes:
        if isinstance(node, Asked) and (part := form.own(node.line).get("part")) in FRAME:
            frame[str(part)] = node.line.text("label")
            continue
        found = _question(node, form)
        if isinstance(found, Question):
            alone.append(found)
        elif isinstance(node, Group):
            if alone:
                yield Section(tuple(alone))
                alone = []
            yield from _group(node, "", form)
    if alone:
        yield Section(tuple(alone))


def _question(node: Node, form: Form) -> Question | None:
    """None for a group of several questions, and for what is left out."""
    if isinstance(node, Group):
        lines = node.lines()
        return block_of(node.line, lines, form) if lines is not None else None
    if form.own(node.line).get("part"):
        return None
    if node.type.list_name and "label" in appearance(node.line):
        reason = say("This row only shows the headings of a table: it is left out.")
        form.tell(node.line, reason)
        return None
    return question_of(node.line, node.type, form)


def _group(group: Group, outer: str, form: Form) -> Iterator[Section]:
    """`outer`: the condition of the group in which this one stands."""
    section = section_of(group, form)
    section = replace(section, show_if=_both(outer, section.show_if))
    questions: list[Question] = []
    names: Iterator[str | None] = iter([section.name])
    whole = True
    for node in group.inner:
        found = _question(node, form)
        if found is not None:
            questions.append(found)
        elif isinstance(node, Group):
            whole = False
            form.tell(
                node.line,
                say("Groups do not stand in each other here: it is a section of its own."),
            )
            if questions:
                yield _part(section, questions, next(names, None), form)
                questions = []
            yield from _group(node, section.show_if, form)
    if questions or whole:
        yield _part(section, questions, next(names, None), form)
    elif section.title and next(names, None) is not None:
        form.tell(group.line, say("The title of a group without questions of its own is left out."))


def _part(section: Section, questions: list[Question], name: str | None, form: Form) -> Section:
    """The section with these questions; one that goes on after another group has another name."""
    if name is None:
        name = _another(section.name, form)
    return replace(section, name=name, questions=tuple(questions))


def _another(name: str, form: Form) -> str:
    number = next(n for n in range(2, len(form.taken) + 3) if f"{name}_{n}" not in form.taken)
    form.taken.add(f"{name}_{number}".lower())
    return f"{name}_{number}"


def section_of(group: Group, form: Form) -> Section:
    """What the row of a group says, and the text that stands in it first in our own files."""
    line = group.line
    first = group.inner[0] if group.inner else None
    words = appearance(line)
    for word in words:
        if word not in _MEANT:
            form.tell(line, say("The appearance “%(word)s” has no meaning here.", word=word))
    tell_unread(line, form)
    text = line.text("hint")
    if isinstance(first, Asked) and form.own(first.line).get("part") == "text":
        text = first.line.text("label")
    section: Section = form.restored(
        line,
        Section,
        Section(
            (),
            name_of(line, "section", form),
            line.text("label"),
            text,
            line.cell("relevant"),
            together="field-list" in words,
        ),
    )
    form.lines[f"s:{section.name}"] = line
    return section


def _both(outer: str, inner: str) -> str:
    return f"({outer}) and ({inner})" if outer and inner else outer or inner
