"""The page of a Vorgang: everything that its sender reads, and what can be done now."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from fastapi import Request
from sqlmodel import Session

from app.casework.sender import SenderStep
from app.casework.versions import SEEN
from app.history.chain import trail
from app.history.models import Step
from app.i18n import _l
from app.mail.queries import reaches_nobody
from app.settings import Settings
from app.text.formats import masked
from app.vorgaenge import links, queries
from app.vorgaenge.forms import EmailForm
from app.vorgaenge.messages import messages_of
from app.vorgaenge.sender import Own
from app.web.forms import Form

PAGE = "vorgaenge/zeigen.html"

# The step of every kind of Vorgang by which it is handed in.
SENDING = "einreichen"

NEW_ADDRESS = "adresse"
"""The word for an address that has taken another's place."""
# What a change of the Vorgang itself has done, said once after it.
WITHOUT_PHOTO = "ohne-foto"
SAVED = {
    WITHOUT_PHOTO: _l(
        "Ihr Foto ließ sich gerade nicht speichern. Alles andere ist angekommen. Das Foto können "
        "Sie dem Quartiersbüro geben."
    ),
    "email": _l("Ihre E-Mail-Adresse ist gespeichert."),
    NEW_ADDRESS: _l("Ihre E-Mail-Adresse ist geändert. Wir schreiben jetzt dorthin."),
    "link": _l("Der Link ist unterwegs. Bitte sehen Sie auch im Spam-Ordner nach."),
    "erneuerung": _l("Das ist Ihr neuer Link. Der alte gilt nicht mehr."),
}


def page_context(
    request: Request,
    session: Session,
    mine: Own,
    at: datetime,
    *,
    email: EmailForm | None = None,
    refused: Mapping[str, Form] | None = None,
    too_late: str = "",
    texts: Sequence[tuple[str, str]] = (),
) -> dict[str, Any]:
    """For the page. `refused` are forms as they were sent, by the address of their step. `too_late`
    says what was faster, and `texts` what was typed where the page has no form for it any more."""
    settings: Settings = request.app.state.settings
    vorgang, item, side = mine.vorgang, mine.item, mine.kind.sender
    state, after = side.sentences(item, at)
    nummer = vorgang.vorgangsnummer
    possible = side.possible(item)
    steps = trail(session, nummer)
    zugang = queries.senders_zugang(session, vorgang)
    saved = request.query_params.get("gespeichert", "")
    over = mine.kind.contact_over(session, item, at)
    return {
        "vorgang": vorgang,
        "item": item,
        "vorlage": side.template,
        "gut": side.is_good_news(item),
        "satz": state,
        "danach": after,
        "anrufen": side.waits_for_a_call(item),
        "rufnummer": side.phone(item) or settings.betreiber.telefon,
        "hier": own_address(request),
        "adresse": links.address(settings, zugang),
        "code": links.code_of(settings, zugang),
        "schritte": side.lines(item, steps, at),
        "nachrichten": messages_of(session, vorgang.id),
        "dateien": queries.files_of(session, nummer),
        "moeglich": possible,
        "formulare": {s.address: s.form() for s in possible} | dict(refused or {}),
        SEEN: mine.version(steps, at),
        "zu_spaet": too_late,
        "texte": texts,
        "neu": _is_receipt(request, steps),
        "gespeichert": _saved(side.steps, saved),
        "adresse_neu": saved == NEW_ADDRESS,
        "kontakt": mine.kind.contact,
        "kontakt_vorbei": over,
        "verdeckt": masked(vorgang.email or ""),
        "unzustellbar": not over and reaches_nobody(session, nummer),
        "email": email or EmailForm(data={"email": vorgang.email or ""}),
        **side.details(item, at),
    }


def _is_receipt(request: Request, steps: Sequence[Step]) -> bool:
    """An address that was kept says so for ever; the page only while nothing has happened since."""
    says = {"eingegangen", "eingereicht"} & request.query_params.keys()
    return bool(says) and (not steps or steps[-1].step == SENDING)


def own_address(request: Request) -> str:
    """The secret link that this request came by, without the portal's own address."""
    token = links.plain_token(request.path_params["token"])
    return f"/vorgang/{token}"


def _saved(steps: Iterable[SenderStep[Any]], address: str) -> str:
    return str({step.address: step.done for step in steps}.get(address) or SAVED.get(address, ""))
