"""Writing a mail into the outbox: a row of the transaction that caused it."""

import re
import secrets
import unicodedata
from datetime import datetime
from typing import Any

from email_validator import validate_email
from sqlalchemy import delete, update
from sqlmodel import Session, col

from app.mail.models import Mail, Zustellung
from app.web.templating import texte

LINK = "⟦vorgang⟧"
"""Where the worker puts the secret address; only `queue` can write it into a mail."""

_SUBJECT = "Betreff:"
_SUBJECT_MAX = 200
_LINE_BREAKERS = frozenset({"Cc", "Cs", "Zl", "Zp"})


def queue(
    session: Session,
    *,
    to: str | None,
    template: str,
    thread: str,
    sprache: str,
    at: datetime,
    stand: str = "",
    **context: Any,
) -> Mail | None:
    """Add the mail `templates/mail/<template>.txt` and `.html`; without an address None.

    `sprache` is the reader's language: that of the Vorgang, or German for those who work here.

    The first line of the text is "Betreff: …". Besides `context` the templates know `link` (the
    secret address of the thread), `vorgangsnummer` (the thread) and, in HTML, `betreff`.
    `stand` is the state that it tells of: once that is over, the worker may drop it.
    `at` is aware UTC. Raises ValueError for an address that no form would accept.
    """
    if not to or not to.strip():
        return None
    betreff, text, html = _rendered(template, sprache, {**context, "vorgangsnummer": thread})
    mail = Mail(
        message_id=secrets.token_hex(16),
        thread=thread,
        stand=stand,
        sprache=sprache,
        empfaenger=plain_address(to),
        betreff=betreff,
        text=text,
        html=html,
        zustand=Zustellung.wartet,
        angelegt_am=at,
        naechster_versuch_am=at,
    )
    session.add(mail)
    return mail


def forward_undelivered(session: Session, thread: str, *, to: str | None, at: datetime) -> None:
    """What has not arrived goes to the new address of its thread, or nowhere: the old one may
    belong to somebody else, and the link in the mail is always the newest."""
    undelivered = (col(Mail.thread) == thread, col(Mail.zustand) != Zustellung.zugestellt)
    if to is None:
        session.execute(delete(Mail).where(*undelivered))
        return
    anew = {"zustand": Zustellung.wartet, "versuche": 0, "naechster_versuch_am": at}
    values = {"empfaenger": plain_address(to), "letzter_fehler": "", **anew}
    session.execute(update(Mail).where(*undelivered).values(**values))


def plain_address(raw: str) -> str:
    """One single address without a name. Raises ValueError for anything else."""
    return validate_email(raw.strip(), check_deliverability=False, test_environment=True).normalized


def _rendered(template: str, sprache: str, context: dict[str, Any]) -> tuple[str, str, str]:
    # A person could type LINK into a title and so have a secret address mailed to somebody else:
    # the templates get a mark that nobody knows, and what looks like LINK is broken up before the
    # mark turns into it.
    mark = secrets.token_hex(16)
    words = {**context, "sprache": sprache, "link": mark}
    betreff, text = _split(texte(f"mail/{template}.txt", **words), template)
    betreff = one_line(_defused(betreff.replace(mark, "")))
    html = texte(f"mail/{template}.html", **words, betreff=betreff)
    return betreff, _with_link(text, mark), _with_link(html, mark)


def _split(rendered: str, template: str) -> tuple[str, str]:
    first, _, body = rendered.lstrip().partition("\n")
    if not first.startswith(_SUBJECT):
        raise ValueError(f'mail/{template}.txt does not begin with "{_SUBJECT}"')
    return first.removeprefix(_SUBJECT), body


def _with_link(rendered: str, mark: str) -> str:
    text = _defused(rendered).replace("\x00", "").replace(mark, LINK)
    return re.sub(r"\n{3,}", "\n\n", text).strip() + "\n"


def _defused(rendered: str) -> str:
    return rendered.replace(LINK[0], "[")


def one_line(raw: str) -> str:
    """Fit for a header: no line breaks or control characters, spaces folded, 200 at most."""
    letters = (" " if unicodedata.category(c) in _LINE_BREAKERS else c for c in raw)
    return " ".join("".join(letters).split())[:_SUBJECT_MAX].rstrip()
