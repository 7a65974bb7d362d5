"""What staff say of a Sammlung that they open."""

from app.i18n import _l
from app.sammlungen.models import MOST
from app.web.fields import ChoiceField, IntField, TextField
from app.web.forms import Form


class SammlungForm(Form):
    """`quartier` is an id, `stunden` a number."""

    titel = TextField(
        _l("Wofür?"),
        max=120,
        required=True,
        hint=_l("Zum Beispiel: Sommerfest am Bihlplatz"),
        missing=_l("Bitte schreiben Sie, bei welchem Anlass Sie sammeln."),
    )
    quartier = ChoiceField(
        _l("In welchem Quartier?"),
        required=True,
        missing=_l("Bitte wählen Sie das Quartier aus der Liste."),
    )
    stunden = ChoiceField(
        _l("Wie lange gilt der Link?"),
        choices=[
            ("2", _l("2 Stunden")),
            ("4", _l("4 Stunden")),
            ("8", _l("8 Stunden")),
            ("24", _l("24 Stunden")),
        ],
        default="4",
        required=True,
    )
    hoechstens = IntField(
        _l("Wie viele Ideen höchstens?"),
        low=1,
        high=MOST,
        required=True,
        default=100,
        hint=_l("Danach gelten die üblichen Grenzen."),
    )
