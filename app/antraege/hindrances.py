"""Which step is possible when: the lifecycle, and how this Fonds decides (fonds.md 5.4)."""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum

from app.antraege.charge import missing, waits_for
from app.antraege.decision import is_binding, most_cent, waits_for_votum, weg, without_votum
from app.antraege.fristen import objection_until
from app.antraege.models import Antrag
from app.antraege.status import LEBENSLAUF, Antragsstatus, Schritt
from app.antraege.years import unpaid_because
from app.auth.permissions import Permission
from app.casework.questions import no_reminder
from app.errors import StepNotPossible
from app.i18n import _
from app.text.formats import datum

_S = Antragsstatus


def demand(antrag: Antrag, schritt: StrEnum, *, at: datetime) -> None:
    """Raises StepNotPossible with a sentence that says why."""
    LEBENSLAUF.demand(antrag.status, schritt)
    if reason := hindrance(antrag, schritt, at):
        raise StepNotPossible(reason)


def hindrance(antrag: Antrag, schritt: StrEnum, at: datetime) -> str:
    """What stands in the way of a step that the state allows, because of how this Fonds decides
    and of what was done before; "" where nothing does."""
    if schritt is Schritt.zuweisen:
        return _somebody_decides(antrag, at)
    match antrag.status:
        case _S.eingereicht:
            return _voted_before(antrag, schritt)
        case _S.rueckfrage:
            return _on_question(antrag, schritt, at)
        case _S.formal_geprueft:
            return _checked(antrag, schritt) or _nothing_to_release(antrag, schritt)
        case _S.votiert:
            judge = _bound if is_binding(antrag) else _recommended
            return judge(antrag, schritt, at) or _nothing_to_release(antrag, schritt)
    return ""


def hindrance_to(schritt: StrEnum) -> Callable[[Antrag, datetime], str]:
    """The same for one step, as a StaffStep asks it."""
    return lambda antrag, at: hindrance(antrag, schritt, at)


def _on_question(antrag: Antrag, schritt: StrEnum, at: datetime) -> str:
    if schritt is not Schritt.erinnern:
        return ""
    return no_reminder(antrag, antrag.faellig_am, at)


def _somebody_decides(antrag: Antrag, at: datetime) -> str:
    """Who checks may be ill; but who decides is chosen only where nobody can."""
    checks = waits_for(antrag, at) is Permission.antraege_pruefen
    if checks or missing(antrag, at):
        return ""
    return _("Wer zuständig ist, kann entscheiden. Übergeben wird nur, was sonst liegen bleibt.")


def _voted_before(antrag: Antrag, schritt: StrEnum) -> str:
    """It came back to the check: whoever checks does not decide past the Gremium."""
    if schritt is Schritt.ablehnen and antrag.voten and waits_for_votum(antrag):
        return _(
            "Über diesen Antrag ist schon abgestimmt worden. Prüfen Sie ihn, dann wird noch einmal "
            "abgestimmt."
        )
    return ""


def _checked(antrag: Antrag, schritt: StrEnum) -> str:
    if schritt in (Schritt.freigeben, Schritt.ablehnen) and not without_votum(antrag):
        return _("Über diesen Antrag wird erst abgestimmt. Erfassen Sie zuerst das Votum.")
    if schritt is Schritt.votum and not weg(antrag).votes:
        return _(
            "In diesem Fonds stimmt kein Gremium ab. Der Antrag kann gleich entschieden werden."
        )
    if schritt is Schritt.pruefung_zuruecknehmen and antrag.voten:
        return _("Über diesen Antrag ist schon abgestimmt worden. Die Prüfung bleibt bestehen.")
    return ""


def _bound(antrag: Antrag, schritt: StrEnum, at: datetime) -> str:
    """The body has decided (entscheidungen.md 16). A Yes may wait for the pot that is to pay."""
    if schritt is Schritt.zurueckstellen and most_cent(antrag) > 0 and unpaid_because(antrag):
        return ""
    if schritt in (Schritt.zurueckgeben, Schritt.zurueckstellen):
        return _("Der Beschluss gilt. Führen Sie ihn aus oder beanstanden Sie ihn.")
    if schritt is Schritt.ablehnen and most_cent(antrag) > 0:
        return _("Der Beschluss ist ein Ja. Führen Sie ihn aus oder beanstanden Sie ihn.")
    return _no_objection(antrag, at) if schritt is Schritt.beanstanden else ""


def _no_objection(antrag: Antrag, at: datetime) -> str:
    if any(votum.beanstandet_am for votum in antrag.voten):
        return _("Der Beschluss wurde schon einmal beanstandet. Der zweite gilt.")
    until = objection_until(antrag)
    if until and until < at:
        return _("Beanstanden war bis zum %(tag)s möglich. Der Beschluss gilt.") % {
            "tag": datum(until)
        }
    return ""


def _recommended(antrag: Antrag, schritt: StrEnum, _at: datetime) -> str:
    if schritt is not Schritt.beanstanden:
        return ""
    return _("Das Votum ist eine Empfehlung. Geben Sie den Antrag zurück, wenn etwas offen ist.")


def _nothing_to_release(antrag: Antrag, schritt: StrEnum) -> str:
    if schritt is not Schritt.freigeben:
        return ""
    if most_cent(antrag) > 0:
        return unpaid_because(antrag)
    if is_binding(antrag):
        return _("Der Beschluss ist ein Nein. Führen Sie ihn aus: Lehnen Sie den Antrag ab.")
    return _(
        "Das Gremium hat kein Geld empfohlen. Lehnen Sie den Antrag ab oder geben Sie ihn zurück."
    )
