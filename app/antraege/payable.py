"""What the Kasse finds on its first page: approved money, and how far it is from being paid."""

from collections.abc import Iterable

from sqlmodel import Session

from app.antraege import queries
from app.antraege.buero.office import OFFICE
from app.antraege.models import Antrag
from app.antraege.status import ANTRAGSSTATUS, LEBENSLAUF, Nachschritt
from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.door import Overview, OverviewRow
from app.db import row_id
from app.fonds import ledger
from app.i18n import _
from app.text.formats import datum


def overviews(session: Session, actor: Actor) -> list[Overview]:
    """First what may be paid, then what waits for a signature. Amounts are what is still bound."""
    if not actor.has(Permission.zahlungen_erfassen):
        return []
    found = queries.with_bound_money(session, actor)
    sums = ledger.antrag_staende(session)
    bound = {row_id(a.id): sums[(row_id(a.id), a.fondsjahr_id)].gebunden for a in found}
    open_ = [antrag for antrag in found if bound[row_id(antrag.id)] > 0]
    ready = [a for a in open_ if LEBENSLAUF.allows(a.status, Nachschritt.auszahlen)]
    return [
        Overview(
            _("Kann ausgezahlt werden"),
            _(
                "Die Vereinbarung ist unterschrieben. Auszahlungen tragen Sie noch nicht im Portal "
                "ein: Die Beträge bleiben hier stehen, bis es das gibt."
            ),
            _rows(ready, bound),
        ),
        Overview(
            _("Bewilligt, noch nicht auszuzahlen"),
            _("Hier fehlt noch die Vereinbarung, oder der Nachweis ist in Arbeit."),
            _rows((a for a in open_ if a not in ready), bound),
        ),
    ]


def _rows(antraege: Iterable[Antrag], bound: dict[int, int]) -> list[OverviewRow]:
    return [
        OverviewRow(
            titel=f"{antrag.vorgangsnummer}: {antrag.titel}",
            note=_note(antrag),
            amount=bound[row_id(antrag.id)],
            address=OFFICE.address(antrag),
        )
        for antrag in antraege
    ]


def _note(antrag: Antrag) -> str:
    day = datum(antrag.entschieden_am) if antrag.entschieden_am else ""
    return _("%(stand)s, bewilligt am %(tag)s, %(fonds)s") % {
        "stand": ANTRAGSSTATUS[antrag.status],
        "tag": day,
        "fonds": antrag.fonds.name,
    }
