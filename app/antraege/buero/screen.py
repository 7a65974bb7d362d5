"""Everything about one Antrag on one screen, as staff see it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session

from app.antraege import policy, queries
from app.antraege.buero.flags import flags
from app.antraege.buero.presentation import (
    PROMISES,
    kind_of,
    names_of,
    next_of,
    staff_trail,
    state_of,
    tone_of,
)
from app.antraege.decision import most_cent, weg, without_votum
from app.antraege.formular import summary
from app.antraege.formular.topics import ANLAGEN
from app.antraege.lage import lage, so_far
from app.antraege.models import FINANZIERUNGSARTEN, Antrag
from app.antraege.rules import Lage, Seite
from app.antraege.status import IM_VERFAHREN, SCHRITTWORTE, Antragsstatus, Schritt
from app.antraege.sums import sums_of
from app.auth.actor import Actor
from app.clock import BERLIN
from app.db import row_id
from app.files.models import Datei
from app.fonds.entscheidung import wer_entscheidet
from app.fonds.models import KOSTENKATEGORIEN
from app.fonds.policy import may_see_account
from app.fonds.sitzungen import last_sitzung
from app.history.models import Step
from app.mail.queries import mail_state
from app.vorgaenge.messages import messages_of
from app.vorgaenge.queries import files_of

# Told on the screen by parts of their own.
_ELSEWHERE = frozenset({Seite.wer, Seite.kosten, Seite.finanzierung, ANLAGEN})


@dataclass(frozen=True)
class StandAfterGrant:
    """What a grant leaves of the Fondsjahr, in cents. `now` counts this Antrag's own reserve as
    free."""

    now: int
    grant: int
    reserved: bool

    @property
    def after(self) -> int:
        return self.now - self.grant

    @property
    def missing(self) -> int:
        return max(-self.after, 0)


def screen(
    session: Session, actor: Actor, antrag: Antrag, steps: Sequence[Step], *, at: datetime
) -> dict[str, Any]:
    files = files_of(session, antrag.vorgangsnummer)
    position = lage(session, antrag, at=at, bei_freigabe=True)
    before = so_far(session, antrag)
    return _facts(actor, antrag, position, steps, at) | {
        "kostenkategorien": KOSTENKATEGORIEN,
        "finanzierungsarten": FINANZIERUNGSARTEN,
        "zusagen": PROMISES,
        "letzte_sitzung": _meeting_of_votum(session, antrag, at),
        "bisher": before,
        "sichtbar": queries.in_reach(session, actor, [row_id(row.id) for row in before.antraege]),
        "dateien": files,
        "angebote": _by_line(files, queries.offers(session, antrag)),
        "nachrichten": messages_of(session, antrag.vorgang_id),
        "mails": mail_state(session, antrag.vorgangsnummer),
    }


def _meeting_of_votum(session: Session, antrag: Antrag, at: datetime) -> date | None:
    """The day to offer where a Votum is to be recorded: the last Sitzung that can have voted."""
    if antrag.status is not Antragsstatus.formal_geprueft or without_votum(antrag):
        return None
    day = last_sitzung(session, antrag.fonds, at.astimezone(BERLIN).date())
    came_in = (antrag.eingereicht_am or antrag.angelegt_am).astimezone(BERLIN).date()
    voted = max((votum.datum for votum in antrag.voten), default=date.min)
    return day if day is not None and day >= came_in and day > voted else None


def _facts(
    actor: Actor, antrag: Antrag, position: Lage, steps: Sequence[Step], at: datetime
) -> dict[str, Any]:
    open_ = antrag.status in IM_VERFAHREN
    sections = summary.sections(antrag, (), {})
    return {
        "antrag": antrag,
        "stand": state_of(antrag),
        "ton": tone_of(antrag, at),
        "weiter": next_of(antrag, at),
        "wer": kind_of(antrag),
        "kontakt": _asking(actor, antrag, sections),
        "bewilligung": StandAfterGrant(
            now=position.verfuegbar_cent,
            grant=most_cent(antrag) if open_ else 0,
            reserved=antrag.geprueft_von_id is not None,
        ),
        "hinweise": flags(antrag, position) if open_ else [],
        "summen": sums_of(antrag),
        "stueckweise": summary.in_pieces,
        "geldfragen": [(word, text) for word, text in summary.money_answers(antrag) if text],
        "abschnitte": [s for s in sections if s.pairs and s.topic.key not in _ELSEWHERE],
        "schritte": staff_trail(antrag, steps, at),
        "namen": {s.staff_id: s.actor_name for s in steps if s.staff_id is not None},
        "anlass": _why_again(steps),
        "darf_konto": bool(may_see_account(actor, antrag.fonds)),
        "bindend": weg(antrag).binds,
        "votum_wort": str(weg(antrag).vote),
        "wer_entscheidet": wer_entscheidet(antrag.fonds),
        "schrittworte": SCHRITTWORTE,
        "lesen_zuerst": antrag.status is Antragsstatus.eingereicht,
    }


def _asking(
    actor: Actor, antrag: Antrag, sections: Sequence[summary.Section]
) -> Sequence[tuple[str, str]]:
    """Everything for those who have to answer, the names for those who decide."""
    if policy.may_kontakt_sehen(actor, antrag):
        return next((s.pairs for s in sections if s.topic.key == Seite.wer), ())
    return names_of(antrag) if policy.may_namen_sehen(actor, antrag) else ()


def _why_again(steps: Sequence[Step]) -> Step | None:
    """Handed back or postponed, and nothing has followed: whoever goes on reads why first."""
    moves = [s for s in steps if s.from_status != s.to_status]
    last = moves[-1] if moves else None
    again = (
        Schritt.zurueckgeben,
        Schritt.zurueckstellen,
        Schritt.beanstanden,
        Schritt.pruefung_zuruecknehmen,
    )
    return last if last is not None and last.step in again else None


def _by_line(files: Sequence[Datei], offers: dict[int, int]) -> dict[int, list[Datei]]:
    found: dict[int, list[Datei]] = {}
    for datei in files:
        if datei.id in offers:
            found.setdefault(offers[datei.id], []).append(datei)
    return found
