"""What somebody has to look at before an Idee is published together with others."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.files.models import Datei
from app.ideen.models import SCHWAERZBAR, Idee
from app.ideen.status import ZU_PRUEFEN
from app.text.private_data import Finding, findings_in


def marks(idee: Idee, pictures: Sequence[Datei]) -> list[Finding]:
    """What looks like personal data in what would be published: its texts, and the words beside
    its pictures."""
    texts = [getattr(idee, name) for name in SCHWAERZBAR]
    return findings_in([*texts, *(datei.alt for datei in pictures)])


def wants_reading(page: Mapping[str, Any]) -> bool:
    """Whether it is remembered who has opened this page of an Idee."""
    return bool(page["funde"]) and page["idee"].status in ZU_PRUEFEN
