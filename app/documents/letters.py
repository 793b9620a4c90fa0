"""Which letters the bytes of a text file mean. Pure.

UTF-8 says of itself whether it is one. Older encodings do not: of those that Windows, DOS and old
Macs wrote in our languages the one is taken in which letters make sense. Umlauts stand in words,
quotation marks do not stand in the middle of one, nor a capital behind a small letter.
"""

import re
from itertools import islice

from app.refused import Message, Refused, say

UTF_16 = (b"\xff\xfe", b"\xfe\xff")  # how Excel's "Unicode text" begins

_ENCODINGS = {  # and what people call them; of equals the first
    "cp1252": "Windows-1252",
    "cp1254": "Windows-1254",
    "cp1256": "Windows-1256",
    "cp850": "DOS (850)",
    "mac_roman": "Mac Roman",
}
_OURS, _NAMES = set("äöüÄÖÜßẞçğışÇĞİŞ"), set("âîûéèêëáàóúíôïñ")
_SIGNS, _IN_WORDS = set("„“”‚‘’‹›«»–—…•·§€°²³´½×\u00a0\u00ad"), set("’‘–—\u00a0\u00ad")
_ENDS = set("”…")  # letters follow them only where they are none
_KNOWN = _OURS | _NAMES | _SIGNS
_NOT_ASCII, _RUN = re.compile(r"[^\x00-\x7f]"), re.compile(r"[^\x00-\x7f]+")
_WORD = re.compile(r"\w*[^\W\x00-\x7f]\w*")
_ENOUGH, _WRONG = 20_000, -8  # signs looked at; what counts against an encoding


def decoded(data: bytes) -> tuple[str, tuple[Message, ...]]:
    """The text, and what somebody should know of how it was read.

    Raises:
        Refused: nothing makes letters of these bytes.
    """
    if data.startswith(UTF_16):
        return _whole(data.decode("utf-16", "replace")), ()
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return _guessed(data)
    return _once(text)


def _whole(text: str) -> str:
    if "\ufffd" in text:
        raise Refused(_UNREADABLE, 422)
    return text


def _once(text: str) -> tuple[str, tuple[Message, ...]]:
    """The text without what was made UTF-8 twice, such as “fÃ¼r”: in all of it, or only said."""
    mended = {run: _mended(run) for run in set(_RUN.findall(text))}
    if all(mended.values()) and any(map(_sensible, "".join(mended.values()))):
        once = _RUN.sub(lambda run: mended[run[0]], text)
        sentence = say(
            "The letters of this file were spoilt and have been mended. "
            "Is “%(word)s” written correctly?",
            word=_example(once),
        )
        return once, (sentence,)
    seen = {run for run, found in mended.items() if found in _KNOWN}
    spoilt = "\ufffd" if "\ufffd" in text else min(seen, default="")
    if not spoilt:
        return text, ()
    sentence = say("Some letters in this file seem to be spoilt, such as “%(word)s”.", word=spoilt)
    return text, (sentence,)


def _sensible(sign: str) -> bool:
    return sign in _KNOWN or (_arabic(sign) and sign.isalpha())


def _mended(run: str) -> str:
    """What these signs were before; an empty text where they are no UTF-8 made UTF-8."""
    try:
        return b"".join(map(_byte, run)).decode()
    except UnicodeError:
        return ""


def _byte(sign: str) -> bytes:
    return sign.encode("latin-1" if sign < "\u00a0" else "cp1252")


def _guessed(data: bytes) -> tuple[str, tuple[Message, ...]]:
    best, text, name = -1, "", ""
    for encoding, called in _ENCODINGS.items():
        tried = data.decode(encoding, "replace")
        found = (one.start() for one in islice(_NOT_ASCII.finditer(tried), _ENOUGH))
        marks = [_mark(tried[at - 1 : at], tried[at], tried[at + 1 : at + 2]) for at in found]
        if sum(marks) > best and marks.count(_WRONG) * 10 <= len(marks):
            best, text, name = sum(marks), tried, called
    if not text:
        raise Refused(_UNREADABLE, 422)
    return _whole(text), (
        say(
            "This file is not in UTF-8; it was read as %(encoding)s. "
            "Is “%(word)s” written correctly?",
            encoding=name,
            word=_example(text),
        ),
    )


def _mark(before: str, here: str, after: str) -> int:
    """How much sense a sign makes between these two."""
    if _arabic(here):
        return _WRONG if _latin(before) or _latin(after) else 2
    if here in _SIGNS:
        inside = before.isalpha() and after.isalpha() and here not in _IN_WORDS
        return _WRONG if inside else 0 if here in _ENDS and after.isalpha() else 2
    capital = here.isupper() and before.isalpha() and (before.islower() or after.islower())
    upset = capital or (here.islower() and after.isupper()) or _arabic(before) or _arabic(after)
    if here not in _KNOWN or upset or (before.isspace() and after.isspace()):
        return _WRONG
    return 2 if here in _OURS else 1


def _arabic(sign: str) -> bool:
    return "\u0600" <= sign <= "\u06ff"


def _latin(sign: str) -> bool:
    return sign.isalpha() and not _arabic(sign)


def _example(text: str) -> str:
    found = _WORD.search(text) or _NOT_ASCII.search(text)
    return found[0][:40] if found else ""


_UNREADABLE = say("The letters of this file cannot be read. Save it as UTF-8 and choose it again.")
