"""The catalogue shows every component, and is there for development only."""

from pathlib import Path

from fastapi import FastAPI
from fastapi.routing import iter_route_contexts

from app.main import create_app
from app.settings import Mode, Settings
from tests.support.client import PortalClient

COMPONENTS = Path("templates/components")
ADDRESS = "/entwicklung/bausteine"


def test_the_catalogue_passes_the_inspection_of_every_page(client: PortalClient) -> None:
    page = client.get(ADDRESS)
    assert page.status_code == 200
    assert "Bitte füllen Sie dieses Feld aus." in page.text
    assert "Schon hochgeladen: bank.jpg" in page.text


def test_every_component_has_its_place_in_the_catalogue() -> None:
    catalogue = "".join(p.read_text() for p in Path("templates/entwicklung").glob("*.html"))
    parts = catalogue + "".join(p.read_text() for p in COMPONENTS.glob("*.html"))
    names = [p.name for p in COMPONENTS.glob("*.html")]
    missing = [name for name in names if f'"components/{name}"' not in parts]
    assert not missing


def test_a_portal_in_production_has_no_catalogue(settings: Settings) -> None:
    app: FastAPI = create_app(settings.model_copy(update={"mode": Mode.production}))
    assert ADDRESS not in {context.path for context in iter_route_contexts(app.routes)}
