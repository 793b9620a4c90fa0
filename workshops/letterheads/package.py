"""Whether a file that somebody sends is a Word file that may be kept: nothing but text and looks.

A Word file is a ZIP archive of XML parts that point at each other, and outside. What runs
(macros, controls, objects), what brings in other files, and what is fetched from elsewhere when
somebody opens it is refused, because what we write with it goes to a council.
"""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from typing import Any

from lxml import etree

from app.refused import Message, Refused
from workshops.letterheads.refusals import (
    BROKEN,
    CONTROLS,
    EMPTY,
    FIELDS,
    LARGE,
    MACROS,
    OBJECTS,
    OLD,
    PARTS_OF_OTHERS,
    REMOTE,
    REMOTE_PICTURE,
    REMOTE_TEMPLATE,
    STRICT,
    TEMPLATE,
    UNKNOWN,
    UNPACKED,
)

MOST_BYTES = 5 * 1024 * 1024
_MOST_UNPACKED = 30 * 1024 * 1024  # bytes; pictures are packed already
_MOST_XML = 2 * 1024 * 1024  # bytes of one part; a long letter has less than a tenth
_MOST_PARTS = 400
_XML = (".xml", ".rels")
_UTF16 = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_TYPES = "[Content_Types].xml"
_MAIN = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_HYPERLINK = re.compile(r"(https?://|mailto:)", re.IGNORECASE)
_OUTSIDE = re.compile(r"[a-z][a-z0-9+.-]*:|\\\\|//", re.IGNORECASE)
_ELSEWHERE = re.compile(
    r"^\s*(DDE|DDEAUTO|LINK|INCLUDE|INCLUDETEXT|INCLUDEPICTURE|IMPORT|DATABASE|RD|MACROBUTTON|"
    r"AUTOTEXT|EMBED|HTMLCONTROL|CONTROL)\b",
    re.IGNORECASE,
)
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    LookupError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
    etree.XMLSyntaxError,
)
Parts = Mapping[str, bytes]

_FORBIDDEN_TYPES: tuple[tuple[str, Message], ...] = (
    ("macroenabled", MACROS),
    ("vbaproject", MACROS),
    ("vbadata", MACROS),
    ("activex", CONTROLS),
    ("oleobject", OBJECTS),
)
_FORBIDDEN_RELATIONS: tuple[tuple[str, Message], ...] = (
    ("/vbaproject", MACROS),
    ("/wordvbadata", MACROS),
    ("/keymapcustomizations", MACROS),
    ("/activexcontrolbinary", CONTROLS),
    ("/control", CONTROLS),
    ("/oleobject", OBJECTS),
    ("/package", OBJECTS),
    ("/afchunk", PARTS_OF_OTHERS),
    ("/subdocument", PARTS_OF_OTHERS),
)
_FORBIDDEN_ELEMENTS: Mapping[str, Message] = {
    "altChunk": PARTS_OF_OTHERS,
    "subDoc": PARTS_OF_OTHERS,
    "OLEObject": OBJECTS,
    "control": CONTROLS,
}


def parts_of(content: bytes) -> Parts:
    """The XML parts of a Word file, by their names.

    Raises:
        Refused: too large, no Word file, or with something in it that runs or is fetched.
    """
    if not content.strip():
        raise _refuse(EMPTY)
    if len(content) > MOST_BYTES:
        raise _refuse(LARGE)
    if content.startswith(_OLD_OFFICE):
        raise _refuse(OLD)
    if not content.startswith(b"PK"):
        raise _refuse(UNKNOWN)
    try:
        parts = _unpacked(content)
        _check_types(parts)
        for name, part in parts.items():
            if name != _TYPES:
                _check(name, parsed(part))
    except _DAMAGE as error:
        raise _refuse(BROKEN) from error
    return parts


def parsed(part: bytes) -> Any:
    """An XML part as a tree. Nothing is fetched for it, and no entity grows in it."""
    return etree.fromstring(part, _parser())


def _parser() -> etree.XMLParser:
    return etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
    )


def _unpacked(content: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entries = archive.infolist()
        names = [entry.filename for entry in entries]
        if sum(e.file_size for e in entries) > _MOST_UNPACKED or len(entries) > _MOST_PARTS:
            raise _refuse(UNPACKED)
        if len(set(map(str.lower, names))) < len(names):
            raise _refuse(BROKEN)  # two parts of one name: one is checked, the other one opened
        for name in names:
            _check_name(name)
        xml = [entry for entry in entries if entry.filename.lower().endswith(_XML)]
        if any(entry.file_size > _MOST_XML for entry in xml):
            raise _refuse(UNPACKED)
        parts = {entry.filename: archive.read(entry) for entry in xml}
    if any(b"<!DOCTYPE" in part or part.startswith(_UTF16) for part in parts.values()):
        raise _refuse(BROKEN)  # no word processor writes these: entities that grow when read
    return parts


def _check_name(name: str) -> None:
    lower = name.lower()
    if "vbaproject" in lower or "vbadata" in lower:
        raise _refuse(MACROS)
    if "/activex/" in lower:
        raise _refuse(CONTROLS)
    if "/embeddings/" in lower:
        raise _refuse(OBJECTS)


def _check_types(parts: Parts) -> None:
    if _TYPES not in parts:
        raise _refuse(UNKNOWN)
    types = [str(one.get("ContentType", "")) for one in parsed(parts[_TYPES]).iter("{*}*")]
    for found in types:
        for word, message in _FORBIDDEN_TYPES:
            if word in found.lower():
                raise _refuse(message)
    if _MAIN not in types:
        raise _refuse(TEMPLATE if any("template.main" in found for found in types) else UNKNOWN)
    if any(_STRICT in part for part in parts.values()):
        raise _refuse(STRICT)


def _check(name: str, root: Any) -> None:
    if name.endswith(".rels"):
        for relation in root.iter("{*}Relationship"):
            _check_relation(relation)
        return
    for element in root.iter("{*}*"):
        message = _FORBIDDEN_ELEMENTS.get(etree.QName(element).localname)
        if message:
            raise _refuse(message)
    if any(_ELSEWHERE.match(field) for field in _fields(root)):
        raise _refuse(FIELDS)


def _check_relation(relation: Any) -> None:
    kind = str(relation.get("Type", "")).lower()
    target = str(relation.get("Target", "")).strip()
    for word, message in _FORBIDDEN_RELATIONS:
        if kind.endswith(word):
            raise _refuse(message)
    inside = relation.get("TargetMode", "Internal").strip().lower() == "internal"
    if inside and not _OUTSIDE.match(target):
        return
    if kind.endswith("/hyperlink") and _HYPERLINK.match(target):
        return
    if kind.endswith("/attachedtemplate"):
        raise _refuse(REMOTE_TEMPLATE)
    raise _refuse(REMOTE_PICTURE if kind.endswith("/image") else REMOTE)


def _fields(root: Any) -> Iterator[str]:
    """What the fields of a part say, also where Word has cut them into pieces."""
    for simple in root.iter(f"{_W}fldSimple"):
        yield str(simple.get(f"{_W}instr", ""))
    said: list[str] = []
    for piece in root.iter(f"{_W}fldChar", f"{_W}instrText", f"{_W}p"):
        if piece.tag == f"{_W}instrText":
            said.append(piece.text or "")
        elif said:
            yield "".join(said)
            said = []
    if said:
        yield "".join(said)


def _refuse(message: Message) -> Refused:
    return Refused(message, status=422)
