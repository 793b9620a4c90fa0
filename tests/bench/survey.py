"""The survey's side of `make bench`: 50,000 people, 40 questions; results page and Excel file.

The references are this machine's, in the same run: SQLite and Python's json reading all answers,
and the Excel library writing as many cells that say nothing.
"""

import io
import json
import re
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import httpx
import xlsxwriter

from app.accounts.visitor import COOKIE
from app.database.engine import database_url
from app.database.ledger import Ledger
from app.files.runner import QUICK
from tests.bench.large_survey import PEOPLE, a_large_survey
from tests.bench.memory import resident_bytes
from tests.bench.papers import median_time
from tests.builders import an_office_session
from tests.servers import Server
from tests.visitor import TOKEN

Show = Callable[[str, str, str], None]
COLUMNS = 85  # of the Excel file
TEXTS = "q38"  # a question that is answered in one's own words
_PROGRESS = re.compile(r'max="(\d+)" value="(\d+)"')
_TOKEN = re.compile(rf'name="{TOKEN}" value="([^"]*)"')


def survey(server: Server, ledger: Ledger, show: Show) -> None:
    """The page for the first time and again, then the file: its time, and the server's memory."""
    name = ledger.write_now(a_large_survey)
    file = Path(str(database_url(server.database_url).database))
    read, written = _time(lambda: _read_all(file)), _time(_write_cells)
    show(f"reference: {PEOPLE:,} rows of JSON", f"{read * 1000:,.0f} ms", "read, plain SQLite")
    show(f"reference: {PEOPLE * COLUMNS / 1e6:.1f} million cells", f"{written:.1f} s", "XlsxWriter")
    cookies = {COOKIE: ledger.write_now(an_office_session)}
    with httpx.Client(
        base_url=server.url, cookies=cookies, timeout=120, follow_redirects=True
    ) as desk:
        path = f"/surveys/{name}/results"
        desk.get("/concepts").raise_for_status()  # who comes first loads what all pages need
        first = _time(lambda: desk.get(path).raise_for_status())
        show("results, first time", f"{first * 1000:,.0f} ms", f"{first / read:.1f} x reference")
        again = median_time(lambda: desk.get(path).raise_for_status())
        show("  again", f"{again * 1000:,.0f} ms", f"{again / read:.2f} x reference; aim: 500 ms")
        texts = f"{path}/texts?question={TEXTS}"
        reading = median_time(lambda: desk.get(texts).raise_for_status())
        show("  the page of texts", f"{reading * 1000:,.0f} ms", "46,000 texts to one question")
        _export(desk, server, name, written, show)


def _export(desk: httpx.Client, server: Server, name: str, reference: float, show: Show) -> None:
    """As somebody at the office does it: start it, look how far it is, fetch it."""
    before = most = resident_bytes(server.process.pid)
    start = time.perf_counter()
    form = desk.get(f"/surveys/{name}/results/export").text
    token = _TOKEN.search(form)
    wanted = {"format": "xlsx", "language": "de", "texts": "beside"}
    data = {TOKEN: token[1] if token else "", **wanted}
    page = desk.post(f"/surveys/{name}/results/exports", data=data).raise_for_status()
    seen = set()
    while (found := _PROGRESS.search(page.text)) is not None:
        seen.add(found[2])
        most = max(most, resident_bytes(server.process.pid))
        time.sleep(QUICK / 4)  # as often as an open page asks, or asking would be measured
        page = desk.get(page.url.path)
    took = time.perf_counter() - start
    size = len(desk.get(f"{page.url.path}/file").raise_for_status().content)
    note = f"{took / reference:.1f} x reference; {size / 1e6:.0f} MB"
    told = f"told its progress {len(seen)} times"
    show("  as xlsx, a row for each person", f"{took:.1f} s", f"{note}; {told}")
    more = f"{before / 1e6:,.0f} MB before; {(most - before) / 1e6:,.0f} MB for the file"
    show("  memory meanwhile", f"{most / 1e6:,.0f} MB", f"server in all; {more}")


def _time(action: Callable[[], object]) -> float:
    start = time.perf_counter()
    action()
    return time.perf_counter() - start


def _read_all(file: Path) -> None:
    connection = sqlite3.connect(file)
    for (answers,) in connection.execute("SELECT answers FROM responses"):
        json.loads(answers)
    connection.close()


def _write_cells() -> None:
    with xlsxwriter.Workbook(io.BytesIO(), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        for y in range(PEOPLE):
            for x in range(COLUMNS):
                sheet.write_number(y, x, 1)
