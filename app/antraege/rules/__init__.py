"""The eligibility rules of an Antrag: `pruefe` judges one, `in_words` tells them to people."""

from app.antraege.models import Antrag

# Importing these modules registers their rules.
from app.antraege.rules import applicant, money, project, purpose  # noqa: F401
from app.antraege.rules.base import REGELN, Befund, Fund, Lage, Parameter, Regel, Seite
from app.antraege.rules.complete import missing
from app.antraege.rules.unread import LINE, LINE_FIELD, unread
from app.fonds.models import Fonds, Fondsregel, Schwere
from app.i18n import _
from app.text.inputs import says_something

__all__ = [
    "LINE",
    "LINE_FIELD",
    "REGELN",
    "Befund",
    "Lage",
    "Parameter",
    "Regel",
    "Seite",
    "in_words",
    "pruefe",
]

_ORDER = list(Seite)


def pruefe(antrag: Antrag, lage: Lage) -> list[Befund]:
    """All findings in the order of the form: what is missing, and what the Fonds's rules say.

    Needs `antragsteller`, `kosten`, `finanzierung`, `begruendungen` and `rohtexte` of the Antrag
    loaded, and of the Fonds `regeln`, `quartiere`, `antragstellerarten` and `kategorien`.
    """
    reasons = {row.regel: row.text for row in antrag.begruendungen if says_something(row.text)}
    found = _to_fill_in(antrag)
    for row in lage.fonds.regeln:
        regel = REGELN.get(row.regel)
        if regel is not None:
            funde = regel.check(antrag, lage, regel.wert(row))
            found += [_befund(regel, row, fund, reasons) for fund in funde]
    return sorted(found, key=lambda befund: _ORDER.index(befund.seite))


def _to_fill_in(antrag: Antrag) -> list[Befund]:
    """What was typed and could not be read is not called missing as well."""
    left = list(unread(antrag))
    there = {(befund.seite, befund.feld) for befund in left}
    if (Seite.kosten, LINE_FIELD) in there:
        there.add((Seite.kosten, Seite.kosten))
    return left + [b for b in missing(antrag) if (b.seite, b.feld) not in there]


def in_words(fonds: Fonds) -> list[str]:
    """The Fonds's rules as plain German sentences, in the order of their numbers."""
    sentences = []
    for row in sorted(fonds.regeln, key=lambda row: row.regel):
        regel = REGELN.get(row.regel)
        if regel is None:
            continue
        satz = regel.satz(regel.wert(row), fonds)
        if satz and row.schwere is Schwere.W:
            satz += " " + _("Geht das nicht, schreiben Sie uns im Antrag, warum.")
        sentences += [regel.immer(regel.wert(row), fonds), satz]
    return [satz for satz in sentences if satz]


def _befund(regel: Regel, row: Fondsregel, fund: Fund, reasons: dict[str, str]) -> Befund:
    seite = fund.seite or regel.seite
    pages = (regel.seite, *(regel.auch if fund.auch is None else fund.auch))
    return Befund(
        regel=regel.id,
        schwere=_severity(fund, row),
        seite=seite,
        feld=fund.feld or regel.feld,
        text=fund.text,
        begruendung=reasons.get(regel.id, ""),
        kurz=fund.kurz,
        sache=fund.sache or str(regel.sache),
        auch=tuple(page for page in pages if page is not seite),
    )


def _severity(fund: Fund, row: Fondsregel) -> Schwere:
    if fund.warns_only and row.schwere is Schwere.B:
        return Schwere.W
    return fund.schwere or row.schwere
