"""Secret link and phone code of a Vorgang, derived from the portal's key; never stored in plain."""

import base64
import hashlib
import hmac

from app.settings import Settings

# Without 0/O, 1/I/L: the code is read out on the phone and written on paper.
_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
_CODE_LENGTH = 8


def token_for(settings: Settings, vorgangsnummer: str, stand: int) -> str:
    """192 bits, URL-safe; another `stand` makes another link and ends the old one."""
    digest = _keyed(settings, f"link:{vorgangsnummer}:{stand}")
    return base64.urlsafe_b64encode(digest[:24]).decode()


def code_for(settings: Settings, vorgangsnummer: str, stand: int) -> str:
    """Eight characters in three groups, for example "7K4-2MP-XW"."""
    number = int.from_bytes(_keyed(settings, f"code:{vorgangsnummer}:{stand}"), "big")
    letters = []
    for _ in range(_CODE_LENGTH):
        number, rest = divmod(number, len(_LETTERS))
        letters.append(_LETTERS[rest])
    text = "".join(letters)
    return f"{text[:3]}-{text[3:6]}-{text[6:]}"


def plain_code(typed: str) -> str:
    """What a person typed, without groups, case and look-alikes."""
    table = str.maketrans({"O": "0", "I": "1", "L": "1"})
    return "".join(c for c in typed.upper() if c.isalnum()).translate(table)


def hash_of(secret: str) -> str:
    """SHA-256, hexadecimal. Enough for secrets of this entropy; no stretching is needed."""
    return hashlib.sha256(secret.encode()).hexdigest()


def code_hash(settings: Settings, vorgangsnummer: str, code: str) -> str:
    """Keyed: the short code could be guessed from a plain hash of a stolen database."""
    return _keyed(settings, f"codehash:{vorgangsnummer}:{plain_code(code)}").hex()


def address(settings: Settings, vorgangsnummer: str, stand: int) -> str:
    """The absolute secret address, as it stands in mails."""
    return f"{settings.base_url}/vorgang/{token_for(settings, vorgangsnummer, stand)}"


def _keyed(settings: Settings, message: str) -> bytes:
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret, message.encode(), hashlib.sha256).digest()
