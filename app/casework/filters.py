"""The filter of a list. It lives in the address, where nonsense is as if it were not there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from starlette.datastructures import QueryParams
from wtforms import Field

from app.text.paging import Page, page_number, paginate
from app.web.forms import Form

T = TypeVar("T")
V = TypeVar("V")


@dataclass(frozen=True)
class Filter(Generic[V]):
    """`values` are for the query. `form` shows what was chosen, `parameters` say it again in the
    addresses of other pages; the page asked for is `number`, from 1."""

    form: Form
    values: V
    parameters: dict[str, str]
    number: int

    @property
    def is_active(self) -> bool:
        """Whether anything was chosen that is not so anyway."""
        return bool(self.parameters)

    def page(self, rows: Sequence[T]) -> Page[T]:
        """`rows` as fetched: those of this page and one more."""
        return paginate(rows, self.number, self.parameters)


def read_filter(form: Form, query: QueryParams, values: Callable[..., V]) -> Filter[V]:
    """`form` is new, and offers what there is to choose; its values by name make the `values`."""
    without = form.values
    form.process(query)
    for field in form:
        _settle(form, field, without[field.name])
    parameters = {n: str(v) for n, v in form.values.items() if v and v != without[n]}
    return Filter(form, values(**form.values), parameters, page_number(query.get("seite")))


def _settle(form: Form, field: Field, without: Any) -> None:
    """Its value, or the one it has `without` any: no field of a filter is refused."""
    if most := getattr(field, "max", 0):
        field.data = field.data[:most]
    if not field.validate(form) or not field.data:
        field.data = without
    field.raw_data, field.errors = None, ()


def or_none(value: Callable[[str], V]) -> Callable[[Any], V | None]:
    """For `coerce` of a ChoiceField: the empty option stands for None."""
    return lambda raw: value(raw) if raw else None
