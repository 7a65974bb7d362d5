"""The whole Antrag in words, as the page before sending and the page of what was sent show it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.antraege import address
from app.antraege.formular import topics
from app.antraege.formular.forms import ZWECKE, ErklaerungenForm
from app.antraege.formular.line_forms import ZUSAGEN
from app.antraege.formular.topics import ANLAGEN, Topic
from app.antraege.models import (
    FINANZIERUNGSARTEN,
    Antrag,
    Finanzierungsart,
    Finanzierungsposten,
    Kostenposition,
    Zusage,
)
from app.antraege.rules import REGELN, Befund, Seite
from app.antraege.sums import sums_of
from app.files.models import Datei, Dateiart
from app.fonds.models import ANTRAGSTELLERARTEN, KOSTENKATEGORIEN, Antragstellerart
from app.i18n import _
from app.quartiere.begriffe import HANDLUNGSFELDER, ZIELDIMENSIONEN, ZIELGRUPPEN
from app.text.formats import NO_BREAK, datum, geld, legible, zahl
from app.vorgaenge.sender import RUECKANTWORT
from app.web.fields import CheckField

Pairs = list[tuple[str, str]]


@dataclass(frozen=True)
class Section:
    """A page's answers as (word, value), without what was left empty; `pictures` are files with
    what each is."""

    topic: Topic
    pairs: Pairs
    pictures: Sequence[tuple[Datei, str]] = ()


@dataclass(frozen=True)
class OpenPage:
    """A page on which something is still open, and what to do there."""

    topic: Topic
    texts: list[str]


def sections(antrag: Antrag, files: Sequence[Datei], offers: Mapping[int, int]) -> list[Section]:
    """`offers`: the line of the costs that a file belongs to, by the file's id."""
    attached = _files(antrag, files, offers)
    by_page = {
        Seite.wer: _who(antrag),
        Seite.was: _what(antrag),
        Seite.wann_wo: _when_and_where(antrag),
        Seite.mit_wem: _with_whom(antrag),
        Seite.kosten: [(row.text, cost_in_words(row)) for row in antrag.kosten],
        Seite.finanzierung: _money(antrag),
        Seite.erklaerungen: _declarations(antrag),
        ANLAGEN: [(str(datei.label), word) for datei, word in attached if not _is_picture(datei)],
    }
    for page, reason in _reasons(antrag):
        by_page[page].append(reason)
    return [
        Section(
            topic,
            [(word, value) for word, value in by_page[topic.key] if value],
            [row for row in attached if _is_picture(row[0])] if topic.key == ANLAGEN else (),
        )
        for topic in topics.TOPICS
        if topic.key in by_page
    ]


def open_pages(befunde: Iterable[Befund]) -> list[OpenPage]:
    found: dict[str, list[str]] = {}
    for befund in befunde:
        if befund.blocks:
            found.setdefault(befund.seite, []).append(befund.text)
    return [OpenPage(topics.topic(key), texts) for key, texts in found.items()]


def in_pieces(row: Kostenposition) -> str:
    """ "4 × 12,50 EUR"; "" where one is all."""
    if row.anzahl == 1:
        return ""
    return f"{zahl(row.anzahl)}{NO_BREAK}×{NO_BREAK}{geld(row.einzelpreis_cent)}"


def source(row: Finanzierungsposten) -> str:
    """What kind of money it is, and what became of it where others were asked."""
    word = str(FINANZIERUNGSARTEN[row.art])
    if row.zusage is None:
        return word
    state = _("Abgelehnt, zählt nicht mit") if row.zusage is Zusage.abgelehnt else ""
    return f"{word} · {state or dict(ZUSAGEN)[row.zusage]}"


def cost_in_words(row: Kostenposition) -> str:
    pieces, whole = in_pieces(row), geld(row.betrag_cent)
    amount = f"{pieces} = {whole}" if pieces else whole
    return f"{amount} · {KOSTENKATEGORIEN[row.kategorie]}"


def money_in_words(row: Finanzierungsposten) -> str:
    return f"{geld(row.betrag_cent)} · {source(row)}"


def _is_picture(datei: Datei) -> bool:
    return datei.art is Dateiart.bild


def _files(
    antrag: Antrag, files: Sequence[Datei], offers: Mapping[int, int]
) -> list[tuple[Datei, str]]:
    words = dict(ZWECKE) | {RUECKANTWORT: _("Mit einer Antwort geschickt")}
    lines = {row.id: row.text for row in antrag.kosten}
    found = []
    for datei in files:
        purpose = str(words.get(datei.zweck, _("Datei")))
        if line := lines.get(offers.get(datei.id or 0)):
            purpose += " · " + _("Gehört zu: %(zeile)s") % {"zeile": line}
        found.append((datei, purpose))
    return found


def _reasons(antrag: Antrag) -> Iterator[tuple[Seite, tuple[str, str]]]:
    """The sentences to rules that warn, each with the page of its rule."""
    for row in sorted(antrag.begruendungen, key=lambda row: row.regel):
        if regel := REGELN.get(row.regel):
            yield regel.seite, (_("Begründung: %(sache)s") % {"sache": regel.sache}, row.text)


