"""The form of the applicant, the sender's page in each state, and what staff see."""

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.antraege.formular.topics import TOPICS
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.fonds.models import Fonds
from app.settings import Settings
from app.vorgaenge.models import Vorgang
from tests.support.pages import (
    CITY,
    COORDINATOR,
    FONDS,
    HEAD_OF_DISTRICT,
    REVISION,
    Address,
    Seite,
    fixed,
    own,
)


def _antrag(status: Antragsstatus) -> Address:
    def address(session: Session, _settings: Settings) -> str:
        query = select(Antrag.vorgangsnummer).join(Fonds).where(Antrag.status == status)
        in_heslach = (col(Fonds.slug) == FONDS).desc()
        return (
            f"/intern/antraege/{session.exec(query.order_by(in_heslach, col(Antrag.id))).first()}"
        )

    return address


def _vorgang(status: Antragsstatus) -> SelectOfScalar[Vorgang]:
    return select(Vorgang).join(Antrag).where(Antrag.status == status)


_S = Antragsstatus
PAGES = (
    Seite("/fonds/{slug}/antrag", fixed(f"/fonds/{FONDS}/antrag")),
    *(
        Seite("/vorgang/{token}", own(_vorgang(s)), f"Antrag {s}")
        for s in _S
        if s is not _S.entwurf
    ),
    *(
        Seite(
            "/vorgang/{token}/antrag/{seite}",
            own(_vorgang(_S.entwurf), f"/antrag/{topic.key}?offen=1"),
            topic.key,
        )
        for topic in TOPICS
    ),
    *(
        Seite("/vorgang/{token}/antrag", own(_vorgang(s), "/antrag"), f"sent, {s}")
        for s in (_S.eingereicht, _S.abgeschlossen)
    ),
    Seite("/intern/antraege", fixed("/intern/antraege"), "", COORDINATOR),
    *(
        Seite("/intern/antraege/{vorgangsnummer}", _antrag(s), f"{s} {who}", who)
        for s, who in (
            (_S.eingereicht, COORDINATOR),
            (_S.rueckfrage, COORDINATOR),
            (_S.formal_geprueft, COORDINATOR),
            (_S.votiert, HEAD_OF_DISTRICT),
            (_S.bewilligt, HEAD_OF_DISTRICT),
            (_S.abgelehnt, REVISION),
            (_S.zurueckgestellt, CITY),
        )
    ),
)
NO_PAGES = frozenset(
    {
        "/vorgang/{token}/antrag/{seite}/{below:path}",
        "/vorgang/{token}/antrag/finanzierung/abgleich",
        "/vorgang/{token}/antrag/kosten/rechnung",
        "/intern/antraege/{vorgangsnummer}/dateien/{schluessel}/{groesse}",
    }
)
