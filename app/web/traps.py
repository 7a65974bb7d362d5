"""Against robots and double sending, without a puzzle for people.

A form carries a sealed number. It tells how long ago the form was opened (too fast is a robot),
and it is the same when the same form is sent twice, so the second sending finds the first.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Any, ClassVar

import wtforms
from itsdangerous import BadSignature, URLSafeSerializer

from app.errors import BadInput
from app.i18n import _, _l
from app.settings import Settings
from app.text.formats import telefon
from app.web.forms import Form

LONGEST = timedelta(hours=24)


class TrappedForm(Form):
    """A form that anybody may send. `min_seconds` lowers the time below which haste is taken for
    a robot's; None leaves it to the settings."""

    min_seconds: ClassVar[int | None] = None

    siegel = wtforms.HiddenField()
    # Nobody sees it, so only a robot fills it in.
    webseite = wtforms.StringField(_l("Dieses Feld bitte frei lassen"))

    @property
    def sprung(self) -> bool:
        return bool(self.webseite.data)

    def validate(self, extra_validators: Any = None) -> bool:
        sound = super().validate(extra_validators)
        if self.sprung:
            self.form_errors = [
                _("Ein verstecktes Feld war ausgefüllt. Bitte senden Sie noch einmal ab.")
            ]
        return sound and not self.sprung

    def seal(self, settings: Settings, *, at: datetime) -> None:
        """A new number for a form that is shown at `at` (aware UTC)."""
        self.siegel.data = issue(settings, at=at)

    def number(self, settings: Settings, *, at: datetime) -> str:
        """What tells this copy of the form from all others.

        Raises BadInput: forged or older than a day (the form is sealed anew), or sent too fast.
        """
        try:
            number, issued = _serializer(settings).loads(self.siegel.data or "")
            age = at.timestamp() - issued
        except (BadSignature, ValueError, TypeError) as error:
            self.seal(settings, at=at)
            raise BadInput(_stale(settings)) from error
        if age > LONGEST.total_seconds():
            self.seal(settings, at=at)
            raise BadInput(_stale(settings))
        shortest = settings.form_min_seconds if self.min_seconds is None else self.min_seconds
        if age < shortest:
            raise BadInput(_hasty(settings))
        return str(number)


def fingerprint(*parts: object) -> str:
    """One sending of a form: its number and what makes another sending another thing."""
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def issue(settings: Settings, *, at: datetime) -> str:
    return _serializer(settings).dumps([secrets.token_urlsafe(16), int(at.timestamp())])


def _serializer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key.get_secret_value(), salt="formular")


def _hasty(settings: Settings) -> str:
    return _(
        "Das ging sehr schnell. Bitte prüfen Sie Ihre Eingaben und senden Sie noch einmal. "
        "Oder rufen Sie uns an: %(telefon)s."
    ) % {"telefon": telefon(settings.betreiber.telefon)}


def _stale(settings: Settings) -> str:
    return _(
        "Das Formular war zu lange offen. Bitte schicken Sie es noch einmal ab. "
        "Oder rufen Sie uns an: %(telefon)s."
    ) % {"telefon": telefon(settings.betreiber.telefon)}
