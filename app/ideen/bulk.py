"""A step on several Ideen at once: which it is done for, which are left out, and why."""

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from sqlmodel import Session
from starlette.datastructures import FormData, QueryParams

from app.auth.actor import Actor
from app.casework.readings import read_by
from app.casework.versions import SEEN
from app.errors import StepNotPossible
from app.files.models import Datei
from app.history.queries import last_of
from app.i18n import _, ngettext
from app.ideen import policy, queries
from app.ideen.marks import marks
from app.ideen.models import Idee
from app.ideen.status import SCHRITTE, ZU_PRUEFEN
from app.ideen.trail import WORDS
from app.text.inputs import clean_text
from app.vorgaenge.nummern import read_number

_MOST = 100
LATE, UNREAD = "schneller", "ungelesen"
"""In the address of the list: numbers that were left out, by why."""


@dataclass(frozen=True)
class Outcome:
    """How many it was done for; `late`: where another person was faster, or where there is news
    that the list did not know. `unread`: what has to be opened first."""

    done: int
    late: Sequence[str] = ()
    unread: Sequence[str] = ()

    def query(self, step: str, filtered: Mapping[str, str]) -> str:
        """Of the address of the list, which stays as it was and says what was done."""
        report = {step: str(self.done), LATE: self.late, UNREAD: self.unread}
        return urlencode({**filtered, **report}, doseq=True)


@dataclass(frozen=True)
class Report:
    """`left_out` are pairs of an Idee and the reason; `is_done` says that there was anything to
    do."""

    message: str
    left_out: Sequence[tuple[Idee, str]]
    is_done: bool = True


def each_chosen(
    session: Session,
    actor: Actor,
    data: FormData,
    step: Callable[[Idee], None],
    *,
    reading_first: bool = False,
) -> Outcome:
    """Do the step for each chosen Idee. With `reading_first` what is marked is left out unless this
    person has opened that very version."""
    nummern = [clean_text(n) for n in data.getlist("nummer") if isinstance(n, str)][:_MOST]
    ideen = queries.several_for(session, actor, nummern)
    present = versions(session, [idee.vorgangsnummer for idee in ideen])
    sent = set(data.getlist(SEEN))
    unread = _unread(session, actor, ideen, present) if reading_first else set()
    late: list[str] = []
    done = 0
    for idee in ideen:
        policy.may_moderieren(actor, idee).demand()
        number = idee.vorgangsnummer
        if sent and sent_version(number, present[number]) not in sent:
            late.append(number)
        elif number not in unread:
            done += _take(step, idee, late)
    return Outcome(done, late, sorted(unread - set(late)))


def _take(step: Callable[[Idee], None], idee: Idee, late: list[str]) -> int:
    try:
        step(idee)
    except StepNotPossible:
        late.append(idee.vorgangsnummer)
        return 0
    return 1


def _unread(
    session: Session, actor: Actor, ideen: Sequence[Idee], present: Mapping[str, str]
) -> set[str]:
    waiting = [idee for idee in ideen if idee.status in ZU_PRUEFEN]
    pictures = queries.pictures(session, [idee.vorgangsnummer for idee in waiting])
    marked = {
        idee.vorgangsnummer
        for idee in waiting
        if marks(idee, pictures.get(idee.vorgangsnummer, ()))
    }
    return marked - read(session, actor, {n: present[n] for n in marked})


def versions(session: Session, nummern: Collection[str]) -> dict[str, str]:
    """By number over which state of each Idee somebody works now, as on its own page."""
    last = last_of(session, nummern, WORDS.spellings(SCHRITTE))
    return {n: str(last[n].seq) if n in last else "" for n in nummern}


def sent_version(number: str, version: str) -> str:
    """As the list carries it, for example "I-2026-00042:7"."""
    return f"{number}:{version}"


def read(session: Session, actor: Actor, present: Mapping[str, str]) -> set[str]:
    """Those that this person has opened as they are now."""
    opened = read_by(session, actor.staff_id, present)
    return {number for number, version in present.items() if opened.get(number) == version}


def report(session: Session, actor: Actor, query: QueryParams) -> Report | None:
    """What the last step on several did; None where there was none."""
    published, refused = _count(query, "veroeffentlicht"), _count(query, "abgelehnt")
    if published is not None:
        sentence = ngettext("%(n)s Idee veröffentlicht.", "%(n)s Ideen veröffentlicht.", published)
    elif refused is not None:
        sentence = ngettext("%(n)s Idee abgelehnt.", "%(n)s Ideen abgelehnt.", refused)
    else:
        return None
    left_out = _left_out(session, actor, query)
    count = published or refused or 0
    if not count and not left_out:
        return Report(_("Es war keine Idee ausgewählt."), (), is_done=False)
    return Report(sentence % {"n": count}, left_out)


def _left_out(session: Session, actor: Actor, query: QueryParams) -> list[tuple[Idee, str]]:
    late, unread = _numbers(query, LATE), _numbers(query, UNREAD)
    if not late and not unread:
        return []
    found = queries.named_for(session, actor, [*late, *unread])
    pictures = queries.pictures(session, [idee.vorgangsnummer for idee in found])
    faster = _("Hier war jemand anderes schneller, oder es steht dort etwas Neues.")
    return [
        (idee, faster if idee.vorgangsnummer in late else _why_unread(idee, pictures))
        for idee in found
    ]


def _why_unread(idee: Idee, pictures: Mapping[str, Sequence[Datei]]) -> str:
    found = marks(idee, pictures.get(idee.vorgangsnummer, ()))
    words = ", ".join(dict.fromkeys(finding.word for finding in found))
    if not words:
        return _("Bitte öffnen Sie diese Idee und lesen Sie sie.")
    return _("Vielleicht persönliche Daten (%(was)s). Bitte öffnen Sie diese Idee.") % {
        "was": words
    }


def _numbers(query: QueryParams, name: str) -> list[str]:
    return [n for raw in query.getlist(name)[:_MOST] if (n := read_number(raw))]


def _count(query: QueryParams, name: str) -> int | None:
    raw = query.get(name, "")
    return min(int(raw), _MOST) if raw.isascii() and raw.isdigit() and len(raw) < 9 else None
