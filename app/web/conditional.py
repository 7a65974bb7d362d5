"""Fields that only some choices need."""

from wtforms import Field


def needed_at_times(*fields: Field) -> None:
    """They may not be called optional for the eye; the form itself demands them."""
    for field in fields:
        field.flags.required = True
        field.render_kw = {**(field.render_kw or {}), "required": False}
