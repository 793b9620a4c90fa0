"""What people answered, from the database: kept in the process until there is more of it."""

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from threading import Lock
from typing import Any, TypeAlias

from litestar.serialization import decode_json
from sqlalchemy import Select, Text, cast, func, select
from sqlalchemy.orm import Session

from surveys.comparable import united
from surveys.models import Crowd, CrowdMember, Response, Run
from surveys.questionnaire import Questionnaire
from surveys.results.columns import LANGUAGE, RUN, Columns, Version, asked, compared_by
from surveys.results.table import Span, Table, built
from surveys.services import newest_version, versions

Rows: TypeAlias = Select[*tuple[Any, ...]]

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


def asked_in(session: Session, survey_id: int, run: str) -> Questionnaire | None:
    """All that was asked in this run, from the versions that were answered in it."""
    known = versions(session, survey_id)
    query = select(Response.version_id).where(Response.run_id == int(run)).distinct()
    used = sorted(session.scalars(query))
    return united([known[id].questionnaire for id in used]) if used else None


def _read(session: Session, survey_id: int) -> Table:
    known = {id: one.questionnaire for id, one in versions(session, survey_id).items()}
    whole = united(tuple(known.values()))
    ids, spans = _crowds(session, survey_id)
    columns = in_columns(session, responses(session, survey_id), known, ids)
    for one in asked(whole):
        columns[one.name]  # also of a question that nobody was asked
    for name in compared_by(whole):
        columns[name]
    columns.pack()
    return built(whole, titles(session, survey_id), columns, spans, ids)


def _crowds(session: Session, survey_id: int) -> tuple[list[str], list[Span]]:
    """Ids of responses, crowd by crowd, and where each crowd stands. One of whom somebody was
    deleted since is not shown any more: the difference would be that person."""
    kept = select(Crowd.id, Crowd.size, Crowd.batch, Crowd.alike)
    members: dict[int, list[str]] = {}
    query = select(CrowdMember.crowd_id, CrowdMember.response_id).join(Crowd)
    for crowd, id in session.execute(query.where(Crowd.survey_id == survey_id)):
        members.setdefault(crowd, []).append(id)
    ids: list[str] = []
    spans = []
    kept = kept.where(Crowd.survey_id == survey_id).order_by(Crowd.id)
    for crowd, size, batch, alike in session.execute(kept):
        if len(members.get(crowd, ())) == size:
            spans.append(Span(len(ids), len(ids) + size, batch, alike))
            ids += sorted(members[crowd])  # an order that says nothing: ids are random
    return ids, spans


def responses(session: Session, survey_id: int) -> Rows:
    """The responses of a survey, as `in_columns` reads them."""
    runs = [int(id) for id in titles(session, survey_id)]
    return select(
        Response.id,
        Response.run_id,
        Response.version_id,
        Response.language,
        Response.day,
        Response.finished,
        cast(Response.answers, Text),
    ).where(Response.run_id.in_(runs))


def in_columns(
    session: Session,
    query: Rows,
    versions: Mapping[int, Questionnaire],
    ids: Sequence[str],
    only: Sequence[str] | None = None,
) -> Columns:
    """The responses with these ids, in this order, out of a query of `responses`. `only`: the
    columns that are wanted, if not all."""
    columns = Columns(len(ids))
    places = {id: place for place, id in enumerate(ids)}
    readers = {id: Version(one, only) for id, one in versions.items()}
    run, language = columns[RUN], columns[LANGUAGE]
    for row in session.execute(query.execution_options(yield_per=2000)):
        id, run_id, version, spoken, day, finished, answers = row
        person = places.get(id)
        if person is None:
            continue
        run.put(person, str(run_id))
        language.put(person, spoken)
        # Four times as fast as the database's own way, and most of the work.
        readers[version].put(columns, person, decode_json(answers), day, finished=finished)
    return columns