def _who(antrag: Antrag) -> Pairs:
    who = antrag.antragsteller
    place = " ".join(part for part in (who.plz, who.wohnort) if part)
    return [
        (_("Wer"), str(ANTRAGSTELLERARTEN[who.art]) if who.art else ""),
        (_("Name der Gruppe oder Organisation"), who.gruppe),
        (_("Rechtsform"), ", ".join(p for p in (who.rechtsform, who.registernummer) if p)),
        (_("Mit wem wir sprechen"), who.person),
        (_("Mindestalter"), _("Bestätigt") if who.alter_bestaetigt else ""),
        (_("Anschrift"), ", ".join(part for part in (who.strasse, place) if part)),
        (_("E-Mail-Adresse"), address.present(antrag)),
        (_("Telefon"), who.telefon),
        (_("Vertretung"), who.vertretung),
        (_("Das Geld bekommt"), who.mittelempfaenger),
    ]


def _what(antrag: Antrag) -> Pairs:
    return [
        (_("Titel"), legible(antrag.titel)),
        (_("Kurz"), antrag.kurz),
        (_("Was genau passiert"), antrag.was),
        (_("Was das Quartier davon hat"), antrag.nutzen),
        (_("Wie viele mitmachen"), str(antrag.teilnehmende or "")),
        (_("Wer mithilft"), antrag.mitwirkung),
        (_("Wobei es hilft"), _listed(antrag.zieldimensionen, "zieldimension", ZIELDIMENSIONEN)),
        (_("Für wen"), _listed(antrag.zielgruppen, "zielgruppe", ZIELGRUPPEN)),
        (_("Themen"), _listed(antrag.handlungsfelder, "handlungsfeld", HANDLUNGSFELDER)),
        (_("Gehört zur Idee"), _idee(antrag)),
        (_("Gehört zum Projekt"), _projekt(antrag)),
    ]


def _idee(antrag: Antrag) -> str:
    """What is not public any more tells its number alone."""
    idee = antrag.idee
    if idee is None:
        return ""
    return f"{idee.vorgangsnummer}: {idee.titel}" if idee.is_public else idee.vorgangsnummer


def _projekt(antrag: Antrag) -> str:
    projekt = antrag.projekt
    return projekt.titel if projekt is not None and projekt.is_public else ""


def _when_and_where(antrag: Antrag) -> Pairs:
    quartier = next((q for q in antrag.fonds.quartiere if q.id == antrag.quartier_id), None)
    return [
        (_("Quartier"), quartier.name if quartier else ""),
        (_("Wo"), antrag.ort),
        (_("Erster Tag"), datum(antrag.beginn) if antrag.beginn else ""),
        (_("Letzter Tag"), datum(antrag.ende) if antrag.ende else ""),
        (_("Alle dürfen kommen"), _yes_no(antrag.oeffentlich)),
        (_("Mitmachen ist kostenlos"), _yes_no(antrag.kostenlos)),
        (_("Damit alle dabei sein können"), antrag.barrierefreiheit),
        (_("Sprachen"), antrag.sprachen),
    ]


def _with_whom(antrag: Antrag) -> Pairs:
    return [(_("Wer mitmacht"), antrag.partner), (_("Erlaubnis"), antrag.genehmigungen)]


def _money(antrag: Antrag) -> Pairs:
    """Own work pays nothing, so it stands below the sums."""
    sums = sums_of(antrag)
    from_fonds = geld(antrag.beantragt_cent) if antrag.beantragt_cent else ""
    money: Pairs = []
    work: Pairs = []
    for row in antrag.finanzierung:
        rows = work if row.art is Finanzierungsart.eigenleistung else money
        rows.append((row.text, money_in_words(row)))
    return [
        (_("Aus dem Topf"), from_fonds),
        *money,
        (_("Geld zusammen"), geld(sums.finanzierung) if sums.finanzierung else ""),
        (_("Kosten zusammen"), geld(sums.kosten) if sums.kosten else ""),
        *work,
        *money_answers(antrag),
    ]


def money_answers(antrag: Antrag) -> Pairs:
    """What was answered about money beside the figures."""
    return [
        (_("Andere gefragt"), _yes_no(antrag.andere_gefragt)),
        (_("Geld vorher nötig"), _yes_no(antrag.vorschuss_noetig)),
        (_("Warum vorher"), antrag.vorschuss_grund),
        (_("Umsatzsteuer zurück"), _yes_no(antrag.vorsteuerabzug)),
        (_("Was nachher bleibt"), antrag.verbleib),
        (_("Spätere Kosten"), antrag.folgekosten),
    ]


def _declarations(antrag: Antrag) -> Pairs:
    """Each in the words that were confirmed."""
    declarations = [
        (field.label.text, _("Bestätigt") if getattr(antrag, field.name) else _("Noch offen"))
        for field in ErklaerungenForm()
        if isinstance(field, CheckField)
    ]
    return [
        *declarations,
        (_("Staatliche Beihilfe in drei Jahren"), _state_aid(antrag)),
        (_("Wer Ihnen nahesteht"), antrag.interessenkonflikt),
    ]


def _state_aid(antrag: Antrag) -> str:
    """Asked of undertakings only."""
    cent, who = antrag.deminimis_cent, antrag.antragsteller.art
    if who is not Antragstellerart.unternehmen or cent is None:
        return ""
    return geld(cent) if cent else _("keine")


def _listed(rows: Iterable[Any], column: str, words: dict[Any, str]) -> str:
    return ", ".join(str(words[getattr(row, column)]) for row in rows)


def _yes_no(answer: bool | None) -> str:
    if answer is None:
        return ""
    return _("Ja") if answer else _("Nein")
