"""Rules about who applies."""

from collections.abc import Iterator

from app.antraege.models import Antrag
from app.antraege.rules.base import Fund, Lage, Parameter, Seite, regel
from app.fonds.models import KINDS, Antragstellerart, Fonds, Schwere
from app.i18n import _, _l
from app.text.formats import listed

_MANY: dict[Antragstellerart, str] = {
    Antragstellerart.privatperson: _l("einzelne Menschen"),
    Antragstellerart.gruppe: _l("Gruppen ohne Verein"),
    Antragstellerart.verein: _l("Vereine"),
    Antragstellerart.traeger: _l("soziale Träger"),
    Antragstellerart.einrichtung: _l("Einrichtungen wie Schulen, Kitas oder Kirchen"),
    Antragstellerart.unternehmen: _l("Unternehmen"),
}


def _who_may(_wert: int, fonds: Fonds) -> str:
    allowed = {row.art for row in fonds.antragstellerarten}
    kinds = [str(word) for kind, word in _MANY.items() if kind in allowed]
    return _("Einen Antrag stellen dürfen %(arten)s.") % {"arten": listed(kinds)}


@regel(
    "R02",
    Schwere.B,
    Seite.wer,
    "art",
    sache=_l("Für diese Art von Antragsteller*innen nicht vorgesehen"),
    satz=_who_may,
)
def r02_applicant(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    art = antrag.antragsteller.art
    if art is not None and art not in {row.art for row in lage.fonds.antragstellerarten}:
        yield Fund(
            _(
                "Aus diesem Topf gibt es kein Geld für „%(art)s“. "
                "Fragen Sie bitte das Quartiersbüro, welcher Topf passt."
            )
            % {"art": KINDS[art]}
        )


@regel(
    "R03",
    Schwere.B,
    Seite.wer,
    "alter_bestaetigt",
    parameter=Parameter.jahre,
    vorgabe=16,
    sache=_l("Alter nicht bestätigt"),
    satz=lambda wert, _fonds: (
        _("Die verantwortliche Person ist mindestens %(jahre)s Jahre alt.") % {"jahre": wert}
    ),
)
def r03_age(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if not antrag.antragsteller.alter_bestaetigt:
        yield Fund(
            _(
                "Bestätigen Sie, dass die verantwortliche Person mindestens %(jahre)s Jahre alt "
                "ist. Ist sie jünger, nennen Sie eine ältere Person."
            )
            % {"jahre": wert}
        )


@regel(
    "R25",
    Schwere.B,
    Seite.wer,
    "person",
    sache=_l("Ein früherer Antrag ist noch offen"),
    satz=lambda _wert, _fonds: _(
        "Haben Sie schon einmal Geld bekommen? Dann brauchen wir zuerst den Nachweis dazu."
    ),
)
def r25_open_duties(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    # Told without details: whoever types another person's address must not learn more.
    if lage.offene_pflichten:
        yield Fund(
            _(
                "Zu einem früheren Antrag fehlt uns noch etwas. Solange lässt sich dieser Antrag "
                "nicht abschicken. Rufen Sie bitte das Quartiersbüro an."
            ),
            kurz=_("Nachweis oder Rückzahlung zu einem früheren Antrag fehlt"),
        )
