"""`quartier aufraeumen`: delete now what the worker would delete next night, or only count it."""

from datetime import datetime

from sqlalchemy import Engine

from app.casework.deletion import Loeschart
from app.casework.door import Features
from app.casework.sweeping import Count, run_now
from app.commands.terminal import console
from app.features import FEATURES
from app.settings import Settings

_DONE = {Loeschart.geloescht: "deleted", Loeschart.anonymisiert: "made anonymous"}


def tidy(
    engine: Engine,
    settings: Settings,
    *,
    at: datetime,
    dry: bool,
    features: Features = FEATURES,
) -> list[Count]:
    """Prints the counts of all retentions; aware UTC."""
    counts = run_now(features, engine, settings, at=at, dry=dry)
    for count in counts:
        if count.broke:
            console.print(f"{count.retention.name}: failed, see the log")
            continue
        done = _DONE[count.retention.art]
        console.print(f"{count.retention.name}: {count.count} {'would be ' * count.dry}{done}")
    if not dry and any(count.dry for count in counts):
        console.print("What is only counted waits for a confirmation at /intern/loeschlauf.")
    return counts
