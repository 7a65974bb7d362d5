"""`make test`: everything once, on PostgreSQL where there is one, and what is marked `both` on
SQLite too.

`python -m tests.support.run [--long] [paths and options of pytest]`. Its last lines say what could
not run, and why. `--long` is `make test-long`: the large sizes, in a random order that TEST_SEED
brings back.
"""

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence

from tests.support.capabilities import chromium, in_ci, postgres, redis_server

# More than there are cores makes it slower: nearly all of it is computing.
_WORKERS = str(min(os.cpu_count() or 1, 4))


def main(options: Sequence[str]) -> int:
    missing, failed = list(_missing()), []
    server = postgres() or ""
    environment = {"TEST_DATABASE_URL": server}
    if "--long" in options:
        environment |= _long()
        options = [option for option in options if option != "--long"]
    _say(f"Tests on {'PostgreSQL and SQLite' if server else 'SQLite'}")
    if not _pytest(options, environment):
        failed.append("tests")
    if missing and in_ci():
        failed.append("in CI nothing may be missing")
    _sum_up(missing, failed)
    return 1 if failed else 0


def _missing() -> Iterator[str]:
    if chromium() is None:
        yield "browser tests: no Chromium found (install it, or name it with CHROMIUM)"
    if redis_server() is None:
        yield "tests of shared rate limits: no redis-server or valkey-server found"
    if postgres() is None:
        yield "tests on PostgreSQL: no server found (start one here, or set TEST_DATABASE_URL)"


def _long() -> dict[str, str]:
    seed = os.environ.get("TEST_SEED") or str(random.randrange(100_000))
    _say(f"The order of TEST_SEED={seed}")
    return {"TEST_SIZE": "long", "TEST_SEED": seed}


def _say(words: str) -> None:
    print(f"\033[1m==> {words}\033[0m", flush=True)


def _pytest(options: Sequence[str], environment: dict[str, str]) -> bool:
    begin = time.monotonic()
    workers = ("-n", _WORKERS, "--dist", "loadgroup")
    command = [sys.executable, "-m", "pytest", "-q", *workers, *options]
    done = subprocess.run(command, env=os.environ | environment, check=False)
    print(f"{time.monotonic() - begin:.0f} seconds", flush=True)
    return done.returncode == 0


def _sum_up(missing: Sequence[str], failed: Sequence[str]) -> None:
    _say("Summary")
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
