"""A text in several languages, as it is stored."""

Titles = dict[str, str]  # language tag -> text
