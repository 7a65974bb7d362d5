"""Engine, column kinds, naming convention, and the session of one request.

Reading requests run in read-only transactions, so a GET cannot change anything even by mistake.
Writing requests take SQLite's write lock at BEGIN: whoever reads a balance and then books on it
cannot be overtaken. On PostgreSQL rows are locked with `hold`, or with `with_for_update` where
nothing is joined.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Request
from sqlalchemy import (
    URL,
    Boolean,
    Column,
    Connection,
    DateTime,
    Dialect,
    Engine,
    Enum,
    NullPool,
    create_engine,
    event,
    inspect,
    make_url,
)
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, Relationship, Session, SQLModel
from sqlmodel.sql.expression import SelectOfScalar

from app.settings import Settings

PATIENCE = 5  # seconds until a database that does not answer is taken for away
Row = TypeVar("Row", bound=SQLModel)

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; naive times are refused (ValueError)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("naive time: give an aware one")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def enum_type(members: type[StrEnum], name: str) -> Enum:
    """A text column with a named CHECK over the values (SQLModel would store member names)."""
    return Enum(
        members,
        native_enum=False,
        create_constraint=True,
        name=name,
        length=40,
        values_callable=lambda cls: [m.value for m in cls],
    )


def enum_column(
    members: type[StrEnum], name: str, *, nullable: bool = False, **kw: Any
) -> "Column[Any]":
    return Column(name, enum_type(members, name), nullable=nullable, **kw)


SPRACHE = "length(sprache) BETWEEN 2 AND 3 AND sprache = lower(trim(sprache))"
"""What a column `sprache` holds: the code of a language as it stands in addresses (ISO 639)."""


def sprache_field() -> Any:
    return Field(default="de", max_length=3, sa_column_kwargs={"server_default": "de"})


def bool_column(name: str) -> "Column[Any]":
    return Column(name, Boolean(), nullable=False, default=False)


def row_id(value: int | None) -> int:
    """The id of a row that is in the database. Raises ValueError where there is none yet."""
    if value is None:
        raise ValueError("the row is not saved yet")
    return value


def hold(session: Session, query: SelectOfScalar[Row], of: type[Row]) -> Sequence[Row]:
    """The rows of the query (without LIMIT), locked until the transaction ends; two queries.

    PostgreSQL re-reads a row whose lock it has waited for, and nothing else: what a JOIN brings
    along would be as it was before the wait. So everything is read once the rows are held.

    Rows that refer to them can be added meanwhile: a message of staff, who hold the item and not
    its Vorgang, would otherwise wait for the sender, who holds the Vorgang and wants the item. So
    who holds rows by this neither deletes them nor changes their keys.
    """
    row: Any = of
    locked = query.with_only_columns(row.id).with_for_update(of=row, key_share=True)
    ids = session.scalars(locked).all()
    same = query.where(row.id.in_(ids)).execution_options(populate_existing=True)
    return session.exec(same).unique().all()


def relation(back_populates: str | None = None, **kw: Any) -> Any:
    """A relation that must be loaded by name in the query; touching it unloaded raises."""
    options = {"lazy": "raise", **kw}
    if back_populates:
        return Relationship(back_populates=back_populates, sa_relationship_kwargs=options)
    return Relationship(sa_relationship_kwargs=options)


def make_engine(settings: Settings) -> Engine:
    """Errors tell no parameters: these hold what people typed, and errors reach the log."""
    url = make_url(settings.database_url)
    if url.get_backend_name() == "sqlite":
        return _sqlite_engine(url, settings.pool_size)
    return create_engine(
        url.set(drivername="postgresql+psycopg"),
        pool_size=settings.pool_size,
        max_overflow=2,
        pool_timeout=PATIENCE,
        pool_pre_ping=True,
        connect_args={"connect_timeout": PATIENCE, "tcp_user_timeout": 1000 * PATIENCE},
        hide_parameters=True,
    )


def _sqlite_engine(url: URL, pool_size: int) -> Engine:
    if url.database:
        Path(url.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(
        url,
        pool_size=pool_size,
        max_overflow=2,
        pool_timeout=PATIENCE,
        connect_args={"check_same_thread": False},
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: DBAPIConnection, _record: ConnectionPoolEntry) -> None:
        connection.isolation_level = None  # we send BEGIN ourselves
        for pragma in (
            "busy_timeout = 15000",
            "journal_mode = WAL",
            "foreign_keys = ON",
            "synchronous = FULL",
            "secure_delete = ON",  # what is deleted is overwritten, not only given free
        ):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        if connection.get_execution_options().get("postgresql_readonly"):
            connection.exec_driver_sql("PRAGMA query_only = ON")
            connection.exec_driver_sql("BEGIN")
        else:
            connection.exec_driver_sql("PRAGMA query_only = OFF")
            connection.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


@lru_cache(maxsize=1)
def alone(engine: Engine) -> Engine:
    """The same database outside of the pool: who asks there waits for nobody."""
    patience = {} if engine.dialect.name == "sqlite" else {"connect_timeout": PATIENCE}
    return create_engine(
        engine.url, poolclass=NullPool, hide_parameters=True, connect_args=patience
    )


def read_only(engine: Engine) -> Engine:
    """The same pool, with transactions that cannot write."""
    return engine.execution_options(postgresql_readonly=True)


def session_for(engine: Engine, *, write: bool) -> Session:
    return Session(engine if write else read_only(engine), expire_on_commit=False)


def get_session(request: Request) -> Iterator[Session]:
    """One session a request; it commits at the edge, before the answer leaves."""
    write = request.method not in ("GET", "HEAD", "OPTIONS")
    with session_for(request.app.state.engine, write=write) as session:
        yield session
        session.commit()


# scope="function": the commit happens before the response, so a failing commit is a 500 page
# and never a success that did not last.
DbSession = Annotated[Session, Depends(get_session, scope="function")]


def wipe(engine: Engine) -> bool:
    """After deleting: what the rows held must leave the files too. SQLite's log is written back
    and emptied; PostgreSQL clears the dead rows of all tables, so that none has to be named and
    what an earlier night left behind goes too.

    False where somebody who reads kept SQLite's log from being emptied.
    """
    if engine.dialect.name == "sqlite":
        return _empty_log(engine)
    outside = engine.execution_options(isolation_level="AUTOCOMMIT")
    with outside.connect() as connection:
        for table in inspect(engine).get_table_names():
            connection.exec_driver_sql(f'VACUUM "{table}"')
    return True


def _empty_log(engine: Engine) -> bool:
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (row,) = cursor.fetchall()
    finally:
        raw.close()
    # (whether somebody was in the way, pages of the log, pages written back)
    return not row[0]
