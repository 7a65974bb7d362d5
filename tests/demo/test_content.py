"""The demo city's data files: every id exists, every sum is right, every state is covered."""

import re
import tomllib
from collections import Counter, defaultdict
from itertools import chain
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from app.antraege.models import Antrag, Antragsteller, Finanzierungsart, Zusage
from app.antraege.status import Antragsstatus
from app.auth.permissions import Rolle
from app.fonds.models import Antragstellerart, Entscheidungsart, Fonds, Fondsart, Kostenkategorie
from app.ideen.antwort import Antwortgrund
from app.ideen.models import Idee, Kanal, Kategorie
from app.ideen.status import Ablehnungsgrund, Ideenstatus
from app.projekte.models import Projekt, Projektart, Traegerart
from app.projekte.status import Projektstatus
from app.quartiere.begriffe import Handlungsfeld, Zieldimension, Zielgruppe
from app.quartiere.models import Quartier, Sprechstunde, Termin
from app.settings import Betreiber
from tests.support.each import each

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "app" / "demo"
IMAGES = ROOT / "static" / "img"

S = Ideenstatus
BEANTWORTET = {
    S.umsetzbar,
    S.teilweise_umsetzbar,
    S.als_fondsantrag,
    S.als_projekt,
    S.in_umsetzung,
    S.umgesetzt,
}
A = Antragsstatus
OFFEN = {A.entwurf, A.eingereicht, A.rueckfrage, A.formal_geprueft, A.votiert, A.zurueckgestellt}
BEWILLIGT = set(Antragsstatus) - OFFEN - {A.abgelehnt, A.zurueckgezogen, A.verfallen}
NACH_DEM_ENDE = BEWILLIGT - {A.bewilligt, A.vereinbart, A.laufend}

Row = dict[str, Any]


def rows(files: str, table: str) -> list[Row]:
    found = sorted(DEMO.glob(files))
    assert found, files
    return list(chain.from_iterable(tomllib.loads(f.read_text("utf-8"))[table] for f in found))


QUARTIERE = rows("quartiere_*.toml", "quartier")
PROJEKTE = rows("projekte_*.toml", "projekt")
IDEEN = rows("ideen_*.toml", "idee")
FONDS = {f["slug"]: f for f in rows("fonds.toml", "fonds")}
ANTRAEGE = rows("antraege_*.toml", "antrag")
PERSONEN = rows("personal.toml", "person")
SLUGS = {q["slug"] for q in QUARTIERE}


def cents(posten: list[Row]) -> int:
    return sum(
        p["betrag_cent"] if "betrag_cent" in p else p.get("anzahl", 1) * p["einzelpreis_cent"]
        for p in posten
    )


def key(row: Row) -> str:
    return str(row.get("slug") or row["schluessel"])


def too_long(model: type[SQLModel], row: Row) -> list[str]:
    """The columns of this model that would cut the row's text."""
    columns = model.metadata.tables[str(model.__tablename__)].columns
    return [
        name
        for name, value in row.items()
        if isinstance(value, str) and name in columns
        if len(value) > (getattr(columns[name].type, "length", None) or 10_000)
    ]


def themes_exist(row: Row) -> bool:
    return (
        set(row["handlungsfelder"]) <= set(Handlungsfeld)
        and set(row["zielgruppen"]) <= set(Zielgruppe)
        and set(row["zieldimensionen"]) <= set(Zieldimension)
    )


def test_numbers_and_unique_keys() -> None:
    assert len(QUARTIERE) >= 12
    assert len(PROJEKTE) >= 15
    assert len(IDEEN) >= 62
    assert len(ANTRAEGE) >= 27
    assert len(FONDS) == 4
    keys = [
        *(("quartier", q["slug"]) for q in QUARTIERE),
        *(("projekt", p["slug"]) for p in PROJEKTE),
        *(("idee", i["schluessel"]) for i in IDEEN),
        *(("antrag", a["schluessel"]) for a in ANTRAEGE),
        *(("person", p["sub"]) for p in PERSONEN),
    ]
    assert [k for k, n in Counter(keys).items() if n > 1] == []


@each("q", QUARTIERE, ids=key)
def test_quartier(q: Row) -> None:
    assert len({s["wochentag"] for s in q["sprechstunde"]}) >= 3
    assert all(s["von"] < s["bis"] and 1 <= s["wochentag"] <= 7 for s in q["sprechstunde"])
    assert all(3 <= t["tage_von_heute"] <= 60 for t in q["termin"])
    assert q["buero_email"].endswith("@quartier.example")
    picture = (IMAGES / "quartiere" / f"{q['slug']}.svg").read_text("utf-8")
    assert len(picture) <= 7500
    assert not any(word in picture for word in ("<script", "<text", "<style", 'href="http'))
    assert too_long(Quartier, q) == []
    assert [c for c in q["sprechstunde"] if too_long(Sprechstunde, c)] == []
    assert [c for c in q["termin"] if too_long(Termin, c)] == []


