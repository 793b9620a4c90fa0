"""The reference: what this disk and this machine can do without us, measured in the same run."""

import sqlite3
import time
from pathlib import Path


def commits_per_second(folder: Path, seconds: float = 3.0) -> float:
    """One dot, one durable commit (WAL, synchronous=FULL), in plain SQLite, one after the other."""
    connection = sqlite3.connect(folder / "reference.db", isolation_level=None)
    connection.execute("PRAGMA journal_mode=WAL")
    connection.execute("PRAGMA synchronous=FULL")
    connection.execute(
        "CREATE TABLE dots (step INT, participant INT, measure INT, count INT,"
        " PRIMARY KEY (step, participant, measure))"
    )
    done, start = 0, time.perf_counter()
    while (now := time.perf_counter()) - start < seconds:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute(
            "INSERT INTO dots VALUES (1, ?, ?, 1) ON CONFLICT DO UPDATE SET count = count % 2 + 1",
            (done % 300, done % 50),
        )
        connection.execute("COMMIT")
        done += 1
    connection.close()
    return done / (now - start)
