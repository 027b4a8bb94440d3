"""Reads the environment's URLs into settings; refuses nonsense with a sentence."""

import os
import secrets
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

# See README, "Decisions": measured with six writers; never trusted_schema=OFF (it breaks migrate).
SQLITE_PRAGMAS = (
    "PRAGMA journal_mode=WAL;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;PRAGMA secure_delete=ON;PRAGMA temp_store=MEMORY;"
    "PRAGMA journal_size_limit=27103364;PRAGMA mmap_size=134217728;PRAGMA cache_size=-16000;"
)


def database(url: str, *, base: Path) -> dict:
    """A DATABASES entry for `sqlite:///relative`, `sqlite:////absolute` or `postgres://user:password@host:port/name?sslmode=...`."""
    parts = urlsplit(url)
    if parts.scheme == "sqlite":
        name = unquote(parts.path[1:])
        if not name:
            raise ImproperlyConfigured("DATABASE_URL names no SQLite file. Example: sqlite:///var/casecircle.sqlite3")
        options = {"transaction_mode": "IMMEDIATE", "timeout": 20, "init_command": SQLITE_PRAGMAS}
        return {"ENGINE": "django.db.backends.sqlite3", "NAME": base / name, "OPTIONS": options}
    if parts.scheme in ("postgres", "postgresql"):
        name = unquote(parts.path[1:])
        if not name or not parts.hostname:
            raise ImproperlyConfigured(
                "DATABASE_URL needs a host and a database name. Example: postgres://user:password@localhost:5432/casecircle"
            )
        query = {key: values[-1] for key, values in parse_qs(parts.query).items()}
        timeouts = "-c statement_timeout=30000 -c lock_timeout=10000 -c idle_in_transaction_session_timeout=60000"
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname,
            "PORT": parts.port or 5432,
            "CONN_MAX_AGE": None,
            "CONN_HEALTH_CHECKS": True,
            "OPTIONS": {"options": timeouts, **query},
        }
    raise ImproperlyConfigured("DATABASE_URL must begin with sqlite:/// or postgres://")


def email(url: str, *, folder: Path) -> dict:
    """E-mail settings for `smtp://`, `smtp+tls://` or `smtps://user:password@host:port`; without a URL mail is written to `folder`."""
    if not url:
        return {"EMAIL_BACKEND": "accounts.mail.PrivateFileBackend", "EMAIL_FILE_PATH": folder}
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtp+tls", "smtps") or not parts.hostname:
        raise ImproperlyConfigured("EMAIL_URL must look like smtp+tls://user:password@mail.example.org:587")
    return {
        "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "EMAIL_HOST": parts.hostname,
        "EMAIL_PORT": parts.port or {"smtp": 25, "smtp+tls": 587, "smtps": 465}[parts.scheme],
        "EMAIL_HOST_USER": unquote(parts.username or ""),
        "EMAIL_HOST_PASSWORD": unquote(parts.password or ""),
        "EMAIL_USE_TLS": parts.scheme == "smtp+tls",
        "EMAIL_USE_SSL": parts.scheme == "smtps",
        "EMAIL_TIMEOUT": 10,
    }


def storage(url: str, *, folder: Path) -> dict:
    """The STORAGES entry for clean files: a local folder, or `s3://key:secret@endpoint-host[:port]/bucket[?tls=0&region=...]`."""
    if not url:
        return {"BACKEND": "cases.storage.CleanFileSystemStorage", "OPTIONS": {"location": folder, "base_url": None}}
    parts = urlsplit(url)
    bucket = parts.path.strip("/")
    if parts.scheme != "s3" or not bucket or not parts.hostname:
        raise ImproperlyConfigured("STORAGE_URL must look like s3://key:secret@s3.example.org/bucket")
    query = parse_qs(parts.query)
    scheme = "http" if query.get("tls") == ["0"] else "https"
    return {
        "BACKEND": "cases.storage_s3.CleanS3Storage",
        "OPTIONS": {
            "access_key": unquote(parts.username or ""),
            "secret_key": unquote(parts.password or ""),
            "bucket_name": bucket,
            "endpoint_url": f"{scheme}://{parts.hostname}" + (f":{parts.port}" if parts.port else ""),
            "region_name": query.get("region", ["us-east-1"])[0],
        },
    }


def public_url(url: str) -> tuple[str, str, bool]:
    """(`scheme://host[:port]` without a slash, host, whether it is https)."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname or parts.path.strip("/") or parts.query:
        raise ImproperlyConfigured("PUBLIC_URL must look like https://cases.example.org, without a path")
    if parts.scheme == "http" and parts.hostname != "localhost":
        raise ImproperlyConfigured("PUBLIC_URL may use http only for localhost. Use https:// for any other name.")
    return f"{parts.scheme}://{parts.netloc}", parts.hostname, parts.scheme == "https"


def whole_number(name: str, value: str, low: int, high: int) -> int:
    """`value` as a number from `low` to `high`, both inclusive."""
    if not value.isdecimal() or not low <= int(value) <= high:
        raise ImproperlyConfigured(f"{name} must be a whole number from {low} to {high}.")
    return int(value)


def kept_secret(path: Path) -> str:
    """The key kept in `path` (0600), made on first use. Two processes that start at once agree on one key."""
    try:
        return path.read_text().strip()
    except FileNotFoundError:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_name(f"{path.name}.{os.getpid()}")
    fresh.touch(mode=0o600)
    fresh.write_text(secrets.token_urlsafe(64))
    try:
        os.link(fresh, path)
    except FileExistsError:
        pass
    finally:
        fresh.unlink()
    return path.read_text().strip()
