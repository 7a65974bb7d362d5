"""The pages of the form: their order, their words, and which of them are done."""

from collections.abc import Iterable
from dataclasses import dataclass

from app.antraege.formular import forms
from app.antraege.rules import Befund, Seite
from app.errors import NotFound
from app.i18n import _l
from app.web.fields import MultiChoiceField, RadioField

ANLAGEN = "anlagen"
PRUEFEN = "pruefen"
_GROUPS = (RadioField, MultiChoiceField)


@dataclass(frozen=True)
class Topic:
    """`key` is the last part of the address; without `form` a page has addresses of its own."""

    key: str
    title: str
    word: str
    form: type[forms.TopicForm] | None = None

    def anchor(self, feld: str) -> str:
        """Where a field stands on the page: a group at its first choice, a plan by its own id."""
        field = self.form()[feld] if self.form and feld in self.form() else None
        return f"{feld}-0" if isinstance(field, _GROUPS) else feld


TOPICS: tuple[Topic, ...] = (
    Topic(Seite.wer, _l("Wer stellt den Antrag?"), _l("Wer"), forms.WerForm),
    Topic(Seite.was, _l("Was haben Sie vor?"), _l("Was"), forms.WasForm),
    Topic(Seite.wann_wo, _l("Wann und wo?"), _l("Wann und wo"), forms.WannUndWoForm),
    Topic(Seite.mit_wem, _l("Mit wem?"), _l("Mit wem"), forms.MitWemForm),
    Topic(Seite.kosten, _l("Was kostet es?"), _l("Kosten")),
    Topic(Seite.finanzierung, _l("Wer bezahlt was?"), _l("Geld"), forms.FinanzierungForm),
    Topic(
        Seite.erklaerungen, _l("Bitte bestätigen Sie"), _l("Erklärungen"), forms.ErklaerungenForm
    ),
    Topic(ANLAGEN, _l("Möchten Sie etwas beilegen?"), _l("Anlagen")),
    Topic(PRUEFEN, _l("Alles prüfen und abschicken"), _l("Prüfen")),
)
_BY_KEY = {topic.key: topic for topic in TOPICS}
# Nobody has to fill these in.
_OPTIONAL = frozenset({Seite.mit_wem, ANLAGEN})


@dataclass(frozen=True)
class Station:
    """A line of the list of pages. `state` is fertig, offen or freiwillig, none for the last."""

    topic: Topic
    number: int
    state: str


def topic(key: str) -> Topic:
    """Raises NotFound."""
    if key not in _BY_KEY:
        raise NotFound
    return _BY_KEY[key]


def with_form(key: str) -> Topic:
    """A page that saves by its own address. Raises NotFound."""
    found = topic(key)
    if found.form is None:
        raise NotFound
    return found


def after(current: Topic) -> Topic:
    """The next page; the last one is its own."""
    return TOPICS[min(TOPICS.index(current) + 1, len(TOPICS) - 1)]


def before(current: Topic) -> Topic | None:
    number = TOPICS.index(current)
    return TOPICS[number - 1] if number else None


def stations(befunde: Iterable[Befund]) -> list[Station]:
    blocked = {befund.seite for befund in befunde if befund.blocks}
    return [Station(t, n, _state(t, blocked)) for n, t in enumerate(TOPICS, start=1)]


def first_open(befunde: Iterable[Befund]) -> Topic:
    """Where to go on: the first page with something open, or the check at the end."""
    return next((s.topic for s in stations(befunde) if s.state == "offen"), _BY_KEY[PRUEFEN])


def _state(topic: Topic, blocked: set[Seite]) -> str:
    if topic.key == PRUEFEN:
        return ""
    if topic.key in blocked:
        return "offen"
    return "freiwillig" if topic.key in _OPTIONAL else "fertig"
