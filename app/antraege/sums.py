"""The sums of an Antrag's plan: what it costs and who pays, in cents."""

from dataclasses import dataclass

from app.antraege.models import Antrag, Finanzierungsart, Finanzierungsposten, Zusage


@dataclass(frozen=True)
class Sums:
    """`eigenleistung` is told for information and pays nothing; a refused grant pays nothing."""

    kosten: int
    beantragt: int
    eigenmittel: int
    einnahmen: int
    drittmittel: int
    eigenleistung: int

    @property
    def finanzierung(self) -> int:
        return self.beantragt + self.eigenmittel + self.einnahmen + self.drittmittel

    @property
    def offen(self) -> int:
        """Costs that nobody pays yet; negative where the sources give more than is needed."""
        return self.kosten - self.finanzierung


def sums_of(antrag: Antrag) -> Sums:
    """Needs `kosten` and `finanzierung` loaded."""
    return Sums(
        kosten=sum(k.betrag_cent for k in antrag.kosten),
        beantragt=antrag.beantragt_cent or 0,
        eigenmittel=_sum(antrag.finanzierung, Finanzierungsart.eigenmittel),
        einnahmen=_sum(antrag.finanzierung, Finanzierungsart.einnahmen),
        drittmittel=_sum(antrag.finanzierung, Finanzierungsart.drittmittel),
        eigenleistung=_sum(antrag.finanzierung, Finanzierungsart.eigenleistung),
    )


def _sum(rows: list[Finanzierungsposten], art: Finanzierungsart) -> int:
    return sum(
        row.betrag_cent for row in rows if row.art is art and row.zusage is not Zusage.abgelehnt
    )
