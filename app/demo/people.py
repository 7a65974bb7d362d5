"""Who checks an Antrag and who decides on it: always two people."""

from app.auth.actor import Actor
from app.demo.city import City
from app.demo.content import Row


def checker(city: City, row: Row) -> Actor:
    if _within_limit(city, row):
        return city.staff.deputy_coordinator(row["quartier"])
    return city.staff.coordinator(row["quartier"])


def decider(city: City, row: Row) -> Actor:
    """The Bezirksvorsteher*in; up to the limit of the Fonds the Quartierskoordination."""
    if _within_limit(city, row):
        return city.staff.coordinator(row["quartier"])
    return city.staff.district_head(city.stadtbezirk_of[row["quartier"]])


def _within_limit(city: City, row: Row) -> bool:
    limit = city.fonds[row["fonds"]].grenze_koordination_cent
    return limit is not None and row["beantragt_cent"] <= limit
