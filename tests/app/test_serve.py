"""The server as a process: it starts, it serves, it ends."""

from pathlib import Path

import httpx

from app.database.ledger import Ledger
from tests import servers
from tests.builders import a_workshop
from tests.ledgers import Databases


def test_open_streams_do_not_keep_it_from_ending_quietly(tmp_path: Path) -> None:
    with servers.running(tmp_path) as server:
        ledger = Ledger(server.database_url)
        token = ledger.write_now(a_workshop).projector_token
        ledger.close()
        address = f"{server.url}/projector/{token}/live"
        with httpx.stream("GET", address, timeout=servers.PATIENCE_SECONDS) as stream:
            parts = stream.iter_bytes()
            assert next(parts)
            assert server.stop() == 0
            for _ in parts:  # ends, and without an error of the connection
                pass
        assert complaints(server) == []


def test_several_workers_serve_one_postgresql(databases: Databases, tmp_path: Path) -> None:
    url = databases.postgres.create()
    with servers.running(tmp_path, url, workers=2) as server:
        assert httpx.get(f"{server.url}/health").text == "ok"
        assert server.stop() == 0
        assert complaints(server) == []
    databases.drop(url)


def complaints(server: servers.Server) -> list[str]:
    """What it has printed beside the line that says where it runs."""
    lines = server.log.read_text().splitlines()
    return [line for line in lines if server.url not in line]
