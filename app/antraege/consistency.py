"""Do ledger and record agree with the Anträge? For `quartier check`."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy.orm import selectinload
from sqlmodel import Session, select

from app.antraege.evidence import CONTENTS
from app.antraege.models import Antrag
from app.antraege.status import GEBUNDEN, IM_VERFAHREN, OHNE_BINDUNG, Schritt
from app.antraege.trail import WORDS
from app.fonds import ledger
from app.fonds.ledger import AntragStand
from app.fonds.models import Fonds, Fondsjahr
from app.history.agreement import Subject, disagreements
from app.history.evidence import values


def problems(session: Session) -> Iterator[str]:
    """One English sentence for each Fondsjahr that is overdrawn and each Antrag that disagrees."""
    yield from _overdrawn(session)
    sums = _sums(session)
    rows = session.exec(
        select(Antrag).order_by(Antrag.vorgangsnummer).execution_options(yield_per=1000)
    )
    for antrag in rows:
        fault = _fault(antrag, sums[antrag.id or 0])
        if fault:
            yield f"ledger of {antrag.vorgangsnummer} ({antrag.status}): {fault}"


def record_problems(session: Session) -> Iterator[str]:
    """One English sentence for each state and grant without its step, and each content changed
    since the step that stands for it."""
    return disagreements(session, _subjects(session))


def expected_reserve(antrag: Antrag) -> int:
    """Cents that must be reserved: from the first formal check until the decision."""
    checked = antrag.geprueft_von_id is not None
    return antrag.reserve_cent if checked and antrag.status in IM_VERFAHREN else 0


def _subjects(session: Session) -> Iterator[Subject]:
    lines = (Antrag.kosten, Antrag.finanzierung, Antrag.voten)
    rows = session.exec(
        select(Antrag)
        .options(*(selectinload(part) for part in lines))  # type: ignore[arg-type]
        .order_by(Antrag.vorgangsnummer)
        .execution_options(yield_per=500)
    )
    for antrag in rows:
        granted = antrag.bewilligt_cent
        yield Subject(
            antrag.vorgangsnummer,
            antrag.status,
            contents=values(CONTENTS, antrag, CONTENTS),
            amounts={} if granted is None else {Schritt.freigeben: granted},
            former_states=WORDS.former_states,
        )


def _overdrawn(session: Session) -> Iterator[str]:
    rows = session.execute(
        select(Fondsjahr.id, Fonds.slug, Fondsjahr.jahr).join(Fonds).order_by(Fonds.slug)
    ).all()
    staende = ledger.staende(session, [row[0] for row in rows])
    for fondsjahr_id, slug, jahr in rows:
        available = staende[fondsjahr_id].verfuegbar
        if available < 0:
            yield f"ledger of {slug} {jahr}: overdrawn by {-available} cents"


def _sums(session: Session) -> dict[int, AntragStand]:
    """Over all years, because open commitments may move into the next one."""
    total: dict[int, AntragStand] = defaultdict(AntragStand)
    for (antrag_id, _year), part in ledger.antrag_staende(session).items():
        old = total[antrag_id]
        total[antrag_id] = AntragStand(
            old.reserviert + part.reserviert,
            old.gebunden + part.gebunden,
            old.ausgezahlt + part.ausgezahlt,
        )
    return total


def _fault(antrag: Antrag, stand: AntragStand) -> str | None:
    if min(stand.reserviert, stand.gebunden, stand.ausgezahlt) < 0:
        return f"below zero: {stand}"
    if stand.reserviert != expected_reserve(antrag):
        return f"{stand.reserviert} cents reserved, {expected_reserve(antrag)} expected"
    granted = antrag.bewilligt_cent or 0
    if antrag.status in GEBUNDEN and stand.gebunden + stand.ausgezahlt != granted:
        return f"{stand.gebunden} cents bound and {stand.ausgezahlt} paid, {granted} approved"
    if antrag.status in OHNE_BINDUNG and stand.gebunden:
        return f"{stand.gebunden} cents bound, nothing expected"
    return None
