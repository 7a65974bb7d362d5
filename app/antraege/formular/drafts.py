"""What a page of the form shows of a draft, and how it is saved. Every value is named here, so a
client can set nothing else."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from sqlmodel import Session, SQLModel

from app.antraege.aims import AntragHandlungsfeld, AntragZieldimension, AntragZielgruppe
from app.antraege.formular.line_forms import KostenForm, LineForm
from app.antraege.models import (
    Antrag,
    Finanzierungsart,
    Finanzierungsposten,
    Kostenposition,
    Regelbegruendung,
    Zusage,
)
from app.antraege.rules import Seite
from app.db import row_id
from app.fonds.models import Antragstellerart, Kostenkategorie
from app.i18n import _
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe

Values = dict[str, Any]

MAX_LINES = 60

_WER = (
    "gruppe",
    "rechtsform",
    "registernummer",
    "person",
    "alter_bestaetigt",
    "email",
    "telefon",
    "strasse",
    "plz",
    "wohnort",
    "vertretung",
    "mittelempfaenger",
)
_PLAIN: dict[str, tuple[str, ...]] = {
    Seite.was: ("titel", "kurz", "was", "nutzen", "mitwirkung", "teilnehmende"),
    Seite.wann_wo: ("beginn", "ende", "ort", "barrierefreiheit", "sprachen"),
    Seite.mit_wem: ("partner", "genehmigungen"),
    Seite.finanzierung: ("beantragt_cent", "vorschuss_grund", "verbleib", "folgekosten"),
    Seite.erklaerungen: (
        "nicht_begonnen",
        "nicht_doppelt",
        "angaben_richtig",
        "richtlinie_gelesen",
        "datenschutz_gelesen",
        "interessenkonflikt",
        "deminimis_cent",
    ),
}
_JA_NEIN: dict[str, tuple[str, ...]] = {
    Seite.wann_wo: ("oeffentlich", "kostenlos"),
    Seite.finanzierung: ("vorschuss_noetig", "andere_gefragt", "vorsteuerabzug"),
}
_SETS: tuple[tuple[str, type[SQLModel], str, Callable[[str], Any]], ...] = (
    ("handlungsfelder", AntragHandlungsfeld, "handlungsfeld", Handlungsfeld),
    ("zielgruppen", AntragZielgruppe, "zielgruppe", Zielgruppe),
    ("zieldimensionen", AntragZieldimension, "zieldimension", Zieldimension),
)
_LINE_COLUMNS: dict[type[SQLModel], tuple[str, ...]] = {
    Kostenposition: ("kategorie", "text", "anzahl", "einzelpreis_cent"),
    Finanzierungsposten: ("art", "text", "betrag_cent", "zusage"),
}


def draft_values(antrag: Antrag, key: str) -> Values:
    """The draft's values for the form of a page."""
    if key == Seite.wer:
        person = antrag.antragsteller
        return {name: getattr(person, name) for name in _WER} | {"art": person.art}
    values: Values = {name: getattr(antrag, name) for name in _PLAIN.get(key, ())}
    values |= {name: _word(getattr(antrag, name)) for name in _JA_NEIN.get(key, ())}
    if key == Seite.was:
        values |= {n: [getattr(r, c) for r in getattr(antrag, n)] for n, _m, c, _k in _SETS}
        values["idee"] = antrag.idee.vorgangsnummer if antrag.idee else ""
        values["projekt_id"] = str(antrag.projekt_id or "")
    if key == Seite.wann_wo:
        values["quartier_id"] = str(antrag.quartier_id or "")
    return values


def is_empty(antrag: Antrag, key: str) -> bool:
    """Nothing of this page is filled in yet."""
    plans: dict[str, list[Any]] = {
        Seite.kosten: antrag.kosten,
        Seite.finanzierung: antrag.finanzierung,
    }
    return not (any(draft_values(antrag, key).values()) or plans.get(key))


