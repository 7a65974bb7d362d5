"""Against robots and double sending, without a puzzle for people.

A form carries a sealed number. It tells how long ago the form was opened (too fast is a robot),
and it is the same when the same form is sent twice, so the second sending finds the first.
"""

import secrets
from datetime import datetime, timedelta

from itsdangerous import BadSignature, URLSafeSerializer

from app.i18n import _
from app.settings import Settings

LONGEST = timedelta(hours=24)
HONEYPOT = "webseite"


class SealRefused(Exception):
    """The form may not be accepted like this; `reason` says what to do next."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def issue(settings: Settings, *, at: datetime) -> str:
    """A new sealed number for a form shown at `at` (aware UTC)."""
    return _serializer(settings).dumps([secrets.token_urlsafe(16), int(at.timestamp())])


def open_seal(settings: Settings, seal: str, *, at: datetime) -> str:
    """The number inside. Raises SealRefused: forged, older than a day, or sent too fast."""
    try:
        number, issued = _serializer(settings).loads(seal)
    except (BadSignature, ValueError, TypeError) as error:
        raise SealRefused(_stale(settings)) from error
    age = at.timestamp() - issued
    if age > LONGEST.total_seconds():
        raise SealRefused(_stale(settings))
    if age < settings.form_min_seconds:
        raise SealRefused(
            _(
                "Das ging sehr schnell. Bitte prüfen Sie Ihre Eingaben und senden Sie noch einmal. "
                "Oder rufen Sie uns an: %(telefon)s."
            )
            % {"telefon": settings.betreiber.telefon}
        )
    return str(number)


def _serializer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key.get_secret_value(), salt="formular")


def _stale(settings: Settings) -> str:
    return _(
        "Das Formular war zu lange offen. Bitte schicken Sie es noch einmal ab. "
        "Oder rufen Sie uns an: %(telefon)s."
    ) % {"telefon": settings.betreiber.telefon}
