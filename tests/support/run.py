"""`make test`: everything on SQLite, then what touches the database again on PostgreSQL.

`python -m tests.support.run [paths]`. Its last lines say what could not run, and why.
"""

import os
import subprocess
import sys
import time
from collections.abc import Sequence

from tests.support.capabilities import chromium, in_ci, postgres, redis_server

# More than there are cores makes it slower: nearly all of it is computing.
_WORKERS = str(min(os.cpu_count() or 1, 4))


def main(paths: Sequence[str]) -> int:
    missing, failed = [], []
    server = postgres()
    if chromium() is None:
        missing.append("browser tests: no Chromium found (install it, or name it with CHROMIUM)")
    if not _pytest("SQLite", paths, TEST_DATABASE_URL=""):
        failed.append("tests on SQLite")
    if redis_server() is None:
        missing.append("tests of shared rate limits: no redis-server or valkey-server found")
    if server is None:
        missing.append(
            "tests on PostgreSQL: no server found (start one here, or set TEST_DATABASE_URL)"
        )
    elif not _pytest("PostgreSQL", [*paths, "-m", "not once"], TEST_DATABASE_URL=server):
        failed.append("tests on PostgreSQL")
    if missing and in_ci():
        failed.append("in CI nothing may be missing")
    _sum_up(missing, failed)
    return 1 if failed else 0


def _pytest(name: str, options: Sequence[str], **environment: str) -> bool:
    print(f"\033[1m==> Tests on {name}\033[0m", flush=True)
    begin = time.monotonic()
    command = [sys.executable, "-m", "pytest", "-q", "-n", _WORKERS, *options]
    done = subprocess.run(command, env=os.environ | environment, check=False)
    print(f"{name}: {time.monotonic() - begin:.0f} seconds", flush=True)
    return done.returncode == 0


def _sum_up(missing: Sequence[str], failed: Sequence[str]) -> None:
    print("\033[1m==> Summary\033[0m")
    for what in missing:
        print(f"did not run: {what}")
    for what in failed:
        print(f"FAILED: {what}")
    if not missing and not failed:
        print("Everything ran and passed.")
    elif not failed:
        print("Everything else ran and passed.")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
