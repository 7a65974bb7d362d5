"""The filter of a list. It lives in the address, where nonsense is as if it were not there."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Select
from sqlmodel import Session
from starlette.datastructures import QueryParams
from wtforms import Field

from app.text.paging import Page, fetch_page, page_number
from app.web.forms import Form

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

    @property
    def address_parameters(self) -> dict[str, str]:
        """Filter and page, for the address to come back to."""
        return self.parameters | ({"seite": str(self.number)} if self.number > 1 else {})

    def page(self, session: Session, query: Select[Any]) -> Page[Any]:
        """The page asked for of what the query finds; its addresses say the filter again."""
        return fetch_page(session, query, self.number, self.parameters)


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
    field.raw_data, field.errors, field.process_errors = None, (), []


def or_none(value: Callable[[str], V]) -> Callable[[Any], V | None]:
    """For `coerce` of a ChoiceField: the empty option stands for None."""
    return lambda raw: value(raw) if raw else None
