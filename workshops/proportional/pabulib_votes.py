"""The votes of a Pabulib file. Pure; the rest of the file is pabulib.py."""

from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from app.refused import Message, Refused, say
from workshops.proportional.instance import Ballot, Exact, Kind
from workshops.proportional.numbers import exact
from workshops.proportional.rows import Row, Section, need, once, short

WITH_POINTS: tuple[Kind, ...] = ("cumulative", "scoring")

MOST_MARKS = 5_000_000
"""Points, approvals and ranks in a file: what fits into memory."""


class _Vote(NamedTuple):
    row: Row
    projects: list[str]
    points: list[Exact]


def ballots(
    section: Section, kind: Kind, meta: dict[str, str], ids: Collection[str]
) -> list[Ballot]:
    """All ballots of the section VOTES, in the order of the file.

    Raises:
        Refused: a vote for an unknown project, without its points, or of a voter who voted before.
    """
    votes = list(_votes(section, ids, kind))
    return list(_ballots(votes, kind, meta, ids))


def _votes(section: Section, ids: Collection[str], kind: Kind) -> Iterator[_Vote]:
    need(section, "VOTES", ("vote",))
    seen: set[str] = set()
    marks = 0
    for row in section.rows:
        if row.cells.get("voter_id"):
            once(row.cells["voter_id"], seen, row.line)
        named = _listed(row.cells["vote"])
        for project_id in named:
            if project_id not in ids:
                refusal = say(
                    'Line %(line)d votes for "%(project)s", which is no project.',
                    line=row.line,
                    project=short(project_id),
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
    votes: list[_Vote], kind: Kind, meta: dict[str, str], ids: Collection[str]
) -> Iterator[Ballot]:
    default = _default_score(votes, meta, ids) if kind == "scoring" else 0
    for number, (row, named, given) in enumerate(votes, start=1):
        own = dict(row.cells)
        voter = own.pop("voter_id", str(number))
        del own["vote"]
        if kind == "approval":
            points: dict[str, Exact] = dict.fromkeys(named, 1)
        elif kind == "ordinal":
            # The rank that a project is named at first counts. So the scores in published files
            # are counted: the last rank of each ballot is one point, on short ballots too.
            points = {p: rank for rank, p in enumerate(reversed(dict.fromkeys(named)), start=1)}
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


def _default_score(votes: list[_Vote], meta: dict[str, str], ids: Collection[str]) -> Exact:
    score = exact(meta.get("default_score", "")) or 0
    if score and len(votes) * len(ids) > MOST_MARKS:
        raise Refused(_too_many(), 422)
    return score


def _listed(text: str) -> list[str]:
    return [part for piece in text.split(",") if (part := piece.strip())]


def _too_many() -> Message:
    return say("The votes name projects more than %(most)d times.", most=MOST_MARKS)
