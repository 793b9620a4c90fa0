"""Schemes as pages: the list, one of them, a copy that is changed, files in and out."""

from typing import Any

ROUTES: list[Any] = []
