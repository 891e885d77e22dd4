"""What the environment says: where data lives, which secrets hold, which database."""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from cryptography.fernet import Fernet

SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON; PRAGMA busy_timeout=20000; "
    "PRAGMA cache_size=-20000; PRAGMA mmap_size=134217728; PRAGMA journal_size_limit=27103364;"
)
CONNECTED = 60  # seconds for which a connection serves one request after the other


def home() -> Path:
    """The folder of this installation's data (GONGKAI_HOME, by default ./var), made when absent."""
    folder = Path(os.environ.get("GONGKAI_HOME", "var")).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def secret(name: str, make: Any) -> str:
    """A secret from the environment, else from a file in `home()` that only its owner reads, made once."""
    given = os.environ.get(name)
    if given:
        return given
    file = home() / f"{name.lower()}.secret"
    if not file.exists():
        draft = file.with_suffix(f".{os.getpid()}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as out:
            out.write(make())
        with contextlib.suppress(FileExistsError):  # another process was first: its secret holds
            os.link(draft, file)
        draft.unlink()
    return file.read_text()


def secret_key() -> str:
    return secret("GONGKAI_SECRET_KEY", lambda: secrets.token_urlsafe(50))


def field_keys() -> list[str]:
    """Keys of the encrypted fields, newest first; older ones still decrypt (comma-separated)."""
    given = secret("GONGKAI_FIELD_KEYS", lambda: Fernet.generate_key().decode())
    return [key.strip() for key in given.split(",") if key.strip()]


def foot(given: str) -> list[tuple[str, str]]:
    """GONGKAI_FOOT (黔ICP备1号=https://beian.miit.gov.cn/;…) as (name, address); the address is empty without one.
    ValueError for an address that is no web address."""
    pairs = [entry.partition("=")[::2] for entry in given.split(";") if entry.strip()]
    found = [(name.strip(), address.strip()) for name, address in pairs]
    for name, address in found:
        if not name or (address and not address.startswith(("https://", "http://"))):
            raise ValueError(
                f"GONGKAI_FOOT 应当写作“名称=https://网址;名称=https://网址”，现在有“{name}={address}”"
            )
    return found


def database() -> dict[str, Any]:
    """GONGKAI_DATABASE_URL (postgresql://user:password@host:port/name), else SQLite in `home()`."""
    url = os.environ.get("GONGKAI_DATABASE_URL", "")
    if not url:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": home() / "gongkai.sqlite3",
            # IMMEDIATE: a transaction that will write takes the lock at its start, so that no writer
            # loses its work to "database is locked" half-way.
            "CONN_MAX_AGE": CONNECTED,
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS},
        }
    parts = urlsplit(url)
    if parts.scheme not in {"postgres", "postgresql"}:
        raise ValueError("GONGKAI_DATABASE_URL 只支持 postgresql:// 地址")
    query = dict(pair.split("=", 1) for pair in parts.query.split("&") if "=" in pair)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(query.get("host", parts.hostname or "")),
        "PORT": parts.port or "",
        "CONN_MAX_AGE": CONNECTED,
    }


def search(home: Path) -> dict[str, Any]:
    """GONGKAI_SEARCH_URL (https://user:password@host:port/index) for OpenSearch, else the embedded index in `home`."""
    url = os.environ.get("GONGKAI_SEARCH_URL", "")
    if url:
        return {"ENGINE": "gongkai.apps.search.cluster.OpenSearch", "OPTIONS": {"url": url}}
    return {
        "ENGINE": "gongkai.apps.search.embedded.Tantivy",
        "OPTIONS": {"folder": str(home / "search")},
    }
