"""Rules about where and when it happens."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from app.antraege.models import Antrag
from app.antraege.rules.base import Fund, Lage, Parameter, Seite, regel
from app.fonds.models import Fonds, Schwere
from app.i18n import _, _l, ngettext
from app.text.formats import datum, listed, tag_im_jahr


def _area(_wert: int, fonds: Fonds) -> str:
    namen = [quartier.name for quartier in fonds.quartiere]
    return ngettext(
        "Das Geld ist für das Quartier %(quartiere)s: "
        "Ihre Aktion findet dort statt oder nützt den Menschen dort.",
        "Das Geld ist für die Quartiere %(quartiere)s: "
        "Ihre Aktion findet dort statt oder nützt den Menschen dort.",
        len(namen),
    ) % {"quartiere": listed(namen)}


@regel(
    "R01", Schwere.B, Seite.wann_wo, "quartier_id", sache=_l("Außerhalb des Gebiets"), satz=_area
)
def r01_area(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if antrag.quartier_id is None:
        return
    if antrag.quartier_id not in {quartier.id for quartier in lage.fonds.quartiere}:
        yield Fund(
            _(
                "Dieser Topf ist für ein anderes Gebiet. Wählen Sie eines dieser Quartiere: "
                "%(quartiere)s. Oder fragen Sie das Quartiersbüro nach dem passenden Topf."
            )
            % {"quartiere": ", ".join(quartier.name for quartier in lage.fonds.quartiere)}
        )


@regel(
    "R07",
    Schwere.B,
    Seite.wann_wo,
    "beginn",
    auch=(Seite.erklaerungen,),
    sache=_l("Beginnt vor der Entscheidung"),
    satz=lambda _wert, _fonds: _(
        "Fangen Sie erst an, wenn entschieden ist. "
        "Was schon begonnen hat, bezahlt der Topf nicht mehr."
    ),
)
def r07_not_started(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    sitzung = lage.termine.meeting
    if antrag.beginn is not None and antrag.beginn <= lage.heute:
        yield Fund(
            _("Der Beginn liegt nicht in der Zukunft. Wählen Sie einen Tag nach dem %(heute)s.")
            % {"heute": datum(lage.heute)}
        )
    elif antrag.beginn is not None and sitzung and antrag.beginn <= sitzung:
        yield Fund(
            _(
                "Über Ihren Antrag wird frühestens am %(sitzung)s entschieden. "
                "Wählen Sie einen Tag danach."
            )
            % {"sitzung": datum(sitzung)}
        )
    if not antrag.nicht_begonnen:
        yield Fund(
            _("Bestätigen Sie, dass Sie noch nicht begonnen und noch nichts bestellt haben."),
            seite=Seite.erklaerungen,
            feld="nicht_begonnen",
        )


def _weeks(days: int) -> str:
    """Whole weeks are told as such."""
    if days % 7:
        return ngettext("%(n)s Tag", "%(n)s Tage", days) % {"n": days}
    return ngettext("eine Woche", "%(n)s Wochen", days // 7) % {"n": days // 7}


@regel(
    "R08",
    Schwere.W,
    Seite.wann_wo,
    "beginn",
    parameter=Parameter.tage,
    vorgabe=42,
    sache=_l("Wenig Zeit bis zum Beginn"),
    satz=lambda wert, _fonds: (
        _("Bitte schicken Sie den Antrag mindestens %(zeit)s vor dem Beginn ab.")
        % {"zeit": _weeks(wert)}
    ),
)
def r08_lead_time(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if antrag.beginn is None or antrag.beginn <= lage.heute:
        return
    if antrag.beginn < lage.heute + timedelta(days=wert):
        yield Fund(
            _(
                "Bis zum Beginn sind es weniger als %(tage)s Tage. Wählen Sie einen späteren "
                "Beginn, am besten ab dem %(tag)s. Oder schreiben Sie, warum es so schnell "
                "gehen muss."
            )
            % {"tage": wert, "tag": datum(lage.heute + timedelta(days=wert))},
            kurz=_("Nur %(tage)s Tage Vorlauf (gewünscht %(wert)s)")
            % {"tage": (antrag.beginn - lage.heute).days, "wert": wert},
        )


def closing_day(year: int, wert: int) -> date:
    """The last day on which something may end that a year pays for (R10); `wert` is a
    `Parameter.monatstag`."""
    month, day = divmod(wert, 100)
    return date(year, month, min(day, monthrange(year, month)[1]))


@regel(
    "R10",
    Schwere.B,
    Seite.wann_wo,
    "ende",
    parameter=Parameter.monatstag,
    vorgabe=1231,
    sache=_l("Endet nicht im Jahr des Topfs"),
    satz=lambda wert, _fonds: (
        _(
            "Jeder Topf gilt für ein Jahr: Ihre Aktion endet spätestens am %(tag)s. Endet sie erst "
            "im nächsten Jahr, bezahlt sie der Topf des nächsten Jahres, wenn er schon offen ist."
        )
        % {"tag": tag_im_jahr(closing_day(2000, wert))}
    ),
)
def r10_year_end(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    """`years.paying_year` takes the money out of the year in which it ends."""
    last = antrag.ende or antrag.beginn
    if last is None or last < lage.heute:  # the matter of R07
        return
    feld = "ende" if antrag.ende else "beginn"
    kurz = _("Endet am %(tag)s") % {"tag": datum(last)}
    if last > (closing := closing_day(last.year, wert)):
        yield Fund(
            _("Ihre Aktion muss bis zum %(tag)s zu Ende sein. Wählen Sie einen früheren Tag.")
            % {"tag": datum(closing)},
            feld=feld,
            kurz=kurz,
        )
    elif last.year not in lage.jahre:
        yield Fund(_not_open_yet(last, lage, wert), feld=feld, kurz=kurz)


def _not_open_yet(last: date, lage: Lage, wert: int) -> str:
    opened = [year for year in lage.jahre if lage.heute.year <= year < last.year]
    values = {"tag": datum(last), "jahr": last.year}
    if not opened:
        return (
            _(
                "Ihre Aktion endet am %(tag)s. Für %(jahr)s ist dieser Topf noch nicht offen. "
                "Fragen Sie das Quartiersbüro, ab wann Sie den Antrag abschicken können."
            )
            % values
        )
    return _(
        "Ihre Aktion endet am %(tag)s. Für %(jahr)s ist dieser Topf noch nicht offen. Wählen Sie "
        "einen letzten Tag bis zum %(schluss)s, oder fragen Sie das Quartiersbüro, ab wann Sie den "
        "Antrag abschicken können."
    ) % (values | {"schluss": datum(closing_day(max(opened), wert))})
