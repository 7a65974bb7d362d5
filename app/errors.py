"""What a handler, policy or model raises, and what a policy answers.

`app/web/errors.py` turns what is raised into a page or fragment.
"""

from collections.abc import Mapping
from dataclasses import dataclass

RETRY_AFTER = 5  # seconds


class DomainError(Exception):
    """`reason` is one German sentence for the person who asked; `status` is that of the answer."""

    status: int = 500

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason

    @property
    def headers(self) -> Mapping[str, str]:
        """What the answer has to carry beside the reason."""
        return {}


class NotFound(DomainError):
    """Does not exist, or is not visible to this actor. `way` is the address where one goes on with
    what was looked for, and its German word."""

    status = 404

    def __init__(self, reason: str = "", *, way: tuple[str, str] | None = None) -> None:
        super().__init__(reason)
        self.way = way


class UnknownLink(NotFound):
    """No secret link has this token, or not any more."""


class Gone(DomainError):
    """Was public once and is no more; `reason` says what somebody can do who looks for it."""

    status = 410


class NotAllowed(DomainError):
    """Visible, but this actor may not do it; `reason` says why."""

    status = 403


class StepNotPossible(DomainError):
    """The lifecycle has moved on, or another person was faster."""

    status = 409


class FieldRefused(StepNotPossible):
    """A value does not fit what it is for; `feld` is the action's argument of that name."""

    status = 422

    def __init__(self, feld: str, reason: str) -> None:
        super().__init__(reason)
        self.feld = feld


class BadInput(DomainError):
    """What was sent cannot be taken; `reason` says what to do next."""

    status = 422


class TooMany(DomainError):
    """Rate limit; `retry_after` in seconds."""

    status = 429

    def __init__(self, reason: str, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": str(self.retry_after)}


class TurnedAway(DomainError):
    """Refused before it came to its page: too large, too slow, from elsewhere, or too many at once.

    `title` is the heading of the answer, `reason` says what to do next.
    """

    def __init__(
        self, status: int, title: str, reason: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(reason)
        self.status = status
        self.title = title
        self._headers = headers or {}

    @property
    def headers(self) -> Mapping[str, str]:
        return self._headers


class Unavailable(DomainError):
    """Something that the portal needs does not answer: the database, the store of files."""

    status = 503

    @property
    def headers(self) -> Mapping[str, str]:
        return {"Retry-After": str(RETRY_AFTER)}


class LoginRequired(DomainError):
    """No live staff session: go to the login and come back to where it was."""

    status = 401


@dataclass(frozen=True)
class Verdict:
    """True where allowed; otherwise `reason` is one German sentence."""

    reason: str = ""

    def __bool__(self) -> bool:
        return not self.reason

    def demand(self) -> None:
        """Raises NotAllowed with the reason."""
        if self.reason:
            raise NotAllowed(self.reason)


YES = Verdict()
