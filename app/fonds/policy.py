"""Who may do what with a Fonds."""

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.auth.verdict import YES, Verdict
from app.fonds.models import Fonds
from app.fonds.queries import Topf
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


def may_apply(topf: Topf) -> Verdict:
    """For everybody: is the year open, and is there a pot to ask?"""
    if topf.fondsjahr is None:
        return Verdict(
            _(
                "Für dieses Jahr ist der Fonds noch nicht eröffnet. "
                "Das Quartiersbüro sagt Ihnen, ab wann Sie einen Antrag stellen können."
            )
        )
    return YES
