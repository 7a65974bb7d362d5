"""Run by test_new_scope in a copy of the portal with a role for a Forstrevier; says what works."""

import json
import re
import sys

from sqlalchemy.exc import IntegrityError
from sqlmodel import Field, Session, SQLModel, select

from app.auth import sessions
from app.auth.actor import Assignment
from app.auth.models import Mitarbeiter, Zustaendigkeit
from app.auth.permissions import Permission, Rolle, Scope
from app.clock import utc_now
from app.commands.staff import invite
from app.db import make_engine, session_for
from app.errors import StepNotPossible
from app.models import metadata
from app.personal import places, roles
from app.settings import Settings


class Revier(SQLModel, table=True):
    __tablename__ = "revier"

    id: int | None = Field(default=None, primary_key=True)
    slug: str = Field(max_length=60, unique=True)
    name: str = Field(max_length=80)


NORD, SUED = "nord", "sued"
EMAIL = "forst@stadt.example"

settings = Settings()
engine = make_engine(settings)
metadata.create_all(engine)


def refusal(session: Session, row: Zustaendigkeit) -> str:
    session.add(row)
    try:
        session.flush()
    except IntegrityError as error:
        session.rollback()
        return re.findall(r"ck_\w+", str(error))[0]
    return ""


with session_for(engine, write=True) as session:
    session.add_all([Revier(slug=slug, name=slug.title()) for slug in (NORD, SUED)])
    session.commit()

# As the operator types it: `quartier staff invite --rolle foersterei --ort nord`.
invite(engine, settings, email=EMAIL, name="Gitta Grün", rolle=Rolle.foersterei, ort=NORD)

with session_for(engine, write=True) as session:
    person = session.exec(select(Mitarbeiter)).one()
    known = places.slugs(session, Scope.revier)
    token = sessions.start(session, person, settings=settings, at=utc_now())
    session.commit()
    reach = sessions.actor_of(engine, token, settings=settings, at=utc_now()).reach(
        Permission.ideen_sehen
    )
    names = places.load(session)
    result = {
        "choices": [title for _value, title in names.choices() if title.startswith("Försterei")],
        "held": [names.title(Assignment(Rolle.foersterei, id_)) for id_ in reach.ids(Scope.revier)],
        "covers": {slug: reach.covers((Scope.revier, known[slug])) for slug in known},
        "rows": list(
            session.exec(select(Revier.slug).where(reach.within({Scope.revier: Revier.id})))
        ),
        "without_place": refusal(
            session, Zustaendigkeit(mitarbeiter_id=person.id, rolle=Rolle.foersterei)
        ),
        "with_place_of_another_role": refusal(
            session,
            Zustaendigkeit(mitarbeiter_id=person.id, rolle=Rolle.kasse, revier_id=known[NORD]),
        ),
    }
    session.rollback()
    again = Assignment(Rolle.foersterei, known[NORD])
    try:
        person = session.get_one(Mitarbeiter, person.id)
        roles.give(session, settings, person, [again], by=None, at=utc_now())
    except StepNotPossible as error:
        result["twice"] = str(error.reason)
    sys.stdout.write(json.dumps(result))
