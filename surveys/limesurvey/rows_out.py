"""A survey as the rows of a structure file. Pure."""

from collections.abc import Iterator

from surveys.limesurvey.source import COLUMNS, OWN, Group, LimeQuestion, Part, Source


def rows_of(source: Source) -> Iterator[list[str]]:
    """The names of the columns, then all rows, the first language first."""
    names = sorted({name for one in source.questions() for name in one.attributes} - {OWN})
    columns = (*COLUMNS, *names, OWN)
    yield list(columns)
    for row in _all(source):
        yield [_safe(row.get(name, "")) for name in columns]


def _all(source: Source) -> Iterator[dict[str, str]]:
    settings = dict(source.settings)
    own = settings.pop(OWN, "")
    for name, text in settings.items():
        yield {"class": "S", "name": name, "text": text}
    for tag, texts in source.texts.items():
        for name, text in texts.items():
            yield {"class": "SL", "name": name, "text": text, "language": tag}
    if own:
        yield {"class": OWN, "text": own}
    for tag in source.languages:
        numbers = iter(range(1, 1_000_000))  # the same ones in every language
        for number, group in enumerate(source.groups, 1):
            yield _group(group, number, tag, first=tag == source.languages[0])
            for question in group.questions:
                yield from _question(question, tag, numbers, first=tag == source.languages[0])


def _group(group: Group, number: int, tag: str, *, first: bool) -> dict[str, str]:
    return {
        "id": str(number),
        "class": "G",
        "type/scale": str(number),
        "name": group.titles.get(tag, ""),
        "relevance": group.relevance,
        "text": group.texts.get(tag, ""),
        "language": tag,
        OWN: group.own if first else "",
    }


def _question(
    question: LimeQuestion, tag: str, numbers: Iterator[int], *, first: bool
) -> Iterator[dict[str, str]]:
    """What holds for all languages stands in the first one's row."""
    attributes = {
        name: values.get(tag) or (values.get("", "") if first else "")
        for name, values in question.attributes.items()
    }
    number = str(next(numbers))
    yield {
        **attributes,
        "id": number,
        "class": "Q",
        "type/scale": question.kind,
        "name": question.code,
        "relevance": question.relevance,
        "text": question.texts.get(tag, ""),
        "help": question.help.get(tag, ""),
        "language": tag,
        "mandatory": question.mandatory,
        "other": question.other,
        "default": question.default if first else "",
        "same_default": "1",
    }
    for part in question.subquestions:
        yield _part(part, "SQ", str(next(numbers)), tag)
    for part in question.answers:
        yield _part(part, "A", number, tag)


def _part(part: Part, kind: str, number: str, tag: str) -> dict[str, str]:
    return {
        "id": number,
        "class": kind,
        "type/scale": str(part.scale),
        "name": part.code,
        "relevance": "1" if kind == "SQ" else "0",
        "text": part.texts.get(tag, ""),
        "language": tag,
        "default": part.default,
    }


def _safe(cell: str) -> str:
    """LimeSurvey's own way to keep a spreadsheet program from calculating."""
    return f"'{cell}" if cell.startswith("=") else cell
