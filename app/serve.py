"""The server: granian, with one worker on SQLite and as many as one likes on PostgreSQL."""

import asyncio
import errno
import gc
import os
import signal
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from granian.constants import HTTPModes, Interfaces
from granian.log import LogLevels
from granian.server.mp import MPServer
from granian.utils.proxies import wrap_asgi_with_proxy_headers
from litestar import Litestar
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from app import settings as environment
from app.database.base import utc_now
from app.database.ledger import Ledger, NotSaved
from app.live import Hub
from app.main import create_app
from app.refused import Message, Refused, say
from app.settings import Settings
from surveys.retention import forget as forget_answers
from workshops.removal import forget

CONNECTIONS = 8192
"""That wait to be accepted, and that are open. With the defaults 3,000 streams did not finish."""

STOP_SECONDS = 5
"""How long open requests may take to end after Ctrl-C or SIGTERM."""

HALF_A_DAY = 12 * 3600  # seconds

forgetting: set[asyncio.Task[None]] = set()  # keeps the task from being collected

END_STREAMS = signal.SIGUSR1

LOGGING: dict[str, Any] = {
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
    "loggers": {"_granian": {}, "klebepunkt": {"level": "INFO"}},
}


def application() -> Any:
    """The application of one worker process; settings come from the environment."""
    settings = environment.load()
    app = create_app(settings)
    app.on_startup += [_hear_of_the_end, _forget]
    gc.freeze()  # the application lasts as long as its process
    return wrap_asgi_with_proxy_headers(app, _trusted(settings.proxies))


async def _hear_of_the_end(app: Litestar) -> None:
    """A worker stops when its last request has ended, and a stream never does: end them first."""
    hub: Hub = app.state.hub
    stopping: set[asyncio.Task[None]] = set()  # keeps the task from being collected
    asyncio.get_running_loop().add_signal_handler(
        END_STREAMS, lambda: stopping.add(asyncio.create_task(hub.stop()))
    )


async def _forget(app: Litestar) -> None:
    """What was deleted long ago goes for good, and answers of surveys whose day has come; at the
    start and then twice a day. It also does whenever something is deleted."""
    forgetting.add(asyncio.create_task(_forget_again(app.state.ledger)))


async def _forget_again(ledger: Ledger) -> None:
    while True:
        for what in (forget, forget_answers):
            with suppress(OperationalError, NotSaved):  # the database is away: later
                await ledger.write(what, utc_now())
        await asyncio.sleep(HALF_A_DAY)


class _Server(MPServer):
    """Granian's, which tells its workers to end their streams before it stops them."""

    def signal_handler_interrupt(self, *args: Any, **kwargs: Any) -> None:
        for worker in self.wrks:
            with suppress(ProcessLookupError):
                os.kill(worker.inner.pid, END_STREAMS)
        super().signal_handler_interrupt(*args, **kwargs)  # type: ignore[no-untyped-call]  # granian's


def serve(
    settings: Settings, *, workers: int = 1, listening: Callable[[], Any] | None = None
) -> None:
    """Serve until Ctrl-C or SIGTERM. `listening` is called as soon as the address is ours.

    Raises:
        Refused: the address cannot be listened on; or several workers on SQLite.
    """
    sqlite = make_url(settings.database_url).get_backend_name() == "sqlite"
    if sqlite and workers > 1:
        raise Refused(say("Several workers need PostgreSQL. On SQLite, one worker is the fastest."))
    _require_free(settings.host, settings.port)
    server = _Server(
        "app.serve:application",
        factory=True,
        address=settings.host,
        port=settings.port,
        interface=Interfaces.ASGI,
        http=HTTPModes.http1,
        websockets=False,
        workers=workers,
        respawn_failed_workers=workers > 1,
        backlog=CONNECTIONS,
        backpressure=CONNECTIONS,
        workers_kill_timeout=STOP_SECONDS,
        log_access=False,
        log_level=LogLevels.warning,
        log_dictconfig=LOGGING,
    )
    if listening:
        server.on_startup(listening)
    # What is loaded now stays: the collector need not look at it again. It would touch every
    # object, and so give each worker a copy of memory that it shares with this process.
    gc.collect()
    gc.freeze()
    server.serve()


def _trusted(proxies: str) -> list[str] | str:
    return proxies if proxies == "*" else [part.strip() for part in proxies.split(",")]


def _require_free(host: str, port: int) -> None:
    """Granian shares a port with another granian silently; half of the phones would be lost."""
    kind, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    with socket.socket(kind, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(address)
        except OSError as error:
            raise Refused(_why_not(error, host, port)) from error


def _why_not(error: OSError, host: str, port: int) -> Message:
    if error.errno == errno.EADDRINUSE:
        return say(
            "Port %(port)d is in use, perhaps by another Klebepunkt. "
            "Stop that one, or choose another port with KLEBEPUNKT_PORT.",
            port=port,
        )
    return say(
        "Nothing can listen on %(host)s, port %(port)d: %(reason)s. "
        "Choose others with KLEBEPUNKT_HOST and KLEBEPUNKT_PORT.",
        host=host,
        port=port,
        reason=error.strerror or str(error),
    )
