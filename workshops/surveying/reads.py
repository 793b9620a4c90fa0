"""What a survey's step shows: which survey, and how many have answered."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from app.database.base import utc_now
from app.refused import Message, say_n
from surveys import public
from workshops.agenda.room import Room, RoomStep
from workshops.participants.guest import Guest
from workshops.surveying.services import CHOSEN, seat_of
from workshops.surveying.takeover import taken
from workshops.surveying.wall import Page, pages


@dataclass(frozen=True, slots=True)
class SurveyPage:
    """The step for console and projector. `chosen`: the survey it asks, None before one is
    chosen; `offers`: all that could be. `run`: None before it was opened. `results`: once it is
    closed. `taken`: measures that texts of it have become."""

    step: RoomStep
    people: int
    chosen: public.Offer | None
    offers: tuple[public.Offer, ...]
    run: public.StepRun | None
    results: public.Results | None
    taken: Mapping[int, str]

    def pages(self, language: str, size: int) -> tuple[Page, ...]:
        """Of the question that the wall shows."""
        drawing = self.results.drawing(language) if self.results else None
        return pages(drawing, language, size) if drawing else ()

    @property
    def warning(self) -> Message | None:
        """What the moderator should know before closing the survey."""
        return closing(self.run)

    def unspoken(self, languages: tuple[str, ...]) -> tuple[str, ...]:
        """Those of the room's languages that the survey does not have."""
        known = self.chosen.languages if self.chosen else languages
        return tuple(tag for tag in languages if tag not in known)


@dataclass(frozen=True, slots=True)
class OwnSurvey:
    """The step on one phone. `begun`: they have used their ticket."""

    step: RoomStep
    chosen: public.Offer | None
    run: public.StepRun | None
    begun: bool


def survey_page(session: Session, room: Room) -> SurveyPage:
    step = room.step
    offers = public.offers(session) if step.state == "waiting" else ()
    found = public.results(session, step.id) if step.state == "closed" else None
    texts = (text.measure_id for one in found.questions for text in one.texts) if found else ()
    chosen, run = _chosen(session, step), _run(session, step)
    return SurveyPage(step, room.people, chosen, offers, run, found, taken(session, set(texts)))


def own_survey(session: Session, room: Room, guest: Guest) -> OwnSurvey:
    step = room.step
    begun = public.seat_state(session, step.id, seat_of(guest)) == "used"
    return OwnSurvey(step, _chosen(session, step), _run(session, step), begun)


def finished_here(cookies: Mapping[str, str], own: OwnSurvey) -> bool:
    """Whether somebody has come to the end on this browser. The database does not know it of
    anybody: there nothing leads from a participant to whether they have finished."""
    return own.run is not None and public.finished_here(cookies, own.run.code)


def still_answering(session: Session, room: Room) -> Message | None:
    """Who is in the middle of the survey."""
    return closing(_run(session, room.step))


def closing(run: public.StepRun | None) -> Message | None:
    """What closing the survey now does to whom; None: nobody is in the middle of it."""
    if run is None or not run.answering:
        return None
    return say_n(
        "%(num)d person is still answering. If you close the survey now, what they have saved "
        "counts, and they cannot go on, even if you open it again.",
        "%(num)d people are still answering. If you close the survey now, what they have saved "
        "counts, and they cannot go on, even if you open it again.",
        run.answering,
    )


def _chosen(session: Session, step: RoomStep) -> public.Offer | None:
    return public.offer(session, step.settings.get(CHOSEN, ""))


def _run(session: Session, step: RoomStep) -> public.StepRun | None:
    return public.run_of_step(session, step.id, utc_now())
