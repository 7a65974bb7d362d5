"""Secret link and phone code of a Vorgang, derived from the portal's key; never stored in plain."""

import base64
import hashlib
import hmac
import re
import string
from typing import Protocol

from app.settings import Settings

# Without what is mistaken for something else, read out on the phone or written on paper.
_LETTERS = "23456789ACDEFGHJKMNPQRTUWXY"
_EARLIER_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_ALIKE = str.maketrans("OILSZBV", "011528U")
_CODE_LENGTH = 8
_CODE = re.compile(r"(?<![^\W_])[A-Z0-9]{3}[\W_]?[A-Z0-9]{3}[\W_]?[A-Z0-9]{2}(?![^\W_])")
_MOST_CODES = 2
# Programs that find links in a text leave other signs at their end away.
_TOKEN_LETTERS = string.ascii_letters + string.digits
_TOKEN_LENGTH = 33


class Sealed(Protocol):
    """What a Vorgang has of its secrets; the hashes tell by which rule they were made."""

    vorgangsnummer: str
    link_stand: int
    link_hash: str
    code_hash: str


def token_for(settings: Settings, vorgangsnummer: str, stand: int) -> str:
    """192 bits of letters and digits; another `stand` makes another link and ends the old one."""
    digest = _keyed(settings, f"link:{vorgangsnummer}:{stand}")
    return _spelled(digest, _TOKEN_LETTERS, _TOKEN_LENGTH)


def token_of(settings: Settings, vorgang: Sealed) -> str:
    """The one that opens this Vorgang: older ones stay as they were handed out."""
    token = token_for(settings, vorgang.vorgangsnummer, vorgang.link_stand)
    if hash_of(token) == vorgang.link_hash:
        return token
    digest = _keyed(settings, f"link:{vorgang.vorgangsnummer}:{vorgang.link_stand}")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def plain_token(typed: str) -> str:
    """Without what stood behind it in a sentence."""
    return typed.rstrip(" .,;:!?)]}>*'\"’”“»«…")


def code_for(settings: Settings, vorgangsnummer: str, stand: int) -> str:
    """Eight characters in three groups, for example "7K4-2MP-XW"."""
    return _code(settings, vorgangsnummer, stand, _LETTERS)


def code_of(settings: Settings, vorgang: Sealed) -> str:
    """The one on this Vorgang's page: older ones stay as people wrote them down."""
    nummer, stand = vorgang.vorgangsnummer, vorgang.link_stand
    code = code_for(settings, nummer, stand)
    if hmac.compare_digest(code_hash(settings, nummer, code), vorgang.code_hash):
        return code
    return _code(settings, nummer, stand, _EARLIER_LETTERS)


def code_fits(settings: Settings, vorgang: Sealed, typed: str) -> bool:
    """However it was typed, and with the words around it. An emptied Vorgang has no code."""
    code = code_of(settings, vorgang)
    real = code_hash(settings, vorgang.vorgangsnummer, code)
    fits = [
        hmac.compare_digest(_folded(read).encode(), _folded(code).encode())
        for read in (typed, *_CODE.findall(typed.upper())[:_MOST_CODES])
    ]
    return hmac.compare_digest(real, vorgang.code_hash) and any(fits)


def hash_of(secret: str) -> str:
    """SHA-256, hexadecimal. Enough for secrets of this entropy; no stretching is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_hash(settings: Settings, vorgangsnummer: str, code: str) -> str:
    """Keyed: the short code could be guessed from a plain hash of a stolen database."""
    plain = code.replace("-", "")
    return _keyed(settings, f"codehash:{vorgangsnummer}:{plain}").hex()


def _folded(code: str) -> str:
    """Without groups and case, and as one what looks alike."""
    return "".join(c for c in code.upper() if c.isalnum()).translate(_ALIKE)


def _code(settings: Settings, vorgangsnummer: str, stand: int, letters: str) -> str:
    text = _spelled(_keyed(settings, f"code:{vorgangsnummer}:{stand}"), letters, _CODE_LENGTH)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def _spelled(digest: bytes, letters: str, length: int) -> str:
    number = int.from_bytes(digest, "big")
    text = []
    for _ in range(length):
        number, rest = divmod(number, len(letters))
        text.append(letters[rest])
    return "".join(text)


def address(settings: Settings, vorgang: Sealed) -> str:
    """The absolute secret address, as it stands in mails."""
    return f"{settings.base_url}/vorgang/{token_of(settings, vorgang)}"


def _keyed(settings: Settings, message: str) -> bytes:
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret, message.encode(), hashlib.sha256).digest()
