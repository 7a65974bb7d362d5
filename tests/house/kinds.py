"""Every kind of the house by its word, with what makes an example of it."""

from collections.abc import Callable
from datetime import datetime
from importlib import import_module
from typing import Any

from app.casework.door import Kind
from app.features import FEATURES
from tests.support.cast import Cast

Make = Callable[[Cast, Any, datetime], Any]

# Its feature's own tests bring the example.
KINDS: dict[str, tuple[Kind[Any], Make]] = {
    kind.art: (kind, import_module(f"tests.{feature.name}.example").example)
    for feature in FEATURES
    for kind in feature.kinds
}
