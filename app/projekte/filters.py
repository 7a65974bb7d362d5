"""What the address of the list of Projekte asks for; nonsense in it is ignored."""

from collections.abc import Iterable
from dataclasses import dataclass

from starlette.datastructures import QueryParams

from app.i18n import _l
from app.projekte.status import OEFFENTLICH, PROJEKTSTATUS, Projektstatus
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELGRUPPEN, Handlungsfeld, Zielgruppe
from app.text.inputs import member_or_none
from app.web.fields import ChoiceField
from app.web.forms import Form


@dataclass(frozen=True)
class Projektfilter:
    """`quartier` is the slug of one that exists."""

    quartier: str | None = None
    handlungsfeld: Handlungsfeld | None = None
    zielgruppe: Zielgruppe | None = None
    status: Projektstatus | None = None

    @property
    def active(self) -> bool:
        return any(self.parameters.values())

    @property
    def parameters(self) -> dict[str, str | None]:
        return {
            "quartier": self.quartier,
            "handlungsfeld": self.handlungsfeld,
            "zielgruppe": self.zielgruppe,
            "status": self.status,
        }


class FilterForm(Form):
    quartier = ChoiceField(_l("Quartier"), empty=_l("Alle Quartiere"))
    handlungsfeld = ChoiceField(
        _l("Worum geht es?"), choices=HANDLUNGSFELDER.items(), empty=_l("Alle Handlungsfelder")
    )
    zielgruppe = ChoiceField(
        _l("Für wen?"), choices=ZIELGRUPPEN.items(), empty=_l("Alle Zielgruppen")
    )
    status = ChoiceField(
        _l("Stand"),
        choices=[(s, PROJEKTSTATUS[s]) for s in OEFFENTLICH],
        empty=_l("Jeder Stand"),
    )


def wanted_projekte(query: QueryParams, quartiere: Iterable[tuple[str, str]]) -> Projektfilter:
    """`quartiere` are (slug, name) of all that exist."""
    quartier = query.get("quartier")
    status = member_or_none(Projektstatus, query.get("status"))
    return Projektfilter(
        quartier=quartier if quartier in dict(quartiere) else None,
        handlungsfeld=member_or_none(Handlungsfeld, query.get("handlungsfeld")),
        zielgruppe=member_or_none(Zielgruppe, query.get("zielgruppe")),
        status=status if status in OEFFENTLICH else None,
    )


def filter_form(wanted: Projektfilter, quartiere: Iterable[tuple[str, str]]) -> FilterForm:
    form = FilterForm(data=wanted.parameters)
    form.quartier.offer(quartiere)
    return form
