"""Everything that can be set from outside, with its unit, its default and how it fails.

Settings come from the environment only. A value that makes no sense stops the program with one
sentence that names the variable, before anything has been opened.
"""

import os
import secrets
import socket
from collections.abc import Mapping
from dataclasses import dataclass
from ipaddress import ip_network
from pathlib import Path
from urllib.parse import urlsplit

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from app.language import clock

ROOT = Path(__file__).resolve().parents[1]


class BadSetting(Exception):
    """One clear sentence about the setting that makes no sense."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Source and meaning: README.md, "Settings"."""

    host: str  # KLEBEPUNKT_HOST: address to listen on; all of them by default
    port: int  # KLEBEPUNKT_PORT: 1 to 65535
    data: Path  # KLEBEPUNKT_DATA: folder of the database and the secret; must be writable
    database_url: str  # KLEBEPUNKT_DATABASE_URL: sqlite:///… or postgresql://…
    secret: str  # KLEBEPUNKT_SECRET: at least 32 characters; made once and kept in `data`
    public_url: str  # KLEBEPUNKT_PUBLIC_URL: what phones open, without a slash at the end
    proxies: str  # KLEBEPUNKT_PROXIES: addresses whose X-Forwarded-* headers are believed
    timezone: str  # KLEBEPUNKT_TIMEZONE: of the rooms, for times of day; such as Europe/Berlin

    @property
    def secure(self) -> bool:
        """Whether phones come over TLS, so that cookies may be marked Secure."""
        return self.public_url.startswith("https://")


def load(env: Mapping[str, str] | None = None) -> Settings:
    """Read the settings; makes the data folder and the secret where they are missing.

    Raises:
        BadSetting: a value makes no sense.
    """
    env = os.environ if env is None else env
    data = _folder(env.get("KLEBEPUNKT_DATA") or str(ROOT / "data"))
    host = _host(env.get("KLEBEPUNKT_HOST") or "0.0.0.0")
    port = _port(env.get("KLEBEPUNKT_PORT") or "8000")
    return Settings(
        host=host,
        port=port,
        data=data,
        database_url=_database(env.get("KLEBEPUNKT_DATABASE_URL") or "", data),
        secret=_secret(env.get("KLEBEPUNKT_SECRET") or "", data),
        public_url=_public(env.get("KLEBEPUNKT_PUBLIC_URL") or "", host, port),
        proxies=_proxies(env.get("KLEBEPUNKT_PROXIES") or "127.0.0.1"),
        timezone=_timezone(env.get("KLEBEPUNKT_TIMEZONE") or clock.ZONE),
    )


def _folder(value: str) -> Path:
    path = Path(value).expanduser().resolve()
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadSetting(f"KLEBEPUNKT_DATA: the folder {path} cannot be made: {error}") from error
    if not os.access(path, os.W_OK):
        raise BadSetting(f"KLEBEPUNKT_DATA: the folder {path} cannot be written to")
    return path


def _host(value: str) -> str:
    try:
        socket.getaddrinfo(value, None)
    except OSError as error:
        raise BadSetting(f'KLEBEPUNKT_HOST: "{value}" is not an address of a machine') from error
    return value


def _port(value: str) -> int:
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 65535:
        raise BadSetting(f'KLEBEPUNKT_PORT: "{value}" is not a port; use a number from 1 to 65535')
    return int(value)


def _database(value: str, data: Path) -> str:
    if not value:
        return f"sqlite:///{data / 'klebepunkt.db'}"
    try:
        url = make_url(value)
    except (ArgumentError, ValueError) as error:
        raise BadSetting(
            "KLEBEPUNKT_DATABASE_URL: not understood; "
            "use sqlite:////path/to/file.db or postgresql://user:password@host/name"
        ) from error
    name = url.get_backend_name()
    if name not in ("sqlite", "postgresql"):
        raise BadSetting(f'KLEBEPUNKT_DATABASE_URL: use sqlite or postgresql, not "{name}"')
    if name == "sqlite" and url.database in (None, "", ":memory:"):
        raise BadSetting("KLEBEPUNKT_DATABASE_URL: sqlite needs a file, for dots must be kept")
    return value


def _secret(value: str, data: Path) -> str:
    if value:
        if len(value) < 32:
            raise BadSetting("KLEBEPUNKT_SECRET: too short; use at least 32 random characters")
        return value
    path = data / "secret"
    try:
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_hex(32))
    except FileExistsError:
        pass
    return path.read_text().strip()


def _public(value: str, host: str, port: int) -> str:
    if not value:
        shown = lan_address() if host in ("0.0.0.0", "::") else host
        return f"http://{f'[{shown}]' if ':' in shown else shown}:{port}"
    try:
        parts = urlsplit(value)
        good = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        good = False
    if not good or parts.path.strip("/") or parts.query or parts.fragment:
        raise BadSetting(
            f'KLEBEPUNKT_PUBLIC_URL: "{value}" is not the start of an address; '
            "use for example https://dots.example.org"
        )
    return value.rstrip("/")


def _proxies(value: str) -> str:
    for part in [] if value == "*" else value.split(","):
        try:
            ip_network(part.strip())
        except ValueError as error:
            raise BadSetting(
                f'KLEBEPUNKT_PROXIES: "{part.strip()}" is not an address; '
                "use for example 10.0.0.5, 10.1.0.0/16"
            ) from error
    return value


def _timezone(value: str) -> str:
    try:
        clock.zone(value)
    except ValueError as error:
        raise BadSetting(
            f'KLEBEPUNKT_TIMEZONE: "{value}" is not a time zone; use for example Europe/Berlin'
        ) from error
    return value


def lan_address() -> str:
    """The address by which phones in the same network reach this machine; nothing is sent."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # reserved for documentation: only picks the route
            return str(probe.getsockname()[0])
        except OSError:
            return "127.0.0.1"