def test_no_stadtteil_belongs_to_two_quartiere() -> None:
    pairs = Counter((q["stadtbezirk"], t) for q in QUARTIERE for t in q["stadtteile"])
    assert max(pairs.values()) == 1


@each("p", PROJEKTE, ids=key)
def test_projekt(p: Row) -> None:
    assert 80 <= len(p["beschreibung"].split()) <= 160
    assert set(p["quartiere"]) <= SLUGS
    assert themes_exist(p)
    assert p["art"] in set(Projektart)
    assert p["status"] in set(Projektstatus)
    assert p["traegerart"] in set(Traegerart)
    assert too_long(Projekt, p) == []
    assert 1 <= p["beteiligungsstufe"] <= 5
    assert p["mitwirkung"]
    assert p["quelle"]
    assert p["beginn"] < p.get("ende", p["beginn"].replace(year=9999))
    assert (IMAGES / "projekte" / f"{p['bild']}.svg").is_file()


@each("i", IDEEN, ids=key)
def test_idee(i: Row) -> None:
    assert len(i["titel"]) <= 100
    assert 20 <= len(i["text"].split()) <= 120
    assert i["quartier"] in SLUGS
    assert i["thema"] in set(Handlungsfeld)
    assert i["kategorie"] in set(Kategorie)
    assert i["kanal"] in set(Kanal)
    assert i.get("grund", "spam") in set(Ablehnungsgrund)
    assert i.get("antwort_grund", "keine_mittel") in set(Antwortgrund)
    assert too_long(Idee, i) == []
    if "bild" in i:
        assert (DEMO / "fotos" / f"{i['bild']}.webp").stat().st_size <= 25 * 1024
        assert i["foto_alt"]


@each("i", IDEEN, ids=key)
def test_an_idee_has_what_its_state_needs(i: Row) -> None:
    status = i["status"]
    assert ("antwort" in i) == (status in BEANTWORTET | {"nicht_umsetzbar"})
    assert ("antwort_wann" in i) == (status in BEANTWORTET)
    assert ("antwort_grund" in i) == (status == "nicht_umsetzbar")
    waiting = status in {"rueckfrage", "geschlossen_ohne_antwort"}
    assert ("rueckfrage" in i) == (waiting or "rueckantwort" in i)
    assert not ("rueckantwort" in i and waiting)
    assert ("grund" in i) == (status in {"abgelehnt_netiquette", "entfernt", "verborgen"})
    assert ("erklaerung" in i) == (status == "verborgen")
    assert ("in" in i) == (status == "zusammengefuehrt")
    assert "amt" in i or status != "weitergeleitet"
    assert i.get("in", i["schluessel"]) in {j["schluessel"] for j in IDEEN}
    assert i.get("antrag", "hochbeete-hof") in {a["schluessel"] for a in ANTRAEGE}
    assert i.get("projekt", "kreisel") in {p["slug"] for p in PROJEKTE}


def test_every_state_and_every_quartier_has_ideen() -> None:
    assert {i["status"] for i in IDEEN} == set(Ideenstatus)
    assert {i["quartier"] for i in IDEEN} == SLUGS


@each("a", ANTRAEGE, ids=key)
def test_antrag_keeps_the_rules_of_its_fonds(a: Row) -> None:
    fonds = FONDS[a["fonds"]]
    paid = [p for p in a["finanzierung"] if p["art"] != "eigenleistung"]
    assert cents(a["kosten"]) == a["beantragt_cent"] + cents(paid)
    assert {k["kategorie"] for k in a["kosten"]} <= set(Kostenkategorie)
    assert {p["art"] for p in a["finanzierung"]} <= set(Finanzierungsart)
    assert all(p["zusage"] in set(Zusage) for p in paid if p["art"] == "drittmittel")
    assert fonds["mindestbetrag_cent"] <= a["beantragt_cent"]
    assert a["beantragt_cent"] <= fonds.get("hoechstbetrag_cent", fonds["ansatz_cent"])
    assert a["antragsteller_art"] in fonds["antragsteller"]
    assert ("deminimis_cent" in a) == (a["antragsteller_art"] == "unternehmen")
    assert a["quartier"] in fonds["quartiere"]
    assert a.get("projekt", "kreisel") in {p["slug"] for p in PROJEKTE}
    assert themes_exist(a)
    assert a["zieldimensionen"]
    assert too_long(Antrag, a) + too_long(Antragsteller, a) == []
    food = cents([k for k in a["kosten"] if k["kategorie"] == "verpflegung"])
    asked = a.get("begruendung", {})
    assert ("R12" in asked) == (food * 5 > cents(a["kosten"]))
    assert ("R08" in asked) == (a["beginn_tage"] + a["tage_her"] < fonds["vorlauf_tage"])


