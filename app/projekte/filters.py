"""What the list of Projekte is filtered by."""

from dataclasses import dataclass

from app.casework.filters import or_none
from app.i18n import _l
from app.projekte.status import OEFFENTLICH, PROJEKTSTATUS, Projektstatus
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELGRUPPEN, Handlungsfeld, Zielgruppe
from app.web.fields import ChoiceField
from app.web.forms import Form


@dataclass(frozen=True)
class Projektfilter:
    """`quartier` is the slug of one that exists."""

    quartier: str | None = None
    handlungsfeld: Handlungsfeld | None = None
    zielgruppe: Zielgruppe | None = None
    status: Projektstatus | None = None


class FilterForm(Form):
    quartier = ChoiceField(_l("Quartier"), empty=_l("Alle Quartiere"), coerce=or_none(str))
    handlungsfeld = ChoiceField(
        _l("Worum geht es?"),
        choices=HANDLUNGSFELDER.items(),
        empty=_l("Alle Handlungsfelder"),
        coerce=or_none(Handlungsfeld),
    )
    zielgruppe = ChoiceField(
        _l("Für wen?"),
        choices=ZIELGRUPPEN.items(),
        empty=_l("Alle Zielgruppen"),
        coerce=or_none(Zielgruppe),
    )
    status = ChoiceField(
        _l("Stand"),
        choices=[(s, PROJEKTSTATUS[s]) for s in OEFFENTLICH],
        empty=_l("Jeder Stand"),
        coerce=or_none(Projektstatus),
    )
