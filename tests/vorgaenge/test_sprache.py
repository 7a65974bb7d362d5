"""A Vorgang knows the language of its sender, and its mails are written in it."""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from alembic import command
from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, col, select, update

from app.antraege import actions as antraege
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.status import Antragsstatus
from app.auth.permissions import Rolle
from app.features import FEATURES
from app.history.chain import trail
from app.i18n import catalogues
from app.ideen import actions as ideen
from app.ideen import queries
from app.ideen.models import Idee
from app.ideen.status import ABLEHNUNGSGRUENDE, Ablehnungsgrund
from app.ideen.steps.ablehnen import ablehnen
from app.ideen.trail import WORDS
from app.mail.delivery import compose
from app.mail.models import Mail
from app.settings import Settings
from app.vorgaenge import own
from app.vorgaenge.models import Vorgang
from app.web.templating import texte
from tests.antraege.draft import sent_by
from tests.support.cast import actor_for, cast_for
from tests.support.client import PortalClient
from tests.support.clock import FixedNow
from tests.support.database import ROOT
from tests.support.factories import ein_quartier, eine_idee, eine_mitarbeiterin
from tests.support.languages import spoken_from, write_language

ENGLISH = {
    "Ihre Idee ist angekommen (%(nummer)s)": "We have your idea (%(nummer)s)",
    "danke für Ihre Idee. Bis zum %(bis)s sagen wir Ihnen, ob sie veröffentlicht wird.": (
        "thank you. We will tell you by %(bis)s."
    ),
    "wir haben Ihre Idee nicht veröffentlicht. Der Grund: %(grund)s.": "the reason: %(grund)s.",
    str(ABLEHNUNGSGRUENDE[Ablehnungsgrund.werbung]): "It advertises",
    "Beantragt sind %(betrag)s aus „%(fonds)s“.": "You ask for %(betrag)s.",
    "Guten Tag,": "Hello,",
    "Telefon %(nummer)s": "Phone %(nummer)s",
}
Sent = dict[str, Any]


