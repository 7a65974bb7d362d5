"""The register of the eligibility rules (fonds.md 5.2).

A rule is one function with a decorator. Whether it applies, how severe it is and its parameter
are data of the Fonds (`Fondsregel`): a rule without a row does not apply.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app.antraege.models import Antrag
from app.fonds.models import Fonds, Fondsregel, Schwere
from app.fonds.termine import Termine


class Seite(StrEnum):
    """The pages of the form, in their order."""

    wer = "wer"
    was = "was"
    wann_wo = "wann-und-wo"
    mit_wem = "mit-wem"
    kosten = "kosten"
    finanzierung = "finanzierung"
    erklaerungen = "erklaerungen"


class Parameter(StrEnum):
    """What a rule's `wert` counts."""

    keiner = "keiner"
    cent = "cent"
    tage = "tage"
    jahre = "jahre"
    prozent = "prozent"
    anzahl = "anzahl"
    monatstag = "monatstag"
    """Month and day of any year: 1231 is the last of December."""


@dataclass(frozen=True)
class Lage:
    """What a rule needs beside the Antrag; `queries.lage` loads it.

    `heute` is a day in Europe/Berlin. `verfuegbar_cent` counts what is reserved for this Antrag as
    available to it. `offene_pflichten`: overdue Nachweise and open claims of the same applicant.
    `termine`: before the Sitzung nobody decides on a draft; what is handed in has none here.
    `jahre` are the years that the Fonds is opened for.
    """

    fonds: Fonds
    heute: date
    verfuegbar_cent: int
    termine: Termine
    jahre: frozenset[int]
    offene_pflichten: int = 0
    bei_freigabe: bool = False


@dataclass(frozen=True)
class Fund:
    """What a rule finds. Page, field, severity and the other pages are the rule's own where not
    named.

    `text` speaks to the applicant; `kurz` tells staff the figures, where there are any. `sache`
    names the matter more exactly than the rule does. `warns_only`: a sentence of the applicant is
    enough, also where the Fonds lets the rule block.
    """

    text: str
    seite: Seite | None = None
    feld: str | None = None
    schwere: Schwere | None = None
    warns_only: bool = False
    auch: tuple[Seite, ...] | None = None
    kurz: str = ""
    sache: str = ""


@dataclass(frozen=True)
class Befund:
    """A finding as the form shows it: where it belongs, and a text that says what to do next.

    `regel` and `sache`, the matter in a few words, are empty for a field that was left out.
    `begruendung` is the applicant's sentence. `auch` are the other pages that it concerns.
    """

    regel: str
    schwere: Schwere
    seite: Seite
    feld: str
    text: str
    begruendung: str = ""
    kurz: str = ""
    sache: str = ""
    auch: tuple[Seite, ...] = ()

    def about(self, text: str) -> str:
        """The text with its matter before it, so that it can be understood by itself."""
        return f"{self.sache}: {text}" if self.sache else text

    @property
    def blocks(self) -> bool:
        """Stops the submission: severity B, or W as long as nobody has said why."""
        return self.schwere is Schwere.B or (self.schwere is Schwere.W and not self.begruendung)


Check = Callable[[Antrag, Lage, int], Iterator[Fund]]
Satz = Callable[[int, Fonds], str]


@dataclass(frozen=True)
class Regel:
    """`vorgabe` is the parameter where a Fonds names none. `sache` is the matter in a few words,
    `satz` the rule in a plain sentence, and `immer` what holds of it whatever reason is given.

    Its findings stand at `feld` of `seite`; `auch` are the other pages whose answers it judges, and
    it speaks on those too. `hears_reasons`: some of its findings are `Fund.warns_only`.
    """

    id: str
    schwere: Schwere
    seite: Seite
    feld: str
    parameter: Parameter
    vorgabe: int
    sache: str
    satz: Satz
    immer: Satz
    check: Check
    auch: tuple[Seite, ...]
    hears_reasons: bool

    def hears_reason(self, row: Fondsregel) -> bool:
        """Whether a sentence of the applicant can be an answer to what it finds in this Fonds."""
        return row.schwere is Schwere.W or (row.schwere is Schwere.B and self.hears_reasons)

    def wert(self, row: Fondsregel) -> int:
        return self.vorgabe if row.wert is None else row.wert


REGELN: dict[str, Regel] = {}


def regel(
    kennung: str,
    schwere: Schwere,
    seite: Seite,
    feld: str,
    *,
    auch: tuple[Seite, ...] = (),
    sache: str,
    satz: Satz,
    immer: Satz = lambda _wert, _fonds: "",
    parameter: Parameter = Parameter.keiner,
    vorgabe: int = 0,
    hears_reasons: bool = False,
) -> Callable[[Check], Check]:
    """Register the function below as the rule `kennung`."""

    def register(check: Check) -> Check:
        if kennung in REGELN:
            raise ValueError(f"rule {kennung} is registered twice")
        REGELN[kennung] = Regel(
            kennung,
            schwere,
            seite,
            feld,
            parameter,
            vorgabe,
            sache,
            satz,
            immer,
            check,
            auch,
            hears_reasons,
        )
        return check

    return register
