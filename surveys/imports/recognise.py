"""Which file it is that somebody sends, and what is in it: by its content, whatever its name is."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from app.refused import Refused, say
from surveys import xlsform
from surveys.imports import json_file
from surveys.imports.apart import kept_apart
from surveys.imports.limits import MOST_BYTES, MOST_WITH_PICTURES, check
from surveys.imports.package import opened, packed
from surveys.imports.read import Reading, Unmapped
from surveys.limesurvey import lss, text
from surveys.pictures import Pictures, images, renamed
from surveys.questionnaire import Questionnaire

_READERS: Mapping[str, Callable[[bytes, str], Reading]] = {
    "limesurvey": text.read,
    "lss": lss.read,
    "json": json_file.read,
}
_WRITERS: Mapping[str, Callable[[Questionnaire, str], bytes]] = {
    "xlsform": xlsform.write,
    "limesurvey": text.write,
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
    if len(content) > MOST_WITH_PICTURES:
        raise Refused(say("This file is larger than 25 MB."), 422)
    package = opened(content, file_name)
    format = recognise(package.form[:MOST_BYTES])
    if len(package.form) > MOST_BYTES and format != "json":
        raise Refused(say("This file is larger than 5 MB."), 422)
    pictures = Pictures(package.pictures)
    if format == "xlsform":
        found = xlsform.read(package.form, package.file_name, language, pictures)
    else:
        found = _READERS[format](package.form, package.file_name)
        pictures = Pictures({**package.pictures, **found.pictures})
        found = _placed(found, pictures)
    check(found.questionnaire)
    questionnaire, called = kept_apart(found.questionnaire)
    told = [
        *package.told,
        *(Unmapped("", 0, reason) for reason in pictures.unused()),
        *(
            Unmapped("", 0, say("“%(old)s” is called “%(new)s” here.", old=old, new=new))
            for old, new in called.items()
        ),
        *found.unmapped,
    ]
    return replace(found, questionnaire=questionnaire, unmapped=tuple(told), pictures=pictures.kept)


def _placed(found: Reading, pictures: Pictures) -> Reading:
    """With the pictures that there are; an XLSForm names the row of each that there is not."""
    taken = {name: pictures.take(name) for name in images(found.questionnaire)}
    told = [Unmapped("", 0, fault) for _, fault in taken.values() if fault]
    questionnaire = renamed(found.questionnaire, lambda name: taken[name][0])
    return replace(found, questionnaire=questionnaire, unmapped=(*told, *found.unmapped))


def written(
    questionnaire: Questionnaire, name: str, format: str, pictures: Mapping[str, bytes]
) -> bytes:
    """The questionnaire as a file. `name`: of the survey, for programs. `pictures`: of its choices.

    Raises:
        Refused: it does not fit into this format. KeyError: it is not written here.
    """
    if format == "json":
        return json_file.write(questionnaire, name, pictures)
    if format == "zip":
        return packed(xlsform.write(questionnaire, name), name, "xlsx", pictures)
    return _WRITERS[format](questionnaire, name)