@pytest.fixture(autouse=True)
def english(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    folder = write_language(tmp_path_factory.mktemp("locale"), "en", ENGLISH)
    catalogues.compile_all(folder)
    with spoken_from(folder):
        yield


@pytest.fixture
def sent(session: Session) -> Sent:
    return {
        "titel": "Eine Bank",
        "text": "Am Platz fehlt eine Bank.",
        "quartier_id": ein_quartier(session).id,
        "ort": "",
        "thema": None,
        "name_anzeige": "",
        "email": "anna@beispiel.de",
        "foto": "",
    }


def mails(session: Session, thread: str) -> list[Mail]:
    rows = select(Mail).where(Mail.thread == thread).order_by(col(Mail.id))
    return list(session.exec(rows))


def test_a_mail_is_in_the_language_of_its_vorgang(
    session: Session, settings: Settings, now: FixedNow, sent: Sent
) -> None:
    asked = {"en": "We have your idea", "de": "Ihre Idee ist angekommen"}
    for number, (sprache, subject) in enumerate([*asked.items(), *asked.items()]):
        vorgang = ideen.einreichen(
            session, settings, **sent, einreichung=f"mit-{number}", sprache=sprache, at=now
        )
        (mail,) = mails(session, vorgang.vorgangsnummer)
        assert mail.betreff == f"{subject} ({vorgang.vorgangsnummer})"
        assert f'<html lang="{sprache}">' in mail.html
        assert (vorgang.sprache, mail.sprache) == (sprache, sprache)


def test_dates_amounts_and_the_signature_are_in_it_too(
    session: Session, settings: Settings, now: FixedNow, sent: Sent
) -> None:
    vorgang = ideen.einreichen(session, settings, **sent, einreichung="x", sprache="en", at=now)
    (mail,) = mails(session, vorgang.vorgangsnummer)
    assert mail.text.startswith("Hello,\n\nthank you. We will tell you by November 27, 2026.\n")
    # What nobody has translated yet is German.
    assert "Freundliche Grüße" in mail.text
    message = compose(mail, settings, link="")
    text = message.get_body(("plain",)).get_content()
    assert f"Phone {settings.betreiber.telefon}" in text
    assert message["Content-Language"] == "en"


def test_words_of_the_code_are_translated_and_recorded_in_german(
    session: Session, now: FixedNow
) -> None:
    idee = eine_idee(session, email="anna@beispiel.de")
    _speaks(session, idee.vorgangsnummer, "en")
    idee = session.exec(select(Idee)).one()
    by = actor_for(eine_mitarbeiterin(session), Rolle.quartierskoordination)
    idee = queries.of_vorgang(session, idee.vorgang_id)
    ablehnen(session, idee, grund="werbung", erklaerung="Nein.", by=by, at=now)
    (mail,) = mails(session, idee.vorgangsnummer)
    assert "the reason: It advertises." in mail.text
    step = trail(session, idee.vorgangsnummer)[-1]
    assert WORDS.reason(step) == str(ABLEHNUNGSGRUENDE[Ablehnungsgrund.werbung])


def test_every_mail_of_an_antrag_is_in_the_senders_language(session: Session) -> None:
    cast = cast_for(session)
    antrag = cast.antrag(Antragsstatus.entwurf, email="hof@post.example")
    _speaks(session, antrag.vorgangsnummer, "en")
    antrag = cast.fresh(antrag)
    antraege.einreichen(session, antrag, by=cast.holder(antrag), at=cast.now)
    nachfragen(session, antrag, frage="Wann?", by=cast.koordination, at=cast.now)
    antraege.zurueckziehen(session, antrag, by=cast.holder(antrag), at=cast.now)
    own.send_link(FEATURES, session, antrag.vorgang, at=cast.now)
    found = mails(session, antrag.vorgangsnummer)
    assert [mail.sprache for mail in found] == ["en"] * 4
    assert "You ask for 480.50\u202fEUR." in found[0].text


def _speaks(session: Session, vorgangsnummer: str, sprache: str) -> None:
    row = update(Vorgang).where(col(Vorgang.vorgangsnummer) == vorgangsnummer)
    session.execute(row.values(sprache=sprache))
    session.commit()
    session.expire_all()


def test_two_languages_at_the_same_time_do_not_meet() -> None:
    def greeting(sprache: str) -> str:
        text = texte("mail/vorgang_link.txt", sprache=sprache, vorgangsnummer="I-1", link="")
        return "Hello" if "Hello," in text else "Guten Tag"

    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(greeting, ["en", "de"] * 100)) == ["Hello", "Guten Tag"] * 100


def test_the_pages_are_german_so_far(client: PortalClient, session: Session) -> None:
    ein_quartier(session, slug="heslach", name="Heslach")
    fields = {"titel": "Eine Bank", "text": "Am Platz fehlt eine Bank.", "quartier": "heslach"}
    check = client.post("/ideen/neu", data=sent_by(client.get("/ideen/neu")) | fields)
    client.post(check.headers["location"])
    assert session.exec(select(Vorgang.sprache)).all() == ["de"]


@pytest.mark.parametrize("sprache", ["", "d", "DE", "deut", " d ", None])
@pytest.mark.parametrize("model", [Vorgang, Mail])
def test_the_database_takes_the_code_of_a_language_only(
    session: Session, settings: Settings, now: FixedNow, sent: Sent, model: type, sprache: object
) -> None:
    ideen.einreichen(session, settings, **sent, einreichung="x", at=now)
    with pytest.raises(DBAPIError):
        session.execute(update(model).values(sprache=sprache))


def test_what_was_there_before_is_german(
    session: Session, engine: Engine, settings: Settings, now: FixedNow, sent: Sent
) -> None:
    ideen.einreichen(session, settings, **sent, einreichung="x", at=now)
    session.commit()
    config = Config(str(ROOT / "alembic.ini"))
    config.attributes["engine"] = engine
    revision = ScriptDirectory.from_config(config).get_revision("20261125_sprache")
    command.downgrade(config, str(revision.down_revision))
    command.upgrade(config, "head")
    session.expire_all()
    assert session.exec(select(Vorgang.sprache)).all() == ["de"]
    assert session.exec(select(Mail.sprache)).all() == ["de"]
