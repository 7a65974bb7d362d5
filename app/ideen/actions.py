"""Steps of an Idee that touch more than the Idee: history, mail, pictures, messages.

Each runs in the caller's transaction on a locked row. `at` is aware UTC.
"""

from collections.abc import Mapping
from datetime import datetime

from sqlmodel import Session, col, select, update

from app.auth.actor import Actor
from app.db import row_id
from app.errors import StepNotPossible
from app.files import intake
from app.files.models import Datei
from app.fristen import days_after, working_days_after
from app.history.chain import record
from app.history.phrases import Remark
from app.i18n import _
from app.ideen import queries
from app.ideen.evidence import evidence_of
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.phrases import REDACTION, REFUSAL
from app.ideen.status import ABLEHNUNGSGRUENDE, ZU_PRUEFEN, Ablehnungsgrund, Ideenstatus
from app.mail.outbox import queue
from app.quartiere.begriffe import Handlungsfeld
from app.settings import Settings
from app.vorgaenge.actions import open_vorgang
from app.vorgaenge.models import Nachricht, Nachrichtenseite, Vorgang, Vorgangsart

PRUEFEN_WERKTAGE = 3
ANTWORT_TAGE = 30
RUECKFRAGE_TAGE = 30


def einreichen(
    session: Session,
    settings: Settings,
    *,
    titel: str,
    text: str,
    quartier_id: int,
    ort: str,
    thema: Handlungsfeld | None,
    name_anzeige: str,
    email: str,
    foto: str,
    einreichung: str,
    at: datetime,
) -> Vorgang:
    """A new Idee with its Vorgang. `foto` is a staged reference or ""."""
    vorgang = open_vorgang(
        session, settings, art=Vorgangsart.idee, einreichung=einreichung, email=email, at=at
    )
    idee = Idee(
        vorgang_id=row_id(vorgang.id),
        vorgangsnummer=vorgang.vorgangsnummer,
        titel=titel,
        text=text,
        quartier_id=quartier_id,
        ort=ort,
        thema=thema,
        name_anzeige=name_anzeige,
        eingegangen_am=at,
        pruefen_bis=working_days_after(at, PRUEFEN_WERKTAGE),
    )
    session.add(idee)
    session.flush()
    if foto:
        intake.attach(session, settings, foto, thread=idee.vorgangsnummer, zweck="idee", at=at)
    _record(session, idee, "einreichen", None, by=Actor.holder(idee.vorgangsnummer), at=at)
    _mail(session, idee, vorgang, "idee_eingegangen", at=at)
    return vorgang


def veroeffentlichen(
    session: Session,
    idee: Idee,
    *,
    by: Actor,
    at: datetime,
    ohne_foto: bool = False,
    **shown: str,
) -> None:
    """Publish; `shown` (by `SCHWAERZBAR`) that differs from what was sent means redacted.

    With `ohne_foto` its pictures stay between sender and staff.

    The lifecycle also leads back here from an answer or a merger; those are steps of their own.
    """
    if idee.status not in ZU_PRUEFEN:
        raise StepNotPossible(
            _("Das geht gerade nicht: Die Idee ist inzwischen in einem anderen Stand.")
        )
    _take_up(session, idee, by=by, at=at)
    before = idee.status
    idee.veroeffentlichen(at=at, antwort_bis=days_after(at, ANTWORT_TAGE))
    changed = [name for name in SCHWAERZBAR if _differs(idee, name, shown)]
    idee.schwaerzen(**shown)
    pictures = session.exec(
        update(Datei)
        .where(col(Datei.thread) == idee.vorgangsnummer, col(Datei.zweck) == "idee")
        .values(oeffentlich=not ohne_foto)
    )
    withheld = ohne_foto and pictures.rowcount > 0
    redacted = bool(changed) or withheld
    remark = REDACTION(felder=changed, ohne_foto=withheld) if redacted else None
    _record(session, idee, "veroeffentlichen", before, by=by, at=at, remark=remark)
    vorgang = vorgang_of(session, idee)
    _mail(session, idee, vorgang, "idee_veroeffentlicht", at=at, redacted=redacted)


def nachfragen(session: Session, idee: Idee, *, frage: str, by: Actor, at: datetime) -> None:
    """One question back to the sender; it is seen by the sender and by staff only."""
    _take_up(session, idee, by=by, at=at)
    before = idee.status
    idee.nachfragen()
    idee.pruefen_bis = days_after(at, RUECKFRAGE_TAGE)
    vorgang = vorgang_of(session, idee)
    session.add(_message(vorgang, Nachrichtenseite.team, frage, staff_id=by.staff_id, at=at))
    _record(session, idee, "nachfragen", before, by=by, at=at, public=False)
    _mail(session, idee, vorgang, "idee_rueckfrage", at=at, frist=idee.pruefen_bis)


