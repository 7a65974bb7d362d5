"""What a page costs beside its words."""

import os
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.settings import Mode, Settings
from tests.support.app import new_app
from tests.support.client import PortalClient


@pytest.mark.parametrize("mode", list(Mode))
def test_in_production_no_page_asks_for_the_date_of_a_file(
    mode: Mode,
    settings: Settings,
    engine: Engine,
    session: Session,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []
    stat = os.stat

    def noting(path: Any, *args: Any, **options: Any) -> os.stat_result:
        asked.append(str(path))
        return stat(path, *args, **options)

    app = new_app(settings.model_copy(update={"mode": mode}), engine)
    with PortalClient(app, session=session) as client:
        first = client.get("/hilfe")
        monkeypatch.setattr(os, "stat", noting)
        again = client.get("/hilfe")
    assert first.text == again.text
    ours = [path for path in asked if "/templates/" in path or "/dist/" in path]
    assert bool(ours) is (mode is Mode.development)
