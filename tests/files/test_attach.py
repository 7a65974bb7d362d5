"""From the staging area to a row, and what the check finds afterwards."""

import os
import threading
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import Engine, func
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select, update

from app.db import session_for
from app.files.intake import LIFETIME, Staged, UploadRefused, attach, open_reference, stage
from app.files.janitor import orphans, purge_staging
from app.files.models import Datei, Dateiart
from app.files.store import PERMANENT, STAGING, Size, open_store, path, staged_path
from app.settings import Settings
from tests.files import samples
from tests.support.clock import FixedNow

pytestmark = pytest.mark.both

NUMMER = "I-2026-00042"


@pytest.fixture
def photo(settings: Settings) -> Staged:
    return stage(samples.encoded("JPEG"), "Fest.jpg", settings)


@pytest.fixture
def document(settings: Settings) -> Staged:
    return stage(samples.pdf(), "Angebot.pdf", settings)


def real_time() -> datetime:
    """The store dates its objects by the machine's clock."""
    return datetime.now(UTC)


def files(settings: Settings, prefix: str) -> list[str]:
    return sorted(name for name, _ in open_store(settings).listed(prefix))


def test_a_reference_brings_everything_back(settings: Settings, photo: Staged) -> None:
    assert open_reference(photo.reference, settings) == photo
    assert len(bytes.fromhex(photo.key)) * 8 >= 128


@pytest.mark.parametrize(
    "change", [lambda r: r[:-1], lambda r: "A" + r[1:], lambda r: "", str.upper]
)
def test_a_changed_reference_is_refused(settings: Settings, photo: Staged, change: object) -> None:
    with pytest.raises(UploadRefused, match="noch einmal"):
        open_reference(change(photo.reference), settings)  # type: ignore[operator]


def test_a_reference_of_another_portal_is_refused(settings: Settings, photo: Staged) -> None:
    other = settings.model_copy(update={"secret_key": type(settings.secret_key)("x" * 40)})
    with pytest.raises(UploadRefused, match="noch einmal"):
        open_reference(photo.reference, other)


def test_a_reference_ends_after_a_day(
    settings: Settings, photo: Staged, monkeypatch: pytest.MonkeyPatch
) -> None:
    later = real_time() + LIFETIME
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later.timestamp() - 5)
    open_reference(photo.reference, settings)
    monkeypatch.setattr("itsdangerous.timed.time.time", lambda: later.timestamp() + 5)
    with pytest.raises(UploadRefused, match="noch einmal"):
        open_reference(photo.reference, settings)


def test_a_photo_is_kept(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    datei = attach(
        session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now, alt="Ein Fest"
    )
    session.commit()
    session.refresh(datei)
    assert (datei.thread, datei.zweck, datei.alt) == (NUMMER, "idee", "Ein Fest")
    assert (datei.name, datei.art, datei.oeffentlich) == ("Fest.jpg", Dateiart.bild, False)
    assert (datei.breite, datei.hoehe, datei.angelegt_am) == (800, 600, now)
    store = open_store(settings)
    for size in (Size.gross, Size.klein):
        assert store.get(path(datei.schluessel, size)) == store.get(staged_path(photo.key, size))
    assert photo.key not in datei.schluessel


def test_a_pdf_is_kept_as_it_came(
    session: Session, settings: Settings, document: Staged, now: FixedNow
) -> None:
    datei = attach(session, settings, document.reference, thread="A-1", zweck="antrag", at=now)
    session.commit()
    assert (datei.art, datei.breite, datei.groesse) == (Dateiart.pdf, None, len(samples.pdf()))
    assert open_store(settings).get(path(datei.schluessel, Size.original)) == samples.pdf()


def test_only_photos_where_only_photos_make_sense(settings: Settings) -> None:
    with pytest.raises(UploadRefused, match="nur Fotos"):
        stage(samples.pdf(), "x.pdf", settings, pdf=False)


def test_attaching_twice_gives_the_same_file(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    def once(thread: str, zweck: str) -> int | None:
        datei = attach(session, settings, photo.reference, thread=thread, zweck=zweck, at=now)
        session.commit()
        return datei.id

    assert once(NUMMER, "idee") == once(NUMMER, "idee")
    assert len({once(NUMMER, "idee"), once(NUMMER, "antwort"), once("I-2026-00043", "idee")}) == 3


def test_attaching_at_the_same_moment_gives_the_same_file(
    engine: Engine, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    start, ids, errors = threading.Barrier(8), [], []

    def work() -> None:
        start.wait(20)
        try:
            with session_for(engine, write=True) as own:
                datei = attach(own, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
                own.commit()
                ids.append(datei.id)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=work) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    assert len(ids) == 8
    assert len(set(ids)) == 1


def test_what_has_been_swept_away_is_asked_for_again(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    open_store(settings).delete(files(settings, STAGING))
    with pytest.raises(UploadRefused, match="noch einmal"):
        attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    assert session.exec(select(func.count()).select_from(Datei)).one() == 0


def test_the_check_finds_nothing_where_all_is_well(
    session: Session, settings: Settings, photo: Staged, document: Staged, now: FixedNow
) -> None:
    attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    attach(session, settings, document.reference, thread=NUMMER, zweck="idee", at=now)
    session.commit()
    assert orphans(session, open_store(settings), at=real_time() + timedelta(days=30)) == []


def test_the_check_finds_objects_of_a_transaction_that_never_ended(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    session.rollback()
    store = open_store(settings)
    left = files(settings, PERMANENT)
    assert len(left) == 2
    assert orphans(session, store, at=real_time() + timedelta(hours=23)) == []
    found = orphans(session, store, at=real_time() + timedelta(hours=25))
    assert found == [f"file {name} belongs to nothing" for name in left]


def test_the_check_finds_rows_whose_object_is_gone(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    datei = attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    session.commit()
    gone = path(datei.schluessel, Size.klein)
    open_store(settings).delete([gone])
    found = orphans(session, open_store(settings), at=real_time())
    assert found == [f"file of {NUMMER}: {gone} is missing"]


def test_a_late_attachment_is_not_taken_for_an_old_object(
    session: Session, settings: Settings, photo: Staged, now: FixedNow
) -> None:
    """The copy is dated anew, though the photo has lain in the staging area for most of a day."""
    early = (real_time() - timedelta(hours=23)).timestamp()
    for staged in settings.data_dir.rglob(f"{photo.key}*"):
        os.utime(staged, (early, early))
    attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    session.rollback()
    assert orphans(session, open_store(settings), at=real_time() + timedelta(hours=5)) == []


def test_the_staging_area_is_swept_after_the_references_have_ended(
    settings: Settings, photo: Staged
) -> None:
    store = open_store(settings)
    assert purge_staging(store, at=real_time() + LIFETIME) == 0
    assert purge_staging(store, at=real_time() + LIFETIME + timedelta(hours=2)) == 2
    assert files(settings, STAGING) == []
    assert purge_staging(store, at=real_time()) == 0


@pytest.mark.parametrize(
    "values",
    [
        {"breite": None},
        {"groesse": 0},
        {"art": Dateiart.pdf},
        {"art": Dateiart.pdf, "breite": None, "hoehe": None, "oeffentlich": True},
        {"schluessel": None},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(
    session: Session,
    settings: Settings,
    photo: Staged,
    now: FixedNow,
    values: dict[str, object],
) -> None:
    attach(session, settings, photo.reference, thread=NUMMER, zweck="idee", at=now)
    with pytest.raises(IntegrityError):
        session.execute(update(Datei).values(**values))
