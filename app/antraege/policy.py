"""Who may do what with an Antrag. Rights only: whether a step is possible now says `hindrances`.

All need of the Antrag loaded what `charge` needs, as `queries.staff_one` does.
"""

from app.antraege.charge import ROLES, decides, involved, stands_in
from app.antraege.decision import waits_for_votum, weg
from app.antraege.models import Antrag
from app.antraege.people import is_applicant
from app.antraege.status import Antragsstatus
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.errors import YES, Verdict
from app.i18n import _, _l
from app.quartiere.zustaendigkeit import covers
from app.text.formats import geld


def may_pruefen(actor: Actor, antrag: Antrag) -> Verdict:
    """Check formally, ask back, take up again."""
    return _unbiased(actor, antrag) and _in_charge(actor, antrag, Permission.antraege_pruefen)


def may_votum_erfassen(actor: Actor, antrag: Antrag) -> Verdict:
    return _unbiased(actor, antrag) and _in_charge(actor, antrag, Permission.votum_erfassen)


def may_freigeben(actor: Actor, antrag: Antrag) -> Verdict:
    """Four eyes: neither who checked nor who recorded the Votum."""
    return _four_eyes(actor, antrag) and _unbiased(actor, antrag) and _decides(actor, antrag)


def may_ablehnen(actor: Actor, antrag: Antrag) -> Verdict:
    """Formally by who checks; later by who decides."""
    if antrag.status is Antragsstatus.eingereicht:
        return may_pruefen(actor, antrag)
    return may_freigeben(actor, antrag)


def may_zurueckgeben(actor: Actor, antrag: Antrag) -> Verdict:
    """Return or object instead of deciding or carrying out."""
    return _unbiased(actor, antrag) and _in_charge(actor, antrag, weg(antrag).decides)


def may_zurueckstellen(actor: Actor, antrag: Antrag) -> Verdict:
    """And take up again: before the vote whoever brings it there, then whoever decides."""
    if waits_for_votum(antrag):
        return may_pruefen(actor, antrag)
    return _unbiased(actor, antrag) and _decides(actor, antrag)


def may_befangen_erklaeren(actor: Actor, antrag: Antrag) -> Verdict:
    if actor.staff_id in {row.staff_id for row in antrag.befangenheiten}:
        return Verdict(_("Ihre Befangenheit ist schon festgehalten."))
    return _takes_part(actor, antrag)


def may_befangenheit_zuruecknehmen(actor: Actor, antrag: Antrag) -> Verdict:
    """Until somebody else has acted on it."""
    own = next((row for row in antrag.befangenheiten if row.staff_id == actor.staff_id), None)
    if own is None:
        return Verdict(_("Sie haben sich nicht für befangen erklärt."))
    if own.fest:
        return Verdict(
            _("Inzwischen hat jemand anderes gehandelt. Ihre Befangenheit bleibt bestehen.")
        )
    return _takes_part(actor, antrag)


def may_zuweisen(actor: Actor, antrag: Antrag) -> Verdict:
    """Say who stands in where nobody in charge of the place can act (entscheidungen.md 4)."""
    return _unbiased(actor, antrag) and _in_charge(actor, antrag, Permission.zustaendige_bestimmen)


def may_as_sender(actor: Actor, antrag: Antrag) -> Verdict:
    """Fill in, submit, answer, withdraw: whoever holds the secret link."""
    if actor.vorgangsnummer == antrag.vorgangsnummer:
        return YES
    return Verdict(_("Das geht nur über den Link, den Sie von uns bekommen haben."))


def may_rueckantworten(actor: Actor, antrag: Antrag) -> Verdict:
    """The sender; or whoever checks, for an answer that came by phone or on paper."""
    return may_as_sender(actor, antrag) or may_pruefen(actor, antrag)


def may_kontakt_sehen(actor: Actor, antrag: Antrag) -> Verdict:
    """Address, e-mail and phone of the applicant."""
    return _in_charge(actor, antrag, Permission.kontakt_sehen)


def may_namen_sehen(actor: Actor, antrag: Antrag) -> Verdict:
    """Who asks: whoever decides has to know whether they are biased (§ 18 GemO)."""
    return _in_charge(actor, antrag, Permission.antraege_freigeben)


def _decides(actor: Actor, antrag: Antrag) -> Verdict:
    needed = decides(antrag, actor.at)
    verdict = _in_charge(actor, antrag, needed)
    if not verdict and needed is Permission.antraege_pruefen:
        limit = {"betrag": geld(antrag.fonds.grenze_koordination_cent or 0)}
        return Verdict(_("Bis %(betrag)s entscheidet die Quartierskoordination.") % limit)
    return verdict


def _takes_part(actor: Actor, antrag: Antrag) -> Verdict:
    """Whoever may act on it in any role."""
    verdicts = [_in_charge(actor, antrag, permission) for permission in ROLES]
    return next((verdict for verdict in verdicts if verdict), verdicts[0])


def _four_eyes(actor: Actor, antrag: Antrag) -> Verdict:
    if actor.staff_id not in involved(antrag):
        return YES
    if actor.staff_id in {antrag.geprueft_von_id, *(row.staff_id for row in antrag.pruefungen)}:
        return Verdict(
            _("Sie haben diesen Antrag geprüft. Entscheiden muss ihn eine andere Person.")
        )
    return Verdict(
        _("Sie haben das Votum zu diesem Antrag erfasst. Entscheiden muss eine andere Person.")
    )


def _unbiased(actor: Actor, antrag: Antrag) -> Verdict:
    if is_applicant(actor, antrag):
        return Verdict(_("Das ist Ihr eigener Antrag. Den übernimmt jemand anderes."))
    if actor.staff_id in {row.staff_id for row in antrag.befangenheiten}:
        return Verdict(
            _("Sie haben sich für befangen erklärt. Den Antrag übernimmt jemand anderes.")
        )
    return YES


def _in_charge(actor: Actor, antrag: Antrag, permission: Permission) -> Verdict:
    quartier = antrag.quartier
    if covers(actor.reach(permission), quartier) or stands_in(actor, antrag, permission):
        return YES
    if quartier is None:
        return Verdict(_("Dieser Antrag hat noch kein Quartier."))
    return Verdict(str(_NOT_IN_CHARGE[permission]) % {"quartier": quartier.name})


_NOT_IN_CHARGE = {
    Permission.antraege_pruefen: _l("Das macht die Quartierskoordination von %(quartier)s."),
    Permission.votum_erfassen: _l("Das Votum erfasst die Quartierskoordination von %(quartier)s."),
    Permission.antraege_freigeben: _l(
        "Das entscheidet die Bezirksvorsteher*in, die für %(quartier)s zuständig ist."
    ),
    Permission.antraege_als_amt: _l("Das entscheidet die Gesamtkoordination."),
    Permission.zustaendige_bestimmen: _l("Wer zuständig ist, bestimmt die Gesamtkoordination."),
    Permission.kontakt_sehen: _l("Die Kontaktdaten sieht nur, wer den Antrag prüft."),
}
