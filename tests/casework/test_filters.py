"""The filter of a list: what of an address is understood, and what stays in the next one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from starlette.datastructures import QueryParams

from app.casework.filters import Filter, or_none, read_filter
from app.text.paging import PER_PAGE, Page
from app.web.fields import ChoiceField, DateField, TextField
from app.web.forms import Form
from tests.support.each import each


class Farbe(StrEnum):
    rot = "rot"
    blau = "blau"
    geheim = "geheim"


class FarbForm(Form):
    suche = TextField("Suche", max=8)
    farbe = ChoiceField(
        "Farbe", choices=[("rot", "Rot"), ("blau", "Blau")], empty="Alle", coerce=or_none(Farbe)
    )
    folge = ChoiceField("Folge", choices=[("neu", "Neue"), ("alt", "Alte")], default="neu")
    von = DateField("Von")


@dataclass(frozen=True)
class Farbfilter:
    suche: str = ""
    farbe: Farbe | None = None
    folge: str = "neu"
    von: date | None = None


def _read(query: str) -> Filter[Farbfilter]:
    return read_filter(FarbForm(), QueryParams(query), Farbfilter)


@each(
    ("query", "values", "parameters"),
    [
        ("farbe=rot", Farbfilter(farbe=Farbe.rot), {"farbe": "rot"}),
        ("folge=alt", Farbfilter(folge="alt"), {"folge": "alt"}),
        ("von=2026-11-24", Farbfilter(von=date(2026, 11, 24)), {"von": "2026-11-24"}),
        ("von=24.11.2026", Farbfilter(von=date(2026, 11, 24)), {"von": "2026-11-24"}),
        ("suche=%20lang+und+laenger", Farbfilter(suche="lang und"), {"suche": "lang und"}),
        ("suche=a&suche=b&seite=3", Farbfilter(suche="a"), {"suche": "a"}),
    ],
)
def test_what_is_chosen_stays_from_page_to_page(
    query: str, values: Farbfilter, parameters: dict[str, str]
) -> None:
    found = _read(query)
    assert found.values == values
    assert found.parameters == parameters
    assert found.is_active
    again = Page((), 1, True, found.parameters, PER_PAGE + 1).next_address or ""
    assert _read(again.removeprefix("?")).values == values
    assert all(not field.errors for field in found.form)


@each(
    "query",
    [
        "",
        "farbe=&suche=&folge=&von=",
        "farbe=gelb",
        "farbe=geheim",
        "farbe[]=rot&farben=rot",
        "folge=quer",
        "von=kaputt",
        "von=9999-12-31",
        "suche=%00%20",
        "seite=-1",
        "seite=drei&von=0001-01-01",
    ],
)
def test_nonsense_is_as_if_it_were_not_there(query: str) -> None:
    found = _read(query)
    assert found.values == Farbfilter()
    assert (found.parameters, found.number, found.is_active) == ({}, 1, False)
    for field in found.form:
        assert str(field()) == str(_read("").form[field.name]())
        assert not field.errors
