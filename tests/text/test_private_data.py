"""What looks like personal data is marked, and what is only a place, a day or an office is not."""

import pytest

from app.text.private_data import Kind, findings, findings_in
from tests.support.each import each

MARKED = [
    (Kind.phone, "Rufen Sie mich an: 0711 4711."),
    (Kind.phone, "0151/12345678"),
    (Kind.phone, "Tel.: (0711) 216-99 88"),
    (Kind.phone, "+49 711 2345678"),
    (Kind.phone, "+49 (0) 711 / 23 45 67"),
    (Kind.phone, "0049 151 234 567 89"),
    (Kind.phone, "unter 01701234567 nach 18 Uhr"),
    (Kind.phone, "+90 532 123 45 67"),
    (Kind.phone, "0711-4711-22"),
    (Kind.phone, "０７１１ ４７１１２２"),
    (Kind.phone, "Telefon 64 12 88"),
    (Kind.phone, "Sie erreichen mich unter Handy 0172 - 55 66 77"),
    (Kind.phone, "bei Maier, 0711 4711"),
    (Kind.email, "anna.m@beispiel.de"),
    (Kind.email, "anna (at) beispiel (punkt) de"),
    (Kind.email, "anna[at]beispiel.de"),
    (Kind.email, "anna at beispiel punkt de"),
    (Kind.email, "müller@grün.example"),
    (Kind.plate, "Der Wagen S-AB 1234 steht immer da."),
    (Kind.plate, "S AB 1234"),
    (Kind.plate, "LB-XY99"),
    (Kind.plate, "S-HH 12E"),
    (Kind.plate, "TÜ-A 5"),
    (Kind.plate, "S – MK 4711"),
    (Kind.plate, "Kennzeichen s-ab 1234"),
    (Kind.account, "DE02 1203 0000 0000 2020 51"),
    (Kind.account, "IBAN DE02120300000000202051"),
    (Kind.name, "Frau Maier aus der 12 stört."),
    (Kind.name, "Bänke statt Frau Maiers Müll"),
    (Kind.name, "Herr Dr. Özdemir parkt dort."),
    (Kind.name, "mit Herrn Pfarrer Klein besprochen"),
    (Kind.name, "Familie Yılmaz"),
    (Kind.name, "Fr. von der Heide"),
    (Kind.name, "Dr. Schneider hat seine Praxis dort"),
    (Kind.name, "Anna Müller wohnt nebenan."),
    (Kind.name, "mein Nachbar Mehmet Yılmaz"),
    (Kind.name, "Hans-Peter Schmid hat gesagt"),
    (Kind.name, "Maria del Carmen Ruiz"),
    (Kind.name, "Viele Grüße\nTjorven Quast"),
    (Kind.name, "Ich heiße Ndidi Okonkwo und wohne hier."),
    (Kind.name, "Mein Name ist Lin Wei"),
    (Kind.name, "Anna Neuhaus"),
    (Kind.name, "Gestern sah Peter Maier zwei Ratten."),
]

FINE = [
    "Eine Bank am Südheimer Platz",
    "am 01.05.2026 um 17.30 Uhr",
    "von 08:30 bis 12:30 Uhr, montags 09-12 Uhr",
    "bis 03/2027, seit 2019/2020",
    "70199 Stuttgart, 01067 Dresden",
    "Vorgang I-2026-00042 und A-2026-00017",
    "1.000.000 Euro oder 350,00 EUR",
    "Notruf 110/112, Behörde 115",
    "Die Linien U1, U14, 42 und S1, dazu der 44er",
    "Mit der S-Bahn zur B 14 und zur B27",
    "DIN A4, DIN-A 3 und DIN EN 1176",
    "48.7758, 9.1829",
    "0,5 Liter, 0 Grad",
    "Frau und Mann, Herr und Hund, Frauen und Herren",
    "Frau Bürgermeisterin, Herr Oberbürgermeister, Frau Bezirksvorsteherin",
    "Sehr geehrte Frau Koordinatorin",
    "an der Karl-Benz-Straße, beim Robert Bosch Krankenhaus",
    "am Max Eyth See und in der Clara Zetkin Schule",
    "Bertha-von-Suttner-Platz, Wilhelm Geiger Platz, Anna Straße",
    "Marie-Luise und ihre Freundin",
    "Mehmet aus der Böblinger Straße",
    "eine Nachbarin",
    "Familie aus dem Tal",
    "Viele Grüße aus Heslach",
    "Viele Grüße Ihre Nachbarin",
    "Hallo, Anna. Die Bank fehlt.",
    "Unsere Emma Und der Hund",
    "im August Ferienprogramm auf dem Platz",
    "@ alle: bitte kommen",
    "3 x 4 = 12, 100 %, Raum 0.12",
    "Haus 7a-c, Böblinger Straße 105",
    "Wir treffen uns um 18 Uhr. Bitte 5 bis 10 Stühle mitbringen.",
    "",
]


@each(("kind", "text"), MARKED)
def test_what_looks_like_personal_data_is_marked(kind: Kind, text: str) -> None:
    assert kind in {finding.kind for finding in findings(text)}, text


@each("text", FINE)
def test_what_is_none_is_not_marked(text: str) -> None:
    assert findings(text) == [], text


def test_a_finding_names_what_it_found_once() -> None:
    found = findings_in(["Tel. 0711 4711", None, "0711 4711 oder anna@post.example", ""])
    assert [(f.word, f.text) for f in found] == [
        ("Telefonnummer", "0711 4711"),
        ("E-Mail-Adresse", "anna@post.example"),
    ]


@pytest.mark.parametrize("evil", ["0" * 2000, "A" * 2000, "Anna " * 400, "0711 " * 400, "a@" * 900])
def test_no_text_takes_long(evil: str) -> None:
    assert isinstance(findings(evil), list)
