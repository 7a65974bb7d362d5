"""From a Vorgangsnummer, as people type it, to the page of whoever may work on it."""

from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Features
from app.errors import NotFound
from app.i18n import _
from app.vorgaenge.nummern import read_number


def address_of(features: Features, session: Session, actor: Actor, typed: str) -> str | None:
    """None for what is no number, and for what there is not or the actor does not see."""
    number = read_number(typed)
    if number is None:
        return None
    try:
        office = features.kind_of_number(number).office
        if not actor.has(office.permission):
            return None
        return office.address(office.load(session, actor, number))
    except NotFound:
        return None


def unknown_number(typed: str) -> str:
    """Why the search found nothing, in a sentence; whether there is no such Vorgang or it is
    somebody else's stays open."""
    number = read_number(typed)
    if number is None:
        return _("„%(nummer)s“ ist keine Vorgangsnummer. Beispiel: I-2026-00042.") % {
            "nummer": typed
        }
    return _(
        "%(nummer)s finden wir nicht. Vielleicht ist die Nummer vertippt, "
        "oder eine andere Stelle ist zuständig."
    ) % {"nummer": number}
