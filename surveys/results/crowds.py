"""Who is only ever shown together, so that nobody can be found. Pure.

A crowd is at least five people. Everything that is shown is about whole crowds, and a crowd never
changes once it is made (see `taking_in.py`). So whatever is filtered, subtracted, weighted or
compared with yesterday's page: it is about nobody, or about five people at least.
Source: docs/survey-results.md.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from app.few import FEWEST

MIXED = ":mixed"
"""A crowd's value where its people have several."""

Group = list[int]  # places of people in the sequence


def crowds(people: Sequence[tuple[str, ...]]) -> list[int]:
    """Each person's crowd, numbered from 0; all are put into one.

    `people`: their values in the columns that results are compared by, the most important first.
    Who has the same values belongs together. Of those who are fewer than five, some are put
    together with their like in as many of the first columns as can be; where even that leaves
    fewer than five, as few as are needed come along from the largest crowd near them.

    Raises:
        ValueError: there are fewer than five people, but somebody.
    """
    if 0 < len(people) < FEWEST:
        raise ValueError("fewer than five people are no crowd")
    found, _ = _parted(people, list(range(len(people))), 0)
    numbers = [0] * len(people)
    for number, group in enumerate(found):
        for person in group:
            numbers[person] = number
    return numbers


def _parted(
    people: Sequence[tuple[str, ...]], group: Group, column: int
) -> tuple[list[Group], Group]:
    """The crowds of these people, who are alike in the columns before this one; and all of them
    as a rest, if they are fewer than five."""
    if len(group) < FEWEST:
        return [], group
    if column == len(people[group[0]]):
        return [group], []
    alike: dict[str, Group] = {}
    for person in group:
        alike.setdefault(people[person][column], []).append(person)
    made: list[Group] = []
    rests: list[Group] = []
    for value in sorted(alike):
        found, rest = _parted(people, alike[value], column + 1)
        made += found
        if rest:
            rests.append(rest)
    return _joined(made, sorted(rests, key=len)), []


def _joined(made: list[Group], rests: list[Group]) -> list[Group]:
    """The crowds, with those in whom the rests have found a place: five or more people in all."""
    pool: Group = []
    for rest in rests:
        pool += rest
        if len(pool) >= FEWEST:
            made.append(pool)
            pool = []
    if not pool:
        return made
    needed = FEWEST - len(pool)
    largest = max(made, key=len)
    if len(largest) >= FEWEST + needed:
        made.append(pool + largest[-needed:])
        del largest[-needed:]
    else:
        min(made, key=len).extend(pool)
    return made


def shared(values: Iterable[str]) -> str:
    """What all of a crowd have in a column, or MIXED."""
    found = set(values)
    return found.pop() if len(found) == 1 else MIXED


def alike(people: Sequence[Sequence[str]]) -> list[str]:
    """What these people have in common, column by column."""
    return [shared(values) for values in zip(*people, strict=True)]


@dataclass(frozen=True, slots=True)
class Answered:
    """A crowd at one question: how many of it have answered, when it was taken in, and what its
    people had in common then."""

    answers: int
    batch: int
    alike: Sequence[str]


Bundle = list[int]  # places of crowds


def gathered(crowds: Sequence[Answered]) -> list[int]:
    """Which crowds are shown together at one question, so that five or none have answered it.

    `crowds`: by their batch, ascending. What a later batch brings changes nothing of what was
    shown before: it only joins what was not. Those with too few answers are put to their like.
    Returns each crowd's number, -1 for one that is not shown here. Numbers mean nothing else.
    """
    numbers = list(range(len(crowds)))
    waiting: Bundle = []
    for batch in dict.fromkeys(one.batch for one in crowds):
        own = [place for place, one in enumerate(crowds) if one.batch == batch and one.answers]
        made, waiting = _bundled(crowds, [*waiting, *own], 0)
        for bundle in made:
            for place in bundle:
                numbers[place] = bundle[0]
    for place in waiting:
        numbers[place] = -1
    return numbers


def _bundled(
    crowds: Sequence[Answered], bundle: Bundle, column: int
) -> tuple[list[Bundle], Bundle]:
    """Bundles with five answers or more of these crowds, which are alike before this column; and
    all of them as a rest, if they have fewer."""

    def answers(one: Bundle) -> int:
        return sum(crowds[place].answers for place in one)

    if answers(bundle) < FEWEST:
        return [], bundle
    if len(bundle) == 1:
        return [bundle], []
    alike: dict[object, Bundle] = {}
    for place in bundle:
        values = crowds[place].alike
        alike.setdefault(values[column] if column < len(values) else place, []).append(place)
    made: list[Bundle] = []
    rests: list[Bundle] = []
    for part in alike.values():
        found, rest = _bundled(crowds, part, column + 1)
        made += found
        if rest:
            rests.append(rest)
    pool: Bundle = []
    for rest in sorted(rests, key=answers):
        pool += rest
        if answers(pool) >= FEWEST:
            made.append(pool)
            pool = []
    if pool:
        min(made, key=answers).extend(pool)
    return made, []


def fits(values: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether all people of a crowd with these values are among those wanted."""
    return all(values[column] == value for column, value in wanted.items())


def may_fit(values: Mapping[str, str], wanted: Mapping[str, str]) -> bool:
    """Whether some of its people may be: where it is mixed, nobody can say."""
    return all(values[column] in (value, MIXED) for column, value in wanted.items())
