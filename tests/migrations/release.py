"""`python -m tests.migrations.release 0.2`: keep this release's demo city for the tests to come.

Run it on the commit that is released, and commit the file it writes. Everything in it is invented.
The same code writes the same rows: what is random in the portal is made from the id here.
"""

import hashlib
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from alembic.script import ScriptDirectory
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.antraege.models import Angebot, Antrag, Kostenposition
from app.auth.models import Mitarbeiter
from app.auth.sessions import start
from app.db import row_id, session_for
from app.demo.seed import seed
from app.files.models import Datei, Dateiart
from app.mail.models import Mail, Zustellung
from app.settings import Settings
from tests.migrations.dump import Dump, Row, rows_of, write
from tests.support import schema
from tests.support.database import alembic_config, engine_of, migrate
from tests.support.settings import forget_environment, settings_for

AT = datetime(2026, 11, 24, 10, tzinfo=UTC)
_RANDOM = {"datei": "schluessel", "mail": "message_id", "staff_session": "token_hash"}


def make(release: str) -> Path:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'portal.sqlite3'}"
        with engine_of(url) as engine:
            migrate(engine)
            settings = settings_for(url, Path(folder), demo=True)
            seed(engine, settings, at=AT)
            _live_in(engine, settings)
            return write(_dump(release, engine))


def _dump(release: str, engine: Engine) -> Dump:
    scripts = ScriptDirectory.from_config(alembic_config(engine))
    return Dump(
        release=release,
        revision=scripts.get_current_head() or "",
        sqlite=schema.read(engine) | schema.triggers(engine),
        tables={name: _without_chance(name, rows) for name, rows in rows_of(engine).items()},
    )


def _live_in(engine: Engine, settings: Settings) -> None:
    """What a portal in use has and a freshly filled city has not."""
    with session_for(engine, write=True) as session:
        start(session, session.get_one(Mitarbeiter, 1), settings=settings, at=AT)
        mail = session.exec(select(Mail).order_by(col(Mail.id).desc())).all()[0]
        mail.zustand, mail.zugestellt_am = Zustellung.wartet, None
        mail.letzter_fehler = "451 greylisted"
        antrag, line = session.exec(select(Antrag, Kostenposition).join(Kostenposition)).all()[0]
        _add_offer(session, antrag, line)
        session.commit()


def _add_offer(session: Session, antrag: Antrag, line: Kostenposition) -> None:
    datei = Datei(
        schluessel="0" * 48,
        thread=antrag.vorgangsnummer,
        zweck="angebot",
        art=Dateiart.pdf,
        name="Angebot.pdf",
        groesse=1_000,
        angelegt_am=AT,
    )
    session.add(datei)
    session.flush()
    session.add(Angebot(datei_id=row_id(datei.id), kostenposition_id=row_id(line.id)))


def _without_chance(table: str, rows: list[Row]) -> list[Row]:
    if column := _RANDOM.get(table):
        for row in rows:
            made = hashlib.sha256(f"{table} {row['id']}".encode()).hexdigest()
            row[column] = made[: len(row[column])]
    return rows


def main(release: str) -> None:
    forget_environment()
    path = make(release)
    print(f"{path}: {path.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main(sys.argv[1])
