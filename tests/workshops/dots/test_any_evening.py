"""Merge, unmerge, hide, bring back, withdraw, vote, close, reopen, paper, another rule, undo.

Whatever happens in whatever order: phones, turnout and tally say what a recount from scratch says,
nobody holds more than the rule allows, and undoing everything brings back the first state.
"""

from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from sqlalchemy.orm import Session

from app.refused import Missing, Refused
from tests.builders import NOW, Cast, a_guest, a_measure, a_workshop
from tests.workshops.dots.recount import Recount, recount
from tests.workshops.dots.test_any_sequence import engine
from workshops.agenda.room import room
from workshops.agenda.services import close_step, go_to, open_step
from workshops.dots.counting import count
from workshops.dots.counts import count_all
from workshops.dots.placing import place_dots
from workshops.dots.reads import ballot_of, own_dots
from workshops.dots.rules import Rule
from workshops.dots.scope import Scope
from workshops.dots.services import rule_of, set_rule
from workshops.dots.turnout import turnout_of
from workshops.journal.services import Actor, act, newest, undo
from workshops.journal.state import state_of
from workshops.measures.authors import bring_back, withdraw
from workshops.measures.services import approve, hide
from workshops.merging.services import merge, unmerge
from workshops.paper.services import enter_ballot, remove_ballot

ANNA = Actor("Anna")
PEOPLE, PROPOSALS = 3, 4
PERSON, MEASURE = st.integers(0, PEOPLE - 1), st.integers(0, PROPOSALS + 1)


