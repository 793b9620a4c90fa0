"""While people vote, nothing that leaves the program depends on what they chose.

Two worlds differ in nothing but whose dots lie on which measure, who gave which rating, what is on
a ballot of paper, who proposed what, and what was answered in a survey: the turnout is the same.
Every kind of visitor asks every route for everything, in both. If any answer, stream, export, page
source or log line differs, it carried a count or an identity. Nobody has to think of what a leak
looks like.
"""

import asyncio
import io
import logging
import re
import shutil
import zipfile
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from litestar import Litestar
from pypdf import PdfReader
from sqlalchemy import delete, insert, select, update
from sqlalchemy.orm import Session

from app import settings as environment
from app.access import ACCESS
from app.accounts import services as accounts
from app.accounts import visitor as staff
from app.accounts.sessions import sign_in_with_link
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.main import furnish
from app.settings import Settings
from surveys.answering.rules import holder_of
from surveys.answering.runs import create_run
from surveys.answering.services import begin, finish, save
from surveys.models import Response
from tests.builders import Cast, a_guest, a_measure, a_workshop, dots, guests
from tests.conftest import routes_of
from tests.ledgers import new_database, path_of
from tests.surveys.answering.cast import a_survey
from tests.visitor import Visitor
from tests.workshops.groups.cast import a_family, member
from tests.workshops.ratings.rooms import Steering, a_rating, ratings
from workshops.agenda import room
from workshops.agenda.room import RoomStep, steps_of
from workshops.agenda.services import close_step
from workshops.followup import public_routes
from workshops.models import Concept, Dots, Measure, Participant, Rating, WorkshopModerator
from workshops.paper.services import enter_ballot
from workshops.participants import cookie
from workshops.participants.guest import Guest
from workshops.passes.services import make_pass

TOKEN = "the-cookie-of-the-phone-that-looks-around-0"
SECRET = "only for tests, and long enough for one"
RUN_TOKEN = "KFM4T79CDFGH"
RANDOM = re.compile(
    r"[0-9a-f]{12,}|(?<=/passes/)[\w-]+|\b[A-Z0-9]{6}(?:[A-Z0-9]{6})?\b|\b[\w-]{20,}\b"
    r"|(?:[A-Z0-9]{3}-){3}[A-Z0-9]{3}|\b[0-9a-f]{8}\b"  # tokens, codes
    r"|\b\d{10,}\b|\b\d\d?:\d\d\b|\d+ ms"  # and the time
)
STAYS = {  # of forms: what does not close the vote, and is the same in both worlds
    "count": "1",
    "state": "open",
    "text": "Ein anderer Text",
    "language": "en",
    "position": "2",
    "choose": "yes",
    "scope": "field",
    "allowance": "5",
    "most": "2",
    "number": "7",
    "lines": "1 2",
    "value": "3",
    "first": "2",
    "title": "Ein Titel",
    "seconds": "300",
}
NOT_ASKED = {  # makes the room leave the vote, or this visitor leave the room
    "POST /moderation/{code}/actions/{action_id}/undoing",
    "POST /moderation/{code}/leaving",
    "POST /sign-out",
    "POST /account/password",
    "POST /surveys/{name}/deletion",
}


@dataclass(frozen=True)
class World:
    """A vote, a rating and two groups' votes, all open; and who may look at them."""

    vote: Cast
    steering: Steering
    group: Cast
    plenary: Cast
    people: tuple[Guest, ...]
    raters: tuple[Guest, ...]
    members: tuple[Guest, ...]
    paper: int
    run: str
    cookies: Mapping[str, Mapping[str, str]]

    @property
    def rooms(self) -> tuple[Cast, ...]:
        return (self.vote, self.steering.cast, self.group, self.plenary)


