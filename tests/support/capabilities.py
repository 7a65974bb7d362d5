"""What this machine offers the tests besides Python."""

import os
import shutil

import psycopg

_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_LOCAL = ("postgresql://postgres@127.0.0.1:5432/postgres", "postgresql:///postgres")


def in_ci() -> bool:
    """There, what is missing is a failure."""
    return os.environ.get("CI", "").lower() in ("1", "true", "yes")


def chromium() -> str | None:
    """The path of a Chromium: the one named by CHROMIUM, or the system's."""
    named = os.environ.get("CHROMIUM")
    return named or next(filter(None, map(shutil.which, _BROWSERS)), None)


def redis_server() -> str | None:
    """The path of a Redis or Valkey that a test may start."""
    return shutil.which("redis-server") or shutil.which("valkey-server")


def postgres() -> str | None:
    """A server where tests may make databases: TEST_DATABASE_URL, or one on this machine."""
    named = os.environ.get("TEST_DATABASE_URL")
    return named or next(filter(_usable, _LOCAL), None)


def _usable(url: str) -> bool:
    """Emptying append-only tables between tests takes a superuser."""
    try:
        with psycopg.connect(url, connect_timeout=2) as connection:
            row = connection.execute("SHOW is_superuser").fetchone()
    except psycopg.Error:
        return False
    return row == ("on",)
