"""Who decides in a Fonds (fonds.md 5.4, entscheidungen.md 3, 5 and 16): one table.

Rights, steps, desks and what people read are all taken from it, so that they cannot disagree.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from app.auth.permissions import Permission
from app.fonds.models import Entscheidungsart, Fonds
from app.i18n import _, _l, ngettext
from app.text.formats import geld


@dataclass(frozen=True)
class Entscheidungsweg:
    """`votes` says that a body votes, `binds` that its vote is the decision: then `decides`, the
    permission of whoever acts after it, only carries out. `unanimous` is carried by nobody's no.

    `who` is for everybody, `vote` names what staff enter, `voted` is what the sender reads then.
    """

    votes: bool
    binds: bool
    decides: Permission
    who: str
    vote: str = ""
    voted: str = ""
    unanimous: bool = False


_LEADER, _OFFICE = Permission.antraege_freigeben, Permission.antraege_als_amt
_A = Entscheidungsart

WEGE: Mapping[Entscheidungsart, Entscheidungsweg] = {
    _A.koordination: Entscheidungsweg(
        votes=False,
        binds=False,
        decides=_LEADER,
        who=_l("Über größere Beträge entscheidet die Bezirksvorsteher*in."),
    ),
    _A.gremium_entscheidet: Entscheidungsweg(
        votes=True,
        binds=True,
        decides=_LEADER,
        who=_l("Ein Gremium aus dem Quartier stimmt ab und entscheidet."),
        vote=_l("Beschluss des Gremiums"),
        voted=_l("Das Gremium hat über Ihren Antrag entschieden."),
    ),
    _A.gremium_empfiehlt_bv_gibt_frei: Entscheidungsweg(
        votes=True,
        binds=False,
        decides=_LEADER,
        who=_l(
            "Ein Gremium aus dem Quartier stimmt ab und empfiehlt einen Betrag. "
            "Die Bezirksvorsteher*in entscheidet, höchstens über diesen Betrag."
        ),
        vote=_l("Votum des Gremiums"),
        voted=_l("Das Gremium hat über Ihren Antrag abgestimmt."),
    ),
    _A.bezirksbeirat: Entscheidungsweg(
        votes=True,
        binds=True,
        decides=_LEADER,
        who=_l("Der Bezirksbeirat berät und entscheidet in öffentlicher Sitzung."),
        vote=_l("Beschluss des Bezirksbeirats"),
        voted=_l("Der Bezirksbeirat hat über Ihren Antrag entschieden."),
    ),
    _A.gremium_empfiehlt_amt_entscheidet: Entscheidungsweg(
        votes=True,
        binds=False,
        decides=_OFFICE,
        who=_l(
            "Ein Gremium aus dem Quartier stimmt ab und empfiehlt einen Betrag. "
            "Die Gesamtkoordination der Stadt entscheidet, höchstens über diesen Betrag."
        ),
        vote=_l("Votum des Gremiums"),
        voted=_l("Das Gremium hat über Ihren Antrag abgestimmt."),
    ),
    _A.versammlung: Entscheidungsweg(
        votes=True,
        binds=True,
        decides=_LEADER,
        who=_l("Wer zur Versammlung kommt, stimmt ab. Die Versammlung entscheidet."),
        vote=_l("Beschluss der Versammlung"),
        voted=_l("Die Versammlung hat über Ihren Antrag entschieden."),
    ),
    _A.konsens: Entscheidungsweg(
        votes=True,
        binds=True,
        decides=_LEADER,
        who=_l("Die Runde entscheidet im Konsens: Es gilt, wogegen niemand stimmt."),
        vote=_l("Beschluss im Konsens"),
        voted=_l("Die Runde hat über Ihren Antrag entschieden."),
        unanimous=True,
    ),
    _A.bezirksvorsteher: Entscheidungsweg(
        votes=False,
        binds=False,
        decides=_LEADER,
        who=_l("Die Bezirksvorsteher*in entscheidet. Ein Gremium stimmt nicht ab."),
    ),
}

OHNE_VOTUM = frozenset(art for art, weg in WEGE.items() if not weg.votes)
"""In these the formal check leads straight to the decision."""


def wer_entscheidet(fonds: Fonds) -> list[str]:
    """Sentences for everybody, from the Fonds's own parameters."""
    weg = WEGE[fonds.entscheidungsart]
    whole = [str(weg.who), _objection(fonds) if weg.binds else ""]
    limit = _limit(fonds)
    return [s for s in ([*whole, limit] if weg.votes else [limit, *whole]) if s]


def _objection(fonds: Fonds) -> str:
    tage = fonds.frist_beanstandung_tage
    return ngettext(
        "Die Bezirksvorsteher*in führt den Beschluss aus. Sie kann ihn %(n)s Tag lang einmal "
        "mit einem Grund beanstanden. Dann wird noch einmal abgestimmt, und dabei bleibt es.",
        "Die Bezirksvorsteher*in führt den Beschluss aus. Sie kann ihn %(n)s Tage lang einmal "
        "mit einem Grund beanstanden. Dann wird noch einmal abgestimmt, und dabei bleibt es.",
        tage,
    ) % {"n": tage}


def _limit(fonds: Fonds) -> str:
    if fonds.grenze_koordination_cent is None:
        return ""
    return _(
        "Bis %(betrag)s entscheidet die Quartierskoordination ohne Abstimmung. Wer geprüft hat, "
        "entscheidet nicht: Gibt es keine zweite Person, entscheidet die Bezirksvorsteher*in."
    ) % {"betrag": geld(fonds.grenze_koordination_cent)}
