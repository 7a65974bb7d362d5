"""What the steps of moderation share: taking an Idee up, and bringing it back to the desk."""

from datetime import datetime

from sqlmodel import Session, col, update

from app.auth.actor import Actor
from app.casework.notes import note
from app.files.models import Datei, Dateiart
from app.fristen import working_days_after
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.vorgaenge.messages import reply

PRUEFEN_WERKTAGE = 3


def show_pictures(session: Session, idee: Idee, *, public: bool) -> bool:
    """Whether it has any. A PDF never is public."""
    pictures = session.exec(
        update(Datei)
        .where(
            col(Datei.thread) == idee.vorgangsnummer,
            col(Datei.zweck) == "idee",
            col(Datei.art) == Dateiart.bild,
        )
        .values(oeffentlich=public)
    )
    return pictures.rowcount > 0


def take_up(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """Whoever decides on a new Idee has taken it up for moderation by that."""
    if idee.status is Ideenstatus.eingereicht:
        before = LEBENSLAUF.move(idee, Schritt.pruefen)
        note(session, idee, Schritt.pruefen, before, by=by, at=at, public=False)


def back_to_desk(
    session: Session,
    idee: Idee,
    schritt: Schritt,
    *,
    by: Actor,
    at: datetime,
    text: str | None = None,
) -> None:
    """To moderation once more, where it was, with what the sender said: "" where a photo says it
    all."""
    desk = Ideenstatus.verborgen if idee.verborgen_als else Ideenstatus.in_pruefung
    before = LEBENSLAUF.move(idee, schritt, to=desk)
    idee.pruefen_bis = working_days_after(at, PRUEFEN_WERKTAGE)
    if text is not None:
        reply(session, idee, text, at=at)
    note(session, idee, schritt, before, by=by, at=at, public=False)
