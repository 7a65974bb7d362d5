"""The one place that asks what time it is: handlers take `Now` and hand it on as `at=`."""

from datetime import UTC, datetime
from typing import Annotated
from zoneinfo import ZoneInfo

from fastapi import Depends, Request

BERLIN = ZoneInfo("Europe/Berlin")


def utc_now() -> datetime:
    """Aware UTC."""
    return datetime.now(UTC)


def now(request: Request) -> datetime:
    """Aware UTC, by the clock of the app (tests set another one)."""
    moment: datetime = request.app.state.clock()
    return moment


Now = Annotated[datetime, Depends(now)]
