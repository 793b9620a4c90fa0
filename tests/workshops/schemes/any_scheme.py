"""Any scheme, for property tests."""

from hypothesis import strategies as st

from tests.workshops.schemes.samples import Data
from workshops.schemes.columns import KINDS
from workshops.schemes.scheme import LINE_SOURCES, PAPERS, SHOWN, STYLES

KINDS_OF_LEVELS = tuple(kind for kind in KINDS if kind != "computed")
TAGS = ("de", "en", "tr", "ar", "uk", "de-simple")
TEXT = (
    st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), min_size=1, max_size=12)
    .map(str.strip)
    .filter(bool)
)
TEXTS = st.dictionaries(st.sampled_from(TAGS), TEXT, min_size=1, max_size=3)


def _sometimes(draw: st.DrawFn) -> bool:
    return draw(st.booleans())


@st.composite
def naming(draw: st.DrawFn) -> Data:
    found: Data = {"names": draw(TEXTS)}
    if draw(st.booleans()):
        found["plurals"] = draw(TEXTS)
    if draw(st.booleans()):
        found["also"] = draw(st.lists(TEXT, max_size=2))
    return found


@st.composite
def numbering(draw: st.DrawFn) -> Data:
    found: Data = {"numbering": draw(st.sampled_from(STYLES))}
    found |= {key: draw(st.booleans()) for key in ("running", "joined")}
    found["start"] = draw(st.integers(1, 999))
    if draw(st.booleans()):
        found["prefix"] = draw(TEXT)
    return found


@st.composite
def column(draw: st.DrawFn, key: str, kind: str, conditions: dict[str, list[str]]) -> Data:
    """`conditions`: what rules may ask for, a column's key and its values."""
    found = {"key": key, "kind": kind, **draw(naming())}
    if kind in ("choice", "computed"):
        keys = draw(st.lists(st.sampled_from("ABCdef123"), min_size=1, max_size=3, unique=True))
        found["options"] = [{"key": one, **draw(naming())} for one in keys]
    if kind == "computed":
        found["rules"] = [
            {
                "gives": draw(st.sampled_from(found["options"]))["key"],
                "when": {
                    key: draw(
                        st.lists(
                            st.sampled_from(["", *values]), min_size=1, max_size=2, unique=True
                        )
                    )
                    for key, values in conditions.items()
                    if _sometimes(draw)
                },
            }
            for _ in range(draw(st.integers(1, 3)))
        ]
    return found


def _values(columns: list[Data]) -> dict[str, list[str]]:
    found = {c["key"]: [o["key"] for o in c["options"]] for c in columns if c["kind"] == "choice"}
    return found | {c["key"]: ["yes", "no"] for c in columns if c["kind"] == "yes_no"}


@st.composite
def scheme_tables(draw: st.DrawFn) -> Data:
    """The tables of a sound scheme's file."""
    columns: list[Data] = []
    kinds = draw(st.lists(st.sampled_from([k for k in KINDS if k != "computed"]), max_size=4))
    for n, kind in enumerate(kinds):
        columns.append(draw(column(f"c{n}", kind, {})))
    if draw(st.booleans()):
        columns.append(draw(column("group", "computed", _values(columns))))
    choices = [one["key"] for one in columns if one["kind"] == "choice"]
    levels = [draw(level(n, choices)) for n in range(draw(st.integers(1, 3)))]
    parts = [
        {"key": f"p{n}", "kind": draw(st.sampled_from(("text", "list", "path"))), **draw(naming())}
        for n in range(draw(st.integers(0, 2)))
    ]
    found = {
        "titles": draw(TEXTS),
        "levels": levels,
        "measure": draw(naming()) | (draw(numbering()) if draw(st.booleans()) else {}),
        "columns": columns,
        "parts": parts,
    }
    count = draw(st.integers(1, 2))
    found["outlines"] = [draw(outline(f"o{n}", found)) for n in range(count)]
    return found


