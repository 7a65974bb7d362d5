"""Triggers by which the database itself refuses a Buchung that overdraws its Fondsjahr.

The Fondsjahr's row is locked first, so two transactions cannot both see the last euro.
"""

from alembic import op

_AVAILABLE = """
    SELECT COALESCE(SUM(CASE
        WHEN art IN ('ansatz', 'uebertrag_ein', 'korrektur', 'reserve_aufloesung', 'entbindung',
            'rueckzahlung') THEN betrag_cent
        WHEN art = 'auszahlung' THEN 0
        ELSE -betrag_cent END), 0)
    FROM buchung WHERE fondsjahr_id = NEW.fondsjahr_id"""


def create() -> None:
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            f"CREATE TRIGGER buchung_not_overdrawn AFTER INSERT ON buchung WHEN ({_AVAILABLE}) < 0 "
            "BEGIN SELECT RAISE(ABORT, 'fondsjahr is overdrawn'); END"
        )
        return
    op.execute(
        "CREATE OR REPLACE FUNCTION refuse_overdraft() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN PERFORM 1 FROM fondsjahr WHERE id = NEW.fondsjahr_id FOR NO KEY UPDATE; "
        f"IF ({_AVAILABLE}) < 0 THEN RAISE EXCEPTION 'fondsjahr is overdrawn'; END IF; "
        "RETURN NULL; END $$"
    )
    op.execute(
        "CREATE TRIGGER buchung_not_overdrawn AFTER INSERT ON buchung "
        "FOR EACH ROW EXECUTE FUNCTION refuse_overdraft()"
    )
