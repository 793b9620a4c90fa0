"""A small HTTP/1.1 client on one kept connection, so that the load costs less than the server.

It shares two cores with the server it measures; a comfortable client would measure itself.
"""

import asyncio
import re
from dataclasses import dataclass, field

LENGTH = re.compile(rb"content-length: *(\d+)", re.IGNORECASE)
COOKIE = re.compile(rb"set-cookie: *([^=]+)=([^;\r]*)", re.IGNORECASE)
TOKEN = re.compile(r'name="_csrf_token" value="([^"]+)"')


@dataclass
class Connection:
    """One kept connection to the server."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    @classmethod
    async def open(cls, host: str, port: int) -> "Connection":
        return cls(*await asyncio.open_connection(host, port))

    async def send(self, request: bytes) -> tuple[int, bytes, bytes]:
        """Status, head and body of the answer."""
        self.writer.write(request)
        head = await self.reader.readuntil(b"\r\n\r\n")
        found = LENGTH.search(head)
        body = await (self.reader.readexactly(int(found[1])) if found else self._chunks(head))
        return int(head[9:12]), head, body

    async def _chunks(self, head: bytes) -> bytes:
        if b"chunked" not in head.lower():
            return b""
        parts = []
        while size := int((await self.reader.readline()).strip(), 16):
            parts.append(await self.reader.readexactly(size))
            await self.reader.readline()
        await self.reader.readline()
        return b"".join(parts)

    def close(self) -> None:
        self.writer.close()


@dataclass
class Browser:
    """One phone's cookies and token; it speaks over whatever connection it is given."""

    host: str
    cookies: dict[str, str] = field(default_factory=dict)
    token: str = ""

    def request(self, method: str, path: str, data: str | None = None) -> bytes:
        lines = [f"{method} {path} HTTP/1.1", f"Host: {self.host}", "Accept-Language: de"]
        if self.cookies:
            lines.append("Cookie: " + "; ".join(f"{k}={v}" for k, v in self.cookies.items()))
        if data is not None:
            lines += [
                "Content-Type: application/x-www-form-urlencoded",
                f"Content-Length: {len(data)}",
                f"X-CSRFToken: {self.token}",
                "HX-Request: true",
            ]
        return ("\r\n".join(lines) + "\r\n\r\n" + (data or "")).encode()

    async def get(self, connection: Connection, path: str) -> tuple[int, str]:
        status, head, body = await connection.send(self.request("GET", path))
        self._keep(head)
        text = body.decode()
        if found := TOKEN.search(text):
            self.token = found[1]
        return status, text

    async def send(self, connection: Connection, method: str, path: str, data: str) -> int:
        status, head, _ = await connection.send(self.request(method, path, data))
        self._keep(head)
        return status

    def _keep(self, head: bytes) -> None:
        for name, value in COOKIE.findall(head):
            self.cookies[name.strip().decode()] = value.decode()
