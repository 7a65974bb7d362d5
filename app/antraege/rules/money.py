"""Rules about costs and who pays them."""

from collections.abc import Iterator

from app.antraege.models import Antrag, Finanzierungsart, Zusage
from app.antraege.rules.base import Fund, Lage, Parameter, Seite, regel
from app.antraege.sums import sums_of
from app.fonds.models import KOSTENKATEGORIEN, Fonds, Kostenkategorie, Schwere
from app.i18n import _, _l
from app.text.formats import geld, listed


@regel(
    "R04",
    Schwere.B,
    Seite.finanzierung,
    "beantragt_cent",
    parameter=Parameter.cent,
    vorgabe=100_000,
    sache=_l("Mehr als der Höchstbetrag"),
    satz=lambda wert, _fonds: (
        _("Sie können höchstens %(betrag)s beantragen.") % {"betrag": geld(wert)}
    ),
)
def r04_maximum(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if (antrag.beantragt_cent or 0) > wert:
        yield Fund(
            _(
                "Aus diesem Topf gibt es höchstens %(betrag)s. Beantragen Sie weniger "
                "und tragen Sie ein, woher das übrige Geld kommt."
            )
            % {"betrag": geld(wert)},
            kurz=_("Mehr als der Höchstbetrag von %(betrag)s") % {"betrag": geld(wert)},
        )


@regel(
    "R05",
    Schwere.B,
    Seite.finanzierung,
    "beantragt_cent",
    parameter=Parameter.cent,
    vorgabe=5_000,
    sache=_l("Weniger als der Mindestbetrag"),
    satz=lambda wert, _fonds: _("Ein Antrag geht ab %(betrag)s.") % {"betrag": geld(wert)},
)
def r05_minimum(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    if antrag.beantragt_cent is not None and antrag.beantragt_cent < wert:
        yield Fund(
            _(
                "Ein Antrag geht ab %(betrag)s. Für kleinere Ausgaben hilft oft das "
                "Quartiersbüro direkt: Fragen Sie dort nach."
            )
            % {"betrag": geld(wert)}
        )


_ALL = 100  # percent


def limits_in_words(fonds: Fonds) -> str:
    """What the Fonds never pays, and of what only a part."""
    return " ".join(filter(None, (_never_paid(0, fonds), _caps(0, fonds))))


def _caps(_wert: int, fonds: Fonds) -> str:
    return " ".join(
        _("Für „%(was)s“ gibt es höchstens %(prozent)s Prozent der Kosten.")
        % {"was": KOSTENKATEGORIEN[row.kategorie], "prozent": row.hoechstanteil_prozent}
        for row in fonds.kategorien
        if row.hoechstanteil_prozent is not None
    )


def _never_paid(_wert: int, fonds: Fonds) -> str:
    never = [str(KOSTENKATEGORIEN[row.kategorie]) for row in fonds.kategorien if not row.erlaubt]
    if not never:
        return ""
    return _("Das bezahlt dieser Topf nicht: %(was)s.") % {"was": listed(never)}


@regel(
    "R12",
    Schwere.W,
    Seite.kosten,
    "kosten",
    sache=_l("Kosten, die begrenzt sind"),
    satz=_caps,
    immer=_never_paid,
)
def r12_categories(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    """What the Fonds never pays blocks; a share above its cap has the rule's severity."""
    total = sum(line.betrag_cent for line in antrag.kosten)
    for row in lage.fonds.kategorien:
        spent = _spent(antrag, row.kategorie)
        name = KOSTENKATEGORIEN[row.kategorie]
        if spent and not row.erlaubt:
            yield Fund(
                _("„%(was)s“ zahlt dieser Topf nicht. Nehmen Sie diese Kosten heraus.")
                % {"was": name},
                schwere=Schwere.B,
                kurz=_("%(was)s: zahlt dieser Topf nicht") % {"was": name},
                sache=str(name),
            )
        elif (cap := row.hoechstanteil_prozent) is not None and spent * 100 > total * cap:
            yield Fund(
                _above(name, cap, spent, total),
                kurz=_("%(was)s: %(anteil)s Prozent (Grenze %(grenze)s Prozent)")
                % {
                    "was": name,
                    "anteil": round(spent * 100 / total),
                    "grenze": cap,
                },
                sache=_("Zu viel für „%(was)s“") % {"was": name},
            )


def _above(name: str, cap: int, spent: int, total: int) -> str:
    values = {"was": name, "prozent": cap, "betrag": geld(spent)}
    if total == spent and cap:
        return _(
            "Bis jetzt steht hier nur „%(was)s“. Das darf höchstens %(prozent)s Prozent der Kosten "
            "ausmachen: Zu %(betrag)s gehören mindestens %(uebrige)s für anderes. Tragen Sie ein, "
            "was sonst noch Geld kostet, kürzen Sie, oder schreiben Sie, warum es mehr sein muss."
        ) % (values | {"uebrige": geld(_least(spent, cap))})
    return _(
        "„%(was)s“ darf höchstens %(prozent)s Prozent der Kosten ausmachen, das sind bei Ihren "
        "übrigen Kosten %(grenze)s. Sie haben %(betrag)s eingetragen. Kürzen Sie oder schreiben "
        "Sie, warum es mehr sein muss."
    ) % (values | {"grenze": geld(_most(total - spent, cap))})


def limits_reached(antrag: Antrag) -> list[str]:
    """Of each capped kind of costs that the plan has, with the amounts, as long as it is within."""
    total = sum(line.betrag_cent for line in antrag.kosten)
    return [
        _(
            "„%(was)s“: %(betrag)s. Mit Ihren übrigen Kosten sind bis zu %(grenze)s möglich, "
            "das sind %(prozent)s Prozent von allem."
        )
        % {
            "was": KOSTENKATEGORIEN[row.kategorie],
            "betrag": geld(spent),
            "grenze": geld(_most(total - spent, cap)),
            "prozent": cap,
        }
        for row in antrag.fonds.kategorien
        if (cap := row.hoechstanteil_prozent) is not None and cap < _ALL
        if 0 < (spent := _spent(antrag, row.kategorie)) * 100 <= total * cap
    ]


def _least(cent: int, cap: int) -> int:
    """The least that all other costs are, where these are `cap` percent of all."""
    return -(-cent * (_ALL - cap) // cap)


def _most(other_cent: int, cap: int) -> int:
    """The most that is `cap` (below 100) percent of all costs, where the others stay."""
    return other_cent * cap // (100 - cap)


def _spent(antrag: Antrag, kategorie: Kostenkategorie) -> int:
    return sum(line.betrag_cent for line in antrag.kosten if line.kategorie is kategorie)


@regel(
    "R20",
    Schwere.B,
    Seite.finanzierung,
    "andere_gefragt",
    auch=(Seite.kosten, Seite.erklaerungen),
    sache=_l("Anderes Geld für dieselben Kosten"),
    satz=lambda _wert, _fonds: _(
        "Sagen Sie uns, wen Sie noch um Geld gefragt haben. "
        "Dieselben Kosten darf niemand ein zweites Mal bezahlen."
    ),
)
def r20_double_funding(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    drittmittel = [p for p in antrag.finanzierung if p.art is Finanzierungsart.drittmittel]
    if antrag.andere_gefragt and not drittmittel:
        yield Fund(
            _("Tragen Sie ein, wen Sie noch gefragt haben und um wie viel Geld."),
            auch=(Seite.erklaerungen,),
        )
    if antrag.andere_gefragt is False and drittmittel:
        yield Fund(
            _(
                "Sie haben Geld von anderen Stellen eingetragen. Antworten Sie bei der Frage nach "
                "anderen Stellen mit Ja oder nehmen Sie den Eintrag heraus."
            ),
            auch=(Seite.erklaerungen,),
        )
    if not antrag.nicht_doppelt:
        yield Fund(
            _("Bestätigen Sie, dass niemand sonst dieselben Kosten bezahlt."),
            seite=Seite.erklaerungen,
            feld="nicht_doppelt",
        )
    others = sum(p.betrag_cent for p in drittmittel if p.zusage is not Zusage.abgelehnt)
    too_much = (antrag.beantragt_cent or 0) + others - sums_of(antrag).kosten
    if others and too_much > 0:
        yield Fund(
            _(
                "Mit dem Geld der anderen Stellen bekämen Sie %(betrag)s mehr, als Ihre Aktion "
                "kostet. Beantragen Sie entsprechend weniger."
            )
            % {"betrag": geld(too_much)},
            feld="beantragt_cent",
        )


@regel(
    "R21",
    Schwere.B,
    Seite.finanzierung,
    "beantragt_cent",
    auch=(Seite.kosten,),
    sache=_l("Kosten und Geld gehen nicht auf"),
    satz=lambda _wert, _fonds: _(
        "Die Rechnung geht auf: Der Topf, Sie selbst und andere bezahlen zusammen genau so viel, "
        "wie Ihre Aktion kostet. Eigene Arbeit zählt dabei nicht mit."
    ),
)
def r21_balance(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    sums = sums_of(antrag)
    if sums.offen > 0:
        yield Fund(
            _("Es fehlen noch %(betrag)s bis zu den Kosten. Tragen Sie ein, wer sie bezahlt.")
            % {"betrag": geld(sums.offen)}
        )
    if sums.offen < 0:
        yield Fund(
            _(
                "Das Geld ist zusammen %(betrag)s höher als die Kosten. Beantragen Sie weniger "
                "oder prüfen Sie die Kosten."
            )
            % {"betrag": geld(-sums.offen)}
        )


@regel(
    "R27",
    Schwere.W,
    Seite.finanzierung,
    "beantragt_cent",
    sache=_l("Das Geld im Topf reicht nicht"),
    satz=lambda _wert, _fonds: _("Beantragen Sie nicht mehr, als im Topf noch frei ist."),
)
def r27_budget(antrag: Antrag, lage: Lage, wert: int) -> Iterator[Fund]:
    """Warns at submission, blocks at approval; the ledger refuses it in any case."""
    wanted = antrag.reserve_cent if lage.bei_freigabe else antrag.beantragt_cent or 0
    if wanted > lage.verfuegbar_cent:
        yield Fund(
            _(
                "Im Topf sind gerade nur noch %(frei)s. Beantragen Sie weniger oder schreiben Sie, "
                "ob Ihre Aktion auch später oder mit weniger Geld möglich ist."
            )
            % {"frei": geld(max(lage.verfuegbar_cent, 0))},
            schwere=Schwere.B if lage.bei_freigabe else None,
        )
