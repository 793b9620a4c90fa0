"""Old encodings, recognised by the letters of real texts."""

import pytest

from app.documents.letters import decoded
from app.refused import Refused
from workshops.imports import samples

GERMAN = ("cp1252", "cp850", "mac_roman")
TURKISH = "Eylem alanı;Önlem\nEğitim ve dil;Öğretmenler için güçlü destek\nİş;Şehirde meslek"
ARABIC = "مجال العمل;الإجراء\nالتعليم واللغة؛;دروس تقوية مجانية في اللغة الألمانية بعد المدرسة"


def texts(name: str) -> str:
    """Everything that the concept says, German, Turkish and Arabic among it, as it was saved."""
    return samples.text(name).decode()


@pytest.mark.parametrize("name", samples.names())
def test_the_reference_concepts_are_read_in_every_encoding(name: str) -> None:
    whole = texts(name)
    for encoding in ("utf-8", "utf-8-sig", "utf-16"):
        assert decoded(whole.encode(encoding)) == (whole, ())
    for encoding in (*GERMAN, "cp1254", "cp1256"):
        data = whole.encode(encoding, "ignore")
        text, (note,) = decoded(data)
        assert text == data.decode(encoding), encoding
        assert not note.params["word"].isascii()


@pytest.mark.parametrize("name", samples.names())
def test_what_was_made_utf_8_twice_is_mended_and_said(name: str) -> None:
    whole = texts(name)
    text, (note,) = decoded(whole.encode().decode("latin-1").encode())
    assert text == whole
    assert "have been mended" in note.text


def test_a_spoilt_word_among_others_is_only_said() -> None:
    text, (note,) = decoded("fÃ¼r „Spaß“".encode())
    assert (text, note.params["word"]) == ("fÃ¼r „Spaß“", "Ã¼")
    assert "seem to be spoilt" in decoded("Integrationsb\ufffdro".encode())[1][0].text
    assert decoded("„Spaß“ und IDEÄ“".encode())[1] == ()


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        (TURKISH, "cp1254", "Windows-1254"),
        (ARABIC, "cp1256", "Windows-1256"),
        ("Größe", "cp1252", "Windows-1252"),
        ("“word” – it’s", "cp1252", "Windows-1252"),
        ("u.ä.; Öffnung", "mac_roman", "Mac Roman"),
    ],
)
def test_the_languages_tell_their_encoding(text: str, encoding: str, name: str) -> None:
    found, (note,) = decoded(text.encode(encoding))
    assert (found, note.params["encoding"]) == (text, name)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Привет мир, образование и язык", "cp1251"),
        ("Πρόγραμμα ένταξης και γλώσσα", "cp1253"),
        ("Wrocław i Łódź, język, źródło", "cp1250"),
        (TURKISH, "cp857"),
        (ARABIC, "iso8859_6"),
    ],
)
def test_letters_that_nobody_can_read_are_refused(text: str, encoding: str) -> None:
    with pytest.raises(Refused) as caught:
        decoded(text.encode(encoding))
    assert "Save it as UTF-8" in caught.value.message.text
