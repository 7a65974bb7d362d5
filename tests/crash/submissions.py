"""Fifty people who hand something in at once, each with what their browser would send."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import httpx
from sqlmodel import Session

from app.antraege.status import Antragsstatus
from app.quartiere.models import Quartier
from app.settings import Settings
from tests.ideen.example import an_eingabe
from tests.support.factories import ein_antrag, ein_fonds, ein_quartier
from tests.support.zugang import secret_path


@dataclass
class Submission:
    """`vorgang` is the page that a success leads to; `answered` says that a person saw it."""

    name: str
    email: str
    path: str
    data: dict[str, str]
    vorgang: str = ""
    answered: bool = False


def ideen(session: Session, settings: Settings, number: int) -> list[Submission]:
    quartier = ein_quartier(session)
    return [
        Submission(
            name=f"Bank Nummer {n}",
            email=f"idee{n}@post.example",
            path=f"/ideen/neu/{_checked(session, settings, quartier, n)}/pruefung",
            data={},
        )
        for n in range(number)
    ]


def _checked(session: Session, settings: Settings, quartier: Quartier, n: int) -> str:
    words = {"titel": f"Bank Nummer {n}", "email": f"idee{n}@post.example"}
    return an_eingabe(session, settings, quartier, **words)


def antraege(session: Session, settings: Settings, number: int) -> list[Submission]:
    """Complete drafts, each with its secret link, ready to be sent."""
    quartier = ein_quartier(session)
    at = datetime.now(UTC)
    fonds = ein_fonds(session, quartier=quartier, jahr=at.year, ansatz_cent=10_000_000)
    coming = (at + timedelta(days=90)).date()
    found = []
    for n in range(number):
        antrag = ein_antrag(
            session,
            Antragsstatus.entwurf,
            fonds=fonds,
            quartier=quartier,
            titel=f"Frühstück Nummer {n}",
            email=f"antrag{n}@post.example",
            beginn=coming,
            ende=coming,
        )
        address = secret_path(session, antrag.vorgangsnummer, settings)
        found.append(
            Submission(
                name=f"Frühstück Nummer {n}",
                email=f"antrag{n}@post.example",
                path=f"{address}/antrag/einreichung",
                data={},
                vorgang=address,
            )
        )
    session.commit()  # to read a link takes the lock of a file, too
    return found


def submit_all(
    base_url: str, submissions: list[Submission], *, after_each: Callable[[], None] = lambda: None
) -> list[int]:
    """All at once; a server that dies leaves a 0. `after_each` is called after each success."""
    codes = []
    with ThreadPoolExecutor(len(submissions)) as pool:
        asked = [pool.submit(_submit, base_url, one) for one in submissions]
        for future in as_completed(asked):
            codes.append(_noted(future))
            if codes[-1] == 303:
                after_each()
    return codes


def _submit(base_url: str, one: Submission) -> int:
    try:
        answer = httpx.post(base_url + one.path, data=one.data, timeout=60, trust_env=False)
    except httpx.TransportError:
        return 0
    if answer.status_code == 303:
        one.answered = True
        one.vorgang = answer.headers["location"].partition("?")[0]
    return answer.status_code


def _noted(future: Future[int]) -> int:
    code = future.result()
    assert code in (0, 303), f"answered with {code}"
    return code
