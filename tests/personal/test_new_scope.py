"""A kind of place that roles were never given for before is one column and one line.

Names in an enum cannot be added at run time, so a copy of the portal gets a Forstrevier: the
line in Scope, the column of Zustaendigkeit, a role for it, and the feature whose table it is.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.house.source import APP, ROOT
from tests.support.database import Kind, empty_database

pytestmark = pytest.mark.both

_LINE = ("auth/permissions.py", '    stadt = "stadt"\n', '    revier = "revier"\n')
_COLUMN = (
    "auth/models.py",
    '    stadtbezirk_id: int | None = Field(default=None, foreign_key="stadtbezirk.id")\n',
    '    revier_id: int | None = Field(default=None, foreign_key="revier.id")\n',
)
_ROLE = (
    ("auth/permissions.py", '    kasse = "kasse"\n', '    foersterei = "foersterei"\n'),
    (
        "auth/permissions.py",
        "PROFILE: dict[Rolle, Rollenprofil] = {\n",
        "    Rolle.foersterei: Rollenprofil(\n"
        '        _l("Försterei"), _l("Hegt."), Scope.revier,\n'
        "        frozenset({_P.intern, _P.ideen_sehen}),\n"
        "    ),\n",
    ),
)


@pytest.fixture
def portal_with_revier(tmp_path: Path) -> Path:
    copy = tmp_path / "app"
    shutil.copytree(APP, copy, ignore=shutil.ignore_patterns("__pycache__"))
    for name, before, added in (_LINE, _COLUMN, *_ROLE):
        text = (copy / name).read_text()
        assert text.count(before) == 1, (name, before)
        (copy / name).write_text(text.replace(before, before + added))
    for name in ("templates", "static"):
        (tmp_path / name).symlink_to(ROOT / name)
    shutil.copy(Path(__file__).with_name("use_of_new_scope.py"), tmp_path)
    return tmp_path


def test_role_for_a_revier_is_given_held_and_kept_apart(
    portal_with_revier: Path, kind: Kind, worker_id: str
) -> None:
    with empty_database(kind, portal_with_revier, f"revier_{worker_id}") as url:
        environment = os.environ | {
            "PYTHONPATH": str(portal_with_revier),
            "DATABASE_URL": url,
            "DATA_DIR": str(portal_with_revier / "daten"),
        }
        done = subprocess.run(
            [sys.executable, "use_of_new_scope.py"],
            cwd=portal_with_revier,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == {
        "choices": ["Försterei: Nord", "Försterei: Sued"],
        "held": ["Försterei: Nord"],
        "covers": {"nord": True, "sued": False},
        "rows": ["nord"],
        "without_place": "ck_zustaendigkeit_scope_revier",
        "with_place_of_another_role": "ck_zustaendigkeit_scope_revier",
        "twice": "Gitta Grün hat diese Rolle schon: Försterei: Nord.",
    }
