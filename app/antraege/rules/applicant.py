"""Rules about who applies."""

from collections.abc import Iterator

from app.antraege.models import Antrag
from app.antraege.rules.base import Fund, Lage, Parameter, Seite, regel
from app.fonds.models import KINDS, Fonds, Schwere
from app.i18n import _


def _who_may(_wert: int, fonds: Fonds) -> str:
    erlaubt = {row.art for row in fonds.antragstellerarten}
    arten = ", ".join(str(name) for art, name in KINDS.items() if art in erlaubt)
    return _("Einen Antrag stellen können: %(arten)s.") % {"arten": arten}


@regel("R02", Schwere.B, Seite.wer, "art", satz=_who_may)
def r02_applicant(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    art = antrag.antragsteller.art
    if art is not None and art not in {row.art for row in lage.fonds.antragstellerarten}:
        yield Fund(
            _(
                "Aus diesem Topf gibt es kein Geld für „%(art)s“. "
                "Das Quartiersbüro sagt Ihnen gern, welcher Topf passt."
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
    satz=lambda _wert, _fonds: _(
        "Wer schon einmal Geld bekommen hat, hat die Nachweise dazu abgegeben."
    ),
)
def r25_open_duties(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    # Told without details: whoever types another person's address must not learn more.
    if lage.offene_pflichten:
        yield Fund(
            _(
                "Zu einem früheren Antrag fehlt uns noch etwas. Bitte klären Sie das zuerst mit "
                "dem Quartiersbüro. Danach können Sie diesen Antrag abschicken."
            )
        )
