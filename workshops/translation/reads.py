"""The page of texts: what the room reads, beside its translation into one language."""

from dataclasses import dataclass

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from workshops.agenda.room import Field, room
from workshops.journal.reads import last_done
from workshops.journal.services import Done
from workshops.measures.candidates import fields_of_nodes, measures_by_field
from workshops.models import Measure
from workshops.passes.reads import ended_passes


@dataclass(frozen=True, slots=True)
class Contribution:
    """A measure and its translation into the page's language, empty where there is none.

    `own`: it was proposed in this room, so its wording may be corrected. `waiting`: nobody has
    approved it yet. `original`: its author's own words, where it was reworded.
    """

    id: int
    field: Field
    language: str
    text: str
    translation: str
    others: tuple[tuple[str, str], ...]
    own: bool
    waiting: bool
    details: dict[str, str]
    original: str | None


@dataclass(frozen=True, slots=True)
class Title:
    """A field's title and its translation into the page's language."""

    field: Field
    text: str
    translation: str


@dataclass(frozen=True, slots=True)
class TextsPage:
    """Everything that can be translated into `into`, the newest first.

    `missing`: only what has no translation yet is shown. `todo` counts it, for each language of
    the workshop, in the workshop's order.
    """

    code: str
    workshop: str
    into: str
    missing: bool
    todo: tuple[tuple[str, int], ...]
    titles: tuple[Title, ...]
    contributions: tuple[Contribution, ...]
    all: int
    undo: Done | None
    ended: int  # passes that were revoked

    @property
    def left(self) -> int:
        return dict(self.todo)[self.into]


def texts_page(
    session: Session, workshop_id: int, *, into: str, missing: bool, role: str
) -> TextsPage:
    """`into`: a language; where the workshop does not speak it, its first one."""
    here = room(session, workshop_id)
    into = into if into in here.languages else here.languages[0]
    rows = _measures(session, workshop_id)
    field_of = fields_of_nodes(session, workshop_id)
    fields = {field.id: field for field in here.fields}
    found = [
        _contribution(row, fields[field_of[row.node_id]], into, workshop_id)
        for row in rows
        if field_of.get(row.node_id) in fields
    ]
    titles = [
        Title(f, f.titles.get(f.original, f.title(into)), f.titles.get(into, ""))
        for f in here.fields
        if f.original != into
    ]
    return TextsPage(
        code=here.code,
        workshop=here.title,
        into=into,
        missing=missing,
        todo=tuple((tag, _todo(rows, here.fields, tag)) for tag in here.languages),
        titles=tuple(t for t in titles if not (missing and t.translation)),
        contributions=tuple(one for one in found if not missing or _untranslated(one, into)),
        all=len(found),
        undo=last_done(session, workshop_id, role),
        ended=ended_passes(session, workshop_id),
    )


def _measures(session: Session, workshop_id: int) -> list[Measure]:
    """What the room has before it or may soon have: also those that wait for approval."""
    there = measures_by_field(session, workshop_id).keys()
    own = (Measure.workshop_id == workshop_id) & Measure.state.in_(("proposed", "approved"))
    return list(
        session.scalars(
            select(Measure)
            .where(or_(own, Measure.id.in_(there)))
            .where(Measure.deleted_at.is_(None), Measure.merged_into_id.is_(None))
            .order_by(Measure.id.desc())
        )
    )


def _contribution(row: Measure, field: Field, into: str, workshop_id: int) -> Contribution:
    shown = (row.language, into)
    return Contribution(
        id=row.id,
        field=field,
        language=row.language,
        text=row.texts[row.language],
        translation=row.texts.get(into, "") if row.language != into else "",
        others=tuple((tag, text) for tag, text in row.texts.items() if tag not in shown),
        own=row.workshop_id == workshop_id,
        waiting=row.state == "proposed",
        details=row.details,
        original=row.original["texts"][row.original["language"]] if row.original else None,
    )


def _untranslated(one: Contribution, into: str) -> bool:
    return one.language != into and not one.translation


def _todo(rows: list[Measure], fields: tuple[Field, ...], into: str) -> int:
    titles = sum(1 for f in fields if f.original != into and not f.titles.get(into))
    return titles + sum(1 for row in rows if not row.texts.get(into))
