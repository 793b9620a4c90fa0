"""The set-up itself: the Makefile, the locks, the contracts and the papers."""

import ast
import os
import re
import shutil
import subprocess
import sys
import tomllib
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[1]
PROJECT: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text())
LOCKS = ("requirements.lock", "requirements-dev.lock")


def make(*arguments: str, path: str, folder: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [shutil.which("make") or "make", "--no-print-directory", *arguments],
        cwd=folder,
        env={"PATH": path},
        text=True,
        capture_output=True,
        check=False,
    )


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """A folder with what `make` reads, and no environment yet."""
    for name in ("Makefile", *LOCKS):
        shutil.copy(ROOT / name, tmp_path)
    return tmp_path


def a_python(folder: Path, script: str) -> str:
    """A PATH on which python3 is this shell script."""
    folder.mkdir()
    program = folder / "python3"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin"


def test_an_old_python_is_refused_in_one_sentence(clone: Path, tmp_path: Path) -> None:
    path = a_python(
        tmp_path / "bin", 'if [ "$1" = --version ]; then echo Python 3.9.2; else exit 1; fi'
    )
    done = make("run", path=path, folder=clone)
    assert done.returncode != 0
    assert "needs Python 3.11 or newer; python3 is Python 3.9.2" in done.stderr
    assert not (clone / ".venv").exists()


def test_a_python_without_pip_is_refused_in_one_sentence(clone: Path, tmp_path: Path) -> None:
    path = a_python(tmp_path / "bin", 'case "$*" in *version_info*) exit 0;; *) exit 1;; esac')
    done = make("run", path=path, folder=clone)
    assert done.returncode != 0
    assert "needs pip" in done.stderr
    assert not (clone / ".venv").exists()


def test_without_python_it_says_so(clone: Path) -> None:
    done = make("run", "PYTHON=python-that-is-not-here", path="/usr/bin:/bin", folder=clone)
    assert done.returncode != 0
    assert "there is no python-that-is-not-here" in done.stderr


def test_help_names_what_can_be_made() -> None:
    words = make(path="/usr/bin:/bin").stdout
    for target in ("run", "test", "check", "bench", "messages", "lock"):
        assert f"make {target} " in words


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_pins_everything_with_hashes_and_names_no_place(name: str) -> None:
    lock = (ROOT / name).read_text()
    pins = re.findall(r"^[a-z0-9][a-z0-9._-]*(?:\[.*\])?==\S+.*$", lock, re.MULTILINE)
    entries = re.findall(r"^\S.*$", lock, re.MULTILINE)
    assert [line for line in entries if line not in pins and not line.startswith("#")] == []
    assert lock.count("--hash=sha256:") >= len(pins) > 10
    assert "://" not in lock
    assert "index" not in lock.replace("markdown-it", "")


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_holds_every_dependency_that_the_project_names(name: str) -> None:
    wanted = list(PROJECT["project"]["dependencies"])
    if name == "requirements-dev.lock":
        wanted += PROJECT["project"]["optional-dependencies"]["dev"]
    locked = set(re.findall(r"^([a-z0-9._-]+)==", (ROOT / name).read_text(), re.MULTILINE))
    assert {re.split(r"[\[<>=]", line)[0] for line in wanted} <= locked


def test_both_locks_agree() -> None:
    ours, developers = (
        dict(re.findall(r"^([a-z0-9._-]+)==([^ ]+)", (ROOT / n).read_text(), re.MULTILINE))
        for n in LOCKS
    )
    assert {name: developers[name] for name in ours} == ours


def test_every_part_of_the_frame_stands_in_a_layer() -> None:
    contracts = PROJECT["tool"]["importlinter"]["contracts"]
    layers = " ".join(next(c for c in contracts if c["type"] == "layers")["layers"])
    placed = set(re.findall(r"app\.(\w+)", layers))
    parts = {
        path.stem
        for path in (ROOT / "app").iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert parts - {"__init__"} <= placed


FREE = ("MIT", "BSD", "Apache", "ISC", "PSF", "Python Software Foundation", "MPL", "Mozilla")


def test_what_klebepunkt_is_made_of_may_be_passed_on_under_the_eupl() -> None:
    """Permissive, or weakly copyleft (MPL, LGPL) and used as a library."""
    lock = (ROOT / "requirements.lock").read_text()
    for name in set(re.findall(r"^([a-z0-9._-]+)==", lock, re.MULTILINE)):
        try:
            about = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue  # for another system or another Python
        said = [about.get("license_expression", ""), about.get("license", "")[:100]]
        said += [line for line in about.get("classifier", []) if line.startswith("License")]
        words = " ".join(map(str, said))
        assert any(free in words for free in (*FREE, "LGPL")), f"{name}: {words}"
        assert not re.search(r"(?<!L)\b(A?GPL)", words), f"{name}: {words}"


def test_the_licence_is_the_whole_eupl() -> None:
    text = (ROOT / "LICENSE").read_text()
    assert text.startswith("EUROPEAN UNION PUBLIC LICENCE v. 1.2")
    assert "15.Applicable Law" in text
    assert "Appendix" in text


def test_the_papers_say_the_version_of_the_program() -> None:
    version = PROJECT["project"]["version"]
    assert f"softwareVersion: {version}" in (ROOT / "publiccode.yml").read_text()
    assert f"## {version}" in (ROOT / "CHANGELOG.md").read_text()


def test_the_python_that_runs_is_new_enough() -> None:
    lowest = PROJECT["project"]["requires-python"].removeprefix(">=").split(".")
    assert sys.version_info >= tuple(int(part) for part in lowest)


def _sentences(node: ast.AST) -> list[ast.expr]:
    """What a call of `say` or `say_n` says."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
        return []
    return node.args[: {"say": 1, "say_n": 2}.get(node.func.id, 0)]


def test_whatever_is_said_is_a_sentence_that_the_catalogues_can_find() -> None:
    """A sentence that stands in a variable is not extracted, and so never translated."""
    files = [path for part in ("app", "workshops") for path in (ROOT / part).rglob("*.py")]
    wrong = {
        file.relative_to(ROOT).as_posix()
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if not all(isinstance(one, ast.Constant) for one in _sentences(node))
    }
    # These two say a constant of their own again, with what it speaks of.
    assert wrong == {"workshops/imports/template.py", "workshops/projector/routes.py"}
