"""What a Word file may not have in it, whatever its placeholders say."""

import io
import tracemalloc
import zipfile

import pytest

from app.refused import Message, Refused
from tests.workshops.letterheads.letters import a_letter, changed, related, with_xml
from workshops.letterheads import package, refusals

LETTER = a_letter("{{ title }}", header="Stadt")
TYPES = "[Content_Types].xml"
DOCUMENT = "word/document.xml"


def refusal(content: bytes) -> Message:
    with pytest.raises(Refused) as error:
        package.parts_of(content)
    assert error.value.status == 422
    return error.value.message


def field(*pieces: str) -> bytes:
    runs = "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
    begin, end = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "end"))
    return with_xml(f"<w:p>{begin}{runs}{end}</w:p>")


def test_a_letterhead_of_a_town_hall_passes() -> None:
    assert DOCUMENT in package.parts_of(LETTER)
    link = related(LETTER, "hyperlink", "https://example.org/kiefernstadt")
    assert DOCUMENT in package.parts_of(link)
    assert DOCUMENT in package.parts_of(field(" PAGE "))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", refusals.EMPTY),
        (b"PK" + b"0" * package.MOST_BYTES, refusals.LARGE),
        (b"\xd0\xcf\x11\xe0 and so on", refusals.OLD),
        (b"%PDF-1.7", refusals.UNKNOWN),
        (b"PK\x03\x04 broken", refusals.BROKEN),
        (LETTER[:-200], refusals.BROKEN),
        (changed(LETTER, DOCUMENT, lambda xml: xml[:-10]), refusals.BROKEN),
        (changed(LETTER, DOCUMENT, lambda xml: xml.decode().encode("utf-16")), refusals.BROKEN),
    ],
)
def test_what_is_no_word_file_is_refused(content: bytes, message: Message) -> None:
    assert refusal(content) == message


def test_a_spreadsheet_and_a_template_are_no_word_document() -> None:
    def as_type(kind: bytes) -> bytes:
        return changed(
            LETTER, TYPES, lambda xml: xml.replace(b"wordprocessingml.document.main", kind)
        )

    assert refusal(as_type(b"spreadsheetml.sheet.main")) == refusals.UNKNOWN
    assert refusal(as_type(b"wordprocessingml.template.main")) == refusals.TEMPLATE


def test_a_strict_file_is_asked_to_be_saved_otherwise() -> None:
    old, new = (
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    )
    strict = changed(LETTER, DOCUMENT, lambda xml: xml.replace(old, new))
    assert refusal(strict) == refusals.STRICT


def test_macros_are_refused_however_they_come() -> None:
    kind = b"application/vnd.ms-word.document.macroEnabled.main+xml"
    docm = changed(LETTER, TYPES, lambda xml: xml.replace(package._MAIN.encode(), kind))
    assert refusal(docm) == refusals.MACROS
    assert refusal(changed(LETTER, "word/vbaProject.bin", lambda _: b"x")) == refusals.MACROS
    assert refusal(related(LETTER, "vbaProject", "code.bin", "")) == refusals.MACROS


@pytest.mark.parametrize("kind", ["oleObject", "package"])
def test_embedded_objects_are_refused(kind: str) -> None:
    assert refusal(related(LETTER, kind, "embeddings/a.bin", "")) == refusals.OBJECTS
    assert refusal(changed(LETTER, "word/embeddings/a.xlsx", lambda _: b"x")) == refusals.OBJECTS


def test_controls_are_refused() -> None:
    assert refusal(changed(LETTER, "word/activeX/a.xml", lambda _: b"<a/>")) == refusals.CONTROLS
    assert refusal(related(LETTER, "control", "a.xml", "")) == refusals.CONTROLS


def test_other_documents_are_not_taken_in() -> None:
    assert refusal(related(LETTER, "aFChunk", "a.html", "")) == refusals.PARTS_OF_OTHERS
    assert refusal(with_xml('<w:altChunk r:id="rId9"/>')) == refusals.PARTS_OF_OTHERS
    assert refusal(related(LETTER, "subDocument", "file:///a.docx")) == refusals.PARTS_OF_OTHERS


@pytest.mark.parametrize(
    ("kind", "target", "message"),
    [
        ("attachedTemplate", "https://evil.example/a.dotm", refusals.REMOTE_TEMPLATE),
        ("attachedTemplate", "file:///C:/a.dotm", refusals.REMOTE_TEMPLATE),
        ("image", "https://evil.example/pixel.png", refusals.REMOTE_PICTURE),
        ("frame", "https://evil.example/", refusals.REMOTE),
        ("mailMergeSource", "file:///a.csv", refusals.REMOTE),
        ("hyperlink", "file:///etc/passwd", refusals.REMOTE),
        ("hyperlink", "javascript:alert(1)", refusals.REMOTE),
        ("hyperlink", r"\\evil.example\share", refusals.REMOTE),
    ],
)
@pytest.mark.parametrize("mode", [' TargetMode="External"', ' TargetMode="external "', ""])
def test_nothing_is_fetched_from_elsewhere(
    kind: str, target: str, message: Message, mode: str
) -> None:
    assert refusal(related(LETTER, kind, target, mode)) == message


@pytest.mark.parametrize(
    "pieces",
    [
        (' DDEAUTO c:\\\\windows "calc" ',),
        (" DDE", "AUTO x "),
        ("INC", "LUDE", "PICTURE http://evil.example/a.png"),
        (" includetext a.docx",),
    ],
)
def test_fields_that_bring_in_something_are_refused(pieces: tuple[str, ...]) -> None:
    assert refusal(field(*pieces)) == refusals.FIELDS
    simple = with_xml(f'<w:p><w:fldSimple w:instr="{"".join(pieces).replace(chr(34), "")}"/></w:p>')
    assert refusal(simple) == refusals.FIELDS


def test_entities_are_refused_before_anything_reads_them() -> None:
    bomb = b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;&b;">]>'
    outside = b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]>'

    def hostile(prolog: bytes) -> bytes:
        return changed(LETTER, DOCUMENT, lambda xml: xml.replace(b"?>", b"?>" + prolog, 1))

    assert refusal(hostile(bomb)) == refusal(hostile(outside)) == refusals.BROKEN


def test_two_parts_of_one_name_are_refused() -> None:
    out = io.BytesIO(LETTER)
    with pytest.warns(UserWarning, match="Duplicate name"), zipfile.ZipFile(out, "a") as archive:
        archive.writestr(DOCUMENT, b"<other/>")
    assert refusal(out.getvalue()) == refusals.BROKEN


def test_a_file_that_grows_when_unpacked_is_refused_without_unpacking_it() -> None:
    def packed(name: str, size: int) -> bytes:
        out = io.BytesIO(LETTER)
        with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(name, b" " * size)
        return out.getvalue()

    for bomb in (packed("word/media/a.png", 40_000_000), packed("word/a.xml", 3_000_000)):
        assert len(bomb) < 300_000
        tracemalloc.start()
        assert refusal(bomb) == refusals.UNPACKED
        assert tracemalloc.get_traced_memory()[1] < 5_000_000
        tracemalloc.stop()


def test_a_file_of_countless_parts_is_refused() -> None:
    out = io.BytesIO(LETTER)
    with zipfile.ZipFile(out, "a") as archive:
        for number in range(500):
            archive.writestr(f"word/media/{number}.png", b"")
    assert refusal(out.getvalue()) == refusals.UNPACKED
