"""`make bilder`: the README's pictures, taken of the demo city on a phone, packed as WebP, and the
card that a link to the portal shows elsewhere."""

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

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "docs" / "bilder"
CARD = ROOT / "static" / "img" / "vorschau.png"
CARD_SIZE = {"width": 1200, "height": 630}
CARD_STYLE = """
  body { margin: 0; background: #fefdfa; color: #26211b }
  img { display: block; width: 1200px; height: 420px; object-fit: cover; border-radius: 0 }
  p { max-width: none; margin: 30px 64px 0; font: 600 64px/1.1 "Fira Sans" }
  p + p { margin-top: 14px; font: 400 34px/1.2 "Fira Sans" }
"""


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
        with person(browser, portal.address, viewport=CARD_SIZE, bypass_csp=True) as somebody:
            draw_card(somebody.new_page())


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


def draw_card(page: Page) -> None:
    """A Quartier's street and what the portal is for, in its own type."""
    page.goto("/quartiere/heslach")
    page.evaluate(
        """(lines) => {
          const picture = document.querySelector("main img");
          const words = lines.map((line) =>
            Object.assign(document.createElement("p"), { textContent: line }));
          document.body.replaceChildren(picture, ...words);
        }""",
        ["Ihre Ideen für Ihr Quartier", "Quartiersportal"],
    )
    page.add_style_tag(content=CARD_STYLE)
    page.wait_for_load_state("networkidle")
    picture = Image.open(BytesIO(page.screenshot())).convert("RGB")
    picture.quantize(64).save(CARD, optimize=True)


if __name__ == "__main__":
    main()
