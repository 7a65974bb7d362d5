"""`make bilder`: the README's pictures, taken of the demo city on a phone, packed as WebP."""

from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Page
from sqlmodel import select

from app.antraege.models import Antrag
from app.antraege.status import Antragsstatus
from tests.journeys.browser import launched, person
from tests.journeys.portal import Portal, demo_portal
from tests.journeys.staff import log_in

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "bilder"


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        TemporaryDirectory() as folder,
        demo_portal("bilder", Path(folder)) as portal,
        launched() as browser,
        person(browser, portal.address, device_scale_factor=2) as somebody,
    ):
        page = somebody.new_page()
        page.goto("/quartiere/heslach")
        keep(page, "quartier")
        staff = log_in(somebody, "bezirk-sued")
        staff.goto(f"/intern/antraege/{waiting(portal)}")
        keep(staff, "freigabe")


def waiting(portal: Portal) -> str:
    """An Antrag that the Gremium has voted on and somebody has to release."""
    with portal.reading() as session:
        query = select(Antrag.vorgangsnummer).where(Antrag.status == Antragsstatus.votiert)
        return session.exec(query.order_by(Antrag.vorgangsnummer)).all()[0]


def keep(page: Page, name: str) -> None:
    """What stands on the first two screens of a phone."""
    page.set_viewport_size({"width": 390, "height": 1400})
    picture = Image.open(BytesIO(page.screenshot()))
    picture.resize((585, 2100)).save(FOLDER / f"{name}.webp", quality=72, method=6)


if __name__ == "__main__":
    main()
