"""An open question to the sender: staff remind of it, and give more time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from app.casework.notes import Item
from app.clock import BERLIN
from app.errors import FieldRefused
from app.fristen import end_of
from app.history.models import Step
from app.history.words import Words
from app.i18n import _, _l
from app.text.formats import datum
from app.web.fields import DateField
from app.web.forms import Form

LONGEST_DAYS = 180
"""No question stays open for longer than this from the day on which more time is given."""


class VerlaengerungForm(Form):
    bis = DateField(
        _l("Neue Frist"),
        required=True,
        missing=_l("Bitte tragen Sie ein, bis wann die Person Zeit hat."),
    )


def new_term(day: date, until: datetime | None, at: datetime) -> datetime:
    """The end of that day, later than the present term and than today. Raises FieldRefused."""
    today = at.astimezone(BERLIN).date()
    if day <= today:
        raise FieldRefused("bis", _("Bitte nehmen Sie einen Tag, der noch kommt."))
    if until and end_of(day) <= until:
        raise FieldRefused(
            "bis",
            _("Die Person hat schon bis zum %(bis)s Zeit. Bitte nehmen Sie einen späteren Tag.")
            % {"bis": datum(until)},
        )
    last = today + timedelta(days=LONGEST_DAYS)
    if day > last:
        raise FieldRefused(
            "bis", _("Bitte nehmen Sie einen Tag bis zum %(tag)s.") % {"tag": datum(last)}
        )
    return end_of(day)


def no_reminder(item: Item, until: datetime | None, at: datetime) -> str:
    """What stands in the way of a mail that names the term; "" where nothing does."""
    if not item.vorgang.email:
        return _("Für diesen Vorgang gibt es keine E-Mail-Adresse. Erinnern geht nur am Telefon.")
    if until and until < at:
        return _("Die Frist ist vorbei. Geben Sie mehr Zeit: Auch das schickt eine E-Mail.")
    return ""


def reminders(words: Words, steps: Sequence[Step]) -> list[Step]:
    """Those since the last question."""
    found: list[Step] = []
    for step in steps:
        name = words.name(step)
        if name == "erinnern":
            found.append(step)
        elif name in ("rueckfrage", "rueckantwort", "rueckfrage_zuruecknehmen"):
            found = []
    return found