def a_world(session: Session) -> World:
    """Twelve voters with dots on the same two measures, one of whom is the phone that looks."""
    vote = a_workshop(session, "vote", measures=8, fields=2, allowance=5)
    people = [_me(session, vote), *guests(session, vote, 11)]
    first, second = vote.measures[:2]
    for place, guest in enumerate(people):
        dots(session, vote, guest, {first: 2} if place % 3 else {first: 1, second: 1})
    for guest in people[1:3]:
        a_measure(session, vote.one_field, workshop_id=vote.id, participant_id=guest.id)
    enter_ballot(session, vote.id, vote.vote, number=2, marks={1: 2}, replaces=False, now=utc_now())
    on_paper = select(Participant.id).where(Participant.origin == "paper")
    paper = session.scalars(on_paper).one()
    steering = a_rating(session)
    raters = [_me(session, steering.cast), *guests(session, steering.cast, 4)]
    for guest in raters[:3]:
        ratings(session, steering, guest, {steering.goals[0]: [5, 4, 0, 2]})
    family = a_family(session, step="vote")
    group = family.groups[0]
    crowd = [_me(session, family.plenary), *guests(session, family.plenary, 6)]
    members = [member(session, person, group) for person in crowd]
    for guest in members:
        dots(session, group, guest, {group.measures[0]: 2})
    run = _a_survey(session, vote)
    session.execute(update(Concept).values(published_at=utc_now()))  # everybody may read them
    cookies = {
        "anyone": {},
        "phone": {cookie.COOKIE: TOKEN, f"survey_{run}": RUN_TOKEN},
        "stranger": {cookie.COOKIE: TOKEN[:-1] + "1"},
        **_staff(session, [vote, steering.cast, family.plenary]),
    }
    return World(
        vote,
        steering,
        group,
        family.plenary,
        tuple(people),
        tuple(raters),
        tuple(members),
        paper,
        run,
        cookies,
    )


def _a_survey(session: Session, cast: Cast) -> str:
    """It is called as the concept, for its name stands in the same places; returns the code of its
    run, which is open. Eight have come to the end, three are answering, one is the phone."""
    survey = a_survey(session, name=cast.concept_name)
    run = create_run(session, survey, title="Herbst", now=utc_now())
    for person in range(11):
        holder = holder_of(SECRET, RUN_TOKEN, run) if person == 10 else f"holder-{person}"
        begin(session, run, holder=holder, language="de", now=utc_now())
        save(session, run, holder, {"kids": "yes", "wish": f"Wunsch {person}"}, now=utc_now())
        if person < 8:
            finish(session, run, holder, now=utc_now())
    return run


def _answer_otherwise(session: Session, world: World) -> None:
    mine = holder_of(SECRET, RUN_TOKEN, world.run)
    found = session.scalars(select(Response)).all()
    for place, row in enumerate(one for one in found if one.holder != mine):
        row.answers = {"kids": "no", "first": ["play"]} if place % 2 else {}
        row.language = "ar" if place % 3 else "de"


def _me(session: Session, cast: Cast) -> Guest:
    return a_guest(session, cast, key=cookie.key_of(SECRET, TOKEN, cast.code))


def _staff(session: Session, casts: list[Cast]) -> dict[str, dict[str, str]]:
    now = utc_now()
    found = {}
    for role in ("office", "moderator"):
        account, link = accounts.invite_new(
            session, email=f"{role}@example.org", name=role.title(), role=role, now=now
        )
        found[role] = {staff.COOKIE: sign_in_with_link(session, link, now=now).token}
        if role == "moderator":
            for cast in casts:
                row = WorkshopModerator(workshop_id=cast.id, account_id=account.id)
                session.add(row)
    for role in ("moderator", "interpreter"):
        held = {}
        for cast in casts:
            made = make_pass(
                session, cast.id, name="Sam", role=role, lasts="evening", by="Kim", now=now
            )
            held[f"pass-{cast.code}"] = made.secret
        found[f"{role} by a pass"] = held
    return found


