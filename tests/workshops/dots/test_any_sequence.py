"""Whatever happens in whatever order: no ballot above its allowance, the tally equals a recount."""

from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from app.database.engine import writing_engine
from app.refused import Missing, Refused
from app.tables import metadata
from tests.builders import NOW, Cast, a_guest, a_measure, a_workshop
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.counting import tally
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of
from workshops.dots.turnout import turnout_of
from workshops.measures.services import approve, hide, propose
from workshops.participants.guest import Guest

VISIBLE_DOTS = """
    SELECT d.participant_id, d.measure_id, l.field_id, d.count
    FROM dots d, measures m, ballot_lines l
    WHERE m.id = d.measure_id AND m.state = 'approved' AND m.deleted_at IS NULL
    AND m.merged_into_id IS NULL AND NOT l.off
    AND l.step_id = d.step_id AND l.measure_id = d.measure_id AND d.step_id = :step
"""

_folder = TemporaryDirectory()
_engines: list[Engine] = []


def engine() -> Engine:
    """One SQLite database for all runs; each run rolls back what it did."""
    if not _engines:
        url = f"sqlite:///{Path(_folder.name) / 'sequences.sqlite3'}"
        _engines.append(writing_engine(url))
        with _engines[0].begin() as connection:
            metadata.create_all(connection)
    return _engines[0]


class Vote(RuleBasedStateMachine):
    """Two people vote on measures that come and go; the moderator goes where they like."""

    @initialize(
        scope=st.sampled_from(["field", "step"]),
        allowance=st.integers(1, 3),
        most=st.integers(1, 3),
        approve_first=st.booleans(),
    )
    def begin(self, scope: str, allowance: int, most: int, approve_first: bool) -> None:
        self.connection = engine().connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        self.allowance, self.most, self.scope = allowance, most, scope
        self.cast: Cast = a_workshop(
            self.session,
            "vote",
            measures=2,
            fields=2,
            state="waiting",
            scope=scope,
            allowance=allowance,
            most=most,
            approve_first=approve_first,
        )
        self.people: list[Guest] = [a_guest(self.session, self.cast) for _ in range(2)]
        self.proposals = [
            a_measure(self.session, field, "Vorschlag", workshop_id=self.cast.id)
            for field in self.cast.fields
        ]
        open_step(self.session, self.cast.id, self.cast.vote)

    def teardown(self) -> None:
        if hasattr(self, "session"):
            self.session.close()
            self.whole.rollback()
            self.connection.close()

    def attempt(self, fn, *args, **more):
        """One request: what is refused leaves nothing behind."""
        savepoint = self.session.begin_nested()
        try:
            result = fn(self.session, *args, **more)
        except (Refused, Missing):
            savepoint.rollback()
            return None
        savepoint.commit()
        self.session.expire_all()
        return result

    @rule(person=st.integers(0, 1), measure=st.integers(0, 5), count=st.integers(0, 4))
    def place(self, person: int, measure: int, count: int) -> None:
        known = [*self.cast.measures, *self.proposals]
        guest, measure_id = self.people[person], known[measure % len(known)]
        answer = self.attempt(place_dots, guest, measure_id=measure_id, count=count)
        if answer is not None:
            assert answer.count == count <= self.most
            assert 0 <= answer.left <= self.allowance

    @rule(person=st.integers(0, 1), start=st.integers(0, 5))
    def spend_all(self, person: int, start: int) -> None:
        for measure in range(start, start + len(self.proposals) + 2):
            for count in range(1, self.most + 1):
                self.place(person, measure, count)

    @rule(person=st.integers(0, 1), field=st.integers(0, 1), text=st.sampled_from("abc"))
    def suggest(self, person: int, field: int, text: str) -> None:
        own = self.attempt(
            propose,
            self.people[person],
            field_id=self.cast.fields[field],
            text=text * 3,
            language="de",
            now=NOW,
        )
        if own is not None and own.id not in self.proposals:
            self.proposals.append(own.id)

    @rule(which=st.integers(0, 3))
    def take_out_of_sight(self, which: int) -> None:
        self.attempt(hide, self.cast.id, self.proposals[which % len(self.proposals)])

    @rule(which=st.integers(0, 3))
    def bring_back(self, which: int) -> None:
        self.attempt(approve, self.cast.id, self.proposals[which % len(self.proposals)])

    @rule(which=st.integers(0, 3), person=st.integers(0, 1), start=st.integers(0, 5))
    def come_and_go_while_someone_votes(self, which: int, person: int, start: int) -> None:
        """Rare by chance, and where it matters: the freed dots are placed before they return."""
        self.take_out_of_sight(which)
        self.spend_all(person, start)
        self.bring_back(which)

    @rule()
    def open(self) -> None:
        self.attempt(open_step, self.cast.id, self.cast.vote)

    @rule()
    def back_to_an_open_vote(self) -> None:
        self.go(2)
        self.open()

    @rule()
    def close(self) -> None:
        self.attempt(close_step, self.cast.id, self.cast.vote)

    @rule(position=st.integers(0, 3))
    def go(self, position: int) -> None:
        self.attempt(go_to, self.cast.id, position)

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def no_ballot_is_above_its_allowance(self) -> None:
        used: dict[tuple[int, int], int] = {}
        for participant_id, _, field_id, count in self.rows():
            assert 1 <= count <= self.most
            key = (participant_id, field_id if self.scope == "field" else 0)
            used[key] = used.get(key, 0) + count
        assert all(count <= self.allowance for count in used.values())

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def the_tally_equals_a_recount(self) -> None:
        step = next(s for s in room(self.session, self.cast.id).steps if s.kind == "vote")
        counted = tally(self.session, step)
        if step.state != "closed":
            assert counted is None
            return
        recount: dict[int, list[int]] = {}
        for _, measure_id, _, count in self.rows():
            recount.setdefault(measure_id, []).append(count)
        assert counted is not None
        assert {t.measure_id: (t.dots, t.voters) for t in counted if t.dots} == {
            measure_id: (sum(counts), len(counts)) for measure_id, counts in recount.items()
        }

    @precondition(lambda self: hasattr(self, "session"))
    @invariant()
    def every_phone_shows_what_is_stored(self) -> None:
        here = room(self.session, self.cast.id)
        if here.step.kind != "vote" or here.step.state == "waiting":
            return
        for guest in self.people:
            stored = {m: n for person, m, _, n in self.rows() if person == guest.id}
            page = ballot_of(self.session, here, guest)
            assert {m.id: m.count for _, m in page.placed} == stored
        turnout = turnout_of(self.session, here).turnout
        assert turnout
        assert turnout.people == len(self.people)
        assert turnout.none == 2 - len({person for person, *_ in self.rows()})

    def rows(self) -> list[tuple[int, int, int, int]]:
        """Participant, measure, field and count of every dot that lies on a visible measure."""
        self.session.flush()
        found = self.session.execute(text(VISIBLE_DOTS), {"step": self.cast.vote})
        return [(row[0], row[1], row[2], row[3]) for row in found]


TestAnySequence = Vote.TestCase
TestAnySequence.settings = settings(
    stateful_step_count=30,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
