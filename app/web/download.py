"""A file as an answer."""

from litestar import Response


def download(content: bytes, name: str, media_type: str = "application/pdf") -> Response[bytes]:
    """A file to keep under this name: the page it was asked from stays as it is."""
    headers = {
        "Content-Disposition": f'attachment; filename="{name}"',
        "Cache-Control": "no-store",
    }
    return Response(content, media_type=media_type, headers=headers)
