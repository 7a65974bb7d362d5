"""Forms of the staff pages."""

from typing import TypeVar

from starlette.datastructures import FormData

from app.auth.actor import Assignment
from app.i18n import _l
from app.personal.places import Places
from app.personal.roles import Zeitraum
from app.web.fields import AreaField, CheckField, DateField, EmailField, MultiChoiceField, TextField
from app.web.forms import Form, bind


def _rolle() -> MultiChoiceField:
    return MultiChoiceField(
        _l("Rolle"),
        required=True,
        missing=_l("Bitte wählen Sie eine Rolle aus."),
        hint=_l("Mehrere zugleich sind möglich, zum Beispiel für drei Quartiere."),
    )


def _vertretung() -> CheckField:
    return CheckField(_l("Als Vertretung"), hint=_l("Die Rolle ist dieselbe, nur so benannt."))


def _ab() -> DateField:
    return DateField(_l("Gilt ab"), hint=_l("Leer: ab jetzt"))


def _bis() -> DateField:
    return DateField(
        _l("Gilt bis"),
        hint=_l("Der letzte Tag. Danach endet die Rolle von selbst. Leer: ohne Ende"),
    )


def _name() -> TextField:
    return TextField(
        _l("Name"),
        max=120,
        required=True,
        missing=_l("Bitte schreiben Sie Vor- und Nachnamen."),
        hint=_l("So steht er im Verlauf und in Mails."),
        attributes={"autocomplete": "off"},
    )


def _email() -> EmailField:
    return EmailField(
        _l("Dienstliche E-Mail-Adresse"),
        required=True,
        missing=_l("Bitte schreiben Sie die Adresse auf, mit der sich die Person anmeldet."),
        hint=_l("Dieselbe Adresse, die beim Anmeldedienst der Verwaltung hinterlegt ist."),
    )


class RolleForm(Form):
    """One list of everything that can be given: a role never meets a place it is not for."""

    rolle = _rolle()
    vertretung = _vertretung()
    gilt_ab = _ab()
    gilt_bis = _bis()
    places: Places

    def assignments(self) -> list[Assignment]:
        """After `validate()`."""
        chosen = map(self.places.parse, dict.fromkeys(self.rolle.data or ()))
        return [assignment for assignment in chosen if assignment]

    def zeitraum(self) -> Zeitraum:
        """After `validate()`."""
        return Zeitraum(self.vertretung.data, self.gilt_ab.data, self.gilt_bis.data)


class EinladungForm(RolleForm):
    name = _name()
    email = _email()
    rolle = _rolle()
    vertretung = _vertretung()
    gilt_ab = _ab()
    gilt_bis = _bis()


class AdresseForm(Form):
    """For an invitation that nobody has followed yet."""

    name = _name()
    email = _email()


class AblehnungForm(Form):
    grund = AreaField(
        _l("Warum nicht?"),
        max=500,
        required=True,
        missing=_l(
            "Bitte schreiben Sie den Grund auf: Die Administration und die Revision lesen ihn."
        ),
        rows=3,
    )


F = TypeVar("F", bound=RolleForm)


def with_places(form_class: type[F], places: Places, data: FormData | None = None) -> F:
    """The form, empty or filled with what was sent, offering the roles for these places."""
    form = bind(form_class, data) if data is not None else form_class()
    form.rolle.offer(places.choices())
    form.places = places
    return form
