"""The files that hold a questionnaire. What reads and writes them: `surveys/imports/recognise.py`,
which loads the libraries of office files. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.refused import Message, say

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class Format:
    """`ending`: of its files, without the dot; `written`: not only read."""

    title: Message
    ending: str
    media_type: str
    written: bool = True


FORMATS: Mapping[str, Format] = {
    "xlsform": Format(
        say("XLSForm (.xlsx): for KoboToolbox, ODK and others"),
        "xlsx",
        _XLSX,
    ),
    "zip": Format(say("XLSForm with its pictures (.zip)"), "zip", "application/zip"),
    "limesurvey": Format(
        say("LimeSurvey (.txt): its structure file"), "txt", "text/tab-separated-values"
    ),
    "lss": Format(say("LimeSurvey (.lss): its structure file"), "lss", "application/xml", False),
    "json": Format(say("JSON: for another Klebepunkt"), "json", "application/json"),
}
WRITTEN = tuple(key for key, one in FORMATS.items() if one.written)
"""Formats of an export. "zip" is for what has pictures."""
