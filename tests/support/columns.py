"""Columns in which text can stand that somebody typed."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Column, Enum, MetaData, String


def text_columns(metadata: MetaData) -> Iterator[Column[Any]]:
    """Without those whose values are listed."""
    for table in metadata.sorted_tables:
        for column in table.columns:
            kind = getattr(column.type, "impl_instance", column.type)
            if isinstance(kind, String) and not isinstance(kind, Enum):
                yield column
