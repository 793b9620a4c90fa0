"""Many pass a gate together, one shuts it, and nobody overtakes. SQLite needs none of it."""

import threading
from collections.abc import Callable

import psycopg
from sqlalchemy.orm import Session

from app.database import gate
from app.database.ledger import Ledger


def waiting_at_gates(url: str) -> int:
    """How many transactions wait at a gate of this database."""
    with psycopg.connect(url) as connection:
        row = connection.execute(
            "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"
            " AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
        ).fetchone()
    assert row is not None
    return int(row[0])


def test_who_comes_later_does_not_overtake_who_wants_to_shut(postgresql_url):
    ledger = Ledger(postgresql_url)
    order: list[str] = []
    inside, leave = threading.Event(), threading.Event()

    def stay(session: Session) -> None:
        gate.enter(session, 7)
        inside.set()
        leave.wait(30)

    def then(name: str, pass_gate: Callable[[Session, int], None]) -> Callable[[Session], None]:
        def run(session: Session) -> None:
            pass_gate(session, 7)
            order.append(name)

        return run

    verbs = [stay, then("shut", gate.shut), then("enter", gate.enter)]
    threads = [threading.Thread(target=ledger.write_now, args=(verb,)) for verb in verbs]
    threads[0].start()
    assert inside.wait(30)
    for count, thread in enumerate(threads[1:], start=1):
        thread.start()
        while waiting_at_gates(postgresql_url) < count:
            assert thread.is_alive()
    leave.set()
    for thread in threads:
        thread.join(30)
    ledger.close()
    assert order == ["shut", "enter"]


def test_two_pass_together_and_other_gates_are_open(ledger):
    with Session(ledger._writing) as first:
        gate.enter(first, 7)
        if first.get_bind().dialect.name == "postgresql":
            ledger.write_now(gate.enter, 7)
            ledger.write_now(gate.shut, 8)


def test_a_gate_may_be_shut_twice(session):
    gate.shut(session, 7)
    gate.shut(session, 7)
    gate.enter(session, 7)
