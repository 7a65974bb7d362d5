"""The list and Ideen in several states, for residents and for staff; the sender's in each state."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from tests.support.pages import COORDINATOR, Address, Seite, fixed, own


def _idee(prefix: str, status: Ideenstatus) -> Address:
    """The first Idee in this state; for staff one of Heslach."""

    def address(session: Session, _settings: Settings) -> str:
        query = select(Idee.vorgangsnummer).where(Idee.status == status)
        if prefix.startswith("/intern"):
            query = query.join(Quartier).where(Quartier.slug == "heslach")
        return f"{prefix}/{session.exec(query.order_by(col(Idee.id))).first()}"

    return address


def _vorgang(status: Ideenstatus) -> SelectOfScalar[Vorgang]:
    return select(Vorgang).join(Idee).where(Idee.status == status)


_S = Ideenstatus
PAGES = (
    Seite("/ideen", fixed("/ideen")),
    Seite("/ideen", fixed("/ideen?suche=gibtesnicht"), "nothing found"),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", _S.veroeffentlicht)),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", _S.teilweise_umsetzbar), "answered"),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", _S.zusammengefuehrt), "merged"),
    Seite("/ideen/neu", fixed("/ideen/neu?quartier=heslach")),
    # The demo city has one of each but Ideen that were withdrawn or taken down.
    *(
        Seite("/vorgang/{token}", own(_vorgang(status)), f"Idee {status}")
        for status in _S
        if status not in (_S.zurueckgezogen, _S.verborgen)
    ),
    Seite("/vorgang/{token}/{schritt}", own(_vorgang(_S.eingereicht), "/zurueckziehung")),
    Seite("/intern/ideen", fixed("/intern/ideen"), "", COORDINATOR),
    *(
        Seite("/intern/ideen/{vorgangsnummer}", _idee("/intern/ideen", s), s.value, COORDINATOR)
        for s in (_S.eingereicht, _S.rueckfrage, _S.veroeffentlicht)
    ),
)
NO_PAGES = frozenset(
    {
        # The journeys come there by hand: what waits for a check page is nobody else's.
        "/ideen/neu/{token}",
        "/ideen/neu/{token}/pruefung",
        "/ideen/neu/{token}/foto",
        "/intern/ideen/{vorgangsnummer}/dateien/{schluessel}/{groesse}",
    }
)
