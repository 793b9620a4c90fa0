"""The server as a process: it starts, it serves, it ends."""

from pathlib import Path

import httpx

from app.database.ledger import Ledger
from tests import servers
from tests.builders import a_workshop
from tests.ledgers import Databases


def test_it_ends_by_itself_within_seconds_and_quietly(tmp_path: Path) -> None:
    server = servers.start(tmp_path)
    assert server.stop() == 0
    lines = server.log.read_text().splitlines()
    assert [line for line in lines if server.url not in line] == []


def test_open_streams_do_not_keep_it_from_ending(tmp_path: Path) -> None:
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
        assert "Killing" not in server.log.read_text()


def test_a_port_in_use_is_one_sentence(tmp_path: Path) -> None:
    with servers.running(tmp_path) as server:
        port = server.env["KLEBEPUNKT_PORT"]
        second = servers.klebepunkt("serve", data=tmp_path, PORT=port)
    assert (second.returncode, second.stdout) == (1, "")
    assert second.stderr.startswith(f"Port {port} is in use")
    assert second.stderr.count("\n") == 1


def test_an_address_of_another_machine_is_one_sentence(tmp_path: Path) -> None:
    servers.klebepunkt("migrate", data=tmp_path)
    done = servers.klebepunkt("serve", data=tmp_path, HOST="192.0.2.1")
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("Nothing can listen on 192.0.2.1")


def test_several_workers_serve_one_postgresql(databases: Databases, tmp_path: Path) -> None:
    url = databases.postgres.create()
    with servers.running(tmp_path, url, workers=2) as server:
        assert httpx.get(f"{server.url}/health").text == "ok"
        assert server.stop() == 0
    databases.drop(url)
