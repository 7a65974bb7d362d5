"""The form of the applicant, and what staff do with an Antrag."""

from sqlmodel import select

from app.antraege.models import Kostenposition
from app.antraege.status import Antragsstatus
from app.auth.permissions import Permission
from tests.support.access import EVERYONE, HOLDER, Who, World
from tests.support.factories import ein_antrag, ein_fonds

ACTING = frozenset(
    {Permission.antraege_pruefen, Permission.antraege_freigeben, Permission.antraege_als_amt}
)
NOBODY: frozenset[Permission] = frozenset()

ROUTES: dict[str, Who] = {
    "GET /fonds/{slug}/antrag": EVERYONE,
    "POST /fonds/{slug}/antrag": EVERYONE,
    "GET /vorgang/{token}/antrag": HOLDER,
    "GET /vorgang/{token}/antrag/{seite}": HOLDER,
    "POST /vorgang/{token}/antrag/{seite}": HOLDER,
    "GET /vorgang/{token}/antrag/{seite}/{below:path}": HOLDER,
    "POST /vorgang/{token}/antrag/kosten": HOLDER,
    "POST /vorgang/{token}/antrag/kosten/positionen": HOLDER,
    "POST /vorgang/{token}/antrag/kosten/positionen/{number}/entfernung": HOLDER,
    "GET /vorgang/{token}/antrag/kosten/rechnung": HOLDER,
    "POST /vorgang/{token}/antrag/finanzierung": HOLDER,
    "POST /vorgang/{token}/antrag/finanzierung/posten": HOLDER,
    "POST /vorgang/{token}/antrag/finanzierung/posten/{number}/entfernung": HOLDER,
    "GET /vorgang/{token}/antrag/finanzierung/abgleich": HOLDER,
    "POST /vorgang/{token}/antrag/finanzierung/abgleich": HOLDER,
    "POST /vorgang/{token}/antrag/anlagen": HOLDER,
    "POST /vorgang/{token}/antrag/anlagen/{schluessel}/entfernung": HOLDER,
    "POST /vorgang/{token}/antrag/anlagen/{schluessel}/zuordnung": HOLDER,
    "POST /vorgang/{token}/antrag/einreichung": HOLDER,
    "POST /vorgang/{token}/antrag/neubeginn": HOLDER,
    "GET /intern/antraege": Permission.antraege_sehen,
    # Before the Bewilligung; what is approved the Kasse sees too.
    "GET /intern/antraege/{vorgangsnummer}": Permission.verfahren_sehen,
    "GET /intern/antraege/{vorgangsnummer}/dateien/{schluessel}/{groesse}": (
        Permission.verfahren_sehen
    ),
    "POST /intern/antraege/{vorgangsnummer}/pruefung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckantwort": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckfrage": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckfrage-zuruecknahme": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/erinnerung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/verlaengerung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/pruefung-ruecknahme": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/wiederaufnahme": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/votum": Permission.votum_erfassen,
    "POST /intern/antraege/{vorgangsnummer}/votum-berichtigung": Permission.votum_erfassen,
    "POST /intern/antraege/{vorgangsnummer}/beanstandung": Permission.antraege_freigeben,
    "POST /intern/antraege/{vorgangsnummer}/zuweisung": Permission.zustaendige_bestimmen,
    "POST /intern/antraege/{vorgangsnummer}/freigabe": Permission.antraege_freigeben,
    # Until it is checked; afterwards it is for who decides.
    "POST /intern/antraege/{vorgangsnummer}/ablehnung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckgabe": Permission.antraege_freigeben,
    # Before the vote; then it is for who decides.
    "POST /intern/antraege/{vorgangsnummer}/zurueckstellung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/befangenheit": ACTING,
    # Nobody has declared any yet.
    "POST /intern/antraege/{vorgangsnummer}/befangenheit-ruecknahme": NOBODY,
}


def holes(world: World, path: str) -> dict[str, object]:
    """Applicants write on a draft, staff work on what was sent."""
    fonds = ein_fonds(world.session, quartier=world.quartier)
    status = Antragsstatus.eingereicht if path.startswith("/intern") else Antragsstatus.entwurf
    antrag = ein_antrag(world.session, status, fonds=fonds)
    lines = select(Kostenposition.id).where(Kostenposition.antrag_id == antrag.id)
    return {
        "slug": fonds.slug,
        "vorgangsnummer": antrag.vorgangsnummer,
        "token": world.token(antrag.vorgangsnummer),
        "seite": "wer",
        "below": "unterhalb",
        "number": world.session.exec(lines).one(),
    }
