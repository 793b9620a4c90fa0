"""What people answered, from the database: kept in the process until there is more of it."""

from array import array
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from itertools import pairwise
from threading import Lock
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from surveys.comparable import united
from surveys.models import Crowd, CrowdMember, Response, Run
from surveys.questionnaire import Questionnaire
from surveys.results.columns import GROUP, LANGUAGE, RUN, Columns, Version, asked, compared_by
from surveys.results.table import Table, built
from surveys.services import newest_version, versions

MOST_TABLES = 8
"""That are kept. One of 50,000 people and 40 questions takes about 20 MB."""

_tables: "OrderedDict[tuple[str, int], tuple[object, Table]]" = OrderedDict()
_loading = Lock()


def load(session: Session, survey_id: int) -> Table:
    """All answers of a survey that may be shown: those that were taken in (see taking_in.py).

    They are whole crowds, over all runs; `Table.select({RUN: "7"})` leaves those of one. Two pages
    at once wait for one load.
    """
    key = (str(session.get_bind().engine.url), survey_id)
    with _loading:
        stamp = _stamp(session, survey_id)
        kept = _tables.get(key)
        if kept is None or kept[0] != stamp:
            kept = _tables[key] = (stamp, _read(session, survey_id))
        _tables.move_to_end(key)
        while len(_tables) > MOST_TABLES:
            _tables.popitem(last=False)
        return kept[1]


def _stamp(session: Session, survey_id: int) -> object:
    """Differs when other answers may be shown, a run has another title, or the words changed."""
    newest = select(func.max(Crowd.id)).where(Crowd.survey_id == survey_id).scalar_subquery()
    members = (
        select(func.count(), func.max(CrowdMember.response_id))
        .join(Crowd, Crowd.id == CrowdMember.crowd_id)
        .where(Crowd.survey_id == survey_id)
    )
    version = newest_version(session, survey_id)
    return (
        session.scalar(select(newest)),
        tuple(session.execute(members).one()),
        version and version.id,
        tuple(titles(session, survey_id).items()),
    )


def titles(session: Session, survey_id: int) -> Mapping[str, str]:
    """The runs of a survey, the oldest first: id as text → title."""
    query = select(Run.id, Run.title).where(Run.survey_id == survey_id).order_by(Run.id)
    return {str(row.id): row.title for row in session.execute(query)}


def _read(session: Session, survey_id: int) -> Table:
    known = {id: one.questionnaire for id, one in versions(session, survey_id).items()}
    whole = united(tuple(known.values()))
    crowds = _whole_crowds(session, survey_id)
    query = (
        responses(CrowdMember.crowd_id)
        .join(CrowdMember, CrowdMember.response_id == Response.id)
        .join(Crowd, Crowd.id == CrowdMember.crowd_id)
        .where(Crowd.survey_id == survey_id)
        .order_by(CrowdMember.crowd_id, Response.id)
    )
    if len(crowds) < _crowds_of(session, survey_id):
        query = query.where(CrowdMember.crowd_id.in_(crowds))
    columns, ids, marks = in_columns(session, query, known, sum(n for n, _ in crowds.values()))
    for one in asked(whole):
        columns[one.name]  # also of a question that nobody was asked
    for name in compared_by(whole):
        columns[name]
    edges = [0, *(place for place, (one, other) in enumerate(pairwise(marks), 1) if one != other)]
    spans = [
        (start, stop, crowds[marks[start]][1])
        for start, stop in pairwise([*edges, len(marks)])
        if start < stop
    ]
    return built(whole, titles(session, survey_id), columns, spans, ids)


def _whole_crowds(session: Session, survey_id: int) -> dict[int, tuple[int, int]]:
    """Crowd → its size and batch, for those of whom nobody was deleted since."""
    query = (
        select(Crowd.id, Crowd.size, Crowd.batch)
        .join(CrowdMember, CrowdMember.crowd_id == Crowd.id)
        .where(Crowd.survey_id == survey_id)
        .group_by(Crowd.id, Crowd.size, Crowd.batch)
        .having(func.count() == Crowd.size)
    )
    return {id: (size, batch) for id, size, batch in session.execute(query)}


def _crowds_of(session: Session, survey_id: int) -> int:
    query = select(func.count()).where(Crowd.survey_id == survey_id)
    return session.scalar(query) or 0


def responses(mark: Any) -> Select[Any]:
    """What `in_columns` reads of each response; `mark` is whatever stands beside it."""
    return select(
        mark,
        Response.id,
        Response.run_id,
        Response.version_id,
        Response.language,
        Response.group_name,
        Response.day,
        Response.finished,
        Response.answers,
    )


def in_columns(
    session: Session, query: Select[Any], versions: Mapping[int, Questionnaire], people: int
) -> tuple[Columns, list[str], Sequence[int]]:
    """The responses of a query as columns, their ids, and the mark beside each."""
    columns = Columns(people)
    ids: list[str] = []
    marks = array("q")
    readers = {id: Version(one) for id, one in versions.items()}
    run, language, group = columns[RUN], columns[LANGUAGE], columns[GROUP]
    rows = session.execute(query.execution_options(yield_per=2000))
    for person, row in enumerate(rows):
        mark, id, run_id, version, spoken, group_name, day, finished, answers = row
        ids.append(id)
        marks.append(mark or 0)
        run.put(person, str(run_id))
        language.put(person, spoken)
        if group_name:
            group.put(person, group_name)
        readers[version].put(columns, person, answers, day, finished=finished)
    return columns, ids, marks
