"""What a resident does on her phone, by the words she sees."""

import re
from datetime import UTC, datetime, timedelta
from io import BytesIO

from PIL import Image, ImageDraw
from playwright.sync_api import FilePayload, Page, expect

IDEE = "Eine Bank am Erwin-Schoettle-Platz"
FRUEHSTUECK = "Nachbarschaftsfrühstück im Hof"


def photo(size: tuple[int, int] = (1600, 1200)) -> FilePayload:
    """What a phone's camera gives: a large JPEG."""
    picture = Image.new("RGB", size, "#7fa6c9")
    draw = ImageDraw.Draw(picture)
    draw.rectangle((0, 800, 1600, 1200), fill="#6b8f4e")
    draw.rectangle((500, 640, 1100, 700), fill="#8a5a33")
    draw.rectangle((540, 700, 570, 820), fill="#5b3a20")
    draw.rectangle((1030, 700, 1060, 820), fill="#5b3a20")
    out = BytesIO()
    picture.save(out, "JPEG", quality=88)
    return {"name": "IMG_2041.jpg", "mimeType": "image/jpeg", "buffer": out.getvalue()}


def heading(page: Page, words: str) -> None:
    expect(page.get_by_role("heading", level=1)).to_contain_text(words)


def press(page: Page, words: str) -> None:
    page.get_by_role("button", name=words, exact=True).click()


def open_quartier(page: Page, name: str) -> None:
    page.goto("/")
    page.get_by_label("Wo wohnen Sie?").fill(name)
    press(page, "Suchen")
    page.get_by_role("main").get_by_role("link", name=name, exact=True).first.click()
    heading(page, name)


def hand_in_idee(page: Page, email: str) -> str:
    """From a Quartier's page; returns the Vorgangsnummer. The receipt stays open."""
    page.get_by_role("link", name="Idee mitteilen").first.click()
    heading(page, "Idee mitteilen")
    page.get_by_label("Was ist Ihre Idee?").fill(IDEE)
    page.get_by_label("Erzählen Sie mehr").fill(
        "Wer vom Einkaufen kommt, braucht dort einen Platz zum Ausruhen."
    )
    page.get_by_text("Foto, Ort, Thema, Name (freiwillig)").click()
    page.get_by_label("Foto", exact=False).first.set_input_files(photo())
    page.get_by_label("Wo genau?").fill("neben dem Brunnen")
    page.get_by_text("Antwort per E-Mail (freiwillig)").click()
    page.get_by_label("Ihre E-Mail-Adresse").fill(email)
    press(page, "Weiter")

    heading(page, "Stimmt alles?")
    expect(page.get_by_role("img", name="Ihr Foto")).to_be_visible()
    press(page, "Idee absenden")
    expect(page.get_by_text("Danke. Das ist angekommen.")).to_be_visible()
    return shown_number(page)


def shown_number(page: Page) -> str:
    found = re.search(r"[IA]-\d{4}-\d{5}", page.get_by_role("heading", level=1).inner_text())
    assert found is not None
    return found[0]


def ask_for_money(page: Page, email: str) -> str:
    """From the pot's page; returns the Vorgangsnummer of the Antrag that was sent."""
    page.get_by_role("link", name="Antrag stellen").click()
    page.get_by_label("E-Mail-Adresse").fill(email)
    press(page, "Antrag beginnen")
    _who(page, email)
    _what(page)
    _when(page)
    heading(page, "Mit wem?")
    page.get_by_label("Wer macht noch mit?").fill("Der Bäcker nebenan")
    press(page, "Speichern und weiter")
    _costs(page)
    _money(page)
    _promises(page)
    heading(page, "Möchten Sie etwas beilegen?")
    page.get_by_role("button", name="Weiter zum Prüfen").click()
    heading(page, "Alles prüfen und abschicken")
    expect(page.get_by_text("Alles da")).to_be_visible()
    expect(page.get_by_text("480,50").first).to_be_visible()
    press(page, "Antrag abschicken")
    page.wait_for_url("**?eingereicht=1")
    return shown_number(page)


