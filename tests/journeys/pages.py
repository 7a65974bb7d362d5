"""Every page of the portal with an address in the demo city, and who opens it.

A test compares this list with the list of all routes: whoever adds a page adds it here.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from app.antraege.formular.topics import TOPICS
from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from app.auth.models import Mitarbeiter
from app.fonds.models import Fonds, Fondsjahr
from app.ideen.models import Idee
from app.ideen.status import Ideenstatus
from app.projekte.models import Projekt
from app.quartiere.models import Quartier
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.models import Vorgang

COORDINATOR, HEAD_OF_DISTRICT = "koordination-heslach", "bezirk-sued"
CITY, REVISION, ADMINISTRATION = "gesamtkoordination", "revision", "administration"
FONDS = "quartiersfonds-heslach"

Address = Callable[[Session, Settings], str]


@dataclass(frozen=True)
class Seite:
    """`who` is the `sub` of a member of staff, or "" for a resident."""

    route: str
    address: Address
    name: str = ""
    who: str = ""

    def __str__(self) -> str:
        return f"{self.route} {self.name}".strip()


def _fixed(address: str) -> Address:
    return lambda _session, _settings: address


def _own(query: SelectOfScalar[Vorgang], rest: str = "") -> Address:
    """Below the secret link of the first Vorgang that is found."""

    def address(session: Session, settings: Settings) -> str:
        vorgang = session.exec(query.order_by(col(Vorgang.id))).first()
        assert vorgang is not None, "the demo city has no such Vorgang"
        token = links.token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)
        return f"/vorgang/{token}{rest}"

    return address


def _of_idee(status: Ideenstatus) -> SelectOfScalar[Vorgang]:
    return select(Vorgang).join(Idee).where(Idee.status == status)


def _of_antrag(status: Antragsstatus) -> SelectOfScalar[Vorgang]:
    return select(Vorgang).join(Antrag).where(Antrag.status == status)


def _idee(prefix: str, *status: Ideenstatus) -> Address:
    """The first Idee in one of these states; for staff one of Heslach."""

    def address(session: Session, _settings: Settings) -> str:
        query = select(Idee.vorgangsnummer).where(col(Idee.status).in_(status))
        if prefix.startswith("/intern"):
            query = query.join(Quartier).where(Quartier.slug == "heslach")
        return f"{prefix}/{session.exec(query.order_by(col(Idee.id))).first()}"

    return address


def _antrag(status: Antragsstatus) -> Address:
    def address(session: Session, _settings: Settings) -> str:
        query = select(Antrag.vorgangsnummer).join(Fonds).where(Antrag.status == status)
        in_heslach = (col(Fonds.slug) == FONDS).desc()
        return (
            f"/intern/antraege/{session.exec(query.order_by(in_heslach, col(Antrag.id))).first()}"
        )

    return address


def _projekt(session: Session, _settings: Settings) -> str:
    return f"/projekte/{session.exec(select(Projekt.slug).order_by(col(Projekt.id))).first()}"


def _colleague(session: Session, _settings: Settings) -> str:
    person = session.exec(select(Mitarbeiter).where(Mitarbeiter.oidc_sub == COORDINATOR)).first()
    return f"/intern/personal/{person.id if person else 1}"


def _pot_account(session: Session, _settings: Settings) -> str:
    jahr = session.exec(
        select(Fondsjahr.jahr).join(Fonds).where(Fonds.slug == FONDS).order_by(col(Fondsjahr.jahr))
    ).all()[-1]
    return f"/intern/fonds/{FONDS}/{jahr}"


_PUBLIC = (
    Seite("/", _fixed("/")),
    Seite("/", _fixed("/?stadtteil=Südheim"), "hits"),
    Seite("/", _fixed("/?stadtteil=Xyzabc"), "no hit"),
    Seite("/quartiere", _fixed("/quartiere")),
    Seite("/quartiere/{slug}", _fixed("/quartiere/heslach")),
    Seite("/quartiere/{slug}", _fixed("/quartiere/rot"), "without a pot"),
    Seite("/projekte", _fixed("/projekte")),
    Seite("/projekte/{slug}", _projekt),
    Seite("/ideen", _fixed("/ideen")),
    Seite("/ideen", _fixed("/ideen?suche=gibtesnicht"), "nothing found"),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", Ideenstatus.veroeffentlicht)),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", Ideenstatus.teilweise_umsetzbar), "answered"),
    Seite("/ideen/{vorgangsnummer}", _idee("/ideen", Ideenstatus.zusammengefuehrt), "merged"),
    Seite("/ideen/neu", _fixed("/ideen/neu?quartier=heslach")),
    Seite("/fonds", _fixed("/fonds")),
    Seite("/fonds/{slug}", _fixed(f"/fonds/{FONDS}")),
    Seite("/fonds/{slug}/antrag", _fixed(f"/fonds/{FONDS}/antrag")),
    Seite("/vorgang", _fixed("/vorgang")),
    Seite("/hilfe", _fixed("/hilfe")),
    Seite("/leichte-sprache", _fixed("/leichte-sprache")),
    Seite("/netiquette", _fixed("/netiquette")),
    Seite("/datenschutz", _fixed("/datenschutz")),
    Seite("/impressum", _fixed("/impressum")),
    Seite("/barrierefreiheit", _fixed("/barrierefreiheit")),
    Seite("/barrierefreiheit/danke", _fixed("/barrierefreiheit/danke")),
    Seite("/intern/anmeldung", _fixed("/intern/anmeldung")),
    Seite("/entwicklung/bausteine", _fixed("/entwicklung/bausteine")),
)

# The demo city has one of each but Ideen that were withdrawn.
_IDEEN = [status for status in Ideenstatus if status is not Ideenstatus.zurueckgezogen]
_TOPICS = [topic.key for topic in TOPICS]

_HOLDER = (
    *(Seite("/vorgang/{token}", _own(_of_idee(s)), f"Idee {s}") for s in _IDEEN),
    *(
        Seite("/vorgang/{token}", _own(_of_antrag(s)), f"Antrag {s}")
        for s in Antragsstatus
        if s is not Antragsstatus.entwurf
    ),
    *(
        Seite(
            "/vorgang/{token}/antrag/{seite}",
            _own(_of_antrag(Antragsstatus.entwurf), f"/antrag/{key}?offen=1"),
            key,
        )
        for key in _TOPICS
    ),
    *(
        Seite("/vorgang/{token}/antrag", _own(_of_antrag(s), "/antrag"), f"sent, {s}")
        for s in (Antragsstatus.eingereicht, Antragsstatus.abgeschlossen)
    ),
    Seite(
        "/vorgang/{token}/{schritt}",
        _own(_of_idee(Ideenstatus.eingereicht), "/zurueckziehung"),
    ),
)

_STAFF = (
    Seite("/intern", _fixed("/intern"), "coordinator", COORDINATOR),
    Seite("/intern", _fixed("/intern"), "head of district", HEAD_OF_DISTRICT),
    Seite("/intern/ideen", _fixed("/intern/ideen"), "", COORDINATOR),
    *(
        Seite("/intern/ideen/{vorgangsnummer}", _idee("/intern/ideen", s), s.value, COORDINATOR)
        for s in (Ideenstatus.eingereicht, Ideenstatus.rueckfrage, Ideenstatus.veroeffentlicht)
    ),
    Seite("/intern/antraege", _fixed("/intern/antraege"), "", COORDINATOR),
    *(
        Seite("/intern/antraege/{vorgangsnummer}", _antrag(s), f"{s} {who}", who)
        for s, who in (
            (Antragsstatus.eingereicht, COORDINATOR),
            (Antragsstatus.rueckfrage, COORDINATOR),
            (Antragsstatus.formal_geprueft, COORDINATOR),
            (Antragsstatus.votiert, HEAD_OF_DISTRICT),
            (Antragsstatus.bewilligt, HEAD_OF_DISTRICT),
            (Antragsstatus.abgelehnt, REVISION),
            (Antragsstatus.zurueckgestellt, CITY),
        )
    ),
    Seite("/intern/fonds", _fixed("/intern/fonds"), "", HEAD_OF_DISTRICT),
    Seite("/intern/fonds/{slug}/{jahr}", _pot_account, "", HEAD_OF_DISTRICT),
    Seite("/intern/verlauf", _fixed("/intern/verlauf"), "", REVISION),
    Seite("/intern/loeschlauf", _fixed("/intern/loeschlauf"), "", ADMINISTRATION),
    Seite("/intern/personal", _fixed("/intern/personal"), "", ADMINISTRATION),
    Seite("/intern/personal/einladung", _fixed("/intern/personal/einladung"), "", ADMINISTRATION),
    Seite("/intern/personal/{staff_id}", _colleague, "", ADMINISTRATION),
)

PUBLIC, PAGES = _PUBLIC, (*_PUBLIC, *_HOLDER, *_STAFF)

# Answers of a GET that are no pages: files, figures, addresses that lead elsewhere.
NO_PAGES = frozenset(
    {
        "/healthz",
        "/readyz",
        "/metrics",
        "/dateien/{schluessel}/{groesse}",
        "/ideen/neu/pruefung",
        "/vorgang/{token}/antrag/{seite}/{below:path}",
        "/vorgang/{token}/antrag/finanzierung/abgleich",
        "/vorgang/{token}/antrag/kosten/rechnung",
        "/vorgang/{token}/dateien/{schluessel}/{groesse}",
        "/intern/anmeldung/rueckkehr",
        "/intern/abmeldung",
        "/intern/ideen/{vorgangsnummer}/dateien/{schluessel}/{groesse}",
        "/intern/antraege/{vorgangsnummer}/dateien/{schluessel}/{groesse}",
    }
)
