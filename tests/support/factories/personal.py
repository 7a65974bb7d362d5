"""Staff with roles."""

from typing import Any

from sqlmodel import Session

from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle, Scope
from app.quartiere.models import Quartier, Stadtbezirk
from tests.support.clock import read_clock
from tests.support.factories.common import number, save
from tests.support.factories.orte import ein_quartier, ein_stadtbezirk


def eine_mitarbeiterin(
    session: Session,
    rolle: Rolle | None = Rolle.quartierskoordination,
    *,
    quartier: Quartier | None = None,
    stadtbezirk: Stadtbezirk | None = None,
    **values: Any,
) -> Mitarbeiter:
    """With one role; where the role needs a place and none is given, one is made."""
    n = next(number)
    defaults = {
        "name": f"Mitarbeiterin {n}",
        "email": f"person{n}@stadt.example",
        "oidc_iss": "https://anmeldung.test",
        "oidc_sub": f"person-{n}",
        "eingeladen_am": read_clock(),
    }
    person = save(session, Mitarbeiter(**defaults | values))
    if rolle is not None:
        eine_zustaendigkeit(session, person, rolle, quartier=quartier, stadtbezirk=stadtbezirk)
    return person


def eine_zustaendigkeit(
    session: Session,
    person: Mitarbeiter,
    rolle: Rolle,
    *,
    quartier: Quartier | None = None,
    stadtbezirk: Stadtbezirk | None = None,
) -> Zustaendigkeit:
    scope = PROFILE[rolle].scope
    if scope is Scope.quartier:
        quartier = quartier or ein_quartier(session)
    if scope is Scope.stadtbezirk:
        stadtbezirk = stadtbezirk or ein_stadtbezirk(session)
    return save(
        session,
        Zustaendigkeit(
            mitarbeiter_id=person.id,
            rolle=rolle,
            quartier_id=quartier.id if quartier and scope is Scope.quartier else None,
            stadtbezirk_id=stadtbezirk.id if stadtbezirk and scope is Scope.stadtbezirk else None,
        ),
    )
