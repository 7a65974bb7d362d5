"""Forms of staff about a Fonds."""

from starlette.datastructures import FormData

from app.fonds.termine import Termine
from app.i18n import _l
from app.web.fields import DateField
from app.web.forms import Form


class TermineForm(Form):
    frist = DateField(
        _l("Annahmeschluss"), hint=_l("Bis dahin müssen Anträge für diese Sitzung da sein.")
    )
    sitzung = DateField(
        _l("Sitzung"), hint=_l("Ändern Sie den Tag, wandern die Anträge mit, die auf ihn warten.")
    )

    @classmethod
    def of(cls, termine: Termine, sent: FormData | None = None) -> "TermineForm":
        """With what is entered, or what was sent; where nobody votes, without the Sitzung."""
        frist, sitzung = termine.entries
        form = cls(sent, data={"frist": frist, "sitzung": sitzung})
        if not termine.meets:
            del form.sitzung
        return form
