"""Who may do what with an Idee. Rights only; the lifecycle is the model's matter."""

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.errors import YES, Verdict
from app.i18n import _
from app.ideen.models import Idee
from app.quartiere.zustaendigkeit import covers


def may_moderieren(actor: Actor, idee: Idee) -> Verdict:
    """Publish, redact, ask back, write down an answer, refuse. Needs `quartier` and `stadtteil`
    loaded."""
    return _in_charge(actor, idee, Permission.ideen_moderieren)


def may_einsehen(actor: Actor, idee: Idee) -> Verdict:
    """What is not public: messages, files, the text before it was redacted, inner steps."""
    return _in_charge(actor, idee, Permission.ideen_sehen)


def _in_charge(actor: Actor, idee: Idee, permission: Permission) -> Verdict:
    if covers(actor.reach(permission), idee.quartier, idee.stadtteil):
        return YES
    if idee.quartier is None:
        return Verdict(
            _("Diese Idee aus %(stadtteil)s prüft die Gesamtkoordination.")
            % {"stadtteil": idee.area_name}
        )
    return Verdict(
        _("Diese Idee prüft die Quartierskoordination von %(quartier)s.")
        % {"quartier": idee.area_name}
    )


def may_kontakt_sehen(actor: Actor, idee: Idee) -> Verdict:
    """The sender's address is shown only to those who have to answer."""
    reach = actor.reach(Permission.kontakt_sehen)
    if covers(reach, idee.quartier, idee.stadtteil) and (
        may_moderieren(actor, idee) or actor.has(Permission.verlauf_sehen)
    ):
        return YES
    return Verdict(_("Die Kontaktdaten sieht nur, wer die Idee prüft."))
