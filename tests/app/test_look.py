"""What can be computed about the look: contrast, direction, weight, and what the policy forbids."""

import re
from hashlib import sha256
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "app" / "static"
SURFACES = ("paper", "card", "sunken")
FIELDS = tuple(f"field-{number}" for number in range(1, 9))
TEXTS = ("ink", "muted", "accent", "ok", "warn", "stop", *FIELDS)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|text-align:\s*(?:left|right)|float:\s*(?:left|right)"
    r"|(?<![-\w])(?:left|right):"
)


def _themes() -> dict[str, dict[str, str]]:
    """Theme -> token -> #rrggbb. Dark and print override the light ones."""
    light, *media = (STATIC / "css" / "tokens.css").read_text().split("@media")
    found = {"light": _colours(light)}
    for block in media:
        found[block.split("{")[0].strip()] = found["light"] | _colours(block)
    return found


def _colours(css: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", css))


def _luminance(colour: str) -> float:
    parts = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize(("theme", "tokens"), _themes().items())
def test_every_text_and_field_colour_can_be_read(theme: str, tokens: dict[str, str]) -> None:
    pairs = [(text, surface) for text in TEXTS for surface in SURFACES]
    pairs += [("on-field", field) for field in FIELDS]
    pairs += [("on-main", "main"), ("on-accent", "accent")]
    faint = [pair for pair in pairs if _contrast(tokens[pair[0]], tokens[pair[1]]) < 4.5]
    assert faint == [], theme


@pytest.mark.parametrize(("theme", "tokens"), _themes().items())
def test_edges_and_focus_can_be_seen(theme: str, tokens: dict[str, str]) -> None:
    pairs = [(line, surface) for line in ("edge", "focus") for surface in SURFACES]
    faint = [pair for pair in pairs if _contrast(tokens[pair[0]], tokens[pair[1]]) < 3]
    assert faint == [], theme


@pytest.mark.parametrize("sheet", sorted((STATIC / "css").glob("*.css")), ids=lambda p: p.name)
def test_a_style_sheet_knows_no_left_and_right(sheet: Path) -> None:
    css = re.sub(r"/\*.*?\*/", "", sheet.read_text(), flags=re.DOTALL)
    assert PHYSICAL.findall(css) == []


def test_templates_hold_nothing_that_the_policy_forbids() -> None:
    forbidden = re.compile(r"""\s(?:style|on\w+|hx-on[\w:]*)=["']|<style|<script(?![^>]*\ssrc=)""")
    guilty = {
        str(path.relative_to(ROOT)): found
        for path in (ROOT / "templates").rglob("*.html")
        if (found := forbidden.findall(path.read_text()))
    }
    assert guilty == {}


def test_the_vendored_files_are_those_that_were_written_down() -> None:
    folder = STATIC / "vendor" / "htmx-4.0.1"
    sums = dict(re.findall(r"\| (\S+) \| `([0-9a-f]{64})`", (folder / "VENDOR.md").read_text()))
    assert sums == {name: sha256((folder / name).read_bytes()).hexdigest() for name in sums}
    assert set(sums) == {"htmx.min.js", "hx-sse.min.js", "LICENSE"}
