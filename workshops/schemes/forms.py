"""The form on which the office changes a scheme: what was sent, and what the page shows of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from app.documents.document import Document
from app.language import catalogues
from app.refused import Message
from workshops.exports.outline import build
from workshops.exports.telling import Choice
from workshops.exports.voices import voice
from workshops.schemes.edit import added, moved, removed
from workshops.schemes.file import from_data
from workshops.schemes.form import Typed, errors, shown, tables, typed
from workshops.schemes.new import Texts, Wanted, Wrong, settled
from workshops.schemes.reader import BadScheme
from workshops.schemes.sample import sample
from workshops.schemes.scheme import Scheme, in_language
from workshops.schemes.tree import at, languages, pieces
from workshops.schemes.write import tables as tables_of


@dataclass(frozen=True, slots=True)
class Draft:
    """A scheme as it stands in the form. `opened`: places whose fields are unfolded. `new`: what
    was typed for pieces to be added. `outline`: the key of the one that is shown beside it, and
    `spoken` the language. `seen`: the mark of the text it began with."""

    name: str
    tree: dict[str, Typed]
    seen: str
    errors: Mapping[str, Message] = field(default_factory=dict)
    opened: frozenset[str] = frozenset()
    new: Mapping[str, str] = field(default_factory=dict)
    outline: str = ""
    spoken: str = ""

    @property
    def languages(self) -> list[str]:
        return languages(self.tree)

    @property
    def spoken_languages(self) -> list[str]:
        """Those in which we can show what it looks like: that of the page first."""
        ours = [tag for tag in self.languages if tag in catalogues.offered()]
        return list(dict.fromkeys([catalogues.current(), *ours]))

    def called(self, names: Typed) -> str:
        """What it is called in the language of the page, as far as something is typed."""
        known = names if isinstance(names, Mapping) else {}
        typed_in = {tag: text for tag, text in known.items() if text.strip()}
        return in_language(typed_in, catalogues.current())

    def unnamed(self, names: Typed) -> list[str]:
        """The languages of the scheme in which it is not called anything yet."""
        known = names if isinstance(names, Mapping) else {}
        return [tag for tag in self.languages if not known.get(tag, "").strip()]

    def error(self, name: str) -> Message | None:
        return self.errors.get(name)

    def unfolded(self, path: str) -> bool:
        return path in self.opened or any(name.startswith(f"{path}.") for name in self.errors)


def begun(scheme: Scheme, seen: str) -> Draft:
    """The form as it begins: with what is stored."""
    return Draft(scheme.name, shown(tables_of(scheme)), seen)


def sent(name: str, fields: Iterable[tuple[str, str]]) -> Draft:
    """The form as it was sent, after the button that was pressed has done its work."""
    pairs = [(key, text) for key, text in fields if isinstance(text, str)]
    last = dict(pairs)
    draft = Draft(
        name=name,
        tree=typed(pairs, last.get("languages", "").split()),
        seen=last.get("seen", ""),
        opened=frozenset(last.get("open", "").split()),
        new={key: text for key, text in pairs if key.startswith("new.")},
        outline=last.get("outline", ""),
        spoken=last.get("spoken", ""),
    )
    levels = pieces(draft.tree, "levels")
    for column in [c for one in (draft.tree, *levels) for c in pieces(one, "columns")]:
        settled(draft.tree, column, lambda message: in_all(message, [_first_language(draft)]))
    verb, _, path = last.get("do", "").partition(" ")
    return _following(_done(draft, verb, path), path)


def checked(draft: Draft) -> tuple[Draft, Scheme | None]:
    """The scheme that the form stands for; None where something is wrong, which the draft says."""
    found = errors(draft.tree)
    try:
        scheme = from_data(draft.name, tables(draft.tree))
    except BadScheme as bad:
        place = ".".join(map(str, bad.path))
        if not any(name.startswith(place) for name in found):
            found[place] = bad.message
        return replace(draft, errors={**found, **draft.errors}), None
    return replace(draft, errors={**found, **draft.errors}), None if found else scheme


def preview(scheme: Scheme, outline: str, language: str = "") -> Document:
    """A sample concept in the scheme, in this language or that of the page."""
    speaker = voice(language if language in catalogues.offered() else catalogues.current())
    snapshot = sample(scheme, speaker.language, speaker.words)
    return build(snapshot, scheme, speaker, Choice(outline=outline))


def in_all(message: Message, tags: Iterable[str]) -> Texts:
    """A sentence of ours in those of the languages that we speak."""
    offered = catalogues.offered()
    found = {tag: voice(tag).words(message) for tag in tags if tag in offered}
    return found or {"en": voice("en").words(message)}


def _done(draft: Draft, verb: str, path: str) -> Draft:
    *_, number = path.split(".")
    place = int(number) if number.isdecimal() and len(number) < 4 else -1
    match verb:
        case "up" | "down" if place >= 0:
            by = -1 if verb == "up" else 1
            tree = moved(draft.tree, path, by)
            if tree == draft.tree:
                return draft
            opened = _renamed(draft.opened, path, {place: place + by, place + by: place})
            return replace(draft, tree=tree, opened=opened)
        case "remove" if place >= 0:
            after = {place: None, **{n: n - 1 for n in range(place + 1, 200)}}
            opened = _renamed(draft.opened, path, after)
            return replace(draft, tree=removed(draft.tree, path), opened=opened)
        case "add":
            return _added(draft, path)
        case "language":
            return _in_one_more(draft, draft.new.get("new.language", ""))
    return draft


def _following(draft: Draft, path: str) -> Draft:
    """The layout is shown that a button belongs to; a new one once it is there."""
    name, _, rest = path.partition(".")
    outlines = pieces(draft.tree, "outlines")
    number = rest.partition(".")[0] or str(len(outlines) - 1)
    if name != "outlines" or draft.errors or not number.isdecimal():
        return draft
    found = at(outlines, [number])
    return replace(draft, outline=found.get("key", "")) if found else draft


def _in_one_more(draft: Draft, tag: str) -> Draft:
    if tag not in catalogues.offered() or tag in draft.languages:
        return draft
    titles = {**draft.tree.get("titles", {}), tag: ""}
    return replace(draft, tree={**draft.tree, "titles": titles})


def _added(draft: Draft, path: str) -> Draft:
    field_name = f"new.{path}.name"
    wanted = Wanted(
        path=path,
        name=draft.new.get(field_name, "")[:300],
        kind=draft.new.get(f"new.{path}.kind", ""),
        language=_first_language(draft),
    )
    try:
        tree, place = added(draft.tree, wanted, lambda message: in_all(message, draft.languages))
    except Wrong as wrong:
        return replace(draft, errors={field_name: wrong.message})
    new = {key: text for key, text in draft.new.items() if not key.startswith(f"new.{path}.")}
    return replace(draft, tree=tree, new=new, opened=draft.opened | {place})


def _first_language(draft: Draft) -> str:
    found = draft.languages
    current = catalogues.current()
    return current if current in found or not found else found[0]


def _renamed(opened: frozenset[str], path: str, places: Mapping[int, int | None]) -> frozenset[str]:
    """What is unfolded after pieces of a list have other numbers; None: it is gone."""
    above = path.rpartition(".")[0]

    def renamed(one: str) -> str:
        number, dot, rest = one.removeprefix(f"{above}.").partition(".")
        if not one.startswith(f"{above}.") or not number.isdecimal():
            return one
        place = places.get(int(number), int(number))
        return "" if place is None else f"{above}.{place}{dot}{rest}"

    return frozenset(filter(None, map(renamed, opened)))
