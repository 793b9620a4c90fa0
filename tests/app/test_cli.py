"""The command line: what it says, and how it ends."""

import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app import cli, commandline
from app.database import migrate
from app.language import catalogues
from app.refused import Refused
from tests.servers import ROOT, environment, klebepunkt

Call = Callable[..., tuple[int, str, str]]


@pytest.fixture
def call(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Call:
    """`klebepunkt …` in this process: exit status, what it printed, what it complained about."""

    def called(*arguments: str, **settings: str) -> tuple[int, str, str]:
        for name, value in (environment(tmp_path, **settings) | {"LC_ALL": "C"}).items():
            monkeypatch.setenv(name, value)
        status = cli.main(arguments)
        return (status, *capsys.readouterr())

    return called


def write(file: Path) -> None:
    commandline.write_file(file, b"x")


def test_a_nonsense_setting_stops_every_command_with_one_sentence(tmp_path: Path) -> None:
    done = klebepunkt("serve", data=tmp_path, PORT="eighty")
    assert done.returncode == 2
    assert done.stderr.startswith("KLEBEPUNKT_PORT: ")
    assert done.stderr.count("\n") == 1


def test_serving_an_old_database_is_refused_with_what_to_do(call: Call) -> None:
    status, printed, complaint = call("serve")
    assert (status, printed) == (1, "")
    assert "klebepunkt migrate" in complaint
    assert complaint.count("\n") == 1


def test_migrate_brings_the_database_up_to_date(call: Call, tmp_path: Path) -> None:
    assert call("migrate")[0] == 0
    assert not migrate.pending(f"sqlite:///{tmp_path / 'klebepunkt.db'}")


def test_a_database_that_does_not_answer_is_one_sentence(call: Call) -> None:
    status, printed, complaint = call("migrate", DATABASE_URL="postgresql://127.0.0.1:1/nothing")
    assert (status, printed) == (1, "")
    assert complaint.count("\n") == 1


def test_a_port_in_use_is_one_sentence(call: Call) -> None:
    call("migrate")
    with socket.socket() as taken:
        # As the other server takes it: it would share its port with a second one.
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, printed, complaint = call("serve", PORT=str(port))
    assert (status, printed) == (1, "")
    assert complaint.startswith(f"Port {port} is in use")
    assert complaint.count("\n") == 1


def test_an_address_of_another_machine_is_one_sentence(call: Call) -> None:
    call("migrate")
    status, printed, complaint = call("serve", HOST="192.0.2.1")
    assert (status, printed) == (1, "")
    assert complaint.startswith("Nothing can listen on 192.0.2.1")


@pytest.mark.parametrize("url", ["http://127.0.0.1:1", "nonsense"])
def test_a_rehearsal_says_at_once_that_nothing_answers(call: Call, url: str) -> None:
    status, printed, complaint = call("rehearse", "--url", url, "--code", "KFM4T7")
    assert (status, printed) == (1, "")
    assert url in complaint
    assert complaint.count("\n") == 1


def test_a_rehearsal_without_people_is_refused(
    call: Call, capsys: pytest.CaptureFixture[str]
) -> None:
    there = ("--url", "http://127.0.0.1:1", "--code", "KFM4T7")
    with pytest.raises(SystemExit) as ended:
        call("rehearse", *there, "--people", "-3")
    assert ended.value.code == 2
    assert "--people" in capsys.readouterr().err


def test_several_workers_on_sqlite_are_refused(call: Call) -> None:
    call("migrate")
    status, _, complaint = call("serve", "--workers", "2")
    assert status == 1
    assert "PostgreSQL" in complaint


def test_the_command_of_the_clone_works_from_any_folder_and_loads_no_office_files(
    tmp_path: Path,
) -> None:
    env = environment(tmp_path) | {"PATH": os.environ["PATH"], "PYTHONPROFILEIMPORTTIME": "1"}
    program = ROOT / "deploy" / "klebepunkt"
    if not (ROOT / ".venv" / "bin" / "python").exists():
        pytest.skip("there is no environment made by make")
    done = subprocess.run(
        [program, "--help"], cwd=tmp_path, env=env, text=True, capture_output=True
    )
    assert done.returncode == 0, done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "app.cli" in loaded
    assert not loaded & {"alembic", "docx", "docxtpl", "odfdo", "openpyxl", "typst", "xlsxwriter"}


def test_every_command_explains_itself(capsys: pytest.CaptureFixture[str]) -> None:
    for command in ("run", "serve", "migrate", "demo"):
        with pytest.raises(SystemExit) as ended:
            cli.main([command, "--help"])
        assert ended.value.code == 0
        assert len(capsys.readouterr().out.splitlines()) > 3


@pytest.mark.parametrize(
    ("env", "tag"),
    [
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "tr_TR.UTF-8"}, "tr"),
        ({"LANG": "de_DE.UTF-8", "LC_MESSAGES": "ar"}, "ar"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR@euro"}, "en"),
        ({}, "en"),
    ],
)
def test_the_language_is_that_of_the_locale(
    env: dict[str, str], tag: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(catalogues, "is_offered", lambda tag: True)
    spoken: list[str] = []
    monkeypatch.setattr(catalogues, "speak", spoken.append)
    commandline.speak_locale(env)
    assert spoken == [tag]


def test_lists_are_columns_for_people_and_json_for_scripts(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows = [{"name": "one", "dots": 12}, {"name": "red\x1b[31m one\n", "dots": 3}]
    commandline.print_list(rows, as_json=False)
    lines = ["name         dots", "one          12", "red[31m one  3"]
    assert capsys.readouterr().out.splitlines() == lines
    commandline.print_list(rows, as_json=False, headings=False)
    assert capsys.readouterr().out.splitlines() == lines[1:]
    commandline.print_list([{"name": "Müll"}], as_json=True)
    assert capsys.readouterr().out == '[\n  {\n    "name": "Müll"\n  }\n]\n'


@pytest.mark.parametrize(
    ("act", "name", "sentence"),
    [
        (commandline.read_file, "a", "There is no file “%s/a”."),
        (commandline.read_file, "b/c", "There is no folder “%s/b”."),
        (commandline.read_file, "", "“%s” is a folder. Name a file."),
        (write, "b/c", "There is no folder “%s/b”."),
        (write, "d/e", "There is no folder “%s/d”."),
        (write, "", "“%s” is a folder. Name a file."),
        (write, "/dev/full", "There is no room left on the disk for “/dev/full”."),
        (write, "x" * 300, "The file “%s/" + "x" * 300 + "” cannot be used (ENAMETOOLONG)."),
    ],
)
def test_a_file_that_cannot_be_used_is_one_sentence_of_ours(
    tmp_path: Path, act: Callable[[Path], object], name: str, sentence: str
) -> None:
    (tmp_path / "d").write_bytes(b"")
    with pytest.raises(Refused) as caught:
        act(tmp_path / name)
    message = caught.value.message
    assert message.text % message.params == sentence.replace("%s", str(tmp_path))
