"""A form that knows over what it was opened: nobody replaces what they have not read."""

from typing import Any

from wtforms import HiddenField

from app.web.forms import Form


class SeenForm(Form):
    """`gesehen` names the version that the page showed. Where that is another one now, whoever
    sends the form has not read it."""

    gesehen = HiddenField()

    @property
    def values(self) -> dict[str, Any]:
        return {name: value for name, value in super().values.items() if name != "gesehen"}

    @property
    def is_outdated(self) -> bool:
        sent = self.gesehen.raw_data or [""]
        return str(sent[0]) != str(self.gesehen.object_data or "")

    def renew(self) -> None:
        """For a page that shows the present version together with the form."""
        self.gesehen.data = self.gesehen.object_data
