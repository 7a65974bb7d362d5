"""The reason that a person gives where one is owed."""

from app.errors import FieldRefused
from app.i18n import _, _l
from app.text.inputs import says_something

REASON_MISSING = _l("Bitte schreiben Sie den Grund. Ein Satz genügt.")


def demand_reason(grund: str) -> None:
    if not says_something(grund):
        raise FieldRefused("grund", _("Nennen Sie den Grund."))
