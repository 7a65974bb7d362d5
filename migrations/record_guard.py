"""Triggers around what lies beside the steps: texts and salts can be deleted but not changed, and
a head goes forward by one step and never back.

They use the function `refuse_change` of `append_only`.
"""

from alembic import op

DELETABLE = ("step_text", "step_evidence")
_BACKWARDS = "NEW.thread <> OLD.thread OR NEW.seq <> OLD.seq + 1"


def create() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _sqlite()
        return
    for table in DELETABLE:
        op.execute(
            f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} "
            "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE TRIGGER step_head_forward BEFORE UPDATE ON step_head "
        f"FOR EACH ROW WHEN ({_BACKWARDS}) EXECUTE FUNCTION refuse_change()"
    )
    op.execute(
        "CREATE TRIGGER step_head_no_delete BEFORE DELETE ON step_head "
        "FOR EACH ROW EXECUTE FUNCTION refuse_change()"
    )
    for table in (*DELETABLE, "step_head"):
        op.execute(
            f"CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )


def _sqlite() -> None:
    for table in DELETABLE:
        _refuse(table, "no_update", "UPDATE")
    _refuse("step_head", "forward", "UPDATE", f"WHEN {_BACKWARDS}")
    _refuse("step_head", "no_delete", "DELETE")


def _refuse(table: str, name: str, verb: str, when: str = "") -> None:
    op.execute(
        f"CREATE TRIGGER {table}_{name} BEFORE {verb} ON {table} {when} "
        f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    )
