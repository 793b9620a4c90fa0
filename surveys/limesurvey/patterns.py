"""Texts and patterns of conditions, as each of the two languages quotes them. Pure."""

import re

from surveys.limesurvey.script import Untranslatable


def quoted(text: str) -> str:
    """A text as it stands in our expressions, which know no way to escape a mark."""
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    raise Untranslatable(text)


def whole_pattern(pattern: str) -> str:
    """PHP looks for a pattern anywhere in a text, and writes it between marks, with letters behind
    that change its meaning; ours is the pattern of the whole text."""
    match = re.fullmatch(r"([/#~!@%])(.*)\1([a-zA-Z]*)", pattern.strip(), re.DOTALL)
    if match is None or set(match[3]) - set("imsu"):
        raise Untranslatable(pattern)
    inner = match[2].replace(f"\\{match[1]}", match[1])
    flags = "".join(sorted(set(match[3]) & set("ims")))
    anchored = re.fullmatch(r"\^(.*)(?<!\\)\$", inner, re.DOTALL)
    if anchored and _is_group(anchored[1]):
        inner = anchored[1][3:-1]
    elif anchored and "|" not in inner:
        inner = anchored[1]
    else:
        inner = f"(?s:.*)(?:{inner})(?s:.*)"
    return f"(?{flags}){inner}" if flags else inner


def _is_group(pattern: str) -> bool:
    """Whether it is one `(?:…)`, from its first to its last sign."""
    if not pattern.startswith("(?:"):
        return False
    depth, in_class = 0, False
    for match in re.finditer(r"\\.|[][()]", pattern, re.DOTALL):
        sign = match[0]
        if in_class:
            in_class = sign != "]"
        elif sign == "[":
            in_class = True
        elif sign in "()":
            depth += 1 if sign == "(" else -1
            if depth == 0:
                return match.end() == len(pattern)
    return False
