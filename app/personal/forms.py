"""Forms of the staff pages."""

from typing import TypeVar

from starlette.datastructures import FormData

from app.auth.actor import Assignment
from app.i18n import _l
from app.personal.places import Places
from app.web.fields import ChoiceField, EmailField, TextField
from app.web.forms import Form, bind


def _rolle() -> ChoiceField:
    return ChoiceField(
        _l("Rolle"),
        required=True,
        empty=_l("Bitte wählen"),
        missing=_l("Bitte wählen Sie eine Rolle aus."),
    )


class RolleForm(Form):
    """One list of everything that can be given: a role never meets a place it is not for."""

    rolle = _rolle()
    places: Places

    def assignment(self) -> Assignment:
        """After `validate()`."""
        chosen = self.places.parse(self.rolle.data)
        assert chosen is not None  # noqa: S101 - the field has checked it against the same list
        return chosen


class EinladungForm(RolleForm):
    name = TextField(
        _l("Name"),
        max=120,
        required=True,
        missing=_l("Bitte schreiben Sie Vor- und Nachnamen."),
        hint=_l("So steht er im Verlauf und in Mails."),
        attributes={"autocomplete": "off"},
    )
    email = EmailField(
        _l("Dienstliche E-Mail-Adresse"),
        required=True,
        missing=_l("Bitte schreiben Sie die Adresse auf, mit der sich die Person anmeldet."),
        hint=_l("Dieselbe Adresse, die beim Anmeldedienst der Verwaltung hinterlegt ist."),
    )
    rolle = _rolle()


F = TypeVar("F", bound=RolleForm)


def with_places(form_class: type[F], places: Places, data: FormData | None = None) -> F:
    """The form, empty or filled with what was sent, offering the roles for these places."""
    form = bind(form_class, data) if data is not None else form_class()
    form.rolle.offer(places.choices())
    form.places = places
    return form