def shuffle(session: Session, world: World) -> None:
    """The other world: other measures, other people, the same numbers of people who are done."""
    _answer_otherwise(session, world)
    _, second, third = world.vote.measures[:3]
    _, *others = world.people
    for place, guest in enumerate(others):
        session.execute(delete(Dots).where(Dots.participant_id == guest.id))
        dots(session, world.vote, guest, {third: 2} if place % 2 else {second: 1, third: 1})
    mine = delete(Dots).where(Dots.participant_id == world.paper)
    session.execute(mine)
    session.execute(
        insert(Dots).values(
            step_id=world.vote.vote, participant_id=world.paper, measure_id=third, count=2
        )
    )
    one, other = others[:2]
    swap = {one.id: other.id, other.id: one.id}
    for row in session.scalars(select(Measure).where(Measure.participant_id.in_(swap))).all():
        row.participant_id = swap[row.participant_id or 0]
    session.execute(
        update(Rating)
        .where(Rating.participant_id != world.raters[0].id, Rating.value > 0)
        .values(value=6 - Rating.value)
    )
    for guest in world.members[1:]:
        session.execute(delete(Dots).where(Dots.participant_id == guest.id))
        dots(session, world.group, guest, {world.group.measures[1]: 2})


Scan = dict[tuple[str, str], str]


async def scanned(
    app: Litestar, world: World, caplog: pytest.LogCaptureFixture, who_looks: Collection[str]
) -> Scan:
    """Everything that they get to see, and what was written into the log meanwhile."""
    found: Scan = {}
    caplog.clear()
    with caplog.at_level(logging.DEBUG, logger="klebepunkt"):
        for who in who_looks or world.cookies:
            for method in ("GET",) if who_looks else ("GET", "PUT", "POST"):
                shut: set[str] = set()
                for cast in world.rooms:
                    eyes = Visitor(app, "en")
                    eyes.cookies.update(dict(world.cookies[who]))
                    await _look_around(eyes, who, method, cast, world, found, shut)
                    await eyes.close()
    lines = [line.getMessage() for line in caplog.records if line.name.startswith("klebepunkt")]
    found["log", ""] = "\n".join(lines)
    return found


async def _look_around(
    eyes: Visitor, who: str, method: str, cast: Cast, world: World, found: Scan, shut: set[str]
) -> None:
    """`shut` gathers what leads to the sign-in page: it does in every room."""
    values = {
        "code": cast.code,
        "token": cast.projector_token,
        "name": cast.concept_name,
        "measure_id": cast.measures[0],
        "node_id": world.steering.goals[0] if cast is world.steering.cast else cast.fields[0],
        "step_id": world.steering.step if cast is world.steering.cast else cast.vote,
        "criterion_id": world.steering.criteria[0],
        "group_id": world.group.id,
        "number": 2,
        "run": world.run,
        "question": "wish",
        "tag": "ar",
        "path": "css/base.css",
        "key": "evening",
        "card": "AAAA-BBBB",
        "secret": "none",
    }
    for line in ACCESS:
        asked, path = line.split()
        if asked != method or line in NOT_ASKED | shut or not _says_more(line, cast, world):
            continue
        address = path.format_map({**dict.fromkeys(re.findall(r"{(\w+)}", path), 1), **values})
        # A stream sends the same frames as are polled, and never ends.
        address += "?poll" if address.endswith("/live") else ""
        status, text = await _ask(eyes, method, address, world, cast)
        if status == 401:
            shut.add(line)
        found[who, f"{line} {cast.code}"] = f"{status} {text}"


def _says_more(line: str, cast: Cast, world: World) -> bool:
    """Not a route that was asked already: by another method, or that is of no room."""
    method, path = line.split()
    if method == "POST" and f"PUT {path}" in ACCESS:
        return False
    return cast is world.vote or any(part in path for part in ("{code}", "{token}"))


async def _ask(
    eyes: Visitor, method: str, address: str, world: World, cast: Cast
) -> tuple[int, str]:
    if method == "GET":
        answer = await eyes.get(address, follow_redirects=False)
        if answer.headers.get("location", "").startswith("/sign-in"):
            return 401, ""
        if answer.is_redirect:
            answer = await eyes.get(answer.headers["location"])
    else:
        form = {
            **STAYS,
            "node_id": str(cast.fields[0]),
            "field_id": str(cast.fields[0]),
            "measure_id": str(cast.measures[0]),
            "criterion_id": str(world.steering.criteria[0]),
        }
        answer = await eyes.post(address, form, method=method, htmx=True)
    return answer.status_code, _readable(answer.content, answer.headers.get("content-type", ""))


