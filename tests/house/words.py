"""German words in code: those of the glossary, and what was agreed besides.

GLOSSARY are the terms of the field; COMPOUNDS are built from them and from lists that the
field itself writes down (kinds, reasons, roles); LIFECYCLES are the states of Ideen, Anträge and
Projekte. Words that stand in an address are known too: addresses are German by contract.
"""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


GLOSSARY = _words("""
    ablehnung abstimmungsart anhoerung ansatz antraege antrag antragsteller antwort auflage
    auszahlung befangenheit beleg bescheid beteiligungsstufe betreiber bewilligung bezirksbeirat
    bezirksbudget bezirksvorsteher buchung buchungsart entscheidungsart fachamt finanzierungsart
    finanzierungsposten foerderart foerdervereinbarung fonds fondsart fondsjahr freigabe gremium
    handlungsfeld idee ideen kostenposition mikroprojekt mitarbeiter nachweis projekt projektart
    projektbegleitgruppe projekte quartier quartiere quartiersfonds rolle rueckforderung
    rueckfrage sitzung sozialindikator sprechstunde stadtbezirk stadtteil traeger traegerart
    unterstuetzung vereinbarung verfuegungsfonds verstetigung vorgaenge vorgang vorgangsnummer
    votum weiterleitung werkzeug zieldimension zielgruppe
""")

COMPOUNDS = _words("""
    ablehnungsgrund antragsstatus antragstellerart antwortgrund datei dateiart
    fondsregel ideenstatus kanal kategorie kostenkategorie machbar nachricht nachrichtenseite
    nummernkreis projektschritt projektstatus projektziel regelbegruendung schwere termin
    vorgangsart zusage zustaendigkeit zustellung
""")

LIFECYCLES = _words("""
    abgelehnt abgelehnt_netiquette abgeschlossen als_fondsantrag als_projekt beendet bewilligt
    eingereicht entfernt entwurf formal_geprueft geplant geschlossen_ohne_antwort in_bewertung
    in_pruefung in_umsetzung in_verstetigung laufend nachbesserung nachweis_eingereicht
    nachweis_faellig nachweis_geprueft nachweis_rueckfrage nicht_umsetzbar rueckforderung
    rueckfrage ruhend teilweise_umsetzbar umgesetzt umsetzbar vereinbart verfallen
    veroeffentlicht verstetigt votiert weitergeleitet zurueckgestellt zurueckgezahlt
    zurueckgezogen zusammengefuehrt
""")

# Topics of the Antrag's form and names of its parts, agreed while building it.
AGREED = _words("""
    angebot auswahl bisher erklaerungen gefoerdert kennung lage nummer pruefung rueckmeldung schritt
    seite stimmen topf wann zuordnung
""")

# The same letters are an English word.
ENGLISH_TOO = _words("""
    address code date euro form link mail name person session stand start status text
""")
