"""Staff with roles."""

from collections.abc import Callable
from typing import Any

from sqlmodel import Session

from app.auth.models import SCOPE_COLUMNS, Mitarbeiter, Zustaendigkeit
from app.auth.permissions import PROFILE, Rolle, Scope
from app.quartiere.models import Quartier, Stadtbezirk
from tests.support.clock import read_clock
from tests.support.factories.common import number, save
from tests.support.factories.orte import ein_quartier, ein_stadtbezirk

_MAKERS: dict[Scope, Callable[[Session], Any]] = {
    Scope.quartier: ein_quartier,
    Scope.stadtbezirk: ein_stadtbezirk,
}


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
    session: Session, person: Mitarbeiter, rolle: Rolle, **places: Any
) -> Zustaendigkeit:
    """`places` by their kind of scope (`quartier=…`): of these the role takes the one it needs."""
    row = Zustaendigkeit(mitarbeiter_id=person.id, rolle=rolle)
    scope = PROFILE[rolle].scope
    if column := SCOPE_COLUMNS.get(scope):
        place = places.get(scope.value) or _MAKERS[scope](session)
        setattr(row, column, place.id)
    return save(session, row)
