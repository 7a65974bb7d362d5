"""Two people on one draft (rule 24): each page carries how it found every answer.

What only one of them has changed is taken from both. What both have changed is a collision: the
page comes back with the two texts, and whoever sent it chooses.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2s
from typing import Any

from starlette.datastructures import FormData
from wtforms import Field, Form

from app.antraege.formular.unread import typed
from app.casework.versions import SEEN
from app.i18n import _
from app.web.fields import CheckField, ChoiceField, MultiChoiceField, RadioField

THEIRS = "statt"
"""The names of what the sender gives up for what another person has saved."""


@dataclass(frozen=True)
class Collision:
    """`label` and `theirs` in words; `anchor` is where the sender's own text stands."""

    name: str
    label: str
    theirs: str
    anchor: str


class Seen:
    """How a page found what it shows, as it carries it: a digest for each name that is not empty.
    A page that carries nothing is taken to have seen everything."""

    def __init__(self, data: FormData) -> None:
        raw = data.get(SEEN)
        self._carried = isinstance(raw, str)
        words = str(raw).split() if self._carried else []
        self._digests = dict(word.partition("=")[::2] for word in words)

    def is_present(self, name: str, present: str) -> bool:
        """Whether what stands there now, as a digest, is what the page has shown."""
        return not self._carried or self._digests.get(name, "") == present


def carried(digests: Mapping[str, str]) -> str:
    """For the hidden field that `Seen` reads."""
    return " ".join(f"{name}={digest}" for name, digest in digests.items() if digest)


def digest_of(*values: object) -> str:
    """ "" for nothing."""
    if not any(values):
        return ""
    return blake2s("\x00".join(map(str, values)).encode(), digest_size=6).hexdigest()


def digests_of(forms: Iterable[Form]) -> dict[str, str]:
    """Of every answer, before the rules have written their messages into the forms."""
    return {field.name: digest_of_field(field) for form in forms for field in form}


def merge(
    data: FormData, mine: Sequence[Form], now: Iterable[Form]
) -> tuple[FormData, list[Collision]]:
    """What was sent, with the answers of others in place of those that the sender left alone.

    `mine` are the forms as sent, validated, and `now` the same as the draft has them.
    """
    seen, present = Seen(data), {field.name: field for form in now for field in form}
    theirs: dict[str, Field] = {}
    collisions = []
    for field in _answered(mine, data):
        other = present.get(field.name)
        if other is None:
            continue
        if _is_given_up(data, seen, field, other):
            theirs[field.name] = other
        elif _has_both(seen, field, other):
            collisions.append(Collision(field.name, field.label.text, _words(other), _id(field)))
    return _with(data, theirs), collisions


def _answered(forms: Iterable[Form], data: FormData) -> Iterator[Field]:
    """Boxes that nobody ticked send nothing; of a text that is not there nobody was asked."""
    boxes = (CheckField, MultiChoiceField, RadioField)
    return (f for form in forms for f in form if f.name in data or isinstance(f, boxes))


def _is_given_up(data: FormData, seen: Seen, field: Field, other: Field) -> bool:
    present, sent = digest_of_field(other), digest_of_field(field)
    if seen.is_present(field.name, present):
        return field.name in data.getlist(THEIRS)
    return sent != present and seen.is_present(field.name, sent)


def _has_both(seen: Seen, field: Field, other: Field) -> bool:
    present = digest_of_field(other)
    return not seen.is_present(field.name, present) and digest_of_field(field) != present


def digest_of_field(field: Field) -> str:
    if field.errors or field.process_errors:
        return digest_of("?", typed(field))
    data: Any = field.data
    if isinstance(data, list):
        data = " ".join(sorted(map(str, data)))
    return digest_of("" if data is None or data is False else data or str(data))


def _with(data: FormData, theirs: Mapping[str, Field]) -> FormData:
    rest = [(name, value) for name, value in data.multi_items() if name not in theirs]
    return FormData(rest + [(n, v) for n, field in theirs.items() for v in _sent_by(field)])


def _sent_by(field: Field) -> list[str]:
    """What a browser would send of the field as it stands."""
    if isinstance(field, CheckField):
        return ["y"] if field.data else []
    if isinstance(field, MultiChoiceField):
        return [str(value) for value in field.data or ()]
    if isinstance(field, ChoiceField | RadioField):
        return [str(field.data or "")]
    return [typed(field)]


def _words(field: Field) -> str:
    """What another person has saved there."""
    if isinstance(field, CheckField):
        return _("Angekreuzt") if field.data else _("Nicht angekreuzt")
    if isinstance(field, ChoiceField | RadioField | MultiChoiceField):
        text = ", ".join(
            str(label) for value, label, checked, *_rest in field.iter_choices() if checked
        )
    else:
        text = typed(field)
    return text or _("Hier steht jetzt nichts mehr.")


def _id(field: Field) -> str:
    grouped = isinstance(field, RadioField | MultiChoiceField)
    return f"{field.id}-0" if grouped else str(field.id)
