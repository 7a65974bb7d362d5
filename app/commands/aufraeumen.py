"""`quartier aufraeumen`: delete now what the worker would delete next night, or only count it."""

from datetime import datetime

from rich.table import Table
from sqlalchemy import Engine

from app.casework.door import Features
from app.casework.sweeping import Count, run_now
from app.commands.terminal import console
from app.features import FEATURES
from app.settings import Settings


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
    table = Table(title="Retention", title_justify="left")
    for heading in ("Name", "Period", "Count", ""):
        table.add_column(heading)
    for count in counts:
        retention = count.retention
        told = f"would be {retention.art.value}" if count.dry else retention.art.value
        table.add_row(retention.name, retention.sentence, str(count.count), told)
    console.print(table)
    if not dry and any(count.dry for count in counts):
        console.print("What is only counted waits for a confirmation at /intern/loeschlauf.")
    return counts
