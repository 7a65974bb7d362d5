"""Rate limits over sliding windows: one more is free when the oldest is old enough.

Addresses and numbers are remembered only as keyed hashes, and only until the window ends.
"""

import hashlib
import hmac
import math
import time
from ipaddress import ip_address, ip_network

import structlog
from fastapi import FastAPI, Request
from limits import RateLimitItem, parse
from limits.errors import StorageError
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter

from app.errors import TooMany
from app.i18n import ngettext
from app.settings import Settings
from app.text.formats import telefon

log = structlog.get_logger()

STORE_TIMEOUT = 1  # seconds


def install(app: FastAPI, settings: Settings) -> None:
    store = storage_from_string(
        settings.rate_limit_store,
        wrap_exceptions=True,
        socket_timeout=STORE_TIMEOUT,
        socket_connect_timeout=STORE_TIMEOUT,
    )
    app.state.limiter = MovingWindowRateLimiter(store)


def check_rate(request: Request, what: str, *, limit: str) -> None:
    """Count one try of `what` (for example "idee") against a limit like "60/hour".

    Raises TooMany with how else to reach people.
    """
    settings: Settings = request.app.state.settings
    address = connection(request.client.host if request.client else "")
    seconds = _seconds_over(request, what, f"rate:{address}", limit)
    if not seconds:
        return
    minutes = math.ceil(seconds / 60)
    raise TooMany(
        ngettext(
            "Von Ihrem Anschluss kamen gerade sehr viele Eingaben. Bitte versuchen Sie es in "
            "%(n)s Minute noch einmal, oder rufen Sie uns an: %(telefon)s.",
            "Von Ihrem Anschluss kamen gerade sehr viele Eingaben. Bitte versuchen Sie es in "
            "%(n)s Minuten noch einmal, oder rufen Sie uns an: %(telefon)s.",
            minutes,
        )
        % {"n": minutes, "telefon": telefon(settings.betreiber.telefon)},
        retry_after=seconds,
    )


def check_tries(request: Request, what: str, of: str, *, limit: str) -> None:
    """Count one try of `what` at one thing, `of`, from whatever network it comes.

    Raises TooMany with what opens it all the same.
    """
    seconds = _seconds_over(request, f"{what}-of", f"{what}:{of}", limit)
    if not seconds:
        return
    settings: Settings = request.app.state.settings
    minutes = math.ceil(seconds / 60)
    raise TooMany(
        ngettext(
            "Zu dieser Nummer wurden gerade sehr viele Codes eingegeben. Bitte versuchen Sie es in "
            "%(n)s Minute noch einmal. Ihr geheimer Link öffnet den Vorgang auch jetzt. Oder "
            "rufen Sie uns an: %(telefon)s.",
            "Zu dieser Nummer wurden gerade sehr viele Codes eingegeben. Bitte versuchen Sie es in "
            "%(n)s Minuten noch einmal. Ihr geheimer Link öffnet den Vorgang auch jetzt. Oder "
            "rufen Sie uns an: %(telefon)s.",
            minutes,
        )
        % {"n": minutes, "telefon": telefon(settings.betreiber.telefon)},
        retry_after=seconds,
    )


def _seconds_over(request: Request, what: str, who: str, limit: str) -> int:
    """Count one; how long it takes until the next may come, 0 where this one may."""
    limiter: MovingWindowRateLimiter = request.app.state.limiter
    rate, key = parse(limit), _key(request.app.state.settings, who)
    return 0 if _within(limiter, rate, what, key) else _until_free(limiter, rate, what, key)


def _within(limiter: MovingWindowRateLimiter, rate: RateLimitItem, what: str, key: str) -> bool:
    """A store that is down must not close the portal: people come before the count."""
    try:
        return limiter.hit(rate, what, key)
    except StorageError as error:
        log.error("rate limits are not counted", reason=str(error))
        return True


def _until_free(limiter: MovingWindowRateLimiter, rate: RateLimitItem, what: str, key: str) -> int:
    """Seconds, at least one."""
    try:
        reset = limiter.get_window_stats(rate, what, key).reset_time
    except StorageError:
        return rate.get_expiry()
    return max(1, math.ceil(reset - time.time()))


def check_submission(request: Request, what: str, *, doubtful: bool) -> None:
    """Count one new `what`. A whole house, café or mobile network may be one connection, so what a
    robot may have sent (`traps`) has a count of its own, and a much smaller one.

    Raises TooMany with how else to reach people.
    """
    settings: Settings = request.app.state.settings
    if doubtful:
        few = settings.doubtful_per_quarter_hour
        check_rate(request, f"{what}-zweifelhaft", limit=f"{few}/15minute")
    else:
        many = settings.submissions_per_quarter_hour
        check_rate(request, what, limit=f"{many}/15minute")


def _key(settings: Settings, who: str) -> str:
    secret = settings.secret_key.get_secret_value().encode()
    return hmac.new(secret, who.encode(), hashlib.sha256).hexdigest()


def connection(address: str) -> str:
    """An IPv6 connection holds 2^64 addresses: its /64 counts as one."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return address
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(ip_network((int(found), 64), strict=False))
