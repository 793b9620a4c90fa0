"""The ledger: one commit for many, each rolled back alone, on both databases."""

import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import Any

import psycopg
import pytest
from sqlalchemy import ForeignKey, select, text
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column

from app.database.ledger import Ledger, NotSaved, changed
from app.refused import Refused, say
from tests.ledgers import Databases


class OwnBase(DeclarativeBase):
    """Tables of these tests alone."""


class Jar(OwnBase):
    __tablename__ = "jar"
    id: Mapped[int] = mapped_column(primary_key=True)
    beans: Mapped[int]


class Label(OwnBase):
    """Points to a jar that must exist, but only when the transaction is committed."""

    __tablename__ = "label"
    id: Mapped[int] = mapped_column(primary_key=True)
    jar_id: Mapped[int] = mapped_column(ForeignKey("jar.id", deferrable=True, initially="DEFERRED"))


class Notebook:
    """Stands where the hub stands, and looks into the database when it is told something."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.pages: list[tuple[list[str], dict[int, int]]] = []

    def announce(self, topics: Iterable[str]) -> None:
        self.pages.append((list(topics), committed(self.url)))


@pytest.fixture
def jars(databases: Databases, kind: str) -> Iterator[Ledger]:
    yield from with_jars(databases, kind)


@pytest.fixture
def lone(databases: Databases) -> Iterator[Ledger]:
    """On SQLite alone, where writes share a commit."""
    yield from with_jars(databases, "sqlite")


@pytest.fixture
def crowd(databases: Databases) -> Iterator[Ledger]:
    """On PostgreSQL alone, where writes can stand in each other's way."""
    yield from with_jars(databases, "postgresql")


def with_jars(databases: Databases, kind: str) -> Iterator[Ledger]:
    with databases.lent(kind, OwnBase.metadata) as url:
        ledger = Ledger(url)
        yield ledger
        ledger.close()


def fill(session: Session, jar: int, beans: int) -> int:
    session.add(Jar(id=jar, beans=beans))
    session.flush()
    changed(session, f"jar:{jar}")
    return beans


def fill_and_refuse(session: Session, jar: int) -> None:
    fill(session, jar, 1)
    raise Refused(say("The jar is full."))


def add_one(session: Session, jar: int) -> int:
    found = session.scalars(select(Jar).where(Jar.id == jar).with_for_update()).one()
    found.beans += 1
    return found.beans


def committed(url: str) -> dict[int, int]:
    """What another connection sees, through the bare driver."""
    query = "SELECT id, beans FROM jar ORDER BY id"
    if url.startswith("sqlite"):
        with sqlite3.connect(url.removeprefix("sqlite:///")) as file:
            return dict(file.execute(query).fetchall())
    with psycopg.connect(url) as server:
        return dict(server.execute(query).fetchall())


async def test_a_write_returns_what_the_function_returns_and_is_stored(jars: Ledger) -> None:
    assert await jars.write(fill, 1, beans=7) == 7
    assert committed(jars.url) == {1: 7}


async def test_every_write_is_committed_before_its_answer(jars: Ledger) -> None:
    async def write_and_look(jar: int) -> bool:
        await jars.write(fill, jar, 3)
        return committed(jars.url).get(jar) == 3

    assert all(await asyncio.gather(*(write_and_look(jar) for jar in range(30))))


async def test_a_refused_write_rolls_back_alone(jars: Ledger) -> None:
    answers = await asyncio.gather(
        jars.write(fill, 1, 1),
        jars.write(fill_and_refuse, 2),
        jars.write(fill, 3, 3),
        return_exceptions=True,
    )
    assert isinstance(answers[1], Refused)
    assert (answers[0], answers[2]) == (1, 3)
    assert committed(jars.url) == {1: 1, 3: 3}


async def test_what_the_database_refuses_rolls_back_alone(jars: Ledger) -> None:
    answers = await asyncio.gather(
        *(jars.write(fill, jar, jar) for jar in (1, 2, 1, 3)), return_exceptions=True
    )
    assert [type(answer) for answer in answers].count(IntegrityError) == 1
    assert committed(jars.url) == {1: 1, 2: 2, 3: 3}


