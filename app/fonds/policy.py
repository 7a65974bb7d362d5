"""Who may do what with a Fonds."""

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.errors import YES, Verdict
from app.fonds.models import Fonds
from app.i18n import _


def may_see_account(actor: Actor, fonds: Fonds) -> Verdict:
    """The ledger with its Buchungen. `fonds.quartiere` must be loaded."""
    reach = actor.reach(Permission.fonds_sehen)
    quartiere = {quartier.id for quartier in fonds.quartiere}
    if (
        reach.city
        or fonds.stadtbezirk_id in reach.stadtbezirk_ids
        or quartiere & reach.quartier_ids
    ):
        return YES
    return Verdict(_("Das Konto dieses Fonds sehen nur die, die für ihn zuständig sind."))
