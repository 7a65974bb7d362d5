"""Every date that people read, and who sees to it that it comes true.

A date stands in a template as a filter or as the sentence of a retention, or in words in any text.
`found` reads them; `DATES` says for each place who watches it. What is new and not listed is a
promise that nobody keeps.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from jinja2 import nodes

from app.antraege.fristen import objection_until
from app.fonds.termine import Termine
from app.personal import roles
from app.personal import tasks as confirmations
from app.projekte import presentation
from app.quartiere import opening, queries
from app.sammlungen.models import Sammlung
from app.web import limits
from app.web.templating import environment


@dataclass(frozen=True)
class Desk:
    """A task is due on this column ("table.column")."""

    column: str


@dataclass(frozen=True)
class Sweep:
    """The nightly run deletes by these retentions; without names by all there are."""

    retentions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Past:
    """It has happened: the column in which it is stored."""

    column: str


@dataclass(frozen=True)
class Passing:
    """Nothing is promised by it, and once it is over it goes or says so: the code that does."""

    by: object


@dataclass(frozen=True)
class Reader:
    """Whoever reads it watches it, or it is no date of ours: why."""

    why: str


Watch = Desk | Sweep | Past | Passing | Reader

CHECK = Desk("antrag.faellig_am")
MODERATION, ANSWER = Desk("idee.pruefen_bis"), Desk("idee.antwort_bis")
DEADLINE, MEETING = Passing(Termine.deadline), Passing(Termine.meeting)
PLAN = Passing(presentation.due)
SUBMITTED, DECIDED = Past("antrag.eingereicht_am"), Past("antrag.entschieden_am")
STEP, RUN = Past("step.at"), Past("loeschlauf.begonnen_am")
DRAFT = Sweep(("antrag_entwurf",))
CONFIRMATION = Passing(confirmations.tasks)
OWN_PLAN = Reader("the applicant's own day")

# By place: a filter's expression, or the beginning of a text, and who watches it. Both parts of a
# mail are one place.
DATES: Mapping[str, Mapping[str, Watch | tuple[Watch, ...]]] = {
    "antraege/_ablauf": {
        "termine.deadline": DEADLINE,
        "termine.meeting": MEETING,
        "Sie schicken den Antrag ab, am besten bis zur Frist": DEADLINE,
        "Sobald entschieden ist, sagen wir": CHECK,
        "entwurf.sentence": DRAFT,
    },
    "antraege/_danach": {"termine.deadline": DEADLINE, "termine.meeting": MEETING},
    "antraege/_pruefen": {"termine.deadline": DEADLINE},
    "antraege/_weitermachen": {"bleibt_bis": DRAFT},
    "antraege/_stand": {"antrag.geaendert_am": Past("antrag.geaendert_am")},
    "antraege/abgeschickt": {"antrag.eingereicht_am": SUBMITTED},
    "components/antwort": {
        "antwort.bis": ANSWER,
        "antwort.gegeben_am": Past("antwort.gegeben_am"),
        "alt.gegeben_am": Past("antwort.gegeben_am"),
    },
    "components/nachrichten": {"nachricht.am": Past("nachricht.am")},
    "components/zeitstrahl": {"step.at": (STEP, CHECK, MODERATION, ANSWER, PLAN)},
    "geld/_fakten": {"termine.deadline": DEADLINE, "termine.meeting": MEETING},
    "geld/_gefoerdert": {"antrag.entschieden_am": DECIDED},
    "geld/_kurz": {"termine.deadline": DEADLINE},
    "geld/zeigen": {"deadline": DEADLINE},
    "ideen/_karte": {"idee.veroeffentlicht_am": Past("idee.veroeffentlicht_am")},
    "ideen/zeigen": {"idee.veroeffentlicht_am": Past("idee.veroeffentlicht_am")},
    "intern/_loeschfristen": {
        "line.sentence": Sweep(),
        "wartet.begonnen_am": RUN,
        "Der Probelauf vom": Sweep(),
    },
    "intern/_mails": {"mail.zugestellt_am": Past("mail.zugestellt_am")},
    "intern/antraege/_bisher": {"frueher.eingereicht_am": SUBMITTED},
    "intern/_schritte": {
        "step.sentence": Reader("what a step does, and no date"),
        "Getitem.at": STEP,
    },
    "intern/_ueberblick": {"teil.sentence": Reader("what a list is for, and no date")},
    "intern/antraege/_entschieden": {"antrag.entschieden_am": DECIDED},
    "intern/antraege/_fakten": {
        "antrag.eingereicht_am": SUBMITTED,
        "antrag.beginn": OWN_PLAN,
        "antrag.ende": OWN_PLAN,
    },
    "intern/antraege/_geld": {"Was für andere Anträge vorgemerkt ist": Reader("says what counts")},
    "intern/antraege/_lage": {
        "anlass.at": STEP,
        "pruefung.am": Past("pruefung.am"),
        "pruefung.zurueckgenommen_am": Past("pruefung.zurueckgenommen_am"),
    },
    "intern/antraege/_stand": {"antrag.faellig_am": CHECK},
    "intern/antraege/_votum": {
        "newest.datum": Past("votum.datum"),
        "votum.datum": Past("votum.datum"),
        "votum.berichtigt_am": Past("votum.berichtigt_am"),
        "votum.beanstandet_am": Past("votum.beanstandet_am"),
        "newest.beanstandet_am": Past("votum.beanstandet_am"),
    },
    "intern/antraege/_votum_erfassen": {"letzte_sitzung": Past("fonds.naechste_sitzung")},
    "intern/antraege/liste": {"antrag.eingereicht_am": SUBMITTED, "antrag.faellig_am": CHECK},
    "intern/aufgaben": {
        "task.due": (CHECK, MODERATION, ANSWER),
        "task.since": STEP,
        "mail.angelegt_am": Past("mail.angelegt_am"),
    },
    "intern/geld/_buchungen": {"buchung.at": Past("buchung.am")},
    "intern/geld/_termine": {"day": (DEADLINE, MEETING)},
    "intern/geld/liste": {"termine.meeting": MEETING},
    "intern/ideen/_ablehnung": {"idee.widersprochen_am": Past("idee.widersprochen_am")},
    "intern/ideen/_idee": {"idee.eingegangen_am": Past("idee.eingegangen_am")},
    "intern/ideen/_stand": {"bis": (MODERATION, ANSWER)},
    "intern/ideen/_zeile": {"idee.eingegangen_am": Past("idee.eingegangen_am")},
    "intern/loeschlauf": {
        "run.lauf.begonnen_am": RUN,
        "stumm": RUN,
        "Jede Nacht löscht das Portal": Sweep(),
        "Der erste kommt in der nächsten Nacht": Sweep(),
        "Das Portal versucht es jede Nacht wieder": Sweep(),
    },
    "intern/sammlungen/eine": {
        "sammlung.offen_bis": Passing(Sammlung.is_open),
        "step.at": STEP,
    },
    "intern/sammlungen/liste": {"sammlung.angelegt_am": Past("sammlung.angelegt_am")},
    "intern/personal/_einladung": {"Die Mail geht hinaus, sobald": CONFIRMATION},
    "intern/personal/_stand": {"person.angemeldet_am": Past("mitarbeiter.angemeldet_am")},
    "intern/personal/_verlauf": {"schritt.at": STEP},
    "intern/personal/_zugang": {
        "person.eingeladen_am": Past("mitarbeiter.eingeladen_am"),
        "person.angemeldet_am": Past("mitarbeiter.angemeldet_am"),
    },
    "intern/personal/einladung": {"Die Person bekommt eine Mail": CONFIRMATION},
    "intern/personal/entzug": {"%(name)s verliert sofort": Passing(roles.take)},
    "intern/verlauf": {"step.at": STEP},
    "mail/antrag_entwurf": {"frist": DRAFT},
    "mail/antrag_eingegangen": {"frist": CHECK},
    "mail/antrag_frage_zurueckgenommen": {"item.faellig_am": CHECK},
    "mail/antrag_rueckfrage": {"frist": CHECK},
    "mail/antrag_wiederaufgenommen": {"frist": CHECK},
    "mail/antrag_erinnerung": {"frist": CHECK},
    "mail/antrag_mehr_zeit": {"frist": CHECK},
    "mail/idee_erinnerung": {"frist": MODERATION},
    "mail/idee_mehr_zeit": {"frist": MODERATION},
    "mail/antrag_zurueckgestellt": {
        "tag": CHECK,
        "Sie müssen nichts tun. Wir melden uns, sobald": CHECK,
    },
    "mail/idee_beantwortet": {"item.antwort.bis": ANSWER},
    "mail/idee_eingegangen": {"item.pruefen_bis": MODERATION},
    "mail/idee_frage_zurueckgenommen": {"item.pruefen_bis": MODERATION},
    "mail/idee_rueckfrage": {"frist": MODERATION},
    "mail/idee_verborgen": {"item.pruefen_bis": MODERATION},
    "mail/idee_veroeffentlicht": {"item.antwort_bis": ANSWER},
    "mail/rueckmeldung_barriere": {
        "Wer nach vier Wochen keine Antwort hat": Reader("whoever reported counts the weeks")
    },
    "seiten/_datenschutz_dauer": {
        "frist.sentence": Sweep(),
        "Jede Nacht sieht das Portal nach": Sweep(),
    },
    "seiten/_datenschutz_wozu": {"Damit niemand das Portal": Passing(limits.check_submission)},
    "seiten/_durchsetzung": {
        "Haben wir Ihnen nach vier Wochen": Reader("whoever reported counts the weeks")
    },
    "seiten/danke": {
        "Wenn nach vier Wochen keine Antwort": Reader("whoever reported counts the weeks")
    },
    "seiten/hilfe": {"Ein Mensch liest sie, meistens innerhalb von drei": MODERATION},
    "components/buero": {"sprechzeit.sentence": Passing(opening.opening)},
    "start/_geld": {"termine.deadline": DEADLINE},
    "start/_neues": {"neu.at": (Past("idee.veroeffentlicht_am"), Past("idee.beantwortet_am"))},
    "start/_termine": {"termin.beginn": Passing(queries.next_termine)},
    "vorgaenge/_email_form": {"kontakt.sentence": Sweep(("idee_email",))},
    "app/antraege/buero/steps/erinnern.py": {"Erinnerung geht per E-Mail raus": CHECK},
    "app/antraege/buero/steps/rueckfrage.py": {"Frage gesendet. Wir warten": CHECK},
    "app/antraege/buero/steps/verlaengern.py": {"Frist geändert. Wir warten": CHECK},
    "app/antraege/buero/steps/zurueckstellen.py": {"Bitte nehmen Sie einen Tag": CHECK},
    "app/antraege/hindrances.py": {"Beanstanden war bis zum": Passing(objection_until)},
    "app/antraege/payable.py": {"%(stand)s, bewilligt am": DECIDED},
    "app/casework/questions.py": {
        "Die Person hat schon bis zum": (CHECK, MODERATION),
        "Bitte nehmen Sie einen Tag bis": (CHECK, MODERATION),
    },
    "app/antraege/formular/submission.py": {"Die Frist am": DEADLINE},
    "app/antraege/buero/steps/votum.py": {"Der Antrag kam erst am": SUBMITTED},
    "app/antraege/formular/summary.py": {"Staatliche Beihilfe": Reader("years behind us")},
    "app/antraege/rules/project.py": {
        "Wenig Zeit bis zum Beginn": OWN_PLAN,
        "Bis zum Beginn sind es weniger": OWN_PLAN,
        "Endet am": OWN_PLAN,
        "Ihre Aktion endet am": OWN_PLAN,
        "Ihre Aktion muss bis zum": OWN_PLAN,
        "Jeder Topf gilt für ein Jahr": OWN_PLAN,
    },
    "app/antraege/years.py": {"Die Aktion endet am": OWN_PLAN},
    "app/antraege/sender.py": {
        "Bis zum %(bis)s prüfen wir": CHECK,
        "Bitte antworten Sie bis zum": CHECK,
        "Bis zum %(bis)s wird über": CHECK,
        "Bis zum %(bis)s fällt": CHECK,
        "Bis zum %(bis)s wird wieder über": CHECK,
        "Bis zum %(bis)s bekommen Sie Bescheid": CHECK,
        "Am %(bis)s nehmen wir": CHECK,
        "Ändern Sie bis zum %(tag)s nichts": DRAFT,
    },
    "app/fonds/termine.py": {"Die Frist für die Sitzung am": MEETING},
    "app/ideen/sender.py": {
        "Bis zum %(bis)s sagen wir Ihnen": MODERATION,
        "Bitte antworten Sie bis zum": MODERATION,
        "Bis zum %(bis)s bekommen Sie": ANSWER,
    },
    "app/ideen/steps/erinnern.py": {"Erinnerung geht per E-Mail raus": MODERATION},
    "app/ideen/steps/verlaengern.py": {"Frist geändert. Wir warten": MODERATION},
    "app/ideen/steps/rueckfrage.py": {"Frage gesendet. Wir warten": MODERATION},
    "app/ideen/steps/schliessen.py": {"Die Person hat noch bis zum": MODERATION},
    "app/ideen/steps/verbergen.py": {"Nicht mehr öffentlich. Bitte entscheiden": MODERATION},
    "app/ideen/steps/veroeffentlichen.py": {"Veröffentlicht. Die Antwort ist bis zum": ANSWER},
    "app/projekte/presentation.py": {
        "War geplant bis": PLAN,
        "Geplant bis": PLAN,
        "%(beginn)s bis %(ende)s": Reader("from when to when a Projekt goes"),
    },
    "app/personal/page.py": {"Die Rolle ist vorgeschlagen": CONFIRMATION},
    "app/personal/phrases.py": {
        "%(ab)s bis %(bis)s": Passing(roles.end_roles),
        "bis %(bis)s": Passing(roles.end_roles),
    },
    "app/personal/staff.py": {"Die Einladung geht hinaus, sobald": CONFIRMATION},
    "app/quartiere/opening.py": {
        "Jetzt offen, heute bis": Passing(opening.opening),
        "%(von)s bis %(bis)s Uhr": Passing(opening.opening),
        "Heute schon geschlossen": Passing(opening.opening),
        "Heute geschlossen": Passing(opening.opening),
    },
}


def watches() -> set[Watch]:
    listed = [watch for place in DATES.values() for watch in place.values()]
    return {w for watch in listed for w in (watch if isinstance(watch, tuple) else (watch,))}


_FILTERS = frozenset({"datum", "zeitpunkt", "uhrzeit", "vor", "seit", "wochentag", "iso"})
_UNITS = "Stunden?|Tagen|Werktagen|Arbeitstagen|Wochen|Monaten|Jahren"
_WORDS = re.compile(
    r"\b(innerhalb von|binnen|spätestens|bis zu[mr](?! %)|bis (Ende|Anfang|Mitte)|"
    rf"(nach|in|höchstens) \S+ ({_UNITS})|(jede|nächste[nr]?) (Nacht|Woche)|"
    r"sobald|sofort|umgehend|rechtzeitig)\b",
    re.IGNORECASE,
)
# In a template the filter tells it already; code fills it in beside the text.
_FILLED = re.compile(r"\b(bis|ab|am) (zum |dem )?%\((bis|tag|ende|zeit)\)", re.IGNORECASE)
# The words of the filters themselves, and of numbers.
_KIT = "app/text/"


Texts = Iterable[tuple[str, list[str]]]


def found(sources: Mapping[str, str], texts: Texts) -> set[tuple[str, str]]:
    """(place, expression or whole text) of every date in these templates, by name, and in these
    texts with the files they stand in."""
    return {*_filters(sources), *_texts(texts)}


def _filters(sources: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    for name, source in sources.items():
        tree = environment().parse(source)
        dated = [f.node for f in tree.find_all(nodes.Filter) if f.name in _FILTERS]
        told = [g for g in tree.find_all(nodes.Getattr) if g.attr == "sentence"]
        yield from ((_place(name), _spelling(node)) for node in (*dated, *told))


def _spelling(node: nodes.Node | None) -> str:
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{_spelling(node.node)}.{node.attr}"
        case nodes.Filter():
            return _spelling(node.node)
    return type(node).__name__


def _texts(texts: Texts) -> Iterator[tuple[str, str]]:
    for text, files in texts:
        for file in files:
            dated = _WORDS.search(text) or (file.startswith("app/") and _FILLED.search(text))
            if dated and not file.startswith(_KIT):
                yield _place(file), text


def _place(file: str) -> str:
    """A template by its name without ending, code by its path."""
    if file.startswith("app/"):
        return file
    return file.removeprefix("templates/").rpartition(".")[0]


def is_named(place: str, date: str) -> bool:
    return any(date == name or _begins(date, name) for name in DATES.get(place, ()))


def _begins(text: str, beginning: str) -> bool:
    return " " in beginning and text.startswith(beginning)
