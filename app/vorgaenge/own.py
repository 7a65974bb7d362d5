"""Steps on the Vorgang itself: its address, its link, an objection."""

from datetime import datetime

from sqlmodel import Session

from app.auth.actor import Actor
from app.errors import StepNotPossible
from app.history.chain import record
from app.i18n import _
from app.ideen import actions as idee_actions
from app.ideen.models import Idee
from app.mail.outbox import forward_undelivered, queue
from app.settings import Settings
from app.vorgaenge import items
from app.vorgaenge.actions import renew_link
from app.vorgaenge.models import Vorgang


def change_email(session: Session, vorgang: Vorgang, *, email: str, at: datetime) -> None:
    """The record says that it changed, not to what: addresses must stay deletable."""
    vorgang.email = email or None
    forward_undelivered(session, vorgang.vorgangsnummer, to=vorgang.email, at=at)
    _record(session, vorgang, "email_aendern", at=at)


def send_link(session: Session, vorgang: Vorgang, *, at: datetime) -> None:
    """Raises StepNotPossible where no address is known."""
    if not vorgang.email:
        raise StepNotPossible(
            _("Wir haben keine E-Mail-Adresse von Ihnen. Bitte tragen Sie zuerst eine ein.")
        )
    queue(session, to=vorgang.email, template="vorgang_link", thread=vorgang.vorgangsnummer, at=at)
    _record(session, vorgang, "link_senden", at=at)


def renew(session: Session, settings: Settings, vorgang: Vorgang, *, at: datetime) -> None:
    renew_link(settings, vorgang)
    _record(session, vorgang, "link_erneuern", at=at)


def object_to_refusal(session: Session, vorgang: Vorgang, *, text: str, at: datetime) -> None:
    item = items.item_of(session, vorgang, lock=True)
    if not isinstance(item, Idee):
        raise StepNotPossible(_("Dagegen können Sie hier nicht widersprechen. Rufen Sie uns an."))
    by = Actor.holder(vorgang.vorgangsnummer)
    idee_actions.widersprechen(session, item, text=text, by=by, at=at)


def _record(session: Session, vorgang: Vorgang, step: str, *, at: datetime) -> None:
    # Staff lock the item and write to the same chain.
    items.item_of(session, vorgang, lock=True)
    by = Actor.holder(vorgang.vorgangsnummer)
    record(session, thread=vorgang.vorgangsnummer, step=step, by=by, at=at, public=False)