@st.composite
def level(draw: st.DrawFn, n: int, choices: list[str]) -> Data:
    found: Data = {"key": f"l{n}", **draw(naming()), **draw(numbering())}
    found["optional"] = draw(st.booleans())
    kinds = draw(st.lists(st.sampled_from(KINDS_OF_LEVELS), max_size=2))
    found["columns"] = [draw(column(f"e{m}", kind, {})) for m, kind in enumerate(kinds)]
    for one in found["columns"]:
        if choices and _sometimes(draw):
            one["per"] = draw(st.sampled_from(choices))
    return found


@st.composite
def outline(draw: st.DrawFn, key: str, scheme: Data) -> Data:
    kinds = ["text", "table", "list"]
    if scheme["parts"]:
        kinds.append("part")
    if _keys(scheme, "choice", "computed"):
        kinds.append("grid")
    blocks = draw(st.lists(st.sampled_from(kinds), min_size=1, max_size=3))
    return {
        "key": key,
        **draw(naming()),
        "paper": draw(st.sampled_from(PAPERS)),
        "blocks": [{"kind": kind, **_BLOCKS[kind](draw, scheme)} for kind in blocks],
    }


def _keys(scheme: Data, *kinds: str) -> list[str]:
    return [one["key"] for one in scheme["columns"] if one["kind"] in kinds]


def _part(draw: st.DrawFn, scheme: Data) -> Data:
    return {"part": draw(st.sampled_from(scheme["parts"]))["key"]}


def _text(draw: st.DrawFn, scheme: Data) -> Data:
    return {"heading": draw(st.booleans()), **draw(naming())}


def _table(draw: st.DrawFn, scheme: Data) -> Data:
    level = draw(st.sampled_from(scheme["levels"]))
    columns: list[Data] = [{"source": "number", "level": level["key"]}]
    columns += [
        {"source": "entry", "level": level["key"], "column": one["key"]}
        for one in level["columns"]
        if "per" not in one
    ]
    columns.append({"source": "level", "level": level["key"]})
    columns += [{"source": "column", "column": one["key"]} for one in scheme["columns"]]
    columns.append({"source": "measure"})
    for one in columns:
        one |= draw(naming()) if draw(st.booleans()) else {}
    for source in draw(st.lists(st.sampled_from(LINE_SOURCES[3:]), max_size=2)):
        columns.append({"source": source, **draw(naming())})
    for one in columns:
        one |= {"width": draw(st.integers(1, 99)), "show": draw(st.sampled_from(SHOWN))}
    found: Data = {"columns": columns, "flat": draw(st.booleans())}
    return found | _among(draw, scheme)


def _grid(draw: st.DrawFn, scheme: Data) -> Data:
    level = draw(st.sampled_from(scheme["levels"]))
    across = draw(st.sampled_from(_keys(scheme, "choice", "computed")))
    lines = [{"source": "measures", **draw(naming())}]
    lines += [
        {"source": "column", "column": one["key"], **draw(naming())}
        for one in level["columns"]
        if one.get("per", across) == across
    ]
    widths = draw(st.lists(st.integers(1, 99), max_size=3))
    return {"level": level["key"], "across": across, "lines": lines, "widths": widths}


def _list(draw: st.DrawFn, scheme: Data) -> Data:
    inner = [c for level in scheme["levels"] for c in level["columns"] if "per" not in c]
    found: Data = {"headings": draw(st.integers(0, len(scheme["levels"])))}
    found |= {key: draw(st.booleans()) for key in ("outside", "filled")}
    found |= {"shows": [one["key"] for one in scheme["columns"]]}
    found |= {"entries": list(dict.fromkeys(one["key"] for one in inner))}
    if draw(st.booleans()):
        found["title"] = draw(TEXTS)
    return found | _among(draw, scheme)


def _among(draw: st.DrawFn, scheme: Data) -> Data:
    """Which measures, and by what."""
    found = {"only": _keys(scheme, "yes_no"), "by": _keys(scheme, "choice", "computed")}
    return {
        key: draw(st.sampled_from(keys)) for key, keys in found.items() if keys and _sometimes(draw)
    }


_BLOCKS = {"part": _part, "text": _text, "table": _table, "grid": _grid, "list": _list}
