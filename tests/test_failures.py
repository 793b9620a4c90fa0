"""docs/failures.md names, for each known failure, the parts and tests that keep it out."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGE = (ROOT / "docs/failures.md").read_text()
SECTIONS = re.split(r"^## ", PAGE, flags=re.MULTILINE)[1:]
NAMED = re.compile(r"`([\w./-]+/[\w.-]+\.(?:py|js|html))(?:::(\w+))?`")


@cache
def names_in(path: str) -> set[str]:
    """What a test can be called by: functions, and the test cases of state machines."""
    found = set()
    for node in ast.walk(ast.parse((ROOT / path).read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            found.add(node.name)
        elif isinstance(node, ast.Assign):
            found |= {target.id for target in node.targets if isinstance(target, ast.Name)}
    return found


def test_every_known_failure_has_its_section() -> None:
    numbers = [int(section.split(".")[0]) for section in SECTIONS]
    assert numbers == list(range(1, 21))


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.split(".")[0])
def test_what_keeps_a_failure_out_is_there(section: str) -> None:
    named = NAMED.findall(section)
    assert any(path.startswith("tests/") for path, _ in named)
    assert any(not path.startswith("tests/") for path, _ in named)
    assert [path for path, _ in named if not (ROOT / path).is_file()] == []
    assert [name for path, name in named if name and name not in names_in(path)] == []
