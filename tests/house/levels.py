"""The one order of the rooms: a room imports only rooms that stand before it.

That single rule replaces every other about who may import whom: no circle can come into being.
"""

GROUND = ("clock", "settings", "db", "revisions", "errors", "i18n", "fristen", "logs", "text")
KIT = ("auth", "history", "web", "mail", "files", "casework")
FEATURES = (
    "quartiere",
    "vorgaenge",
    "personal",
    "anmeldung",
    "projekte",
    "fonds",
    "sammlungen",
    "ideen",
    "antraege",
)
# They put features together and own no table.
COMPOSING = ("start", "geld", "intern", "seiten")
OUTSIDE = ("features", "models", "main", "demo", "commands", "cli", "__main__", "__init__")

ROOMS = (*GROUND, *KIT, *FEATURES, *COMPOSING, *OUTSIDE)
