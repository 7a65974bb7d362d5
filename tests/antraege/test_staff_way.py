"""From the formal check to released money, as staff do it on their pages."""

from app.antraege.status import Antragsstatus
from app.history.chain import broken, trail
from app.mail.models import Mail
from tests.antraege.staff import Desk, freigabe, votum
from tests.support.client import PortalClient
from tests.support.newest import newest

S = Antragsstatus


def test_from_the_check_over_the_votum_to_released_money(desk: Desk, client: PortalClient) -> None:
    antrag = desk.antrag(email="ayla@post.example")
    before = desk.stand()

    assert desk.post(antrag, "pruefung", desk.checker, vermerk="Alles da.").status_code == 303
    assert desk.stand().verfuegbar == before.verfuegbar - 48_050
    assert desk.post(antrag, "votum", desk.checker, **votum()).status_code == 303
    assert desk.stand().verfuegbar == before.verfuegbar - 40_000

    page = desk.get(antrag, desk.leader).text
    for told in ("6 ja", "0 nein", "1 befangen", "Alles da.", "480,50", "400,00", "19.600,00"):
        assert told in page, told
    assert 'value="400,00"' in page

    assert desk.post(antrag, "freigabe", desk.leader, **freigabe()).status_code == 303
    decided = desk.fresh(antrag)
    assert decided.status is S.bewilligt
    assert decided.bewilligt_cent == 40_000
    assert decided.auflagen == freigabe()["auflagen"]
    assert decided.entscheidung_grund == freigabe()["grund"]
    assert desk.stand().verfuegbar == before.verfuegbar - 40_000
    assert "19.600,00" in client.get(f"/fonds/{antrag.fonds.slug}").text

    steps = [s.step for s in trail(desk.session, antrag.vorgangsnummer)]
    assert steps == ["einreichen", "pruefen", "votum", "freigeben"]
    assert list(broken(desk.session)) == []
    assert desk.cast.problems() == []
    assert "bewilligt" in newest(desk.session, Mail).betreff
    after = desk.get(antrag, desk.leader).text
    assert freigabe()["auflagen"] in after
    assert "<form" not in after.split("<main")[1].split("</main")[0]
