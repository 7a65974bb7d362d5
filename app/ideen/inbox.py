"""The staff's list of Ideen: what stands there to be read, and what a step on several has done."""

from collections.abc import Sequence
from typing import Any

from sqlmodel import Session
from starlette.datastructures import QueryParams

from app.auth.actor import Actor
from app.auth.permissions import Permission
from app.casework.filters import Filter, read_filter
from app.casework.versions import SEEN
from app.ideen import bulk, queries
from app.ideen.forms import StandForm
from app.ideen.marks import marks
from app.ideen.models import Idee
from app.ideen.status import LEBENSLAUF, Ideenstatus, Schritt
from app.ideen.steps.ablehnen import AblehnungForm

HOME = "/intern/ideen"
LIST = "intern/ideen/liste.html"
# What nobody has published yet; what was taken down is decided one by one.
_TOGETHER = LEBENSLAUF.sources(Schritt.veroeffentlichen)


def chosen_filter(query: QueryParams) -> Filter[Ideenstatus | None]:
    return read_filter(StandForm(), query, lambda stand: stand)


def inbox(
    session: Session, actor: Actor, query: QueryParams, form: AblehnungForm
) -> dict[str, Any]:
    chosen = chosen_filter(query)
    page = chosen.page(session, queries.queue(actor, chosen.values))
    ideen: Sequence[Idee] = page.rows
    nummern = [idee.vorgangsnummer for idee in ideen]
    pictures = queries.pictures(session, nummern)
    found = {i.vorgangsnummer: marks(i, pictures.get(i.vorgangsnummer, ())) for i in ideen}
    versions = bulk.versions(session, nummern)
    is_together = chosen.values is None or chosen.values in _TOGETHER
    return {
        "seite": page,
        SEEN: {n: bulk.sent_version(n, versions[n]) for n in nummern},
        "bilder": pictures,
        "funde": found,
        "gelesen": bulk.read(session, actor, {n: versions[n] for n in nummern if found[n]}),
        "einzeln": {i.vorgangsnummer for i in ideen if i.status not in _TOGETHER},
        "mehrere": is_together and actor.has(Permission.ideen_moderieren),
        "gefiltert": chosen.is_active,
        "filter": chosen.form,
        "form": form,
        "gewaehlt": set(),
        "ergebnis": bulk.report(session, actor, query),
    }
