"""Staff, their roles with scopes, and their sessions, which can be revoked."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Index, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from app.auth.permissions import PROFILE, Rolle, Scope
from app.db import UtcDateTime, bool_column, enum_column, relation

SCOPE_COLUMNS: dict[Scope, str] = {
    scope: f"{scope.value}_id" for scope in Scope if scope is not Scope.stadt
}
"""Where the place of a role stands: one nullable foreign key for each kind of scope."""

_WHOLE_CITY = text(" AND ".join(f"{column} IS NULL" for column in SCOPE_COLUMNS.values()))


def _exactly_its_own(scope: Scope, column: str) -> CheckConstraint:
    """A role has a place of its own kind of scope, and of no other."""
    roles = ", ".join(f"'{r.value}'" for r in Rolle if PROFILE[r].scope is scope)
    return CheckConstraint(
        f"(rolle IN ({roles})) = ({column} IS NOT NULL)", name=f"scope_{scope.value}"
    )


def _four_eyes() -> CheckConstraint:
    """What somebody gave who cannot give it alone waits, or another person has confirmed it."""
    roles = ", ".join(f"'{r.value}'" for r in Rolle if PROFILE[r].needs_two)
    return CheckConstraint(
        "wartet_seit IS NOT NULL OR bestaetigt_von_id IS NOT NULL OR vergeben_von_id IS NULL"
        f" OR rolle NOT IN ({roles})",
        name="vier_augen",
    )


class Mitarbeiter(SQLModel, table=True):
    """A member of staff. Invited by e-mail, then bound for good to the provider's `iss` + `sub`."""

    __tablename__ = "mitarbeiter"
    __table_args__ = (
        UniqueConstraint("oidc_iss", "oidc_sub"),
        CheckConstraint("(oidc_iss IS NULL) = (oidc_sub IS NULL)", name="oidc_pair"),
        CheckConstraint("email = lower(email)", name="email_lower"),
    )

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=120)
    email: str = Field(max_length=254, unique=True)
    oidc_iss: str | None = Field(default=None, max_length=255)
    oidc_sub: str | None = Field(default=None, max_length=255)
    aktiv: bool = Field(default=True)
    eingeladen_am: datetime = Field(sa_type=UtcDateTime)
    angemeldet_am: datetime | None = Field(default=None, sa_type=UtcDateTime)

    zustaendigkeiten: list["Zustaendigkeit"] = relation(
        "mitarbeiter",
        foreign_keys="Zustaendigkeit.mitarbeiter_id",
        order_by="Zustaendigkeit.id",
    )


class Zustaendigkeit(SQLModel, table=True):
    """A role for a Quartier, for a Stadtbezirk, or for the whole city.

    Whether it counts says `in_force` in `assignments`: not before another person has confirmed it
    (`wartet_seit`), and on the days from `gilt_ab` to `gilt_bis` of Europe/Berlin, both included;
    None is no bound. `vergeben_von_id` is None where it was given by command.
    """

    __tablename__ = "zustaendigkeit"
    __table_args__ = (
        *(UniqueConstraint("mitarbeiter_id", "rolle", column) for column in SCOPE_COLUMNS.values()),
        # NULLs count as different in a UNIQUE, so a role over the whole city needs its own.
        Index(
            "uq_zustaendigkeit_stadt",
            "mitarbeiter_id",
            "rolle",
            unique=True,
            sqlite_where=_WHOLE_CITY,
            postgresql_where=_WHOLE_CITY,
        ),
        *(_exactly_its_own(scope, column) for scope, column in SCOPE_COLUMNS.items()),
        CheckConstraint("gilt_ab <= gilt_bis", name="tage"),
        CheckConstraint("wartet_seit IS NULL OR bestaetigt_von_id IS NULL", name="wartet"),
        CheckConstraint("vergeben_von_id <> mitarbeiter_id", name="nicht_selbst"),
        CheckConstraint(
            "bestaetigt_von_id <> mitarbeiter_id AND bestaetigt_von_id <> vergeben_von_id",
            name="andere",
        ),
        _four_eyes(),
    )

    id: int | None = Field(default=None, primary_key=True)
    mitarbeiter_id: int = Field(foreign_key="mitarbeiter.id", index=True)
    rolle: Rolle = Field(sa_column=enum_column(Rolle, "rolle"))
    quartier_id: int | None = Field(default=None, foreign_key="quartier.id")
    stadtbezirk_id: int | None = Field(default=None, foreign_key="stadtbezirk.id")
    vertretung: bool = Field(default=False, sa_column=bool_column("vertretung"))
    gilt_ab: date | None = Field(default=None)
    gilt_bis: date | None = Field(default=None)
    wartet_seit: datetime | None = Field(default=None, sa_type=UtcDateTime)
    vergeben_von_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")
    bestaetigt_von_id: int | None = Field(default=None, foreign_key="mitarbeiter.id")

    mitarbeiter: "Mitarbeiter" = relation(
        "zustaendigkeiten", foreign_keys="Zustaendigkeit.mitarbeiter_id"
    )

    @property
    def place_id(self) -> int | None:
        """Of the role's kind of scope; None for the whole city."""
        column = SCOPE_COLUMNS.get(PROFILE[self.rolle].scope)
        place: int | None = getattr(self, column) if column else None
        return place


class StaffSession(SQLModel, table=True):
    """One login. The cookie carries a random token; the row knows only its hash."""

    __tablename__ = "staff_session"

    id: int | None = Field(default=None, primary_key=True)
    token_hash: str = Field(max_length=64, unique=True)
    mitarbeiter_id: int = Field(foreign_key="mitarbeiter.id", index=True)
    begonnen_am: datetime = Field(sa_type=UtcDateTime)
    zuletzt_am: datetime = Field(sa_type=UtcDateTime)
    widerrufen_am: datetime | None = Field(default=None, sa_type=UtcDateTime)
    provider_sid: str | None = Field(default=None, max_length=255, index=True)
    id_token_hint: str = Field(default="", max_length=4096)