async def test_one_who_asks_for_a_next_and_there_is_none_does_not_wait_for_ever(
    jars: Ledger,
) -> None:
    def first_of_none(session: Session) -> int:
        return next(iter(session.scalars(select(Jar.id).where(Jar.id < 0))))

    answers = await asyncio.gather(
        jars.write(first_of_none),
        jars.read(first_of_none),
        jars.write(fill, 1, 5),
        return_exceptions=True,
    )
    assert [type(answer) for answer in answers] == [RuntimeError, RuntimeError, int]


async def test_the_next_write_works_after_a_refused_one(jars: Ledger) -> None:
    with pytest.raises(Refused):
        await jars.write(fill_and_refuse, 1)
    assert await jars.write(fill, 1, 5) == 5


async def test_twenty_increments_at_once_give_twenty(jars: Ledger) -> None:
    jars.write_now(fill, 1, 0)
    answers = await asyncio.gather(*(jars.write(add_one, 1) for _ in range(20)))
    assert sorted(answers) == list(range(1, 21))
    assert committed(jars.url) == {1: 20}


def test_twenty_threads_at_once_give_twenty(jars: Ledger) -> None:
    jars.write_now(fill, 1, 0)
    threads = [threading.Thread(target=jars.write_now, args=(add_one, 1)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert committed(jars.url) == {1: 20}


def test_two_ledgers_on_one_database_lose_nothing(jars: Ledger) -> None:
    jars.write_now(fill, 1, 0)
    other = Ledger(jars.url)
    threads = [
        threading.Thread(target=ledger.write_now, args=(add_one, 1))
        for ledger in (jars, other) * 10
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    other.close()
    assert committed(jars.url) == {1: 20}


async def hold_the_writer(ledger: Ledger, *calls: Callable[[Session], Any]) -> list[Any]:
    """Queue these functions behind a write that runs, so that they share its commit."""
    running, go_on = threading.Event(), threading.Event()

    def hold(session: Session) -> None:
        running.set()
        go_on.wait(10)

    first = asyncio.create_task(ledger.write(hold))
    await asyncio.to_thread(running.wait, 10)
    tasks = [asyncio.create_task(ledger.write(call)) for call in calls]
    await asyncio.sleep(0)
    go_on.set()
    return list(await asyncio.gather(first, *tasks, return_exceptions=True))


async def test_what_waits_is_committed_together(lone: Ledger) -> None:
    """None of them is stored until all are."""
    seen: list[dict[int, int]] = []

    def look_and_fill(session: Session, jar: int) -> None:
        seen.append(committed(lone.url))
        fill(session, jar, jar)

    await hold_the_writer(lone, *(partial(look_and_fill, jar=jar) for jar in range(5)))
    assert seen == [{}] * 5
    assert len(committed(lone.url)) == 5


async def test_a_failed_commit_is_an_error_for_all_in_it(lone: Ledger) -> None:
    def orphan(session: Session) -> None:
        session.add(Label(jar_id=99))  # the foreign key is checked by COMMIT

    answers = await hold_the_writer(lone, partial(fill, jar=1, beans=1), orphan)
    assert [type(answer) for answer in answers] == [NotSaved] * 3
    assert committed(lone.url) == {}
    assert await lone.write(fill, 2, 2) == 2


async def test_nobody_is_told_saved_when_sqlite_gives_up_the_transaction(lone: Ledger) -> None:
    """A full disk makes SQLite roll back everything by itself; a COMMIT would then succeed."""

    def give_up(session: Session) -> None:
        session.connection().exec_driver_sql("ROLLBACK")

    answers = await hold_the_writer(lone, partial(fill, jar=1, beans=1), give_up)
    assert [type(answer) for answer in answers[:2]] == [NotSaved, NotSaved]
    assert isinstance(answers[2], Exception)
    assert committed(lone.url) == {}
    assert await lone.write(fill, 2, 2) == 2


async def test_topics_are_told_once_and_after_the_commit(jars: Ledger) -> None:
    notebook = Notebook(jars.url)
    ledger = Ledger(jars.url, notebook)

    def fill_twice(session: Session) -> None:
        fill(session, 1, 1)
        changed(session, "shelf")
        changed(session, "shelf")

    await ledger.write(fill_twice)
    ledger.close()
    assert notebook.pages == [(["jar:1", "shelf"], {1: 1})]


async def test_topics_are_told_before_the_answer(jars: Ledger) -> None:
    notebook = Notebook(jars.url)
    ledger = Ledger(jars.url, notebook)
    for jar in range(5):
        await ledger.write(fill, jar, jar)
        assert notebook.pages[-1][0] == [f"jar:{jar}"]
    ledger.close()


async def test_a_rollback_tells_nobody(jars: Ledger) -> None:
    notebook = Notebook(jars.url)
    ledger = Ledger(jars.url, notebook)
    with pytest.raises(Refused):
        await ledger.write(fill_and_refuse, 1)
    ledger.close()
    assert notebook.pages == []


async def test_a_write_without_a_topic_tells_nobody(jars: Ledger) -> None:
    notebook = Notebook(jars.url)
    ledger = Ledger(jars.url, notebook)
    await ledger.write(lambda session: session.add(Jar(id=1, beans=1)))
    ledger.close()
    assert notebook.pages == []


async def test_a_caller_who_leaves_does_not_break_the_others(jars: Ledger) -> None:
    writes = [asyncio.create_task(jars.write(fill, jar, jar)) for jar in range(10)]
    await asyncio.sleep(0)
    writes[4].cancel()
    answers = await asyncio.gather(*writes, return_exceptions=True)
    assert isinstance(answers[4], asyncio.CancelledError)
    assert {0, 1, 2, 3, 5, 6, 7, 8, 9} <= set(committed(jars.url))


async def test_closing_finishes_what_waits(jars: Ledger) -> None:
    ledger = Ledger(jars.url)
    writes = [asyncio.create_task(ledger.write(fill, jar, jar)) for jar in range(20)]
    await asyncio.sleep(0)
    await asyncio.to_thread(ledger.close)
    assert len(await asyncio.gather(*writes)) == 20
    assert len(committed(jars.url)) == 20
    ledger.close()
    with pytest.raises(RuntimeError):
        await ledger.write(fill, 99, 1)


async def test_a_read_sees_what_was_written_and_cannot_write(jars: Ledger) -> None:
    await jars.write(fill, 1, 4)
    assert await jars.read(lambda session: session.scalar(select(Jar.beans))) == 4
    with pytest.raises(DBAPIError):
        await jars.read(lambda session: session.execute(text("DELETE FROM jar")))
    assert committed(jars.url) == {1: 4}


def test_one_read_sees_one_moment(jars: Ledger) -> None:
    jars.write_now(fill, 1, 1)

    def look_twice(session: Session) -> tuple[int | None, int | None]:
        first = session.scalar(select(Jar.beans))
        jars.write_now(add_one, 1)
        return first, session.scalar(select(Jar.beans))

    assert jars.read_now(look_twice) == (1, 1)
    assert jars.read_now(lambda session: session.scalar(select(Jar.beans))) == 2


def test_a_write_inside_a_write_is_refused_instead_of_waiting_for_ever(lone: Ledger) -> None:
    with pytest.raises(RuntimeError, match="wait for itself"):
        lone.write_now(lambda session: lone.write_now(fill, 1, 1))


async def test_a_deadlock_is_tried_again(crowd: Ledger) -> None:
    for jar in (1, 2):
        crowd.write_now(fill, jar, 0)
    both_hold_one = threading.Barrier(2, timeout=10)
    first_try = {(1, 2), (2, 1)}

    def add_to_both(session: Session, *order: int) -> None:
        add_one(session, order[0])
        session.flush()
        if order in first_try:
            first_try.discard(order)
            both_hold_one.wait()
        add_one(session, order[1])

    await asyncio.gather(
        crowd.write(add_to_both, 1, 2),
        crowd.write(add_to_both, 2, 1),
    )
    assert committed(crowd.url) == {1: 2, 2: 2}


def test_a_process_that_forgets_to_close_still_ends(empty_url: str) -> None:
    program = (
        "import asyncio, sys\n"
        "from app.database.ledger import Ledger\n"
        "ledger = Ledger(sys.argv[1])\n"
        "one = lambda session: session.connection().exec_driver_sql('SELECT 1').scalar()\n"
        "async def both(): return await ledger.write(one), await ledger.read(one)\n"
        "print(asyncio.run(both()))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, empty_url], capture_output=True, text=True, timeout=30
    )
    assert (done.returncode, done.stdout.strip()) == (0, "(1, 1)"), done.stderr


def test_who_reads_and_who_writes_compile_a_statement_once(jars: Ledger) -> None:
    def compiled(session: Session) -> object:
        return session.connection().execute(select(Jar.__table__)).context.compiled

    assert jars.read_now(compiled) is jars.write_now(compiled)
