"""What in a text looks like personal data, so that somebody looks before everybody can read it.

It errs on the side of looking: a mark costs a glance, a telephone number on a public page does
not come back. What stands in words ("null sieben eins") and what a picture shows is not found.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from app.i18n import _l
from app.text.first_names import FIRST_NAMES


class Kind(StrEnum):
    email = "email"
    account = "account"
    phone = "phone"
    plate = "plate"
    name = "name"


KINDS: dict[Kind, str] = {
    Kind.email: _l("E-Mail-Adresse"),
    Kind.account: _l("Kontonummer"),
    Kind.phone: _l("Telefonnummer"),
    Kind.plate: _l("Autokennzeichen"),
    Kind.name: _l("Name einer Person"),
}


@dataclass(frozen=True)
class Finding:
    """`text` is what was found, as it stands there but for its spelling in Unicode."""

    kind: Kind
    text: str

    @property
    def word(self) -> str:
        return str(KINDS[self.kind])


_EMAIL = re.compile(
    r"[\w.+%-]+\s?(?:@|[(\[{]\s?(?:at|ät)\s?[)\]}])\s?[\w-]+"
    r"(?:\s?(?:\.|[(\[{]\s?(?:punkt|dot)\s?[)\]}])\s?[\w-]+)+"
    r"|[\w.+-]+ (?:at|ät) [\w-]+(?: (?:punkt|dot) |\.)[a-z]{2,6}\b",
    re.IGNORECASE,
)
_IBAN = re.compile(r"\b[A-Z]{2}\d{2}(?:[ ]?[0-9A-Z]{4}){3,7}(?:[ ]?[0-9A-Z]{1,4})?\b")
_GAP = r"[ /().\-]{0,3}"
_PHONE = re.compile(
    # With a code of a country or a town; what is a date or a Vorgangsnummer has no such beginning.
    rf"(?<![\w\-.,/])\(?(?:(?:\+|00)[1-9]\d{{0,2}}{_GAP}(?:\(0\){_GAP})?|0[1-9]\d{{1,4}}{_GAP})"
    rf"\d(?:{_GAP}\d){{2,12}}(?!\w)"
    # Without one, where a word says what it is.
    r"|(?:\b(?:tel|telefon|telefonnummer|handy|handynummer|mobil|mobilnummer|fax|whatsapp)\b"
    r"|\brufnummer\b|\bruf(?:en|t)?\b|\banrufen\b|\berreichbar\b)"
    r"\W{0,6}(?:(?:ist|unter|an|mich|der|nummer|nr)\b\W{0,3}){0,3}\d(?:[ /\-]{0,3}\d){4,12}(?!\w)",
    re.IGNORECASE,
)
# "0711 115" and "030 115" are offices.
_FEWEST_DIGITS = 7
# Without a hyphen only those from around here, or "EU VO 123" would be one.
_NEAR = "S|LB|ES|BB|LEO|WN|BK|GP|TÜ|RT|CW|PF|KA|HN|UL|HDH|AA|GD|FDS|HD|MA|FR|KN|M|B|K|F|HH|N|A"
_NUMBER = r"\d{1,4}(?:[ ]?[EH])?(?![\w-])"
_PLATE = re.compile(
    rf"(?<![\w-])(?!DIN\b|ISO\b|EN\b)(?:[A-ZÄÖÜ]{{1,3}}[ ]?[-–·:][ ]?[A-Z]{{1,2}}[ -]?{_NUMBER}"
    rf"|(?:{_NEAR})[ ][A-Z]{{1,2}}[ -]?{_NUMBER}|(?:{_NEAR})[A-Z]{{2}}[ ]?\d{{2,4}}(?![\w-]))"
)
_SPOKEN_PLATE = re.compile(
    r"\b(?:kennzeichen|nummernschild|kfz|pkw)\b\W{0,3}(?:(?:ist|mit|lautet|dem|auto)\b\W{0,3}){0,2}"
    r"[a-zäöü]{1,3}[ -]{1,3}?[a-z]{1,2}[ -]{0,3}\d{1,4}",
    re.IGNORECASE,
)

_WORD = r"[A-ZÄÖÜÇŞİĞÉÁÀÓŠŽČĆ][^\W\d_]+(?:[-'’][^\W\d_]+)*"
_PARTICLE = r"(?:(?:von|van|de|der|den|zu|zum|zur|di|da|del|el|al|bin|dos|vom)[ ]+){0,3}"
_TITLE = r"(?:(?:Dr|Prof|Dipl|Ing|med)\.(?:-Ing\.)?[ ]*)"
_SALUTED = re.compile(
    rf"\b(?:Frau|Herrn?|Fr\.|Hr\.|Familie|Fam\.|Eheleute|Ehepaar|(?={_TITLE}))[ ]*{_TITLE}*"
    rf"{_PARTICLE}(?P<name>{_WORD}(?:[ ]+{_PARTICLE}{_WORD}){{0,3}})"
)
_CALLED = re.compile(
    rf"(?:\b(?:heiße|heisse|heißt|heisst|gez\.?|Name(?:[ ]+ist|:)|Grüße[nß]?|Gruß|Gruss|Gruesse)"
    rf"[ ]*[,:]?\s+)(?P<name>{_WORD}[ ]+{_PARTICLE}{_WORD})"
)
_FULL = re.compile(rf"(?<![\w-])(?P<name>{_WORD}(?:[ ]+{_PARTICLE}{_WORD}){{1,3}})")
# After a name they make a place of it.
_PLACE = re.compile(
    r"(?:straße|strasse|str\.?|platz|weg|allee|gasse|ring|steige|staffel|brücke|ufer|see|park|"
    r"anlage|garten|hof|tor|turm|schule|gymnasium|kita|kindergarten|haus|heim|halle|saal|kirche|"
    r"gemeinde|stift|stiftung|krankenhaus|klinik|bad|stadion|arena|museum|bibliothek|zentrum|"
    r"areal|viertel|denkmal|brunnen|treff|verein|apotheke|bäckerei|gmbh|ag|preis|fest|straßen)$",
    re.IGNORECASE,
)
# Offices and words that begin a sentence: no names, though they are written like one.
_ROLE = re.compile(
    r"(?:(?:ober|bezirks|orts|haus)?(?:bürgermeister|vorsteher|meister)|pfarrer|doktor|professor|"
    r"direktor|minister|präsident|nachbar|lehrer|rektor|koordinator|kolleg|wirt|polizist|"
    r"stadtrat|stadträt|amtsleiter|leiter)(?:e|in|s|n)?$",
    re.IGNORECASE,
)
_WORDS = """
aber alle allen alles als am an auch auf aus bei beim bis bitte da damit danke dann das dass dem
den denn der des deshalb die dies diese dieser dort du ein eine einen einer er es euch eure euer
für gern gerne guten hallo hier ich ihr ihre im in ist ja jede jeder jetzt kann kein keine leider
liebe lieber mein meine mit muss nach nein nicht noch nun nur ob oder schon sehr sein seit sie
sind so soll solche team und uns unser unsere unter viele vielen vom von vor wann warum was weil
wenn wer wie wir wo zu zum zur mann frau herr kind kinder straße
"""
_NO_NAME = frozenset(_WORDS.split())


def findings(text: str) -> list[Finding]:
    """All that looks like it, each once, in the order of the kinds."""
    plain = unicodedata.normalize("NFKC", text)
    found: list[Finding] = []
    for kind, seek in _SEEK.items():
        hits = list(seek(plain))
        found += [Finding(kind, " ".join(hit.split())) for hit in hits]
        # What is a Kontonummer is no telephone number too.
        for hit in hits:
            plain = plain.replace(hit, "\n.\n")
    return list(dict.fromkeys(found))


def findings_in(texts: Iterable[str | None]) -> list[Finding]:
    """Of several texts, each finding once."""
    return list(dict.fromkeys(f for text in texts if text for f in findings(text)))


def _hits(pattern: re.Pattern[str], text: str) -> Iterator[str]:
    return (match[0].strip() for match in pattern.finditer(text))


def _phones(text: str) -> Iterator[str]:
    for hit in _hits(_PHONE, text):
        number = re.sub(r"^[^\d+(]+", "", hit)
        digits = sum(c.isdigit() for c in number)
        if digits >= _FEWEST_DIGITS or number.lstrip("(")[0] not in "+0":
            yield number


def _plates(text: str) -> Iterator[str]:
    yield from _hits(_PLATE, text)
    yield from _hits(_SPOKEN_PLATE, text)


def _names(text: str) -> Iterator[str]:
    for match in _SALUTED.finditer(text):
        words = _without_roles(match["name"].split())
        if words and not _is_place(words) and not _begins_sentence(words[0]):
            yield match[0]
    for match in _CALLED.finditer(text):
        words = match["name"].split()
        if not _is_place(words) and not any(map(_begins_sentence, (words[0], words[-1]))):
            yield match["name"]
    for match in _FULL.finditer(text):
        yield from _names_among(match["name"].split())


def _names_among(words: list[str]) -> Iterator[str]:
    """A first name and what follows it, unless the whole is called after a person."""
    for n, word in enumerate(words[:-1]):
        rest = words[n + 1 :]
        last = next((w for w in rest if w[0].isupper()), "")
        if not _is_first_name(word) or _begins_sentence(last) or _is_place(words[n:]):
            continue
        yield " ".join(words[n:])
        return


def _is_first_name(word: str) -> bool:
    return all(part.casefold() in FIRST_NAMES for part in re.split("[-'’]", word))


def _is_place(words: list[str]) -> bool:
    """ "Robert Bosch Krankenhaus", "Max Eyth See", "Anna Platz"; but "Anna Neuhaus" is a person."""
    if len(words) > 2 or "-" in words[-1]:
        return any(_PLACE.search(word) for word in words[1:])
    return bool(_PLACE.match(words[-1]))


def _begins_sentence(word: str) -> bool:
    return word.casefold() in _NO_NAME


def _without_roles(words: list[str]) -> list[str]:
    """ "Pfarrer Meier" is a name, "Bürgermeisterin" alone is an office."""
    while words and _ROLE.search(words[0]):
        words = words[1:]
    return words


_SEEK = {
    Kind.email: lambda text: _hits(_EMAIL, text),
    Kind.account: lambda text: _hits(_IBAN, text),
    Kind.phone: _phones,
    Kind.plate: _plates,
    Kind.name: _names,
}
