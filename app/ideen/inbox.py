"""The staff's list of Ideen, and a step on several of them at once."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlmodel import Session
from starlette.datastructures import FormData, QueryParams

from app.auth.actor import Actor
from app.casework.filters import Filter, read_filter
from app.casework.versions import SEEN
from app.errors import StepNotPossible
from app.history.queries import last_of
from app.i18n import _, ngettext
from app.ideen import policy, queries
from app.ideen.forms import StandForm
from app.ideen.models import Idee
from app.ideen.status import SCHRITTE, Ideenstatus
from app.ideen.steps.ablehnen import AblehnungForm
from app.ideen.trail import WORDS
from app.text.inputs import clean_text

LIST = "intern/ideen/liste.html"
_MOST = 100


@dataclass(frozen=True)
class Counted:
    """`late`: those that another person was faster with."""

    done: int
    late: int

    def address(self, step: str) -> str:
        """The list, which says what was done."""
        late = f"&schneller={self.late}" if self.late else ""
        return f"/intern/ideen?{step}={self.done}{late}"


def each_chosen(
    session: Session, actor: Actor, data: FormData, step: Callable[[Idee], None]
) -> Counted:
    """Do the step for each chosen Idee; those another person was faster with, or that have news
    which the list did not know, are passed over."""
    nummern = [clean_text(n) for n in data.getlist("nummer") if isinstance(n, str)][:_MOST]
    ideen = queries.several_for(session, actor, nummern)
    present, opened = _versions(session, ideen), set(data.getlist(SEEN))
    done = late = 0
    for idee in ideen:
        policy.may_moderieren(actor, idee).demand()
        if opened and present[idee.vorgangsnummer] not in opened:
            late += 1
            continue
        try:
            step(idee)
            done += 1
        except StepNotPossible:
            late += 1
    return Counted(done, late)


def _versions(session: Session, ideen: Sequence[Idee]) -> dict[str, str]:
    """By number, over which state of each Idee the list is opened: for example
    "I-2026-00042:7"."""
    nummern = [idee.vorgangsnummer for idee in ideen]
    last = last_of(session, nummern, WORDS.spellings(SCHRITTE))
    return {n: f"{n}:{last[n].seq if n in last else ''}" for n in nummern}


def inbox(
    session: Session, actor: Actor, query: QueryParams, form: AblehnungForm
) -> dict[str, Any]:
    chosen: Filter[Ideenstatus | None] = read_filter(StandForm(), query, lambda stand: stand)
    page = chosen.page(session, queries.queue(actor, chosen.values))
    return {
        "seite": page,
        SEEN: _versions(session, page.rows),
        "stand": chosen.values,
        "filter": chosen.form,
        "form": form,
        "gewaehlt": set(),
        "erledigt": _report(query),
    }


def _report(query: QueryParams) -> str:
    """What the last step on several did, in a sentence or two."""
    published, refused = _count(query, "veroeffentlicht"), _count(query, "abgelehnt")
    late = _count(query, "schneller") or 0
    if published is not None:
        sentence = ngettext("%(n)s Idee veröffentlicht.", "%(n)s Ideen veröffentlicht.", published)
    elif refused is not None:
        sentence = ngettext("%(n)s Idee abgelehnt.", "%(n)s Ideen abgelehnt.", refused)
    else:
        return ""
    count = published or refused or 0
    if not count and not late:
        return _("Es war keine Idee ausgewählt.")
    faster = ngettext(
        "Bei %(n)s Idee war jemand anderes schneller.",
        "Bei %(n)s Ideen war jemand anderes schneller.",
        late,
    )
    sentences = [(sentence, count), (faster, late)]
    return " ".join(sentence % {"n": n} for sentence, n in sentences if n)


def _count(query: QueryParams, name: str) -> int | None:
    raw = query.get(name, "")
    return min(int(raw), _MOST) if raw.isascii() and raw.isdigit() and len(raw) < 9 else None
