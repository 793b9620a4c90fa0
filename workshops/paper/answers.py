"""A PDF as an answer."""

from litestar import Response


def pdf_answer(content: bytes, name: str) -> Response[bytes]:
    """A file that the browser shows, or keeps under this name. It is kept nowhere on the way."""
    headers = {
        "Content-Disposition": f'inline; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)
