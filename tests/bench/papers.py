"""The office's side of `make bench`: 500 measures, 10 workshops, 2,000 voters.

The reference is Python's own json writing and reading a megabyte on this machine, in the same run.
"""

import json
import statistics
import time
from collections.abc import Callable
from functools import partial

import brotli
import httpx

from app.accounts.visitor import COOKIE
from app.database.base import utc_now
from app.database.ledger import Ledger
from app.files.file import FORMATS
from tests.bench.large_city import a_large_city
from tests.builders import an_office_session
from tests.servers import Server
from workshops.exports.files import written
from workshops.exports.source import everything
from workshops.exports.telling import Choice, Wanted
from workshops.gathering.source import combined

Show = Callable[[str, str, str], None]
TURNS = 5


def office(server: Server, ledger: Ledger, show: Show) -> None:
    """Pages as the office gets them, the ranking and every file."""
    reference = median_time(_reference)
    show("reference: 1 MB of JSON", f"{reference * 1000:.0f} ms", "written and read, one thread")

    def timed(what: str, action: Callable[[], object], note: str) -> None:
        took = median_time(action)
        show(what, f"{took * 1000:,.0f} ms", f"{took / reference:.1f} x reference; {note}")

    name = ledger.write_now(a_large_city)
    cookies = {COOKIE: ledger.write_now(an_office_session)}
    with httpx.Client(base_url=server.url, cookies=cookies, timeout=60) as desk:
        for what, path in (
            ("structure of 500 measures", f"/concepts/{name}"),
            ("  all of it open", f"/concepts/{name}?open=all"),
            ("priorities of 10 workshops", f"/concepts/{name}/priorities"),
        ):
            content = desk.get(path, headers={"Accept-Encoding": "identity"})
            content.raise_for_status()
            size = len(brotli.compress(content.content, quality=4))
            timed(what, partial(desk.get, path), f"{size / 1000:.0f} kB; aim: 300, 150 kB")
    timed("combined ranking", lambda: ledger.read_now(combined, name), "aim: 200 ms")
    found = ledger.read_now(everything, name)
    for format in FORMATS:
        wanted = Wanted(format, "de", Choice())
        size = len(written(found, wanted, now=utc_now()).content)
        aim = "; aim: 3,000 ms" if format == "docx" else ""
        timed(
            f"  as {format}",
            partial(written, found, wanted, now=utc_now()),
            f"{size / 1000:,.0f} kB{aim}",
        )


def median_time(action: Callable[[], object]) -> float:
    """Seconds of the middle one of some turns."""
    times = []
    for _ in range(TURNS):
        start = time.perf_counter()
        action()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _reference() -> None:
    rows = [{"id": n, "text": "Maßnahme " * 8, "dots": n % 7} for n in range(10_000)]
    json.loads(json.dumps(rows))
