"""What somebody has typed and looks at on the check page before it is sent.

It waits on the server, so that Back, reload and a tab that was dropped find it again; also what
was refused, which is shown with its mistakes. Each check is a row of its own that never changes:
two tabs do not mix.
"""

import secrets
from datetime import datetime
from urllib.parse import parse_qsl, urlencode

from sqlalchemy import Text
from sqlmodel import Field, Session, SQLModel, col, select, update
from starlette.datastructures import FormData

from app.casework.retention import Period
from app.db import UtcDateTime
from app.errors import NotFound
from app.i18n import _
from app.ideen.forms import IdeeForm
from app.vorgaenge.links import hash_of, plain_token
from app.web.traps import Sending, fingerprint

STORED = Period(hours=24)

# Characters of all fields together: whoever wrote too much finds it again, a flood is not stored.
LONGEST = 20_000


class Ideeneingabe(SQLModel, table=True):
    """`felder` are those of the form, urlencoded as a browser sends them; "" once they were handed
    in, when the row only tells which Vorgang they became. `einreichung` is that of the Vorgang,
    the same for all checks of one form with the same words. `zweifelhaft` may be a robot's.
    """

    __tablename__ = "ideeneingabe"

    id: int | None = Field(default=None, primary_key=True)
    schluessel_hash: str = Field(max_length=64, unique=True)
    felder: str = Field(sa_type=Text)
    einreichung: str = Field(max_length=64, index=True)
    zweifelhaft: bool
    angelegt_am: datetime = Field(sa_type=UtcDateTime, index=True)

    @property
    def is_sent(self) -> bool:
        return not self.felder

    @property
    def data(self) -> FormData:
        """What the form binds."""
        return FormData([*parse_qsl(self.felder, keep_blank_values=True)])


# Other each time, or of the way by which somebody came.
_NOT_ITS_WORDS = ("siegel", "foto_staged", "foto_verloren", "sammlung")


def keep(session: Session, form: IdeeForm, sending: Sending, *, at: datetime) -> str | None:
    """A new row; returns the secret part of its address (192 bits). None where far more was typed
    than an Idee may have: that is not kept."""
    sent = form.as_sent
    if sum(len(value) for _name, value in sent) > LONGEST:
        return None
    token = secrets.token_hex(24)
    # Going back and sending something else is another Idee, not the same form twice.
    words = [value for name, value in sent if name not in _NOT_ITS_WORDS]
    session.add(
        Ideeneingabe(
            schluessel_hash=hash_of(token),
            felder=urlencode(sent),
            einreichung=fingerprint(sending.number, *words),
            zweifelhaft=sending.doubtful,
            angelegt_am=at,
        )
    )
    return token


def opened(session: Session, token: str, *, at: datetime) -> Ideeneingabe:
    """Raises NotFound: there is none, or its time is over."""
    query = select(Ideeneingabe).where(
        Ideeneingabe.schluessel_hash == hash_of(plain_token(token)),
        col(Ideeneingabe.angelegt_am) >= STORED.before(at),
    )
    found = session.exec(query).first()
    if found is None:
        raise NotFound(
            _(
                "Was hier stand, ist nicht mehr da: Angaben, die nicht abgeschickt sind, löschen "
                "wir nach %(dauer)s. Bitte beginnen Sie unter „Idee mitteilen“ noch einmal."
            )
            % {"dauer": STORED.words},
            way=("/ideen/neu", _("Idee mitteilen")),
        )
    return found


def empty(session: Session, einreichung: str) -> None:
    """After handing in: nothing typed stays here, in no tab that showed the same."""
    which = col(Ideeneingabe.einreichung) == einreichung
    session.execute(update(Ideeneingabe).where(which).values(felder=""))
