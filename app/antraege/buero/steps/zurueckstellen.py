"""Postpone an Antrag: to a later Sitzung before the vote, to a day by who decides."""

from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.antraege import policy
from app.antraege.bookkeeping import begin, save
from app.antraege.buero.steps.reasons import REASON_MISSING, demand_reason
from app.antraege.decision import waits_for_votum
from app.antraege.fristen import decide_later_by
from app.antraege.hindrances import hindrance_to
from app.antraege.models import Antrag
from app.antraege.status import Schritt
from app.auth.actor import Actor
from app.casework.notes import note, tell
from app.casework.steps import StaffStep
from app.clock import BERLIN
from app.errors import FieldRefused
from app.fristen import end_of
from app.i18n import _, _l
from app.text.formats import datum
from app.web.fields import AreaField, DateField
from app.web.forms import Form

LONGEST_DAYS = 365
DAY_MISSING = _l("Bitte tragen Sie ein, wann der Antrag wieder vorliegen soll.")


class ZurueckstellungForm(Form):
    tag = DateField(
        _l("Wieder vorlegen am"),
        required=True,
        hint=_l("An diesem Tag steht der Antrag wieder bei Ihnen an. Höchstens ein Jahr."),
        missing=DAY_MISSING,
    )
    grund = AreaField(
        _l("Warum erst später?"),
        id="zurueckstellung-grund",
        max=2000,
        required=True,
        rows=3,
        hint=_l("Die antragstellende Person bekommt diesen Satz."),
        missing=REASON_MISSING,
    )


def zurueckstellen(
    session: Session,
    antrag: Antrag,
    *,
    grund: str,
    tag: date | None = None,
    by: Actor,
    at: datetime,
) -> None:
    """The reserve stays, and so does a Votum. Without a `tag` it waits for the Sitzung after the
    next; that is for what nobody has voted on. Raises FieldRefused for a day that does not fit."""
    antrag = begin(session, antrag, STEP.schritt, STEP.may, by=by, at=at)
    demand_reason(grund)
    by_sitzung = waits_for_votum(antrag)
    until = decide_later_by(session, antrag, at) if by_sitzung else _end_of(tag, at)
    before = antrag.move(Schritt.zurueckstellen, faellig_am=until)
    save(session, antrag, at)
    note(session, antrag, Schritt.zurueckstellen, before, by=by, at=at, reason=grund)
    day = None if by_sitzung else until
    tell(session, antrag, "antrag_zurueckgestellt", at=at, grund=grund, tag=day)


def _end_of(day: date | None, at: datetime) -> datetime:
    if day is None:
        raise FieldRefused("tag", str(DAY_MISSING))
    today = at.astimezone(BERLIN).date()
    last = today + timedelta(days=LONGEST_DAYS)
    if not today < day <= last:
        raise FieldRefused(
            "tag",
            _("Bitte nehmen Sie einen Tag nach heute, spätestens den %(tag)s.")
            % {"tag": datum(last)},
        )
    return end_of(day)


def _fit(_session: Session, antrag: Antrag, form: ZurueckstellungForm, _at: datetime) -> None:
    """Before the vote it waits for a Sitzung, whose day is entered with the Fonds."""
    if waits_for_votum(antrag):
        del form.tag


STEP = StaffStep(
    Schritt.zurueckstellen,
    "zurueckstellung",
    _l("Auf später verschieben"),
    _l("Auf später verschieben"),
    ZurueckstellungForm,
    zurueckstellen,
    _l("Auf später verschoben. Das Geld bleibt vorgemerkt."),
    policy.may_zurueckstellen,
    sentence=_l(
        "Was vorgemerkt ist, bleibt vorgemerkt. Ist schon abgestimmt, bleibt das Votum gültig, "
        "sonst kommt der Antrag in eine spätere Sitzung."
    ),
    hindrance=hindrance_to(Schritt.zurueckstellen),
    prepare=_fit,
)
