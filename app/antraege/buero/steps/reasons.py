"""The reason that a person gives where one is owed."""

from app.errors import FieldRefused
from app.i18n import _, _l

REASON_MISSING = _l("Bitte schreiben Sie den Grund. Ein Satz genügt.")


def demand_reason(grund: str) -> None:
    if not grund.strip():
        raise FieldRefused("grund", _("Nennen Sie den Grund."))
