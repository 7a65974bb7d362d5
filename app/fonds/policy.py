"""Who may do what with a Fonds."""

from app.auth.actor import Actor
from app.auth.permissions import Permission, Scope
from app.errors import YES, Verdict
from app.fonds.models import Fonds
from app.i18n import _


def may_see_account(actor: Actor, fonds: Fonds) -> Verdict:
    """The ledger with its Buchungen. `fonds.quartiere` must be loaded."""
    reach = actor.reach(Permission.fonds_sehen)
    quartiere = ((Scope.quartier, quartier.id) for quartier in fonds.quartiere)
    if reach.covers((Scope.stadtbezirk, fonds.stadtbezirk_id), *quartiere):
        return YES
    return Verdict(_("Das Konto dieses Fonds sehen nur die, die für ihn zuständig sind."))
