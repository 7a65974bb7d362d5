"""Steps on the Vorgang itself: its address, its link."""

from datetime import datetime
from enum import StrEnum

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Features
from app.errors import StepNotPossible
from app.history.chain import record
from app.history.words import Words
from app.i18n import _, _l
from app.mail.outbox import forward_undelivered, queue
from app.settings import Settings
from app.text.keys import email_key
from app.vorgaenge.actions import renew_link
from app.vorgaenge.models import Vorgang, Zugang
from app.vorgaenge.sender import own


class Vorgangsschritt(StrEnum):
    """What the sender does with the Vorgang itself; staff read of it in the record alone."""

    email_aendern = "email_aendern"
    link_senden = "link_senden"
    link_erneuern = "link_erneuern"


WORDS = Words(
    {
        Vorgangsschritt.email_aendern: _l("E-Mail-Adresse geändert"),
        Vorgangsschritt.link_senden: _l("Link noch einmal gemailt"),
        Vorgangsschritt.link_erneuern: _l("Neuer Link angelegt"),
    },
    sender=_l("Absender*in"),
)


def change_email(
    features: Features, session: Session, vorgang: Vorgang, *, email: str, at: datetime
) -> bool:
    """Whether it took another's place, where somebody may have got the link. The record says that
    it changed, not to what: addresses must stay deletable.

    "" takes it away. Raises StepNotPossible for one that would be deleted next night.
    """
    if email:
        demand_contact(features, session, vorgang, at=at)
    # Staff lock the item and write to the same chain.
    mine = own(features, session, vorgang, lock=True)
    is_another = write_to(session, vorgang, email, at=at)
    mine.kind.address_changed(mine.item)
    return is_another


def write_to(session: Session, vorgang: Vorgang, email: str, *, at: datetime) -> bool:
    """Every mail about it goes there from now on, also what waits in the outbox. Whether it took
    another's place. Its item is locked."""
    before, vorgang.email = vorgang.email or "", email or None
    forward_undelivered(session, vorgang.vorgangsnummer, to=vorgang.email, at=at)
    _record(session, vorgang, Vorgangsschritt.email_aendern, at=at)
    return bool(before and email) and email_key(before) != email_key(email)


def demand_contact(features: Features, session: Session, vorgang: Vorgang, *, at: datetime) -> None:
    """Raises StepNotPossible once the time of an address is over."""
    mine = own(features, session, vorgang)
    if mine.kind.contact_over(session, mine.item, at):
        raise StepNotPossible(
            _("Zu diesem Vorgang speichern wir keine E-Mail-Adresse mehr: Die Zeit dafür ist um.")
        )


def send_link(features: Features, session: Session, vorgang: Vorgang, *, at: datetime) -> None:
    """Raises StepNotPossible where no address is known."""
    if not vorgang.email:
        raise StepNotPossible(
            _("Wir haben keine E-Mail-Adresse von Ihnen. Bitte tragen Sie zuerst eine ein.")
        )
    queue(
        session,
        to=vorgang.email,
        template="vorgang_link",
        thread=vorgang.vorgangsnummer,
        sprache=vorgang.sprache,
        at=at,
    )
    own(features, session, vorgang, lock=True)
    _record(session, vorgang, Vorgangsschritt.link_senden, at=at)


def renew(
    features: Features, session: Session, settings: Settings, vorgang: Vorgang, *, at: datetime
) -> Zugang:
    """The new one: the old link and code stop working."""
    zugang = renew_link(session, settings, vorgang, at=at)
    own(features, session, vorgang, lock=True)
    _record(session, vorgang, Vorgangsschritt.link_erneuern, at=at)
    return zugang


def _record(session: Session, vorgang: Vorgang, step: Vorgangsschritt, *, at: datetime) -> None:
    by = Actor.holder(vorgang.vorgangsnummer)
    record(session, thread=vorgang.vorgangsnummer, step=step, by=by, at=at, public=False)
