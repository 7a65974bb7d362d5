"""What the portal itself says of an entry in the ledger, and of the days of a Fonds."""

from datetime import date

from app.history.phrases import Phrase, register
from app.i18n import _
from app.text.formats import datum


def _for_antrag(*, nummer: str) -> str:
    return _("Antrag %(nummer)s") % {"nummer": nummer}


FOR_ANTRAG = Phrase("buchung.antrag", _for_antrag, {"nummer": "A-2026-00042"})


def _termine(
    *, fonds: str, frist_vorher: str, frist: str, sitzung_vorher: str, sitzung: str
) -> str:
    days = ((_("Annahmeschluss"), frist_vorher, frist), (_("Sitzung"), sitzung_vorher, sitzung))
    parts = [
        _("%(was)s: bisher %(vorher)s, jetzt %(jetzt)s.")
        % {"was": was, "vorher": _day(before), "jetzt": _day(now)}
        for was, before, now in days
        if before != now
    ]
    return " ".join([f"{fonds}.", *parts])


def _day(iso: str) -> str:
    return datum(date.fromisoformat(iso)) if iso else _("offen")


# Days are ISO, "" for none.
TERMINE = Phrase(
    "fonds.termine",
    _termine,
    {
        "fonds": "Quartiersfonds Heslach",
        "frist_vorher": "",
        "frist": "2026-12-01",
        "sitzung_vorher": "2026-11-12",
        "sitzung": "2026-12-10",
    },
)

PHRASES = register(FOR_ANTRAG, TERMINE)
