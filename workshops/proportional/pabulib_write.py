"""Elections written as Pabulib files (`.pb`). Pure; the other direction is pabulib.py."""

from collections.abc import Iterable, Iterator, Mapping

from workshops.proportional.instance import Ballot, Election, Kind
from workshops.proportional.numbers import decimal
from workshops.proportional.pabulib_votes import WITH_POINTS


def write(election: Election) -> bytes:
    """UTF-8 text with line feeds. What was read from a file is written in the order of that file.

    The counts and the budget are those of the election, whatever `meta` says; numbers are written
    plainly (`1200.5`). Facts that the format needs and nobody gave are left out, not made up.

    Raises:
        ValueError: a cost or points without an end as decimal numbers.
    """
    lines = [*_meta(election), *_projects(election), *_votes(election)]
    return "".join(line + "\n" for line in lines).encode()


def _meta(election: Election) -> Iterator[str]:
    facts = dict(election.meta)
    facts["num_projects"] = str(len(election.projects))
    facts["num_votes"] = str(len(election.ballots))
    facts["budget"] = decimal(election.budget)
    facts.setdefault("vote_type", election.kind)
    yield "META"
    yield "key;value"
    for key, value in facts.items():
        yield _row((key, value))


def _projects(election: Election) -> Iterator[str]:
    further = (project.fields for project in election.projects)
    names = ("name",) if any(project.name for project in election.projects) else ()
    columns = _columns(election.project_columns, ("project_id", "cost", *names), further)
    yield "PROJECTS"
    yield _row(columns)
    for project in election.projects:
        own = {"project_id": project.id, "cost": decimal(project.cost), "name": project.name}
        yield _row(own[c] if c in own else project.fields.get(c, "") for c in columns)


def _votes(election: Election) -> Iterator[str]:
    further = (ballot.fields for ballot in election.ballots)
    points = ("points",) if election.kind in WITH_POINTS else ()
    columns = _columns(election.vote_columns, ("voter_id", "vote", *points), further)
    yield "VOTES"
    yield _row(columns)
    anonymous = not any(ballot.voter for ballot in election.ballots)
    for number, ballot in enumerate(election.ballots, start=1):
        own = _ballot(ballot, election.kind, str(number) if anonymous else ballot.voter)
        cells = [own[c] if c in own else ballot.fields.get(c, "") for c in columns]
        # Other programs stop at an empty last field, and read one that is missing as no points.
        yield _row(cells[:-1] if columns[-1] == "points" and not cells[-1] else cells)


def _ballot(ballot: Ballot, kind: Kind, voter: str) -> dict[str, str]:
    named = list(ballot.points.items())
    if kind == "ordinal":
        named.sort(key=lambda item: -item[1])
    own = {
        "voter_id": voter,
        "vote": ",".join(project_id for project_id, _ in named),
    }
    if kind in WITH_POINTS:
        own["points"] = ",".join(decimal(point) for _, point in named)
    return own


def _columns(
    read: tuple[str, ...], needed: tuple[str, ...], further: Iterable[Mapping[str, str]]
) -> list[str]:
    """Those of the file in its order, then what else there is."""
    return list(dict.fromkeys((*read, *needed, *(name for own in further for name in own))))


def _row(cells: Iterable[str]) -> str:
    return ";".join(map(_cell, cells))


def _cell(text: str) -> str:
    if any(mark in text for mark in ';"\n\r'):
        return '"' + text.replace('"', '""') + '"'
    return text
