"""Who may do what with a Fonds."""

from app.auth.actor import Actor
from app.auth.permissions import Permission, Scope
from app.errors import YES, Verdict
from app.fonds.models import Fonds
from app.i18n import _


def may_see_account(actor: Actor, fonds: Fonds) -> Verdict:
    """The ledger with its Buchungen. `fonds.quartiere` must be loaded."""
    if _holds(actor, Permission.fonds_sehen, fonds):
        return YES
    return Verdict(_("Das Konto dieses Fonds sehen nur die, die für ihn zuständig sind."))


def may_termine_eintragen(actor: Actor, fonds: Fonds) -> Verdict:
    """`fonds.quartiere` must be loaded."""
    if _holds(actor, Permission.fonds_verwalten, fonds):
        return YES
    return Verdict(_("Die Termine dieses Fonds trägt nur ein, wer ihn verwaltet."))


def _holds(actor: Actor, permission: Permission, fonds: Fonds) -> bool:
    quartiere = ((Scope.quartier, quartier.id) for quartier in fonds.quartiere)
    return actor.reach(permission).covers((Scope.stadtbezirk, fonds.stadtbezirk_id), *quartiere)
