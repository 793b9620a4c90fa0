"""Klebepunkt as its users start it: a process of its own on a free port."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from typing import Any

from app.database import migrate
from tests.ledgers import new_database

PATIENCE_SECONDS = 30
ROOT = Path(__file__).parents[1]


@dataclass
class Server:
    """A running server: its address, its settings, and the ways to end it."""

    url: str
    database_url: str
    env: dict[str, str]
    process: "subprocess.Popen[bytes]"
    log: Path
    """What it has printed."""

    def stop(self) -> int:
        """As Ctrl-C does. Returns the exit status."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(PATIENCE_SECONDS)

    def kill(self) -> None:
        """As a power cut does: the process and its workers, without a chance to tidy up."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(PATIENCE_SECONDS)

    def alive(self) -> bool:
        return self.process.poll() is None


def environment(data: Path, database_url: str = "", **more: str) -> dict[str, str]:
    """Settings for a server on this machine only, and none of those of whoever runs the tests."""
    outer = {key: value for key, value in os.environ.items() if not key.startswith("KLEBEPUNKT_")}
    own = {"DATA": str(data), "DATABASE_URL": database_url, "HOST": "127.0.0.1"}
    return outer | {f"KLEBEPUNKT_{key}": value for key, value in (own | more).items()}


def start(data: Path, database_url: str = "", *, workers: int = 1, **settings: str) -> Server:
    """Start a server, on a migrated database, and return once it answers."""
    port = settings.setdefault("PORT", str(free_port()))
    env = environment(data, database_url, **settings)
    if database_url:
        migrate.upgrade(database_url)
    elif not (file := data / "klebepunkt.db").exists():
        file.write_bytes(new_database())
    database_url = database_url or f"sqlite:///{data / 'klebepunkt.db'}"
    log = data / f"server-{port}.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "app", "serve", "--workers", str(workers)],
            cwd=ROOT,
            env=env,
            stdout=output,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    server = Server(f"http://127.0.0.1:{port}", database_url, env, process, log)
    try:
        wait_until(lambda: not server.alive() or _answers(server.url))
        if not server.alive():
            raise RuntimeError(f"the server ended by itself: {log.read_text()}")
    except BaseException:
        server.kill()
        raise
    return server


def klebepunkt(
    *arguments: str, data: Path, locale: str = "C", **settings: str
) -> "subprocess.CompletedProcess[str]":
    """Call the command line as a script does, and wait for its end."""
    env = environment(data, **settings) | {"LC_ALL": locale}
    command = [sys.executable, "-m", "app", *arguments]
    return subprocess.run(command, cwd=ROOT, env=env, text=True, capture_output=True, check=False)


@contextmanager
def running(data: Path, database_url: str = "", **more: Any) -> Iterator[Server]:
    server = start(data, database_url, **more)
    try:
        yield server
    finally:
        if server.alive():
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(condition: Callable[[], Any], *, seconds: float = PATIENCE_SECONDS) -> Any:
    """Ask again until the answer is true, and return it.

    Raises:
        TimeoutError: it never was.
    """
    end = time.monotonic() + seconds
    while not (answer := condition()):
        if time.monotonic() > end:
            raise TimeoutError(f"not within {seconds} seconds")
        time.sleep(0.02)  # between two questions to another process: there is nothing to await
    return answer


def _answers(url: str) -> bool:
    """Asked often: a client that loads its certificates each time costs as much as the server."""
    connection = HTTPConnection(url.removeprefix("http://"), timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", "/health")
        return connection.getresponse().status == 200
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