def antworten(session: Session, idee: Idee, *, text: str, by: Actor, at: datetime) -> None:
    """The reply to a Rückfrage; the Idee goes back to moderation. Pictures: `files.intake`.

    `by` is the sender, or who wrote down what they said by phone or on paper.
    """
    if idee.status is not Ideenstatus.nachgefragt:
        raise StepNotPossible(_("Zu dieser Idee ist gerade keine Frage offen."))
    _return_to_moderation(session, idee, text=text, step="antworten", by=by, at=at)


def widersprechen(session: Session, idee: Idee, *, text: str, by: Actor, at: datetime) -> None:
    """The sender objects to a refusal; possible once."""
    if idee.widersprochen_am is not None:
        raise StepNotPossible(_("Sie haben schon einmal widersprochen. Bitte rufen Sie uns an."))
    idee.widersprochen_am = at
    _return_to_moderation(session, idee, text=text, step="widersprechen", by=by, at=at)


def ablehnen(
    session: Session, idee: Idee, *, grund: Ablehnungsgrund, text: str, by: Actor, at: datetime
) -> None:
    """Do not publish. Only the sender reads the reason."""
    _take_up(session, idee, by=by, at=at)
    before = idee.status
    idee.ablehnen(grund=grund, text=text)
    remark = REFUSAL(grund=grund)
    _record(session, idee, "ablehnen", before, by=by, at=at, remark=remark, public=False)
    why = str(ABLEHNUNGSGRUENDE[grund])
    _mail(session, idee, vorgang_of(session, idee), "idee_abgelehnt", at=at, grund=why)


def zurueckziehen(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """The sender takes the Idee back; it and its pictures are no longer public."""
    before = idee.status
    idee.zurueckziehen()
    session.exec(
        update(Datei).where(col(Datei.thread) == idee.vorgangsnummer).values(oeffentlich=False)
    )
    _record(session, idee, "zurueckziehen", before, by=by, at=at)


def close_unanswered(session: Session, *, at: datetime) -> int:
    """The portal's own step: nobody replied to the Rückfrage in time. Says how many."""
    late = queries.unanswered(session, at=at)
    for idee in late:
        before = idee.status
        idee.schliessen_ohne_antwort()
        _record(session, idee, "schliessen_ohne_antwort", before, by=None, at=at, public=False)
    return len(late)


def vorgang_of(session: Session, idee: Idee) -> Vorgang:
    return session.exec(select(Vorgang).where(Vorgang.id == idee.vorgang_id)).one()


def _take_up(session: Session, idee: Idee, *, by: Actor, at: datetime) -> None:
    """Whoever decides on a new Idee has taken it up for moderation by that."""
    if idee.status is Ideenstatus.eingereicht:
        idee.pruefen()
        _record(session, idee, "pruefen", Ideenstatus.eingereicht, by=by, at=at, public=False)


def _differs(idee: Idee, name: str, shown: Mapping[str, str]) -> bool:
    return name in shown and shown[name] != getattr(idee, name)


def _return_to_moderation(
    session: Session, idee: Idee, *, text: str, step: str, by: Actor, at: datetime
) -> None:
    before = idee.status
    idee.pruefen()
    idee.pruefen_bis = working_days_after(at, PRUEFEN_WERKTAGE)
    vorgang = vorgang_of(session, idee)
    session.add(_message(vorgang, Nachrichtenseite.absender, text, staff_id=None, at=at))
    _record(session, idee, step, before, by=by, at=at, public=False)


def _message(
    vorgang: Vorgang, seite: Nachrichtenseite, text: str, *, staff_id: int | None, at: datetime
) -> Nachricht:
    return Nachricht(
        vorgang_id=row_id(vorgang.id), seite=seite, text=text, staff_id=staff_id, am=at
    )


def _record(
    session: Session,
    idee: Idee,
    step: str,
    before: Ideenstatus | None,
    *,
    by: Actor | None,
    at: datetime,
    remark: Remark | None = None,
    public: bool = True,
) -> None:
    record(
        session,
        thread=idee.vorgangsnummer,
        step=step,
        by=by,
        at=at,
        from_status=before.value if before else None,
        to_status=idee.status.value,
        remark=remark,
        evidence=evidence_of(idee, step),
        public=public,
    )


def _mail(
    session: Session,
    idee: Idee,
    vorgang: Vorgang,
    template: str,
    *,
    at: datetime,
    **context: object,
) -> None:
    queue(
        session,
        to=vorgang.email,
        template=template,
        thread=idee.vorgangsnummer,
        at=at,
        idee=idee,
        **context,
    )
