"""Over which state a form was opened: nobody goes on from what they have not read (rule 24)."""

from collections.abc import Sequence

from starlette.datastructures import FormData

from app.errors import StepNotPossible
from app.history.models import Step
from app.i18n import _

SEEN = "gesehen"
"""The hidden field that carries it."""


def version(steps: Sequence[Step]) -> str:
    """The state after the last of these steps: those that the page tells of."""
    return str(steps[-1].seq) if steps else ""


def demand_read(data: FormData, present: str) -> None:
    """Raises StepNotPossible where the state is another since the form was opened."""
    if data.get(SEEN, present) != present:
        raise StepNotPossible(_("Inzwischen steht hier etwas Neues. Bitte lesen Sie es."))
