"""Which file it is that somebody sends, and what is in it: by its content, whatever its name is."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from app.refused import Refused, say
from surveys import xlsform
from surveys.imports import json_file
from surveys.imports.apart import kept_apart
from surveys.imports.limits import MOST_BYTES, check
from surveys.imports.read import Reading, Unmapped
from surveys.limesurvey import lss, text
from surveys.questionnaire import Questionnaire

_READERS: Mapping[str, Callable[[bytes, str], Reading]] = {
    "limesurvey": text.read,
    "lss": lss.read,
    "json": json_file.read,
}
_WRITERS: Mapping[str, Callable[[Questionnaire, str], bytes]] = {
    "xlsform": xlsform.write,
    "limesurvey": text.write,
    "json": json_file.write,
}
_OFFICE = (b"PK", b"\xd0\xcf\x11\xe0")  # of today, and of before 2007
_XML = (b"<", b"\xff\xfe<", b"\xfe\xff\0<")


def recognise(content: bytes) -> str:
    """The key (in FORMATS) of the format that these bytes are.

    Raises:
        Refused: it is none of them.
    """
    start = content[:200].removeprefix(b"\xef\xbb\xbf").lstrip()
    if content.startswith(_OFFICE):
        return "xlsform"
    if start.startswith(b"{"):
        return "json"
    if start.startswith(_XML):
        return "lss"
    if text.recognised(content):
        return "limesurvey"
    raise Refused(
        say(
            "This is no questionnaire that can be read here. Choose an XLSForm (.xlsx), a file of "
            "LimeSurvey (.txt, .lss), or a JSON file of Klebepunkt."
        ),
        422,
    )


def read(content: bytes, file_name: str, language: str = "") -> Reading:
    """What is in the file, whichever format it is. `language`: of texts that do not say theirs.

    Raises:
        Refused: it is none of them, or cannot be used.
    """
    if len(content) > MOST_BYTES:
        raise Refused(say("This file is larger than 5 MB."), 422)
    format = recognise(content)
    if format == "xlsform":
        found = xlsform.read(content, file_name, language)
    else:
        found = _READERS[format](content, file_name)
    check(found.questionnaire)
    questionnaire, called = kept_apart(found.questionnaire)
    told = [
        Unmapped("", 0, say("“%(old)s” is called “%(new)s” here.", old=old, new=new))
        for old, new in called.items()
    ]
    if format != "xlsform":  # which names the row
        told += _pictures(questionnaire)
    return replace(found, questionnaire=questionnaire, unmapped=(*told, *found.unmapped))


def _pictures(questionnaire: Questionnaire) -> Iterator[Unmapped]:
    """Only their names are in files."""
    for name in dict.fromkeys(
        choice.image
        for question in questionnaire.questions()
        for choice in question.choices
        if choice.image
    ):
        reason = say("The picture “%(name)s” is not in this file. Add it here.", name=name)
        yield Unmapped("", 0, reason)


def written(questionnaire: Questionnaire, name: str, format: str) -> bytes:
    """The questionnaire as a file. `name`: of the survey, for programs.

    Raises:
        Refused: it does not fit into this format. KeyError: it is not written here.
    """
    return _WRITERS[format](questionnaire, name)
