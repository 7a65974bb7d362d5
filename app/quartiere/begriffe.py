"""The field's shared vocabularies: Handlungsfelder, Zielgruppen, Zieldimensionen."""

from enum import StrEnum

from app.i18n import _l


class Handlungsfeld(StrEnum):
    zusammenleben = "zusammenleben"
    generationen = "generationen"
    integration = "integration"
    inklusion = "inklusion"
    gesundheit = "gesundheit"
    bewegung = "bewegung"
    bildung = "bildung"
    kultur = "kultur"
    wohnen = "wohnen"
    oeffentlicher_raum = "oeffentlicher_raum"
    umwelt = "umwelt"
    versorgung = "versorgung"
    mobilitaet = "mobilitaet"
    armut = "armut"
    oekonomie = "oekonomie"
    verbraucherschutz = "verbraucherschutz"
    digitales = "digitales"
    demokratie = "demokratie"


class Zielgruppe(StrEnum):
    alle = "alle"
    kinder = "kinder"
    jugendliche = "jugendliche"
    familien = "familien"
    aeltere = "aeltere"
    alleinlebende = "alleinlebende"
    menschen_mit_behinderung = "menschen_mit_behinderung"
    migrationsgeschichte = "migrationsgeschichte"
    gefluechtete = "gefluechtete"
    geringes_einkommen = "geringes_einkommen"
    langzeitarbeitslose = "langzeitarbeitslose"
    frauen = "frauen"
    wohnungslose = "wohnungslose"
    gewerbetreibende = "gewerbetreibende"
    engagierte = "engagierte"


class Zieldimension(StrEnum):
    """The four fields of goals (S2 K4)."""

    ZD1 = "ZD1"
    ZD2 = "ZD2"
    ZD3 = "ZD3"
    ZD4 = "ZD4"


HANDLUNGSFELDER: dict[Handlungsfeld, str] = {
    Handlungsfeld.zusammenleben: _l("Zusammenleben und Nachbarschaft"),
    Handlungsfeld.generationen: _l("Generationen"),
    Handlungsfeld.integration: _l("Integration und Migration"),
    Handlungsfeld.inklusion: _l("Inklusion und Barrierefreiheit"),
    Handlungsfeld.gesundheit: _l("Gesundheit und Pflege"),
    Handlungsfeld.bewegung: _l("Bewegung und Sport"),
    Handlungsfeld.bildung: _l("Bildung"),
    Handlungsfeld.kultur: _l("Kultur"),
    Handlungsfeld.wohnen: _l("Wohnen und Wohnumfeld"),
    Handlungsfeld.oeffentlicher_raum: _l("Öffentlicher Raum und Sicherheit"),
    Handlungsfeld.umwelt: _l("Umwelt und Klima"),
    Handlungsfeld.versorgung: _l("Versorgung und Infrastruktur"),
    Handlungsfeld.mobilitaet: _l("Mobilität"),
    Handlungsfeld.armut: _l("Armut und Existenzsicherung"),
    Handlungsfeld.oekonomie: _l("Lokale Wirtschaft und Arbeit"),
    Handlungsfeld.verbraucherschutz: _l("Verbraucherschutz"),
    Handlungsfeld.digitales: _l("Digitales"),
    Handlungsfeld.demokratie: _l("Demokratie und Beteiligung"),
}

ZIELGRUPPEN: dict[Zielgruppe, str] = {
    Zielgruppe.alle: _l("Alle im Quartier"),
    Zielgruppe.kinder: _l("Kinder"),
    Zielgruppe.jugendliche: _l("Jugendliche und junge Erwachsene"),
    Zielgruppe.familien: _l("Familien"),
    Zielgruppe.aeltere: _l("Ältere Menschen"),
    Zielgruppe.alleinlebende: _l("Menschen, die allein leben"),
    Zielgruppe.menschen_mit_behinderung: _l("Menschen mit Behinderung"),
    Zielgruppe.migrationsgeschichte: _l("Menschen mit Migrationsgeschichte"),
    Zielgruppe.gefluechtete: _l("Geflüchtete und neu Zugezogene"),
    Zielgruppe.geringes_einkommen: _l("Menschen mit wenig Geld"),
    Zielgruppe.langzeitarbeitslose: _l("Menschen, die lange ohne Arbeit sind"),
    Zielgruppe.frauen: _l("Frauen und Mädchen"),
    Zielgruppe.wohnungslose: _l("Wohnungslose Menschen"),
    Zielgruppe.gewerbetreibende: _l("Läden und Betriebe"),
    Zielgruppe.engagierte: _l("Engagierte"),
}

ZIELDIMENSIONEN: dict[Zieldimension, str] = {
    Zieldimension.ZD1: _l("Menschen stärken, die sich engagieren"),
    Zieldimension.ZD2: _l("Zusammenhalt im Quartier fördern"),
    Zieldimension.ZD3: _l("Angebote schaffen, die gebraucht werden"),
    Zieldimension.ZD4: _l("Gut und nachhaltig wohnen und leben"),
}
