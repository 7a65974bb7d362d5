"""What was sent stays readable for its sender, and for nobody else."""

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.antraege.models import Antrag, Kostenposition
from app.antraege.status import Antragsstatus
from tests.antraege.draft import FRUEHSTUECK, Draft
from tests.support.client import PortalClient
from tests.support.dom import parse, text_of
from tests.support.each import each
from tests.support.factories import ein_antrag, eine_idee
from tests.support.queries import queries
from tests.support.zugang import secret_path

SENT = sorted(set(Antragsstatus) - {Antragsstatus.entwurf})
LINK = "Alles lesen, was Sie abgeschickt haben"


def secret(session: Session, nummer: str) -> str:
    return secret_path(session, nummer)


def test_everything_is_read_again_after_sending(draft: Draft) -> None:
    draft.breakfast().submit()
    vorgang = draft.client.get(draft.base.removesuffix("/antrag"))
    link = next(a for a in parse(vorgang.text).css("main a") if text_of(a) == LINK)
    assert link.attributes["href"] == draft.base
    page = draft.client.get(draft.base)
    assert page.status_code == 200
    told = text_of(parse(page.text).css_first("main"))
    typed = [FRUEHSTUECK["was"][name] for name in ("titel", "kurz", "was", "nutzen")]
    for text in (*typed, "Der Bäcker nebenan", "Brot, Käse, Obst", "Hofkasse", "Ayla Demir"):
        assert text in told, text


@each("status", SENT)
def test_in_every_state_nothing_on_it_changes_the_antrag(
    client: PortalClient, session: Session, status: Antragsstatus
) -> None:
    here = secret(session, ein_antrag(session, status).vorgangsnummer)
    assert LINK in client.get(here).text
    page = client.get(f"{here}/antrag")
    assert page.status_code == 200
    main = parse(page.text).css_first("main")
    assert not main.css("form, button, input")
    assert {a.attributes["href"] for a in main.css("a")} - {here} <= {
        a.attributes["href"] for a in main.css("a[href^='tel:']")
    }


def test_it_is_private(client: PortalClient, session: Session) -> None:
    antrag, other = ein_antrag(session), eine_idee(session)
    page = client.get(f"{secret(session, antrag.vorgangsnummer)}/antrag")
    assert page.headers["cache-control"] == "no-store"
    assert "noindex" in page.headers["x-robots-tag"]
    assert client.get(f"{secret(session, other.vorgangsnummer)}/antrag").status_code == 404
    assert client.get("/vorgang/falsch/antrag").status_code == 404


def test_what_was_never_sent_is_not_called_sent(client: PortalClient, session: Session) -> None:
    withdrawn = ein_antrag(session, Antragsstatus.zurueckgezogen, eingereicht_am=None)
    here = secret(session, withdrawn.vorgangsnummer)
    assert LINK not in client.get(here).text
    assert client.get(f"{here}/antrag").headers["location"] == here


@pytest.mark.parametrize("lines", [0, 20])
def test_it_costs_a_fixed_number_of_queries(
    client: PortalClient, session: Session, engine: Engine, lines: int
) -> None:
    antrag = ein_antrag(session)
    add_lines(session, antrag, lines)
    here = secret(session, antrag.vorgangsnummer)
    with queries(engine) as counted:
        assert client.get(f"{here}/antrag").status_code == 200
    # Vorgang 1, the Antrag with all that belongs to it 18, its files and their lines 2.
    assert counted.count == 21


def add_lines(session: Session, antrag: Antrag, number: int) -> None:
    for n in range(number):
        row = Kostenposition(
            antrag_id=antrag.id, kategorie="material", text=f"{n}", einzelpreis_cent=100
        )
        session.add(row)
    session.commit()
