"""A questionnaire with its pictures beside it, in one ZIP file.

Nothing is unpacked to the disk, and nothing beyond its limits. Only names are taken from the
folders in it, and LimeSurvey's archives (.lsa) keep the answers that they hold.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath

from app.documents.table import printable
from app.refused import Refused, say
from surveys.imports.limits import MOST_BYTES
from surveys.imports.read import Unmapped
from surveys.pictures import MOST_BYTES as MOST_PICTURE
from surveys.pictures import MOST_TOGETHER

MOST_FILES = 1000
_FORMS = ((".xlsx", ".xlsm"), (".lss",), (".json",), (".txt", ".tsv"))  # a .txt may say "read me"
_PICTURES = {
    *(".png", ".jpg", ".jpeg", ".webp"),
    *(".gif", ".svg", ".bmp", ".tif", ".tiff", ".heic", ".avif"),  # to say what is wrong with them
}
_TOO_LARGE = say("This ZIP file is too large when unpacked. Leave pictures out, or smaller ones.")
_DAMAGED = say("This ZIP file is damaged, or protected by a password.")
_ENDINGS = (".zip", ".lsa")
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, RuntimeError)


@dataclass(frozen=True, slots=True)
class Package:
    """`form`: the questionnaire, and the name of its file. `pictures`: what lay beside it, by its
    name; nobody has looked at it yet. `told`: what else was there."""

    form: bytes
    file_name: str
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    told: tuple[Unmapped, ...] = ()


def opened(content: bytes, file_name: str) -> Package:
    """What is in a ZIP file; any other file is its own questionnaire, a workbook too.

    Raises:
        Refused: there is not one questionnaire in it, it is damaged, or too large when unpacked.
    """
    if not content.startswith(b"PK"):
        return Package(content, file_name)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            if {"[Content_Types].xml", "xl/workbook.xml"} & set(archive.NameToInfo):
                return Package(content, file_name)
            return _package(archive)
    except _DAMAGE as error:
        if not file_name.lower().endswith(_ENDINGS):
            return Package(content, file_name)  # whose reader knows what it should be
        raise Refused(_DAMAGED, 422) from error


def packed(form: bytes, name: str, ending: str, pictures: Mapping[str, bytes]) -> bytes:
    """The questionnaire and its pictures, in the folder in which other programs look for them."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:  # all that is in it is packed already
        archive.writestr(zipfile.ZipInfo(f"{name}.{ending}"), form)
        for picture, content in pictures.items():
            archive.writestr(zipfile.ZipInfo(f"{name}-media/{picture}"), content)
    return out.getvalue()


def _package(archive: zipfile.ZipFile) -> Package:
    entries = [one for one in archive.infolist() if not _hidden(one)]
    pictures = [one for one in entries if _ending(one) in _PICTURES]
    if len(entries) > MOST_FILES or sum(one.file_size for one in pictures) > MOST_TOGETHER:
        raise Refused(_TOO_LARGE, 422)
    form = _form(entries)
    found: dict[str, bytes] = {}
    told = []
    for one in entries:
        if one in pictures and _name(one) not in found:
            found[_name(one)] = _read(archive, one, MOST_PICTURE)
        elif one is not form:
            told.append(Unmapped("", 0, say("“%(name)s” is left out.", name=one.filename)))
    return Package(_read(archive, form, MOST_BYTES), _name(form), found, tuple(told))


def _form(entries: list[zipfile.ZipInfo]) -> zipfile.ZipInfo:
    for endings in _FORMS:
        found = [one for one in entries if _ending(one) in endings]
        if len(found) > 1:
            names = ", ".join(_name(one) for one in found[:3])
            raise Refused(
                say(
                    "There are several questionnaires in this ZIP file, such as %(names)s. Leave "
                    "one of them.",
                    names=names,
                ),
                422,
            )
        if found:
            return found[0]
    raise Refused(say("There is no questionnaire in this ZIP file."), 422)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, most: int) -> bytes:
    """Of more than `most` bytes one more comes, which tells that it is too large."""
    with archive.open(entry) as file:
        return file.read(most + 1)


def _hidden(entry: zipfile.ZipInfo) -> bool:
    """Folders, and what systems and office programs put beside files by themselves."""
    parts = PurePosixPath(entry.filename).parts
    return entry.is_dir() or "__MACOSX" in parts or _name(entry).startswith((".", "~$"))


def _name(entry: zipfile.ZipInfo) -> str:
    return printable(PurePosixPath(entry.filename).name)


def _ending(entry: zipfile.ZipInfo) -> str:
    return PurePosixPath(entry.filename).suffix.lower()
