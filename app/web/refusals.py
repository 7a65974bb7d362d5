"""Saying no on the page that was sent, with all that was typed on it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from wtforms.form import BaseForm

from app.errors import BadInput, FieldRefused, StepNotPossible, TooMany


class Refused(Exception):
    """Answer with this page (or fragment, where htmx asked for one) and roll back."""

    def __init__(
        self,
        template: str,
        *,
        fragment: str | None = None,
        status: int = 422,
        headers: Mapping[str, str] | None = None,
        **context: Any,
    ) -> None:
        super().__init__(template)
        self.template = template
        self.fragment = fragment
        self.status = status
        self.headers = headers or {}
        self.context = context


@contextmanager
def keep_typed(form: BaseForm, template: str, **context: Any) -> Iterator[None]:
    """What stops the step inside is told above this form or at its field, and the form keeps what
    was typed.

    Raises Refused in place of BadInput, StepNotPossible and TooMany, with their status.
    """
    try:
        yield
    except (BadInput, StepNotPossible, TooMany) as refusal:
        if isinstance(refusal, FieldRefused):
            form[refusal.feld].errors = [refusal.reason]
        else:
            form.form_errors = [refusal.reason]
        raise Refused(
            template,
            status=refusal.status,
            headers=refusal.headers,
            **context | {"form": form},
        ) from refusal