@each("a", ANTRAEGE, ids=key)
def test_dates_fit_the_state(a: Row) -> None:
    start, end = a["beginn_tage"], a["ende_tage"]
    assert -a["tage_her"] < start <= end
    if a["status"] in OFFEN | {"bewilligt", "vereinbart"}:
        assert start > 0
    if a["status"] == "laufend":
        assert start <= 0 < end
    if a["status"] in NACH_DEM_ENDE:
        assert end < 0


@each("a", ANTRAEGE, ids=key)
def test_amounts_and_votes_fit_the_state(a: Row) -> None:
    status, asked = a["status"], a["beantragt_cent"]
    assert ("bewilligt_cent" in a) == (status in BEWILLIGT | {"verfallen"})
    waiting = status in {"rueckfrage", "nachweis_rueckfrage"}
    assert ("rueckfrage" in a) == (waiting or "rueckantwort" in a)
    assert not ("rueckantwort" in a and waiting)
    assert ("rueckforderung_cent" in a) == (status in {"rueckforderung", "zurueckgezahlt"})
    assert "grund" in a or status in OFFEN
    granted = a.get("bewilligt_cent", 0)
    paid, accepted = a.get("ausgezahlt_cent", 0), a.get("anerkannt_cent", granted)
    assert granted <= a.get("empfohlen_cent", asked) <= asked
    assert max(paid, accepted) <= granted
    assert a.get("rueckforderung_cent", 0) == max(0, paid - accepted)
    if status in NACH_DEM_ENDE - {"abgeschlossen", "rueckforderung", "zurueckgezahlt"}:
        assert paid * 10 <= granted * 8, "an advance is at most 80 percent"
    if granted and asked > FONDS[a["fonds"]].get("grenze_koordination_cent", 0):
        assert a["votum"]["ja"] > a["votum"]["nein"]
        assert a["votum_grund"]


@each("f", FONDS.values(), ids=key)
def test_fonds(f: Row) -> None:
    assert f["art"] in set(Fondsart)
    assert f["entscheidungsart"] in set(Entscheidungsart)
    assert set(f["antragsteller"]) <= set(Antragstellerart)
    assert set(f["quartiere"]) <= SLUGS
    assert too_long(Fonds, f) == []


def test_every_state_of_an_antrag_occurs_and_no_fonds_is_overdrawn() -> None:
    assert {a["status"] for a in ANTRAEGE} == set(Antragsstatus)
    used: defaultdict[str, int] = defaultdict(int)
    for a in ANTRAEGE:
        if a["status"] in BEWILLIGT | {"formal_geprueft", "votiert", "zurueckgestellt"}:
            used[a["fonds"]] += int(a.get("bewilligt_cent") or a["beantragt_cent"])
    assert set(used) == set(FONDS)
    assert all(used[slug] <= FONDS[slug]["ansatz_cent"] for slug in used)


def test_staff_cover_every_role_quartier_and_fonds() -> None:
    scopes = [z for p in PERSONEN for z in p["zustaendigkeit"]]
    assert {z["rolle"] for z in scopes} == set(Rolle)
    assert set(chain.from_iterable(z.get("quartiere", []) for z in scopes)) == SLUGS
    districts = {z["stadtbezirk"] for z in scopes if z["rolle"] == "bezirksvorsteher"}
    assert {f["stadtbezirk"] for f in FONDS.values()} <= districts
    assert all(p["email"].endswith("@stuttgart.example") for p in PERSONEN)


# Subscriber numbers do not begin with 0 in Germany; the others are kept free for films and books.
_NUMBERS_OF_NOBODY = re.compile(r"0711 0000-\d{1,3}|0171 39200\d\d")


def test_nobody_can_be_rung_up_by_a_number_of_the_demo() -> None:
    every = [Betreiber().telefon]
    for file in DEMO.glob("*.toml"):
        every += re.findall(r"(?m)^\w*telefon = \"(.+)\"$", file.read_text("utf-8"))
    assert [number for number in every if not _NUMBERS_OF_NOBODY.fullmatch(number)] == []


def test_no_projekt_of_the_demo_names_a_source() -> None:
    """Under a real one an invented outcome would be said of somebody who exists."""
    assert {p["quelle"] for p in PROJEKTE} == {"Erfundenes Beispiel"}
