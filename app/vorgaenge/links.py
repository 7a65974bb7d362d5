"""Secret link and phone code, derived from the portal's key and what is random in the row of a
Zugang; never stored in plain."""

import base64
import hashlib
import hmac
import re
import secrets
import string
from dataclasses import dataclass
from typing import Protocol

from app.settings import Settings
from app.text.inputs import clean_code, western

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
_EARLIER_TOKEN_LENGTH = 32
_TOKEN = re.compile(rf"[A-Za-z0-9_-]{{{_EARLIER_TOKEN_LENGTH},}}")


class Sealed(Protocol):
    """What a Zugang has of its secrets; the hashes tell by which rule they were made."""

    zufall: str
    link_hash: str
    code_hash: str


@dataclass(frozen=True)
class Seal:
    """The secrets of a new Zugang, as its row keeps them."""

    zufall: str
    link_hash: str
    code_hash: str


def new_seal(settings: Settings) -> Seal:
    zufall = secrets.token_hex(16)
    link, code = token_for(settings, zufall), code_for(settings, zufall)
    return Seal(zufall, hash_of(link), code_hash(settings, zufall, code))


def token_for(settings: Settings, zufall: str) -> str:
    """192 bits of letters and digits."""
    return _spelled(_keyed(settings, f"link:{zufall}"), _TOKEN_LETTERS, _TOKEN_LENGTH)


def token_of(settings: Settings, zugang: Sealed) -> str:
    """The one that opens this Zugang: older ones stay as they were handed out."""
    token = token_for(settings, zugang.zufall)
    if hash_of(token) == zugang.link_hash:
        return token
    digest = _keyed(settings, f"link:{zugang.zufall}")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def plain_token(typed: str) -> str:
    """Without what stood around it in a sentence, seen or not: the first run of signs that is as
    long as a token. Only those of earlier releases may end in a hyphen or underscore."""
    found = _TOKEN.search(clean_code(typed))
    token = found[0] if found else typed
    return token if len(token) == _EARLIER_TOKEN_LENGTH else token.strip("-_")


def code_for(settings: Settings, zufall: str) -> str:
    """Eight characters in three groups, for example "7K4-2MP-XW"."""
    return _code(settings, zufall, _LETTERS)


def code_of(settings: Settings, zugang: Sealed) -> str:
    """The one on the page of its Vorgang: older ones stay as people wrote them down."""
    code = code_for(settings, zugang.zufall)
    if hmac.compare_digest(code_hash(settings, zugang.zufall, code), zugang.code_hash):
        return code
    return _code(settings, zugang.zufall, _EARLIER_LETTERS)


def code_fits(settings: Settings, zugang: Sealed, typed: str) -> bool:
    """However it was typed, and with the words around it."""
    code = code_of(settings, zugang)
    real = code_hash(settings, zugang.zufall, code)
    fits = [
        hmac.compare_digest(_folded(read).encode(), _folded(code).encode())
        for read in (typed, *_CODE.findall(western(typed).upper())[:_MOST_CODES])
    ]
    return hmac.compare_digest(real, zugang.code_hash) and any(fits)


def hash_of(secret: str) -> str:
    """SHA-256, hexadecimal. Enough for secrets of this entropy; no stretching is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_hash(settings: Settings, zufall: str, code: str) -> str:
    """Keyed: the short code could be guessed from a plain hash of a stolen database."""
    # In Zugänge of release 0.1 the number alone went in, without the count behind it.
    salt, plain = zufall.partition(":")[0], code.replace("-", "")
    return _keyed(settings, f"codehash:{salt}:{plain}").hex()


def _folded(code: str) -> str:
    """Without groups and case, and as one what looks alike."""
    return "".join(c for c in western(code).upper() if c.isalnum()).translate(_ALIKE)


def _code(settings: Settings, zufall: str, letters: str) -> str:
    text = _spelled(_keyed(settings, f"code:{zufall}"), letters, _CODE_LENGTH)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def _spelled(digest: bytes, letters: str, length: int) -> str:
    number = int.from_bytes(digest, "big")
    text = []
    for _ in range(length):
        number, rest = divmod(number, len(letters))
        text.append(letters[rest])
    return "".join(text)


def path(settings: Settings, zugang: Sealed) -> str:
    """The secret address without the portal's own."""
    return f"/vorgang/{token_of(settings, zugang)}"


def address(settings: Settings, zugang: Sealed) -> str:
    """The absolute secret address, as it stands in mails."""
    return f"{settings.base_url}{path(settings, zugang)}"


def _keyed(settings: Settings, message: str) -> bytes:
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret, message.encode(), hashlib.sha256).digest()