class Evening(RuleBasedStateMachine):
    """Three people and some paper; two fields, with two proposals and one old measure each."""

    @initialize(
        scope=st.sampled_from(["field", "step"]),
        allowance=st.integers(1, 4),
        most=st.integers(1, 3),
    )
    def begin(self, scope: str, allowance: int, most: int) -> None:
        self.connection = engine().connect()
        self.whole = self.connection.begin()
        self.session = Session(self.connection, join_transaction_mode="create_savepoint")
        self.cast: Cast = a_workshop(
            self.session,
            "vote",
            measures=2,
            fields=2,
            state="waiting",
            scope=scope,
            allowance=allowance,
            most=most,
        )
        self.people = [a_guest(self.session, self.cast) for _ in range(PEOPLE)]
        self.measures = [
            a_measure(
                self.session,
                self.cast.fields[n % 2],
                f"Vorschlag {n}",
                workshop_id=self.cast.id,
                participant_id=self.people[n % 2].id,
            )
            for n in range(PROPOSALS)
        ]
        self.measures += self.cast.measures
        self.authors_acted = False
        self.first = self.state()
        self.attempt(act, ANNA, open_step, self.cast.id, self.cast.vote)

    def teardown(self) -> None:
        if not hasattr(self, "session"):
            return
        try:
            while (last := newest(self.session, self.cast.id)) is not None:
                undo(self.session, self.cast.id, last, by=ANNA)
                self.session.expire_all()
            if not self.authors_acted:
                assert self.state() == self.first
        finally:
            self.session.close()
            self.whole.rollback()
            self.connection.close()

    def state(self) -> dict[Any, Any]:
        """What moderators change; a line that is off is as good as none."""
        self.session.flush()
        found = state_of(self.session, self.cast.id)
        return {k: v for k, v in found.items() if not (k[0] == "ballot_lines" and v["off"])}

    def attempt(self, fn, *args, **more):
        """One request: what is refused leaves nothing behind."""
        savepoint = self.session.begin_nested()
        try:
            result = fn(self.session, *args, **more)
        except (Refused, Missing):
            savepoint.rollback()
            self.session.expire_all()
            return None
        savepoint.commit()
        self.session.expire_all()
        return result

    def moderate(self, verb, *args, **more) -> None:
        self.attempt(act, ANNA, verb, self.cast.id, *args, **more)

    # People

    @rule(person=PERSON, measure=MEASURE, dots=st.integers(0, 3))
    def place(self, person: int, measure: int, dots: int) -> None:
        guest, measure_id = self.people[person], self.measures[measure]
        answer = self.attempt(place_dots, guest, measure_id=measure_id, count=dots)
        if answer is not None:
            step = next(s for s in room(self.session, self.cast.id).steps if s.kind == "vote")
            mine = recount(self.session, step.id).ballots.get(guest.id, {})
            assert mine.get(measure_id, 0) == dots
            assert answer.left >= 0

    @rule(person=PERSON, start=MEASURE)
    def spend_all(self, person: int, start: int) -> None:
        for n in range(len(self.measures)):
            for dots in (1, 2):
                self.place(person, (start + n) % len(self.measures), dots)

    @rule(person=PERSON, measure=MEASURE)
    def withdraw_and_perhaps_return(self, person: int, measure: int) -> None:
        self.authors_acted = True
        self.attempt(go_to, self.cast.id, 1)
        verb = bring_back if measure % 2 else withdraw
        self.attempt(verb, self.people[person], self.measures[measure])
        self.attempt(go_to, self.cast.id, 2)

    # The moderator

    @rule(into=MEASURE, source=MEASURE)
    def merge(self, into: int, source: int) -> None:
        self.moderate(merge, self.measures[into], [self.measures[source]])

    @rule(into=MEASURE, source=MEASURE, person=PERSON, dots=st.integers(1, 2))
    def merge_what_someone_has_chosen(self, into: int, source: int, person: int, dots: int) -> None:
        """Rare by chance, and where it matters: dots on both."""
        self.place(person, into, dots)
        self.place(person, source, 2)
        self.merge(into, source)

    @rule(into=MEASURE, source=MEASURE, person=PERSON)
    def merge_what_is_not_all_on_the_ballot(self, into: int, source: int, person: int) -> None:
        self.change_the_ballot("fields", source % 2)
        self.place(person, source, 2)
        self.merge(into, source)

    @rule(source=MEASURE)
    def unmerge(self, source: int) -> None:
        self.moderate(unmerge, self.measures[source])

    @rule(into=MEASURE, source=MEASURE, person=PERSON)
    def merge_and_unmerge_while_someone_votes(self, into: int, source: int, person: int) -> None:
        self.merge(into, source)
        self.spend_all(person, into)
        self.unmerge(source)

    @rule(measure=MEASURE)
    def hide(self, measure: int) -> None:
        self.moderate(hide, self.measures[measure])

    @rule(measure=MEASURE)
    def approve(self, measure: int) -> None:
        self.moderate(approve, self.measures[measure])

    @rule(measure=MEASURE, person=PERSON)
    def hide_and_return_while_someone_votes(self, measure: int, person: int) -> None:
        self.hide(measure)
        self.spend_all(person, measure + 1)
        self.approve(measure)

    @rule(
        scope=st.sampled_from(["field", "step"]),
        allowance=st.integers(1, 4),
        most=st.integers(1, 3),
    )
    def change_the_rule(self, scope: str, allowance: int, most: int) -> None:
        self.moderate(
            set_rule, self.cast.vote, scope=scope, allowance=allowance, most=most, seen=True
        )

    @rule(person=PERSON, start=MEASURE, allowance=st.integers(1, 2))
    def make_the_rule_smaller_than_what_someone_has_placed(
        self, person: int, start: int, allowance: int
    ) -> None:
        self.change_the_rule("step", 4, 2)
        self.spend_all(person, start)
        self.change_the_rule("field" if start % 2 else "step", allowance, 1 + start % 2)
        self.close()

    @rule(source=st.sampled_from(["all", "fields", "measures"]), which=st.integers(0, 1))
    def change_the_ballot(self, source: str, which: int) -> None:
        fields, measures = (self.cast.fields[which],), tuple(self.measures[which : which + 3])
        here = room(self.session, self.cast.id)
        present = rule_of(self.session, next(s for s in here.steps if s.kind == "vote"))
        self.moderate(
            set_rule,
            self.cast.vote,
            scope=present.scope,
            allowance=present.allowance,
            most=present.most,
            ballot=Scope(source, fields, measures),
            seen=True,
        )

    @rule(number=st.integers(1, 2), line=st.integers(1, 6), dots=st.integers(1, 2))
    def enter_on_paper(self, number: int, line: int, dots: int) -> None:
        self.moderate(
            enter_ballot, self.cast.vote, number=number, marks={line: dots}, replaces=True, now=NOW
        )

    @rule(number=st.integers(1, 2))
    def remove_from_paper(self, number: int) -> None:
        self.moderate(remove_ballot, self.cast.vote, number)

    @rule()
    def open(self) -> None:
        self.moderate(open_step, self.cast.vote)

    @rule()
    def close(self) -> None:
        self.moderate(close_step, self.cast.vote)

    @rule()
    def undo(self) -> None:
        last = newest(self.session, self.cast.id)
        if last is not None:
            self.attempt(undo, self.cast.id, last, by=ANNA)

    # What holds

    @invariant()
    def everything_agrees_with_a_recount(self) -> None:
        if not hasattr(self, "session"):
            return
        here = room(self.session, self.cast.id)
        step = here.steps[2]
        if here.position != 2 or step.state == "waiting":
            return
        rule = rule_of(self.session, step)
        counted = recount(self.session, step.id)
        self.nobody_holds_too_much(rule, counted)
        for guest in self.people:
            shown = {m.id: m.count for _, m in ballot_of(self.session, here, guest).placed}
            assert shown == counted.ballots.get(guest.id, {})
            assert own_dots(self.session, step, guest.id) == shown
        page = turnout_of(self.session, here)
        assert (page.turnout is None) == (page.measures == 1 and step.state == "open")
        if page.turnout:
            assert page.turnout.none == PEOPLE - len(counted.ballots.keys() - counted.paper)
        self.the_tally_is_the_recount(counted)

    def nobody_holds_too_much(self, rule: Rule, counted: Recount) -> None:
        fields = {m: self.cast.fields[n % 2] for n, m in enumerate(self.measures)}
        for ballot in counted.ballots.values():
            assert max(ballot.values()) <= rule.most
            pools: dict[int, int] = {}
            for measure, n in ballot.items():
                pool = rule.pool(fields[measure])
                pools[pool] = pools.get(pool, 0) + n
            assert max(pools.values()) <= rule.allowance

    def the_tally_is_the_recount(self, counted: Recount) -> None:
        step = room(self.session, self.cast.id).steps[2]
        found = count(self.session, step)
        if step.state != "closed":
            assert found is None
            return
        assert found is not None
        assert count_all(self.session, self.cast.concept_id, [step]) == {step.id: found}
        assert {t.measure_id: (t.dots, t.voters) for t in found.tallies if t.dots} == counted.tally
        assert found.voters == len(counted.ballots)
        assert found.paper_voters == len(counted.ballots.keys() & counted.paper)
        assert found.capped == counted.swallowed


TestAnyEvening = Evening.TestCase
TestAnyEvening.settings = settings(
    stateful_step_count=25,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
