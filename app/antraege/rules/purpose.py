"""Rules about whom it is for, and what it is good for."""

from collections.abc import Iterator

from app.antraege.models import Antrag
from app.antraege.rules.base import REGELN, Fund, Lage, Parameter, Seite, regel
from app.fonds.models import Fonds, Schwere
from app.i18n import _, _l, ngettext
from app.quartiere.begriffe import ZIELDIMENSIONEN
from app.text.formats import listed


@regel(
    "R22",
    Schwere.B,
    Seite.wann_wo,
    "oeffentlich",
    sache=_l("Offen für alle und kostenlos"),
    satz=lambda _wert, _fonds: _(
        "Alle aus dem Quartier dürfen kommen, das Mitmachen ist kostenlos, und niemand macht damit "
        "Gewinn. Kostet es doch etwas, schreiben Sie im Antrag, wie viel und wofür."
    ),
    hears_reasons=True,
)
def r22_open_to_all(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    """A fee is no profit yet: it wants a sentence, and R21 lets nothing be left over."""
    if antrag.oeffentlich is None:
        yield Fund(_("Sagen Sie uns, ob alle aus dem Quartier kommen dürfen."))
    elif not antrag.oeffentlich:
        yield Fund(
            _(
                "Dieser Topf ist für Aktionen, zu denen alle aus dem Quartier kommen dürfen. "
                "Öffnen Sie Ihre Aktion für alle, oder fragen Sie das Quartiersbüro nach "
                "anderem Geld."
            ),
            kurz=_("Nicht für alle offen"),
        )
    if antrag.kostenlos is None:
        yield Fund(_("Sagen Sie uns, ob das Mitmachen kostenlos ist."), feld="kostenlos")
    elif not antrag.kostenlos:
        yield Fund(
            _(
                "Bei diesem Topf soll das Mitmachen nichts kosten. Lassen Sie alle kostenlos "
                "mitmachen, oder schreiben Sie, was es kostet und wofür Sie dieses Geld brauchen."
            ),
            feld="kostenlos",
            warns_only=True,
            kurz=_("Mitmachen kostet etwas"),
        )


@regel(
    "R28",
    Schwere.B,
    Seite.was,
    "zieldimensionen",
    parameter=Parameter.anzahl,
    vorgabe=1,
    sache=_l("Wobei die Aktion hilft"),
    satz=lambda wert, _fonds: (
        ngettext(
            "Ihre Aktion hilft bei mindestens einem dieser Ziele: %(ziele)s.",
            "Ihre Aktion hilft bei mindestens %(n)s dieser Ziele: %(ziele)s.",
            wert,
        )
        % {"n": wert, "ziele": listed([f"„{word}“" for word in ZIELDIMENSIONEN.values()])}
    ),
)
def r28_goals(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if len(antrag.zieldimensionen) < wert:
        yield Fund(demand_goals(wert), kurz=_("Zu wenige Ziele angekreuzt"))


def demand_goals(n: int) -> str:
    return ngettext(
        "Kreuzen Sie an, wobei die Aktion hilft: mindestens eines.",
        "Kreuzen Sie an, wobei die Aktion hilft: mindestens %(n)s.",
        n,
    ) % {"n": n}


def goals_needed(fonds: Fonds) -> int:
    """How many goals have to be named before money is kept (R28); 0 where the Fonds asks for
    none."""
    for row in fonds.regeln:
        if row.regel == "R28" and row.schwere is not Schwere.I:
            return REGELN["R28"].wert(row)
    return 0
