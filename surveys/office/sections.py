"""What the editor's buttons do to sections, and how blocks of the library come in. Pure.

Sections are named by their number, from 0. Places: see `surveys/office/edits.py`.
"""

from dataclasses import replace

from app.refused import Missing
from surveys.office.edits import from_lines, index_behind, lines, names
from surveys.office.names import name_for
from surveys.office.speaking import spoken_of
from surveys.questionnaire import Questionnaire, Section


def section_at(questionnaire: Questionnaire, number: int) -> Section:
    """
    Raises:
        Missing: there are not so many.
    """
    if not 0 <= number < len(questionnaire.sections):
        raise Missing
    return questionnaire.sections[number]


def begun(questionnaire: Questionnaire, section: Section, place: str) -> Questionnaire:
    """A section begins at this place: the questions behind it, up to the next heading, are its own.

    Raises:
        Missing: there is no such place.
    """
    items = lines(questionnaire)
    items.insert(index_behind(items, place), replace(section, questions=()))
    return from_lines(questionnaire, items)


def section_replaced(questionnaire: Questionnaire, number: int, section: Section) -> Questionnaire:
    """Another heading above the same questions.

    Raises:
        Missing: there is no such section.
    """
    questions = section_at(questionnaire, number).questions
    return _with(questionnaire, number, (replace(section, questions=questions),))


def section_moved(questionnaire: Questionnaire, number: int, by: int) -> Questionnaire:
    """The section with its questions one further up (-1) or down (1).

    Raises:
        Missing: there is no such section.
    """
    section_at(questionnaire, number)
    sections = list(questionnaire.sections)
    if 0 <= number + by < len(sections):
        sections.insert(number + by, sections.pop(number))
    moved = replace(questionnaire, sections=tuple(sections))
    return from_lines(moved, lines(moved))


def dissolved(questionnaire: Questionnaire, number: int) -> Questionnaire:
    """Its heading goes; its questions belong to the section before it, where there is one.

    Raises:
        Missing: there is no such section.
    """
    section = section_at(questionnaire, number)
    sections = list(questionnaire.sections)
    if number:
        before = sections[number - 1]
        questions = (*before.questions, *section.questions)
        sections[number - 1 : number + 1] = [replace(before, questions=questions)]
    else:
        sections[0] = Section(section.questions)
    left = replace(questionnaire, sections=tuple(sections))
    return from_lines(left, lines(left))


def section_removed(questionnaire: Questionnaire, number: int) -> Questionnaire:
    """The section goes with all its questions.

    Raises:
        Missing: there is no such section.
    """
    section_at(questionnaire, number)
    left = _with(questionnaire, number, ())
    return from_lines(left, lines(left))


def with_block(questionnaire: Questionnaire, block: Questionnaire) -> Questionnaire:
    """All questions of another questionnaire behind the own ones, as a section.

    Names that are taken become others, also in the block's own conditions.
    """
    own = names(questionnaire)
    called = {name: name for name in names(block)}
    for name in sorted(own & called.keys()):
        called[name] = name_for(name, {*own, *called, *called.values()}, name)
    spoken = spoken_of(block, {old: new for old, new in called.items() if old != new})
    taken = {*own, *called.values()}
    sections = tuple(_as_own(section, called, spoken, taken) for section in spoken.sections)
    return replace(questionnaire, sections=(*questionnaire.sections, *sections))


def _as_own(
    section: Section, called: dict[str, str], block: Questionnaire, taken: set[str]
) -> Section:
    """A section of a block with its new names; one without a title has the block's."""
    title, name = section.title, called.get(section.name, "")
    if not name:
        title = block.title
        name = name_for(title.get(block.original, ""), taken, "section")
        taken.add(name)
    questions = tuple(replace(one, name=called[one.name]) for one in section.questions)
    return replace(section, name=name, title=title, questions=questions)


def _with(
    questionnaire: Questionnaire, number: int, sections: tuple[Section, ...]
) -> Questionnaire:
    own = questionnaire.sections
    return replace(questionnaire, sections=(*own[:number], *sections, *own[number + 1 :]))
