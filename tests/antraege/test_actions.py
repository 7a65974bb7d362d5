"""From the draft to the formal check: status, ledger, history and mail of every step."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import update
from sqlmodel import Session, col, select

from app.antraege import actions
from app.antraege.buero.steps.befangenheit import befangenheit_erklaeren
from app.antraege.buero.steps.pruefen import pruefen
from app.antraege.buero.steps.rueckantwort import rueckantworten
from app.antraege.buero.steps.rueckfrage import nachfragen
from app.antraege.errors import Blockiert
from app.antraege.models import Antrag, Antragsteller, Pruefung, Regelbegruendung
from app.antraege.status import Antragsstatus, Schritt
from app.auth.actor import Actor
from app.errors import NotAllowed, StepNotPossible
from app.fonds.ledger import AntragStand
from app.fonds.models import Fondsjahr, Fondsregel, Schwere
from app.history.chain import broken, trail
from app.history.models import ActorKind
from app.mail.models import Mail
from app.settings import Settings
from app.vorgaenge.messages import Nachricht, Nachrichtenseite
from app.vorgaenge.models import Vorgang
from tests.support.cast import Cast, cast_for

_S = Antragsstatus


def mails(session: Session) -> list[tuple[str, str]]:
    """(to, subject) of the outbox, oldest first."""
    rows = session.exec(select(Mail).order_by(col(Mail.id))).all()
    return [(mail.empfaenger, mail.betreff) for mail in rows]


def last_step(session: Session, antrag: Antrag) -> dict[str, Any]:
    step = trail(session, antrag.vorgangsnummer)[-1]
    return {
        "step": step.step,
        "way": (step.from_status, step.to_status),
        "amount": step.amount_cent,
        "staff": step.staff_id,
    }


def start(cast: Cast, settings: Settings, **values: Any) -> Antrag:
    given = {"einreichung": "einmal", "email": "ayla@post.example"} | values
    return actions.entwurf_anlegen(cast.session, settings, fonds=cast.fonds, at=cast.now, **given)


def test_a_draft_begins(cast: Cast, session: Session, settings: Settings) -> None:
    antrag = start(cast, settings, quartier_id=cast.quartier.id)
    session.commit()
    antrag = cast.fresh(antrag)
    assert antrag.status is _S.entwurf
    assert antrag.fondsjahr.jahr == 2026
    assert antrag.quartier.id == cast.quartier.id
    assert (antrag.antragsteller.email, antrag.vorgang.email) == ("ayla@post.example",) * 2
    assert mails(session) == [
        ("ayla@post.example", f"Ihr Antrag {antrag.vorgangsnummer}: weiterschreiben")
    ]
    assert last_step(session, antrag)["way"] == (None, "entwurf")


def test_the_same_form_sent_twice_is_one_draft(
    cast: Cast, session: Session, settings: Settings
) -> None:
    assert start(cast, settings).id == start(cast, settings).id
    assert len(session.exec(select(Vorgang)).all()) == 1
    assert len(mails(session)) == 1


def test_without_an_address_there_is_no_mail(
    cast: Cast, session: Session, settings: Settings
) -> None:
    antrag = cast.fresh(start(cast, settings, email=None))
    assert (antrag.vorgang.email, antrag.antragsteller.email) == (None, "")
    assert mails(session) == []


def test_no_draft_in_a_year_that_is_not_open(cast: Cast, settings: Settings) -> None:
    with pytest.raises(StepNotPossible, match="noch nicht eröffnet"):
        actions.entwurf_anlegen(
            cast.session,
            settings,
            fonds=cast.fonds,
            einreichung=None,
            email=None,
            at=cast.now.replace(year=2031),
        )


def einreichen(cast: Cast, antrag: Antrag) -> None:
    actions.einreichen(cast.session, antrag, by=cast.holder(antrag), at=cast.now)


def test_submitting(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(_S.entwurf)
    einreichen(cast, antrag)
    assert (antrag.status, antrag.eingereicht_am) == (_S.eingereicht, cast.now)
    # Five working days after Tuesday, 24 November.
    assert antrag.faellig_am is not None
    assert antrag.faellig_am.date() == date(2026, 12, 1)
    assert last_step(session, antrag) == {
        "step": "einreichen",
        "way": ("entwurf", "eingereicht"),
        "amount": 48_050,
        "staff": None,
    }
    assert antrag.vorgang.email == "ayla.demir@post.example"
    session.commit()
    assert [to for to, _subject in mails(session)] == ["ayla.demir@post.example"]
    assert cast.stand().reserviert == 0


def test_submitting_keeps_the_address_of_the_vorgang(cast: Cast) -> None:
    antrag = cast.antrag(_S.entwurf, email="hof@post.example")
    einreichen(cast, antrag)
    assert antrag.vorgang.email == "hof@post.example"


def test_only_the_holder_of_the_link_submits(cast: Cast) -> None:
    antrag = cast.antrag(_S.entwurf)
    for actor in (Actor.holder("A-2026-99999"), Actor(), cast.koordination):
        with pytest.raises(NotAllowed, match="Link"):
            actions.einreichen(cast.session, antrag, by=actor, at=cast.now)


def test_what_blocks_is_told_and_changes_nothing(cast: Cast, session: Session) -> None:
    regel = Fondsregel(fonds_id=cast.fonds.id, regel="R04", schwere=Schwere.B, wert=40_000)
    session.add(regel)
    antrag = cast.antrag(_S.entwurf, titel="")
    with pytest.raises(Blockiert) as refusal:
        einreichen(cast, antrag)
    assert [(b.regel, b.feld) for b in refusal.value.befunde] == [
        ("", "titel"),
        ("R04", "beantragt_cent"),
    ]
    assert refusal.value.regeln == ("R04",)
    assert refusal.value.vorgangsnummer == antrag.vorgangsnummer
    assert refusal.value.reason == (
        f"Der Antrag {antrag.vorgangsnummer} ist noch nicht fertig: "
        "R04 (Mehr als der Höchstbetrag); 1 Angabe fehlt."
    )
    session.rollback()
    assert cast.fresh(antrag).status is _S.entwurf
    assert mails(session) == []


def test_a_warning_needs_a_sentence(cast: Cast, session: Session) -> None:
    session.add(Fondsregel(fonds_id=cast.fonds.id, regel="R08", schwere=Schwere.W, wert=42))
    antrag = cast.antrag(_S.entwurf, beginn=cast.now.date() + timedelta(days=10))
    with pytest.raises(Blockiert):
        einreichen(cast, antrag)
    session.add(Regelbegruendung(antrag_id=antrag.id, regel="R08", text="Der Hof ist nur da frei."))
    einreichen(cast, antrag)
    assert antrag.status is _S.eingereicht


def test_an_empty_pot_warns_and_does_not_block(session: Session) -> None:
    cast = cast_for(session, ansatz_cent=10_000, regeln={"R27": (Schwere.W, None)})
    antrag = cast.antrag(_S.entwurf)
    with pytest.raises(Blockiert, match="noch nicht fertig") as refusal:
        einreichen(cast, antrag)
    assert [b.regel for b in refusal.value.befunde] == ["R27"]
    session.add(Regelbegruendung(antrag_id=antrag.id, regel="R27", text="Auch im Herbst geht es."))
    einreichen(cast, antrag)
    assert antrag.status is _S.eingereicht


def test_a_draft_of_last_year_belongs_to_the_year_it_is_submitted_in(
    cast: Cast, session: Session
) -> None:
    session.add(Fondsjahr(fonds_id=cast.fonds.id, jahr=2027))
    antrag = cast.antrag(_S.entwurf)
    at = cast.now.replace(year=2027, month=1, day=10)
    actions.einreichen(session, antrag, by=cast.holder(antrag), at=at)
    assert cast.fresh(antrag).fondsjahr.jahr == 2027


def test_asking_and_answering(cast: Cast, session: Session) -> None:
    antrag = cast.antrag(email="hof@post.example")
    nachfragen(session, antrag, frage="Ist der Hof frei?", by=cast.koordination, at=cast.now)
    assert antrag.status is _S.rueckfrage
    assert antrag.faellig_am is not None
    assert antrag.faellig_am.date() == date(2026, 12, 8)
    assert mails(session)[-1][1].startswith("Eine Frage")
    rueckantworten(
        session,
        antrag,
        rueckantwort="Ja, das Haus hat zugesagt.",
        by=cast.holder(antrag),
        at=cast.now,
    )
    assert antrag.status is _S.eingereicht
    messages = session.exec(select(Nachricht).order_by(col(Nachricht.id))).all()
    assert [(m.seite, m.staff_id, m.text) for m in messages] == [
        (Nachrichtenseite.team, cast.koordination.staff_id, "Ist der Hof frei?"),
        (Nachrichtenseite.absender, None, "Ja, das Haus hat zugesagt."),
    ]
    # The words stay between the two; history knows that something was asked and answered.
    steps = trail(session, antrag.vorgangsnummer)[-2:]
    assert [(s.step, s.actor_kind, s.reason) for s in steps] == [
        ("rueckfrage", ActorKind.staff, ""),
        ("rueckantwort", ActorKind.resident, ""),
    ]


def test_the_formal_check_reserves(cast: Cast, session: Session) -> None:
    antrag = cast.antrag()
    pruefen(session, antrag, by=cast.koordination, at=cast.now, vermerk="Alles da.")
    session.commit()
    assert (antrag.status, antrag.geprueft_von_id) == (
        _S.formal_geprueft,
        cast.koordination.staff_id,
    )
    # The Gremium meets on 10 December.
    assert antrag.faellig_am is not None
    assert antrag.faellig_am.date() == date(2026, 12, 10)
    assert cast.antrag_stand(antrag) == AntragStand(reserviert=48_050)
    assert last_step(session, antrag)["amount"] == 48_050
    assert session.exec(select(Pruefung.vermerk)).one() == "Alles da."
    assert cast.problems() == []


def test_the_formal_check_needs_the_money(session: Session) -> None:
    cast = cast_for(session, ansatz_cent=48_049)
    antrag = cast.antrag()
    with pytest.raises(StepNotPossible, match="Das Geld reicht nicht"):
        pruefen(session, antrag, by=cast.koordination, at=cast.now)
    session.rollback()
    assert cast.fresh(antrag).status is _S.eingereicht
    assert cast.stand().reserviert == 0


def test_a_question_after_the_check_keeps_the_reserve(cast: Cast, session: Session) -> None:
    antrag = cast.geprueft()
    nachfragen(session, antrag, frage="Noch eins", by=cast.koordination, at=cast.now)
    assert cast.antrag_stand(antrag).reserviert == 48_050
    rueckantworten(session, antrag, rueckantwort="Gern", by=cast.holder(antrag), at=cast.now)
    assert cast.problems() == []
    pruefen(session, antrag, by=cast.kollegin, at=cast.now)
    assert cast.antrag_stand(antrag).reserviert == 48_050
    assert {p.staff_id for p in antrag.pruefungen} == {
        cast.koordination.staff_id,
        cast.kollegin.staff_id,
    }
    assert cast.problems() == []


@pytest.mark.parametrize("arrange", ["antrag", "geprueft", "votiert", "bewilligt"])
def test_withdrawing_gives_everything_back(cast: Cast, session: Session, arrange: str) -> None:
    antrag = getattr(cast, arrange)(email="hof@post.example")
    before = antrag.status
    actions.zurueckziehen(
        session, antrag, by=cast.holder(antrag), at=cast.now, grund="Wir ziehen um."
    )
    session.commit()
    assert antrag.status is _S.zurueckgezogen
    assert (cast.stand().reserviert, cast.stand().gebunden) == (0, 0)
    assert last_step(session, antrag)["way"] == (before, "zurueckgezogen")
    assert mails(session)[-1][1].endswith("ist zurückgezogen")
    assert cast.problems() == []


def test_a_draft_can_be_withdrawn(cast: Cast) -> None:
    antrag = cast.antrag(_S.entwurf)
    actions.zurueckziehen(cast.session, antrag, by=cast.holder(antrag), at=cast.now)
    assert antrag.status is _S.zurueckgezogen


def test_declaring_befangenheit(cast: Cast, session: Session) -> None:
    antrag = cast.antrag()
    befangenheit_erklaeren(session, antrag, by=cast.koordination, at=cast.now)
    step = trail(session, antrag.vorgangsnummer)[-1]
    assert (step.step, step.public) == (Schritt.befangenheit, False)
    with pytest.raises(NotAllowed, match="schon festgehalten"):
        befangenheit_erklaeren(session, antrag, by=cast.koordination, at=cast.now)
    with pytest.raises(NotAllowed, match="befangen"):
        pruefen(session, antrag, by=cast.koordination, at=cast.now)
    pruefen(session, antrag, by=cast.kollegin, at=cast.now)


def test_a_step_sees_what_happened_since_the_page_was_opened(cast: Cast, session: Session) -> None:
    """The row is read again under the lock: a stale object decides nothing."""
    antrag = cast.antrag()
    session.commit()
    stale = antrag.status
    session.connection().execute(
        update(Antrag.__table__).where(Antrag.id == antrag.id).values(status=_S.zurueckgezogen)
    )
    assert antrag.status is stale
    with pytest.raises(StepNotPossible, match="in einem anderen Stand"):
        pruefen(session, antrag, by=cast.koordination, at=cast.now)


def test_the_record_of_a_whole_way_is_unbroken(cast: Cast, session: Session) -> None:
    antrag = cast.bewilligt()
    steps = [s.step for s in trail(session, antrag.vorgangsnummer)]
    assert steps == ["einreichen", "pruefen", "votum", "freigeben"]
    assert list(broken(session)) == []


def test_mails_hold_nothing_but_the_matter(cast: Cast, session: Session) -> None:
    """No address, phone or name of the applicant, no internal note."""
    antrag = cast.bewilligt(email="hof@post.example")
    session.commit()
    person = session.get_one(Antragsteller, antrag.id)
    for mail in session.exec(select(Mail)):
        for private in (person.person, person.telefon, person.strasse, person.email):
            assert private not in mail.text
            assert private not in mail.html
