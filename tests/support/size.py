"""Small in `make test`, large in `make test-long`: how far tests go that could go on for ever."""

import os

LONG = os.environ.get("TEST_SIZE") == "long"
SEED = os.environ.get("TEST_SEED", "")
"""Where it is set, tests run in the random order that belongs to it."""
