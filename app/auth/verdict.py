"""What a policy answers: yes, or no with a reason for the person who asked."""

from dataclasses import dataclass

from app.errors import NotAllowed


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
