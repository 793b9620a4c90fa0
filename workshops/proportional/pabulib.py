"""Elections in Pabulib files (`.pb`), as pabulib.org/format describes them. Pure.

What real files do beyond that is read too: see docs/equal-shares.md.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.refused import Message, Refused, say
from workshops.proportional.instance import Ballot, Election, Exact, Kind, Project
from workshops.proportional.numbers import exact
from workshops.proportional.rows import Row, Section, sections

KINDS: dict[str, Kind] = {
    "approval": "approval",
    "choose-1": "approval",
    "cumulative": "cumulative",
    "ordinal": "ordinal",
    "scoring": "scoring",
}

WITH_POINTS: tuple[Kind, ...] = ("cumulative", "scoring")

MOST_MARKS = 5_000_000
"""Points, approvals and ranks in a file: what fits into memory."""


class _Vote(NamedTuple):
    row: Row
    projects: list[str]
    points: list[Exact]


def read(data: bytes) -> Election:
    """The election in a file. Nothing but the needed columns and facts has to be there.

    Raises:
        Refused: one sentence that says what is wrong and in which line.
    """
    found = sections(data)
    meta = _meta(found["META"])
    kind = KINDS.get(meta.get("vote_type", "").lower())
    if kind is None:
        refusal = say(
            'The vote_type "%(name)s" is none of approval, choose-1, cumulative, ordinal, scoring.',
            name=meta.get("vote_type", ""),
        )
        raise Refused(refusal, 422)
    projects = tuple(_projects(found["PROJECTS"]))
    ids = {project.id for project in projects}
    votes = list(_votes(found["VOTES"], ids, kind))
    return Election(
        projects,
        tuple(_ballots(votes, kind, meta, ids)),
        _budget(meta),
        kind,
        meta,
        found["PROJECTS"].columns,
        found["VOTES"].columns,
    )


def doubts(election: Election) -> list[Message]:
    """Where the file counts other projects or votes than it has: it may have been cut off."""
    counted = (
        ("num_projects", len(election.projects)),
        ("num_votes", len(election.ballots)),
    )
    return [
        say(
            "The file says %(key)s is %(said)s, but has %(found)d.",
            key=key,
            said=election.meta[key],
            found=number,
        )
        for key, number in counted
        if key in election.meta and exact(election.meta[key]) != number
    ]


def _meta(section: Section) -> dict[str, str]:
    meta: dict[str, str] = {}
    for row in section.rows:
        key, value = row.cells["key"], row.cells["value"]
        if meta.setdefault(key, value) != value:
            raise Refused(say("Line %(line)d says %(key)s again.", line=row.line, key=key), 422)
    return meta


def _budget(meta: dict[str, str]) -> Exact:
    text = meta.get("budget", "")
    if not text:
        raise Refused(say("The section META has no budget."), 422)
    budget = exact(text)
    if budget is None or budget < 0:
        raise Refused(say('The budget "%(text)s" is no amount of money.', text=text), 422)
    return budget


def _projects(section: Section) -> Iterator[Project]:
    _need(section, "PROJECTS", ("project_id", "cost"))
    seen: set[str] = set()
    for row in section.rows:
        own = dict(row.cells)
        project_id, text, name = own.pop("project_id"), own.pop("cost"), own.pop("name", "")
        _once(project_id, seen, row.line)
        if "," in project_id:
            refusal = say("Line %(line)d: the id of a project has a comma.", line=row.line)
            raise Refused(refusal, 422)
        cost = exact(text)
        if cost is None or cost < 0:
            refusal = say(
                'Line %(line)d: the cost "%(text)s" is no amount of money.',
                line=row.line,
                text=text,
            )
            raise Refused(refusal, 422)
        yield Project(project_id, cost, name, own)


def _votes(section: Section, ids: set[str], kind: Kind) -> Iterator[_Vote]:
    _need(section, "VOTES", ("vote",))
    seen: set[str] = set()
    marks = 0
    for row in section.rows:
        if "voter_id" in section.columns:
            _once(row.cells["voter_id"], seen, row.line)
        named = _listed(row.cells["vote"])
        for project_id in named:
            if project_id not in ids:
                refusal = say(
                    'Line %(line)d votes for "%(project)s", which is no project.',
                    line=row.line,
                    project=project_id,
                )
                raise Refused(refusal, 422)
        marks += len(named)
        if marks > MOST_MARKS:
            raise Refused(_too_many(), 422)
        yield _Vote(row, named, _points(row, len(named)) if kind in WITH_POINTS else [])


def _points(row: Row, named: int) -> list[Exact]:
    texts = _listed(row.cells.get("points", ""))
    points = [point for text in texts if (point := exact(text)) is not None]
    if len(points) != len(texts) or len(points) != named:
        refusal = say("Line %(line)d does not give points to each project.", line=row.line)
        raise Refused(refusal, 422)
    return points


def _ballots(
    votes: list[_Vote], kind: Kind, meta: dict[str, str], ids: set[str]
) -> Iterator[Ballot]:
    ranks = _ranks(votes, meta) if kind == "ordinal" else 0
    default = _default_score(votes, meta, ids) if kind == "scoring" else 0
    for number, (row, named, given) in enumerate(votes, start=1):
        own = dict(row.cells)
        voter = own.pop("voter_id", str(number))
        del own["vote"]
        if kind == "approval":
            points: dict[str, Exact] = dict.fromkeys(named, 1)
        elif kind == "ordinal":
            # The rank that a project is named at first counts.
            points = {p: ranks - rank for rank, p in enumerate(dict.fromkeys(named))}
        else:
            own.pop("points", None)
            points = dict.fromkeys(ids, default) if default else {}
            points.update(_added(named, given))
            if kind == "cumulative" and any(point < 0 for point in given):
                raise Refused(say("Line %(line)d gives less than no points.", line=row.line), 422)
        yield Ballot(points, voter, own)


def _added(named: Iterable[str], given: Iterable[Exact]) -> dict[str, Exact]:
    """Points by project; what is named twice gets both."""
    points: dict[str, Exact] = {}
    for project_id, point in zip(named, given, strict=True):
        points[project_id] = points.get(project_id, 0) + point
    return points


def _ranks(votes: list[_Vote], meta: dict[str, str]) -> int:
    """How many ranks there are: what the first one is worth, on short ballots too."""
    most = exact(meta.get("max_length", ""))
    longest = max((len(vote.projects) for vote in votes), default=0)
    return max(longest, most) if isinstance(most, int) else longest


def _default_score(votes: list[_Vote], meta: dict[str, str], ids: set[str]) -> Exact:
    score = exact(meta.get("default_score", "")) or 0
    if score and len(votes) * len(ids) > MOST_MARKS:
        raise Refused(_too_many(), 422)
    return score


def _listed(text: str) -> list[str]:
    return [part for piece in text.split(",") if (part := piece.strip())]


def _need(section: Section, title: str, columns: tuple[str, ...]) -> None:
    for column in columns:
        if column not in section.columns:
            refusal = say(
                'Line %(line)d: the section %(title)s has no column "%(column)s".',
                line=section.line,
                title=title,
                column=column,
            )
            raise Refused(refusal, 422)


def _once(name: str, seen: set[str], line: int) -> None:
    if not name:
        raise Refused(say("Line %(line)d has no id.", line=line), 422)
    if name in seen:
        raise Refused(say('Line %(line)d has the id "%(name)s" again.', line=line, name=name), 422)
    seen.add(name)


def _too_many() -> Message:
    return say("The votes name projects more than %(most)d times.", most=MOST_MARKS)
