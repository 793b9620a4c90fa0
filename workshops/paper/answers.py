"""A PDF as an answer."""

from litestar import Response


def pdf_answer(content: bytes, name: str) -> Response[bytes]:
    """A file to keep under this name: the page it was asked from stays as it is."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type="application/pdf", headers=headers)
