"""The concept as a file: gathered in one read, written without the database."""

import datetime as dt
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

from sqlalchemy import or_, select, true
from sqlalchemy.orm import Session, aliased

from app.documents import csvfile, sheet, word
from app.documents.direction import Direction, direction, direction_of
from app.documents.table import Table
from app.language import catalogues
from app.refused import Message, Missing, say, say_n
from workshops.concepts import scheme as schemes
from workshops.concepts.outline import build
from workshops.concepts.scheme import Scheme
from workshops.concepts.snapshot import Snapshot
from workshops.concepts.tree import concept_row, snapshot
from workshops.groups.results import GroupResult, family_priorities
from workshops.models import Step, Workshop
from workshops.priorities.pages import ResultsPage
from workshops.priorities.services import closed_votes

_group = aliased(Workshop)

FORMATS = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A workshop whose priorities an export can carry. `counted`: its vote is closed, or that of
    one of its groups."""

    id: int
    code: str
    title: str
    place: str
    date: dt.date | None
    counted: bool


@dataclass(frozen=True, slots=True)
class Source:
    """Everything an export is written from. Its figures are those of the closed `votes` of the
    workshop itself, and of `groups` that have voted on something else."""

    name: str
    snapshot: Snapshot
    scheme: Scheme
    event: Event | None
    votes: tuple[ResultsPage, ...] = ()
    groups: tuple[GroupResult, ...] = ()


@dataclass(frozen=True, slots=True)
class File:
    """A file to be downloaded: its name in ASCII and in full, and what is in it."""

    name: str
    full_name: str
    content_type: str
    content: bytes

    @property
    def disposition(self) -> str:
        """The header by which browsers of every age find the name (RFC 6266 and 5987)."""
        return f"attachment; filename=\"{self.name}\"; filename*=UTF-8''{quote(self.full_name)}"


def events(session: Session, name: str, *, groups: bool = False) -> tuple[Event, ...]:
    """The concept's workshops, the latest first; the groups in them only where they are asked for.

    Raises:
        Missing: there is no such concept.
    """
    concept = concept_row(session, name)
    voted = select(Step.workshop_id).where(Step.kind == "vote", Step.state == "closed")
    in_groups = select(_group.parent_id).where(
        _group.id.in_(voted), _group.parent_id.is_not(None), _group.removed_at.is_(None)
    )
    counted = or_(Workshop.id.in_(voted), Workshop.id.in_(in_groups))
    rows = session.execute(
        select(
            Workshop.id,
            Workshop.code,
            Workshop.title,
            Workshop.place,
            Workshop.date,
            counted,
        )
        .where(Workshop.concept_id == concept.id)
        .where(true() if groups else Workshop.parent_id.is_(None))
        .order_by(Workshop.date.desc(), Workshop.id.desc())
    )
    return tuple(Event(*row) for row in rows)


def source(session: Session, name: str, code: str | None = None) -> Source:
    """The concept; with the code of one of its workshops, also that one's closed vote.

    Before the vote is closed there is no number in it: not in the columns, not in the order.

    Raises:
        Missing: no such concept, or the workshop is none of its own.
    """
    concept = concept_row(session, name)
    event = None
    if code is not None:
        event = next((one for one in events(session, name, groups=True) if one.code == code), None)
        if event is None:
            raise Missing
    scheme = schemes.load(concept.scheme)
    if event is None:
        return Source(name, snapshot(session, name, None), scheme, None)
    priorities, groups = family_priorities(session, event.id)
    votes = closed_votes(session, event.id)
    return Source(name, snapshot(session, name, priorities), scheme, event, votes, groups)


def written(
    found: Source, format: str, *, language: str, with_dots: bool, now: dt.datetime
) -> File:
    """The file in this language. `with_dots` counts only where a vote is closed.

    Raises:
        KeyError: no such format.
    """
    content_type = FORMATS[format]
    counted = found.event is not None and found.event.counted
    with catalogues.speaking(language):
        table = build(
            found.snapshot,
            found.scheme,
            language=language,
            with_dots=with_dots and counted,
            subtitles=_subtitles(found, language, now),
            page_of=catalogues.gettext("Page %(page)s of %(pages)s"),
        )
    return File(
        name=_file_name(found, format, language),
        full_name=_full_name(found, format, language),
        content_type=content_type,
        content=_writer(format, now)(table),
    )


def _writer(format: str, now: dt.datetime) -> Callable[[Table], bytes]:
    if format == "docx":
        return lambda table: word.write(table, now=now)
    return sheet.write if format == "xlsx" else csvfile.write


def _subtitles(found: Source, language: str, now: dt.datetime) -> list[str]:
    """What the table says about itself: whose priorities they are, and the day of the export."""
    lines = []
    event = found.event
    if event is not None:
        lines += _when_and_where(event, direction_of(language))
        lines += [catalogues.words(line) for line in _turnout(found, event)]
    as_of = say("As of %(date)s", date=catalogues.long_date(now.date()))
    return [*lines, catalogues.words(as_of)]


def _when_and_where(event: Event, base: Direction) -> list[str]:
    """Title, place and day: in one line, unless the title runs against the file's language. The
    day, in that language, would then come out in the wrong order."""
    day = [catalogues.long_date(event.date)] if event.date else []
    alike = direction(event.title, base) == base
    comma = "، " if base == "rtl" else ", "
    where = comma.join([part for part in (event.place,) if part] + (day if alike else []))
    return [f"{event.title} ({where})" if where else event.title, *([] if alike else day)]


def _turnout(found: Source, event: Event) -> list[Message]:
    """Who has voted: in each vote of the workshop, and in the groups."""
    if not event.counted:
        return [say("The vote of this workshop is not closed, so there are no priorities yet.")]
    lines = []
    for vote in found.votes:
        said = [_voted(vote.here, vote.people), *_on_paper(vote.paper_voters)]
        if len(found.votes) > 1:
            said = [say("%(vote)s: %(turnout)s", vote=vote.title, turnout=one) for one in said]
        lines += said
    if found.groups:
        lines.append(say("Measures that only a group has voted on have the dots of that group."))
    for group in found.groups:
        lines += [_in_group(group), *_on_paper(group.paper_voters)]
    return lines


def _voted(voters: int, people: int) -> Message:
    return say_n(
        "%(num)d person of %(people)s has voted.",
        "%(num)d people of %(people)s have voted.",
        voters,
        people=people,
    )


def _on_paper(ballots: int) -> list[Message]:
    if not ballots:
        return []
    said = say_n(
        "%(num)d ballot on paper is counted, too.",
        "%(num)d ballots on paper are counted, too.",
        ballots,
    )
    return [said]


def _in_group(group: GroupResult) -> Message:
    return say_n(
        "In the group “%(group)s” %(num)d person of %(people)s has voted.",
        "In the group “%(group)s” %(num)d people of %(people)s have voted.",
        group.here,
        people=group.people,
        group=group.name.name(catalogues.current()),
    )


def _file_name(found: Source, format: str, language: str) -> str:
    return f"{'-'.join([found.name, *_marks(found, language)])}.{format}"


def _marks(found: Source, language: str) -> list[str]:
    """What tells the files of one concept apart: the workshop, and a language not its own."""
    code = [found.event.code] if found.event else []
    return [*code, language] if language != found.snapshot.language else code


def _full_name(found: Source, format: str, language: str) -> str:
    """The title, without what file systems do not take."""
    title = "".join(
        " " if c in '<>:"/\\|?*' or unicodedata.category(c).startswith("C") else c
        for c in found.snapshot.title
    )
    short = " ".join(title.split())[:100].strip(" .") or found.name
    return f"{' '.join([short, *_marks(found, language)])}.{format}"
