"""A step of the sender over HTTP, whatever kind of Vorgang it is on."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlmodel import Session

from app.auth.actor import Actor
from app.casework.door import Features, Kind
from app.casework.sender import SenderStep
from app.clock import Now
from app.db import row_id
from app.errors import NotFound
from app.files import intake
from app.files.fields import take_upload
from app.history.models import Step
from app.settings import Settings
from app.vorgaenge.forms import RueckantwortForm
from app.vorgaenge.models import Vorgang
from app.web.forms import Form

RUECKANTWORT = "rueckantwort"
"""The `zweck` of a file that came with a reply."""


@dataclass(frozen=True)
class Own:
    """The sender's item with its kind; `item` is locked where a step is taken."""

    vorgang: Vorgang
    kind: Kind[Any]
    item: Any

    def step(self, address: str) -> SenderStep[Any]:
        """Raises NotFound for what this kind does not have."""
        step = self.kind.sender.step(address)
        if step is None:
            raise NotFound
        return step

    def version(self, steps: Sequence[Step], at: datetime) -> str:
        """The state as the sender reads it: some steps are for staff alone, and some only remind
        of what was asked or give more time for it."""
        words, lifecycle = self.kind.words, self.kind.lifecycle
        news = [step for step in steps if not lifecycle.asks_again(words.name(step))]
        lines = self.kind.sender.lines(self.item, news, at)
        return str(sum(line.zustand == "fertig" for line in lines))


def own(features: Features, session: Session, vorgang: Vorgang, *, lock: bool = False) -> Own:
    kind = features.kind(vorgang.art)
    return Own(vorgang, kind, kind.of_vorgang(session, row_id(vorgang.id), lock=lock))


def stage_uploads(request: Request, form: Form) -> None:
    """Re-encoding takes seconds, so it is done before the writing transaction begins."""
    if isinstance(form, RueckantwortForm):
        for field, staged in form.uploads:
            take_upload(request, field, staged, purpose=RUECKANTWORT, pdf=True)


def take(
    session: Session, settings: Settings, mine: Own, step: SenderStep[Any], form: Form, at: Now
) -> None:
    """Files of an answer stay between sender and staff: publishing an Idee does not publish them.

    Raises StepNotPossible.
    """
    number = mine.vorgang.vorgangsnummer
    step.act(session, mine.item, by=Actor.holder(number), at=at, **form.values)
    if isinstance(form, RueckantwortForm):
        for reference in form.references:
            intake.attach(session, settings, reference, thread=number, zweck=RUECKANTWORT, at=at)
