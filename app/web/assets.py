"""Static files under names that carry the hash of their content, so they may be kept for ever."""

import hashlib
import mimetypes
from functools import cache
from pathlib import Path
from typing import Any

import brotli
from litestar import Request, Response, get

from app.refused import Missing

FOLDER = Path(__file__).resolve().parents[1] / "static"
FOREVER = "public, max-age=31536000, immutable"
TEXT = (".css", ".js", ".svg", ".txt", ".md")


@cache
def _assets() -> dict[str, Path]:
    """Hashed address below /static/ -> file."""
    files = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    return {_hashed(path): path for path in files}


def _hashed(path: Path) -> str:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:10]
    return path.relative_to(FOLDER).with_suffix(f".{digest}{path.suffix}").as_posix()


@cache
def _addresses() -> dict[str, str]:
    return {path.relative_to(FOLDER).as_posix(): f"/static/{h}" for h, path in _assets().items()}


def asset(name: str) -> str:
    """The address of a static file. A name that does not exist is a bug and says so at once."""
    return _addresses()[name]


@cache
def _content(name: str, compressed: bool) -> bytes:
    raw = _assets()[name].read_bytes()
    return brotli.compress(raw) if compressed else raw


@get("/static/{path:path}", sync_to_thread=False)
def static(request: Request[Any, Any, Any], path: str) -> Response[bytes]:
    """A static file, compressed once and kept in memory: all of them weigh less than 1 MB."""
    name = path.lstrip("/")
    if name not in _assets():
        raise Missing
    wants_brotli = "br" in request.headers.get("accept-encoding", "")
    compressed = wants_brotli and Path(name).suffix in TEXT
    headers = {"Cache-Control": FOREVER, "Vary": "Accept-Encoding"}
    if compressed:
        headers["Content-Encoding"] = "br"
    media_type = mimetypes.guess_type(name)[0] or "application/octet-stream"
    return Response(_content(name, compressed), media_type=media_type, headers=headers)
