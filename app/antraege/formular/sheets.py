"""One page of the form, ready to be shown: findings at their fields, and the way through the
other pages."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlmodel import Session
from wtforms import Form

from app.antraege.formular import drafts, topics
from app.antraege.formular.fitting import reasons_of
from app.antraege.formular.topics import Topic
from app.antraege.lage import lage
from app.antraege.models import Antrag
from app.antraege.retention import draft_until
from app.antraege.rules import LINE_FIELD, Befund, pruefe
from app.fonds.models import Schwere
from app.fonds.termine import Termine
from app.i18n import _
from app.settings import Settings
from app.vorgaenge import links
from app.vorgaenge.queries import senders_zugang
from app.web.checks import is_there


@dataclass
class Sheet:
    """`base` is the address of the form; its pages stand below. `all_shown`: also point at what is
    still empty, as after the check at the end. `second_look`: the page was saved, and something on
    it does not fit yet. `is_refused`: it was sent, and nothing of it is saved. `line_id` is the
    line of the plan that is to be changed."""

    antrag: Antrag
    topic: Topic
    base: str
    befunde: list[Befund]
    termine: Termine
    all_shown: bool = False
    second_look: bool = False
    is_refused: bool = False
    line_id: str = ""
    notices: list[str] = field(default_factory=list)

    @property
    def here(self) -> list[Befund]:
        return [befund for befund in self.befunde if befund.seite == self.topic.key]

    @property
    def beside(self) -> list[Befund]:
        """What stands at a field of another page and is about this one as well, once both are
        filled in: while drafting, one of them always comes first."""
        if drafts.is_empty(self.antrag, self.topic.key):
            return []
        return [
            befund
            for befund in self.befunde
            if self.topic.key in befund.auch and befund.blocks and _filled_in(self.antrag, befund)
        ]

    @property
    def warnings(self) -> dict[str, list[Befund]]:
        """By rule: what the applicant may justify."""
        found: dict[str, list[Befund]] = {}
        for befund in self.here:
            if befund.schwere is Schwere.W:
                found.setdefault(befund.regel, []).append(befund)
        return found

    def reasons(self) -> Form:
        form = reasons_of(self.antrag, self.topic, self.warnings)
        for regel, (befund, *_more) in self.warnings.items():
            if not is_there(form[regel].data) and (self.all_shown or self.second_look):
                text = _("Bitte schreiben Sie Ihren Grund oder ändern Sie Ihre Angabe.")
                form[regel].errors = [befund.about(text)]
        return form

    def mark(self, form: Form | None) -> None:
        """Put what blocks at its field, or above the plan that it is about."""
        for befund in self.here:
            if befund.schwere is not Schwere.B or not (self.all_shown or _begun(form, befund)):
                continue
            if self._is_told(form, befund):
                continue
            if form is not None and befund.feld in form:
                sentence = befund.about(befund.text)
                form[befund.feld].errors = [*form[befund.feld].errors, sentence]
            else:
                self.notices.append(befund.about(befund.text))

    def _is_told(self, form: Form | None, befund: Befund) -> bool:
        """A field that says already why it cannot be read is not called empty as well."""
        if befund.feld == LINE_FIELD:
            return True
        has_error = form is not None and befund.feld in form and bool(form[befund.feld].errors)
        return has_error and not befund.regel

    def holds(self, form: Form | None) -> bool:
        """Something that was filled in needs a second look before the next page."""
        own = any(befund.blocks and _begun(form, befund) for befund in self.here)
        return own or bool(self.beside)

    def frame(self, session: Session, settings: Settings, token: str) -> dict[str, Any]:
        """What every page's template needs."""
        antrag = self.antrag
        return {
            "antrag": antrag,
            "topic": self.topic,
            "number": topics.TOPICS.index(self.topic) + 1,
            "stations": topics.stations(self.befunde),
            "previous": topics.before(self.topic),
            "following": topics.after(self.topic),
            "warnings": self.warnings,
            "notices": self.notices,
            "second_look": self.second_look,
            "is_refused": self.is_refused,
            "token": token,
            "base": self.base,
            "bleibt_bis": draft_until(antrag),
            "code": links.code_of(settings, senders_zugang(session, antrag.vorgang)),
            "address": f"{settings.base_url}/vorgang/{token}",
        }


def _begun(form: Form | None, befund: Befund) -> bool:
    """What is still empty is left in peace while drafting."""
    if form is not None and befund.feld in form:
        return bool(form[befund.feld].data)
    return bool(befund.regel)


def _filled_in(antrag: Antrag, befund: Befund) -> bool:
    """At its own place."""
    values = drafts.draft_values(antrag, befund.seite)
    return bool(values.get(befund.feld, befund.regel))


def sheet_of(session: Session, antrag: Antrag, topic: Topic, token: str, *, at: datetime) -> Sheet:
    base = f"/vorgang/{token}/antrag"
    found = lage(session, antrag, at=at)
    return Sheet(antrag, topic, base, pruefe(antrag, found), found.termine)


def befunde_of(session: Session, antrag: Antrag, *, at: datetime) -> list[Befund]:
    """What is missing and what the rules say, in the order of the form."""
    return pruefe(antrag, lage(session, antrag, at=at))
