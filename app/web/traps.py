"""Against robots and double sending, without a puzzle for people.

A form carries a sealed number. It is the same when the same form is sent twice, so the second
sending finds the first, and it tells how long ago the form was opened. Haste and a filled trap are
a doubt and no proof: who fills in by keyboard or lets the browser do it is asked for one more
press, loses nothing, and counts as doubtful (`limits`).
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import ClassVar

import wtforms
from itsdangerous import BadSignature, URLSafeSerializer

from app.errors import BadInput
from app.i18n import _, _l
from app.settings import Settings
from app.text.formats import telefon
from app.web.forms import Form

LONGEST = timedelta(hours=24)


@dataclass(frozen=True)
class Sending:
    """`number` tells this copy of a form from all others; `doubtful` may be a robot's."""

    number: str
    doubtful: bool = False


@dataclass(frozen=True)
class _Seal:
    """`issued` is seconds since 1970; `is_second`: its form has asked for one more press."""

    number: str
    issued: int
    is_second: bool = False


class TrappedForm(Form):
    """A form that anybody may send. `min_seconds` lowers the time below which haste is taken for
    a robot's; None leaves it to the settings."""

    min_seconds: ClassVar[int | None] = None

    siegel = wtforms.HiddenField()
    # Neither name nor label is one that browsers and password managers have a value for.
    leer = wtforms.StringField(_l("Dieses Feld bitte frei lassen"))

    def seal(self, settings: Settings, *, at: datetime) -> None:
        """A new number for a form that is shown at `at` (aware UTC)."""
        self.siegel.data = issue(settings, at=at)

    def sending(self, settings: Settings, *, at: datetime) -> Sending:
        """For a form that a check page follows: the press there is the one more. What is forged
        or older than a day is sealed anew."""
        seal = self._valid_seal(settings, at)
        if seal is None:
            seal = self._sealed(settings, _Seal(secrets.token_urlsafe(16), int(at.timestamp())))
            return Sending(seal.number, doubtful=True)
        return Sending(seal.number, self._is_doubtful(seal, settings, at))

    def pressed_again(self, settings: Settings, *, at: datetime) -> Sending:
        """For a form that is taken as it is sent.

        Raises BadInput where it is doubtful and has not asked yet; the form then has, and whoever
        sends it once more is believed.
        """
        seal = self._valid_seal(settings, at)
        if seal is not None and (seal.is_second or not self._is_doubtful(seal, settings, at)):
            return Sending(seal.number, doubtful=seal.is_second)
        number = seal.number if seal else secrets.token_urlsafe(16)
        self._sealed(settings, _Seal(number, int(at.timestamp()), is_second=True))
        raise BadInput(_once_more() if seal else _stale(settings))

    def _valid_seal(self, settings: Settings, at: datetime) -> _Seal | None:
        try:
            seal = _Seal(*_serializer(settings).loads(self.siegel.data or ""))
            age = at.timestamp() - seal.issued
        except (BadSignature, ValueError, TypeError):
            return None
        return seal if age <= LONGEST.total_seconds() else None

    def _sealed(self, settings: Settings, seal: _Seal) -> _Seal:
        self.siegel.data = _written(settings, seal)
        return seal

    def _is_doubtful(self, seal: _Seal, settings: Settings, at: datetime) -> bool:
        shortest = settings.form_min_seconds if self.min_seconds is None else self.min_seconds
        return bool(self.leer.data) or at.timestamp() - seal.issued < shortest


def fingerprint(*parts: object) -> str:
    """One sending of a form: its number and what makes another sending another thing."""
    return hashlib.sha256("\x00".join(map(str, parts)).encode()).hexdigest()


def issue(settings: Settings, *, at: datetime) -> str:
    return _written(settings, _Seal(secrets.token_urlsafe(16), int(at.timestamp())))


def _once_more() -> str:
    return _(
        "Bitte senden Sie noch einmal ab. Daran erkennen wir, dass kein Programm das Formular "
        "ausgefüllt hat. Ihre Eingaben sind noch da."
    )


def _stale(settings: Settings) -> str:
    return _(
        "Das Formular war zu lange offen. Bitte schicken Sie es noch einmal ab. "
        "Oder rufen Sie uns an: %(telefon)s."
    ) % {"telefon": telefon(settings.betreiber.telefon)}


def _written(settings: Settings, seal: _Seal) -> str:
    return str(_serializer(settings).dumps([seal.number, seal.issued, seal.is_second]))


def _serializer(settings: Settings) -> URLSafeSerializer:
    return URLSafeSerializer(settings.secret_key.get_secret_value(), salt="formular")