def _readable(content: bytes, kind: str) -> str:
    """The text of an answer, also of what is packed into a file."""
    if content[:4] == b"PK\x03\x04":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            names = [name for name in packed.namelist() if "docProps/core" not in name]
            return "\n".join(packed.read(name).decode("utf-8", "replace") for name in names)
    if content[:4] == b"%PDF":
        return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages)
    return content.decode("utf-8", "replace")


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Litestar]:
    application = routes_of(settings)
    furnish(application, settings)
    started, over = asyncio.Event(), asyncio.Event()

    async def live() -> None:
        async with application.lifespan():
            started.set()
            await over.wait()

    life = asyncio.create_task(live())
    await started.wait()
    try:
        yield application
    finally:
        over.set()
        await life


def the_settings(folder: Path) -> Settings:
    return environment.load(
        {
            "KLEBEPUNKT_DATA": str(folder),
            "KLEBEPUNKT_HOST": "127.0.0.1",
            "KLEBEPUNKT_SECRET": SECRET,
            "KLEBEPUNKT_PUBLIC_URL": "http://testserver",
        }
    )


Change = Callable[[Session, World], None]


async def differences(
    tmp_path: Path,
    caplog: pytest.LogCaptureFixture,
    *,
    first: Change | None = None,
    who_looks: Collection[str] = (),
) -> list[tuple[str, str]]:
    """What these can tell the two worlds apart by, or else all, who also send every form.

    `first` happens in both before.
    """
    one, other = the_settings(tmp_path / "one"), the_settings(tmp_path / "other")
    Path(path_of(one.database_url)).write_bytes(new_database())
    ledger = Ledger(one.database_url)
    world: World = ledger.write_now(a_world)
    if first:
        ledger.write_now(first, world)
    ledger.close()
    for file in (tmp_path / "one").iterdir():
        if file.is_file():
            shutil.copy(file, tmp_path / "other" / file.name)
    ledger = Ledger(other.database_url)
    ledger.write_now(shuffle, world)
    ledger.close()
    scans = []
    for settings in (one, other):
        async with running(settings) as app:
            scans.append(await scanned(app, world, caplog, who_looks))
    if not who_looks:  # in a world that a test has broken, pages may be, too
        assert not [what for what, text in scans[0].items() if text.startswith("5")]
    return [what for what in scans[0] if not _same(scans[0][what], scans[1][what])]


def _same(one: str, other: str) -> bool:
    return one == other or RANDOM.sub("#", one) == RANDOM.sub("#", other)


@pytest.fixture(autouse=True)
def one_long_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """A public page is made anew each minute: the two worlds are not seen at the same moment."""
    monkeypatch.setattr(public_routes, "FRESH", 10**12)


async def test_nobody_can_tell_what_was_chosen_while_the_vote_is_open(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    found = await differences(tmp_path, caplog)
    assert found == []


def _close(session: Session, world: World) -> None:
    close_step(session, world.vote.id, world.vote.vote)


async def test_once_the_vote_is_closed_everybody_can(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """The control: the scan sees counts where they are. Whoever comes by has the public page."""
    found = await differences(tmp_path, caplog, first=_close, who_looks=("moderator", "stranger"))
    assert {who for who, _ in found} == {"moderator", "stranger"}
    assert {line.split("/")[1] for who, line in found if who == "stranger"} == {"c"}


async def test_the_scan_finds_counts_that_are_let_out(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the protection taken out, the first test fails."""

    def as_if_closed(session: Session, workshop_id: int) -> tuple[RoomStep, ...]:
        steps = steps_of(session, workshop_id)
        return tuple(replace(s, state="closed") if s.kind == "vote" else s for s in steps)

    monkeypatch.setattr(room, "steps_of", as_if_closed)
    assert await differences(tmp_path, caplog, who_looks=["moderator"])
