"""The five real concepts that come along, one for each of our schemes, as files of ours."""

from importlib.resources import files

NAMES = ("aschaffenburg", "bielefeld", "leitfaden", "waiblingen", "wetzlar")


def names() -> tuple[str, ...]:
    """Each is also the name of its scheme."""
    return NAMES


def text(name: str) -> bytes:
    """The concept as JSON, see docs/import-and-export.md.

    Raises:
        KeyError: there is none of this name.
    """
    if name not in NAMES:
        raise KeyError(name)
    return (files("app.demo_data") / f"{name}.json").read_bytes()
