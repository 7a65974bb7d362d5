"""What staff may do. A Rolle is a set of permissions with one sentence for people."""

from dataclasses import dataclass
from enum import StrEnum

from app.i18n import _l


class Permission(StrEnum):
    intern = "intern"
    ideen_sehen = "ideen_sehen"
    ideen_moderieren = "ideen_moderieren"
    antraege_sehen = "antraege_sehen"
    verfahren_sehen = "verfahren_sehen"
    antraege_pruefen = "antraege_pruefen"
    votum_erfassen = "votum_erfassen"
    antraege_freigeben = "antraege_freigeben"
    antraege_als_amt = "antraege_als_amt"
    zustaendige_bestimmen = "zustaendige_bestimmen"
    fonds_sehen = "fonds_sehen"
    fonds_verwalten = "fonds_verwalten"
    kontakt_sehen = "kontakt_sehen"
    zahlungen_erfassen = "zahlungen_erfassen"
    verlauf_sehen = "verlauf_sehen"
    rollen_sehen = "rollen_sehen"
    personal_verwalten = "personal_verwalten"


class Rolle(StrEnum):
    quartierskoordination = "quartierskoordination"
    bezirksvorsteher = "bezirksvorsteher"
    gesamtkoordination = "gesamtkoordination"
    kasse = "kasse"
    revision = "revision"
    administration = "administration"


class Scope(StrEnum):
    """What a role is given for; but for the whole city, a column of Zustaendigkeit holds which."""

    quartier = "quartier"
    stadtbezirk = "stadtbezirk"
    stadt = "stadt"


@dataclass(frozen=True)
class Rollenprofil:
    """`has_tasks` is False for who only reads: nothing ever waits on their desk."""

    name: str
    satz: str
    scope: Scope
    permissions: frozenset[Permission]
    has_tasks: bool = True

    @property
    def needs_two(self) -> bool:
        """Whether a role decides on money, or gives such roles: one person alone cannot give it."""
        return bool(self.permissions & _ON_MONEY)


_P = Permission

# What an Antrag needs on its way to money, a Fonds, a payment; and who gives the roles for it. Up
# to the limit of a Fonds the Quartierskoordination decides too.
_ON_MONEY = frozenset(
    {
        _P.antraege_pruefen,
        _P.votum_erfassen,
        _P.antraege_freigeben,
        _P.antraege_als_amt,
        _P.fonds_verwalten,
        _P.zahlungen_erfassen,
        _P.personal_verwalten,
    }
)

PROFILE: dict[Rolle, Rollenprofil] = {
    Rolle.quartierskoordination: Rollenprofil(
        _l("Quartierskoordination"),
        _l("Prüft Ideen und Anträge der eigenen Quartiere, fragt nach und hält Voten fest."),
        Scope.quartier,
        frozenset(
            {
                _P.intern,
                _P.ideen_sehen,
                _P.ideen_moderieren,
                _P.antraege_sehen,
                _P.verfahren_sehen,
                _P.antraege_pruefen,
                _P.votum_erfassen,
                _P.fonds_sehen,
                _P.kontakt_sehen,
            }
        ),
    ),
    Rolle.bezirksvorsteher: Rollenprofil(
        _l("Bezirksvorsteher*in"),
        _l("Entscheidet im eigenen Stadtbezirk oder führt aus, was ein Gremium beschließt."),
        Scope.stadtbezirk,
        frozenset(
            {
                _P.intern,
                _P.ideen_sehen,
                _P.antraege_sehen,
                _P.verfahren_sehen,
                _P.antraege_freigeben,
                _P.fonds_sehen,
            }
        ),
    ),
    Rolle.gesamtkoordination: Rollenprofil(
        _l("Gesamtkoordination"),
        _l(
            "Behält alle Quartiere, ihre Ideen und ihre Fonds im Blick, springt ein, wo niemand "
            "zuständig ist, und entscheidet, wo ein Fonds das dem Amt überlässt."
        ),
        Scope.stadt,
        frozenset(
            {
                _P.intern,
                _P.ideen_sehen,
                _P.ideen_moderieren,
                _P.antraege_sehen,
                _P.verfahren_sehen,
                _P.antraege_als_amt,
                _P.zustaendige_bestimmen,
                _P.fonds_sehen,
                _P.fonds_verwalten,
                _P.kontakt_sehen,
                _P.rollen_sehen,
            }
        ),
    ),
    Rolle.kasse: Rollenprofil(
        _l("Kasse"),
        _l("Sieht, was bewilligt ist und ausgezahlt werden kann."),
        Scope.stadt,
        frozenset({_P.intern, _P.antraege_sehen, _P.fonds_sehen, _P.zahlungen_erfassen}),
        has_tasks=False,
    ),
    Rolle.revision: Rollenprofil(
        _l("Revision"),
        _l("Liest alles, auch den Verlauf, und ändert nichts."),
        Scope.stadt,
        frozenset(
            {
                _P.intern,
                _P.ideen_sehen,
                _P.antraege_sehen,
                _P.verfahren_sehen,
                _P.fonds_sehen,
                _P.kontakt_sehen,
                _P.verlauf_sehen,
                _P.rollen_sehen,
            }
        ),
        has_tasks=False,
    ),
    Rolle.administration: Rollenprofil(
        _l("Administration"),
        _l("Lädt Personal ein und vergibt Rollen; entscheidet nicht über Geld."),
        Scope.stadt,
        frozenset({_P.intern, _P.personal_verwalten, _P.verlauf_sehen, _P.rollen_sehen}),
    ),
}


def permits(rolle: Rolle, permission: Permission) -> bool:
    return permission in PROFILE[rolle].permissions
