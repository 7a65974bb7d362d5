"""Every page of the portal has an address in the demo city, and somebody who opens it.

Each room lists its pages in `tests/<room>/pages.py`: PAGES, and in NO_PAGES the answers of a GET
that are none, files and figures and addresses that lead elsewhere. The journeys look at all of
them; a test compares them with all routes.
"""

from collections.abc import Callable
from dataclasses import dataclass

from sqlmodel import Session, col
from sqlmodel.sql.expression import SelectOfScalar

from app.settings import Settings
from app.vorgaenge.models import Vorgang
from tests.support.zugang import secret_path

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


def fixed(address: str) -> Address:
    return lambda _session, _settings: address


def own(query: SelectOfScalar[Vorgang], rest: str = "") -> Address:
    """Below the secret link of the first Vorgang that is found."""

    def address(session: Session, settings: Settings) -> str:
        vorgang = session.exec(query.order_by(col(Vorgang.id))).first()
        assert vorgang is not None, "the demo city has no such Vorgang"
        return secret_path(session, vorgang.vorgangsnummer, settings) + rest

    return address
