"""Every route of the portal, with the permission it takes. Whoever adds a route lists it here.

EVERYONE: residents without account, and staff alike. HOLDER: whoever has the secret link; it is
the token in the address that opens the door, so no role matters.
"""

from app.auth.permissions import PROFILE, Permission, Rolle

EVERYONE = "everyone"
HOLDER = "holder of the link"

PRUEFEN_OR_FREIGEBEN = frozenset({Permission.antraege_pruefen, Permission.antraege_freigeben})

ROUTES: dict[str, Permission | frozenset[Permission] | str] = {
    # The process and its figures
    "GET /healthz": EVERYONE,
    "GET /readyz": EVERYONE,
    "GET /metrics": EVERYONE,  # answers only to the operator's token
    "GET /entwicklung/bausteine": EVERYONE,  # not there in production
    # What residents read
    "GET /": EVERYONE,
    "GET /quartiere": EVERYONE,
    "GET /quartiere/{slug}": EVERYONE,
    "GET /projekte": EVERYONE,
    "GET /projekte/{slug}": EVERYONE,
    "GET /ideen": EVERYONE,
    "GET /ideen/{vorgangsnummer}": EVERYONE,
    "GET /fonds": EVERYONE,
    "GET /fonds/{slug}": EVERYONE,
    "GET /dateien/{schluessel}/{groesse}": EVERYONE,
    "GET /hilfe": EVERYONE,
    "GET /leichte-sprache": EVERYONE,
    "GET /netiquette": EVERYONE,
    "GET /datenschutz": EVERYONE,
    "GET /impressum": EVERYONE,
    "GET /barrierefreiheit": EVERYONE,
    "POST /barrierefreiheit": EVERYONE,
    "GET /barrierefreiheit/danke": EVERYONE,
    # What residents hand in
    "GET /ideen/neu": EVERYONE,
    "POST /ideen/neu": EVERYONE,
    "GET /ideen/neu/pruefung": EVERYONE,
    "POST /ideen/neu/pruefung": EVERYONE,
    "POST /ideen": EVERYONE,
    "GET /fonds/{slug}/antrag": EVERYONE,
    "POST /fonds/{slug}/antrag": EVERYONE,
    # The sender's own Vorgang
    "GET /vorgang": EVERYONE,
    "POST /vorgang": EVERYONE,
    "POST /vorgang/link": EVERYONE,
    "GET /vorgang/{token}": HOLDER,
    "POST /vorgang/{token}/email": HOLDER,
    "POST /vorgang/{token}/link": HOLDER,
    "POST /vorgang/{token}/erneuerung": HOLDER,
    "GET /vorgang/{token}/dateien/{schluessel}/{groesse}": HOLDER,
    "GET /vorgang/{token}/{schritt}": HOLDER,
    "POST /vorgang/{token}/{schritt}": HOLDER,
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
    # Login
    "GET /intern/anmeldung": EVERYONE,
    "POST /intern/anmeldung": EVERYONE,
    "GET /intern/anmeldung/rueckkehr": EVERYONE,
    "GET /intern/abmeldung": EVERYONE,
    "POST /intern/abmeldung": EVERYONE,
    "POST /intern/abmeldung/provider": EVERYONE,  # a signed word of the provider
    # Staff
    "GET /intern": Permission.intern,
    "GET /intern/verlauf": Permission.verlauf_sehen,
    "GET /intern/loeschlauf": Permission.verlauf_sehen,
    "POST /intern/loeschlauf/bestaetigung": Permission.personal_verwalten,
    "GET /intern/ideen": Permission.ideen_sehen,
    "GET /intern/ideen/{vorgangsnummer}": Permission.ideen_sehen,
    "GET /intern/ideen/{vorgangsnummer}/dateien/{schluessel}/{groesse}": Permission.ideen_sehen,
    "POST /intern/ideen/{vorgangsnummer}/veroeffentlichung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckfrage": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/antwort": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/antwort-nachtrag": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckantwort": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/rueckfrage-zuruecknahme": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/schliessung": Permission.ideen_moderieren,
    "POST /intern/ideen/{vorgangsnummer}/ablehnung": Permission.ideen_moderieren,
    "POST /intern/ideen/veroeffentlichungen": Permission.ideen_moderieren,
    "POST /intern/ideen/ablehnungen": Permission.ideen_moderieren,
    "GET /intern/antraege": Permission.antraege_sehen,
    "GET /intern/antraege/{vorgangsnummer}": Permission.antraege_sehen,
    "GET /intern/antraege/{vorgangsnummer}/dateien/{schluessel}/{groesse}": (
        Permission.antraege_sehen
    ),
    "POST /intern/antraege/{vorgangsnummer}/pruefung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckantwort": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckfrage-zuruecknahme": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckfrage": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/wiederaufnahme": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/votum": Permission.votum_erfassen,
    "POST /intern/antraege/{vorgangsnummer}/freigabe": Permission.antraege_freigeben,
    # Until it is checked; afterwards it is for who decides.
    "POST /intern/antraege/{vorgangsnummer}/ablehnung": Permission.antraege_pruefen,
    "POST /intern/antraege/{vorgangsnummer}/rueckgabe": Permission.antraege_freigeben,
    "POST /intern/antraege/{vorgangsnummer}/zurueckstellung": PRUEFEN_OR_FREIGEBEN,
    "POST /intern/antraege/{vorgangsnummer}/befangenheit": PRUEFEN_OR_FREIGEBEN,
    "GET /intern/fonds": Permission.fonds_sehen,
    "GET /intern/fonds/{slug}/{jahr}": Permission.fonds_sehen,
    "GET /intern/personal": Permission.personal_verwalten,
    "GET /intern/personal/einladung": Permission.personal_verwalten,
    "POST /intern/personal/einladung": Permission.personal_verwalten,
    "GET /intern/personal/{staff_id}": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/zustaendigkeiten": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/zustaendigkeiten/{zustaendigkeit_id}/entzug": (
        Permission.personal_verwalten
    ),
    "POST /intern/personal/{staff_id}/sperre": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/sperre/aufhebung": Permission.personal_verwalten,
    "POST /intern/personal/{staff_id}/sitzungen/widerruf": Permission.personal_verwalten,
}

# What stands in the hole `{schritt}`: the steps that the sender of each kind can take.
SENDER_STEPS: dict[str, frozenset[str]] = {
    "idee": frozenset({"antwort", "widerspruch", "zurueckziehung"}),
    "antrag": frozenset({"antwort", "zurueckziehung"}),
}


def roles_for(route: str) -> frozenset[Rolle]:
    """The roles that a staff route is open to: those with its permission, or one of several."""
    who = ROUTES[route]
    needed = who if isinstance(who, frozenset) else {who}
    return frozenset(rolle for rolle in Rolle if PROFILE[rolle].permissions & needed)