def save(session: Session, antrag: Antrag, key: str, values: Values) -> None:
    """Take over a page's checked values."""
    if key == Seite.wer:
        person = antrag.antragsteller
        person.art = Antragstellerart(values["art"]) if values["art"] else None
        for name in _WER:
            setattr(person, name, values[name])
    for name in _PLAIN.get(key, ()):
        setattr(antrag, name, values[name])
    for name in _JA_NEIN.get(key, ()):
        setattr(antrag, name, None if values[name] is None else values[name] == "ja")
    if key == Seite.was:
        for name, model, column, kind in _SETS:
            _replace(session, getattr(antrag, name), model, column, map(kind, values[name]))
        antrag.idee = values["idee"]
        antrag.projekt_id = int(values["projekt_id"]) if values["projekt_id"] else None
    if key == Seite.wann_wo:
        antrag.quartier_id = int(values["quartier_id"]) if values["quartier_id"] else None


def save_reasons(session: Session, antrag: Antrag, sent: dict[str, str]) -> None:
    """The applicant's sentences to rules that warn, by rule; an empty one is taken back."""
    rows = {row.regel: row for row in antrag.begruendungen}
    for regel, text in sent.items():
        row = rows.get(regel)
        if row and text:
            row.text = text
        elif row:
            antrag.begruendungen.remove(row)
            session.delete(row)
        elif text:
            antrag.begruendungen.append(
                Regelbegruendung(antrag_id=row_id(antrag.id), regel=regel, text=text)
            )


def write_line(antrag: Antrag, form: LineForm, row: Any = None) -> None:
    """Into the row that it changes, or as a new line of the plan."""
    new = row_of(form)
    if row is not None:
        for name in _LINE_COLUMNS[type(row)]:
            setattr(row, name, getattr(new, name))
        return
    new.antrag_id = row_id(antrag.id)
    rows: list[Any] = antrag.kosten if isinstance(form, KostenForm) else antrag.finanzierung
    rows.append(new)


def row_of(form: LineForm) -> Any:
    """What a whole line says, as a row that is in no plan yet."""
    return _position(form) if isinstance(form, KostenForm) else _posten(form)


def remove_line(session: Session, lines: list[Any], number: int) -> None:
    """Take out a line; one that is gone already stays gone."""
    for line in [line for line in lines if line.id == number]:
        lines.remove(line)
        session.delete(line)


def _position(form: Any) -> Kostenposition:
    return Kostenposition(
        antrag_id=0,
        kategorie=Kostenkategorie(form.kategorie.data),
        text=form.text.data or "",
        anzahl=form.anzahl.data or 1,
        einzelpreis_cent=form.einzelpreis.data,
    )


def _posten(form: Any) -> Finanzierungsposten:
    art = Finanzierungsart(form.art.data)
    return Finanzierungsposten(
        antrag_id=0,
        art=art,
        text=form.text.data or "",
        betrag_cent=form.betrag.data,
        zusage=Zusage(form.zusage.data) if art is Finanzierungsart.drittmittel else None,
    )


def no_room(lines: Sequence[Any]) -> str:
    """Why a plan takes no line more; "" where it does."""
    if len(lines) < MAX_LINES:
        return ""
    return _("Mehr als %(n)s Zeilen sind nicht möglich. Bitte fassen Sie einige zusammen.") % {
        "n": MAX_LINES
    }


def _replace(
    session: Session,
    rows: list[Any],
    model: type[SQLModel],
    column: str,
    wanted: Iterable[Any],
) -> None:
    chosen = set(wanted)
    for row in [row for row in rows if getattr(row, column) not in chosen]:
        rows.remove(row)
        session.delete(row)
    rows.extend(model(**{column: v}) for v in chosen - {getattr(row, column) for row in rows})


def _word(answer: bool | None) -> str | None:
    return None if answer is None else ("ja" if answer else "nein")
