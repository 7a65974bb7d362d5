"""The settings of a test: nothing from the machine's environment, nothing from a `.env`."""

import os
from pathlib import Path

from app.settings import Settings

BASE_URL = "https://portal.test"
SECRET = "geheim-nur-in-tests-" + "7" * 30


def forget_environment() -> None:
    for name in Settings.model_fields:
        os.environ.pop(name.upper(), None)


def settings_for(database_url: str, data_dir: Path, **changes: object) -> Settings:
    values: dict[str, object] = {
        "secret_key": SECRET,
        "data_dir": data_dir,
        "database_url": database_url,
        "base_url": BASE_URL,
        "oidc_issuer": "https://anmeldung.test",
        "oidc_client_secret": "geheim",
        "form_min_seconds": 0,
        "submissions_per_quarter_hour": 1000,
        "doubtful_per_quarter_hour": 1000,
    }
    return Settings(_env_file=None, **{**values, **changes})
