"""What a handler, policy or model raises; `app/web/errors.py` turns it into a page or fragment."""


class DomainError(Exception):
    """`reason` is one German sentence for the person who asked."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class NotFound(DomainError):
    """404: does not exist, or is not visible to this actor."""


class NotAllowed(DomainError):
    """403: visible, but this actor may not do it; `reason` says why."""


class StepNotPossible(DomainError):
    """409: the lifecycle has moved on, or another person was faster."""


class FieldRefused(StepNotPossible):
    """422: a value does not fit what it is for; `feld` is the action's argument of that name."""

    def __init__(self, feld: str, reason: str) -> None:
        super().__init__(reason)
        self.feld = feld


class BadInput(DomainError):
    """422: what was sent cannot be taken; `reason` says what to do next."""


class TooMany(DomainError):
    """429: rate limit; `retry_after` in seconds."""

    def __init__(self, reason: str, retry_after: int) -> None:
        super().__init__(reason)
        self.retry_after = retry_after


class LoginRequired(DomainError):
    """No live staff session: go to the login and come back to where it was."""
