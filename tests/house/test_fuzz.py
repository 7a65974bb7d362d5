"""A walk over every form that anybody finds, with what nobody thought of: nothing makes the portal
fail, and a refusal keeps what was typed."""

import random
from collections.abc import Callable

import pytest
from sqlmodel import Session

from app.auth.models import Mitarbeiter
from app.auth.permissions import Rolle
from app.quartiere.models import Stadtbezirk
from app.settings import Settings
from tests.house import fuzz
from tests.house.kinds import KINDS
from tests.support.cast import Cast, cast_for
from tests.support.client import PortalClient
from tests.support.factories import eine_mitarbeiterin
from tests.support.size import LONG, SEED
from tests.support.zugang import secret_path

PAGES = 600 if LONG else 120
TIMES = 40 if LONG else 3
RESIDENT = "a resident"

Login = Callable[[Mitarbeiter], PortalClient]


@pytest.fixture
def cast(session: Session) -> Cast:
    return cast_for(session)


@pytest.fixture
def own_pages(cast: Cast, settings: Settings) -> list[str]:
    """The secret link of an item of each kind in each of its states, with its number."""
    found = []
    for kind, make in KINDS.values():
        for status in kind.lifecycle.table:
            number = make(cast, status, cast.now).vorgangsnummer
            found.append(secret_path(cast.session, number, settings))
    cast.session.commit()
    return found


@pytest.fixture
def somebody(
    client: PortalClient, session: Session, cast: Cast, login: Login
) -> Callable[[str], PortalClient]:
    def open_to(who: str) -> PortalClient:
        if who == RESIDENT:
            return client
        bezirk = session.get_one(Stadtbezirk, cast.quartier.stadtbezirk_id)
        return login(
            eine_mitarbeiterin(session, Rolle(who), quartier=cast.quartier, stadtbezirk=bezirk)
        )

    return open_to


@pytest.mark.parametrize("who", [RESIDENT, *Rolle])
def test_no_form_fails_or_loses_what_was_typed(
    who: str, somebody: Callable[[str], PortalClient], own_pages: list[str]
) -> None:
    browser = somebody(who)
    starts = ["/", "/ideen/neu", *own_pages] if who == RESIDENT else ["/intern", "/intern/ideen",
              "/intern/antraege"]  # fmt: skip
    forms = fuzz.forms_below(browser, starts, pages=PAGES)
    assert forms, "the walk found no form"
    faults = []
    for form in forms:
        dice = random.Random(f"{SEED}{form.key}")
        for sent in fuzz.sendings(form, dice, times=TIMES):
            answer = fuzz.send(browser, form, sent)
            if answer.status_code >= 500 and answer.status_code != 503:
                faults.append(f"{answer.status_code} {form}: {sent}")
            faults += [f"lost by {form} ({answer.status_code}): {what}"
                       for what in fuzz.lost(form, sent, answer)]  # fmt: skip
    assert not faults, "\n".join(faults)
