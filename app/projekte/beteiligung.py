"""The five Beteiligungsstufen (S2 K8.3) and what each one promises."""

from enum import IntEnum

from app.i18n import _l


class Beteiligungsstufe(IntEnum):
    information = 1
    anhoerung = 2
    einbeziehung = 3
    mitbestimmung = 4
    entscheidung = 5


BETEILIGUNGSSTUFEN: dict[Beteiligungsstufe, tuple[str, str]] = {
    Beteiligungsstufe.information: (_l("Information"), _l("Sie erfahren, was geplant ist.")),
    Beteiligungsstufe.anhoerung: (_l("Anhörung"), _l("Sie sagen Ihre Meinung dazu.")),
    Beteiligungsstufe.einbeziehung: (_l("Einbeziehung"), _l("Ihre Vorschläge gehen mit ein.")),
    Beteiligungsstufe.mitbestimmung: (_l("Mitbestimmung"), _l("Sie entscheiden mit anderen mit.")),
    Beteiligungsstufe.entscheidung: (_l("Entscheidung"), _l("Sie entscheiden selbst.")),
}