def _who(page: Page, email: str) -> None:
    heading(page, "Wer stellt den Antrag?")
    page.get_by_label("Eine Gruppe ohne Rechtsform").check()
    page.get_by_label("Name der Gruppe oder Organisation").fill("Hofgemeinschaft Böheimstraße")
    page.get_by_label("Mit wem sprechen wir?").fill("Ayla Demir")
    page.get_by_label("Jahre alt").check()
    page.get_by_label("Telefon").fill("0711 5550199")
    page.get_by_label("E-Mail-Adresse").fill(email)
    press(page, "Speichern und weiter")


def _what(page: Page) -> None:
    heading(page, "Was haben Sie vor?")
    page.get_by_label("Wie heißt Ihre Aktion?").fill(FRUEHSTUECK)
    page.get_by_label("Was haben Sie vor, in ein bis zwei Sätzen?").fill(
        "Ein Frühstück für alle, die im Haus und nebenan wohnen."
    )
    page.get_by_label("Was genau passiert?").fill(
        "Wir stellen eine lange Tafel auf. Alle bringen etwas mit."
    )
    # The pot asks what for: nothing that has to be ticked is folded away or called voluntary.
    goals = page.get_by_role("group", name="Wobei hilft Ihre Aktion?", exact=True)
    goals.get_by_label("Zusammenhalt im Quartier fördern").check()
    press(page, "Speichern und weiter")


def first_day() -> datetime:
    """Of her Aktion: its year is that of the money."""
    return datetime.now(UTC) + timedelta(days=120)


def _when(page: Page) -> None:
    heading(page, "Wann und wo?")
    page.get_by_label("Wann geht es los?").fill(f"{first_day():%Y-%m-%d}")
    page.get_by_label("Wo genau?").fill("Innenhof Böheimstraße 12")
    for question in ("Dürfen alle aus dem Quartier kommen?", "Ist das Mitmachen kostenlos?"):
        page.get_by_role("group", name=question).get_by_label("Ja").check()
    press(page, "Speichern und weiter")


def _costs(page: Page) -> None:
    heading(page, "Was kostet es?")
    for what, kind, much in (
        ("Tische und Bänke ausleihen", "Miete und Leihe", "380,50"),
        ("Brot, Käse, Obst", "Essen und Trinken", "150"),
    ):
        page.get_by_label("Wofür brauchen Sie Geld?").fill(what)
        page.get_by_label("Was für Kosten sind das?").select_option(label=kind)
        page.get_by_label("Was kostet eines davon?").fill(much)
        press(page, "Zeile hinzufügen")
        expect(page.get_by_role("listitem").filter(has_text=what)).to_be_visible()
    expect(page.get_by_text("530,50").first).to_be_visible()
    # Food is more than its usual share: the pot asks for a sentence.
    page.get_by_label("Ihr Grund").fill("Gemeinsam zu essen ist der Zweck.")
    press(page, "Speichern und weiter")


def _money(page: Page) -> None:
    heading(page, "Wer bezahlt was?")
    page.get_by_label("Woher kommt es?").select_option(label="Eigenes Geld")
    page.get_by_label("Von wem oder was?").fill("Hofkasse")
    page.get_by_label("Wie viel?").fill("50")
    press(page, "Zeile hinzufügen")
    expect(page.get_by_role("listitem").filter(has_text="Hofkasse")).to_be_visible()
    page.get_by_label("Wie viel Geld brauchen Sie aus dem Topf?").fill("480,50")
    for question in ("andere Stellen um Geld gefragt", "Brauchen Sie das Geld, bevor"):
        page.get_by_role("group", name=question).get_by_label("Nein").check()
    press(page, "Neu rechnen")
    expect(page.get_by_text("Es geht genau auf.")).to_be_visible()
    press(page, "Speichern und weiter")


def _promises(page: Page) -> None:
    heading(page, "Bitte bestätigen Sie")
    for box in page.get_by_role("checkbox").all():
        box.check()
    press(page, "Speichern und weiter")


def free_cents(page: Page) -> int:
    """The number that stands large on a pot's page."""
    shown = page.locator(".topf__frei .gross").first.inner_text()
    return int(re.sub(r"\D", "", shown))
