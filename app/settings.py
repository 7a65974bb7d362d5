"""One typed settings object, filled from the environment; every value is told in `.env.example`."""

from enum import StrEnum
from pathlib import Path
from typing import Self

from pydantic import BaseModel, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

DEMO_SECRET = "nur-fuer-die-entwicklung-" + "0" * 24


class Mode(StrEnum):
    development = "development"
    production = "production"


class SettingsError(Exception):
    """The portal cannot start like this; the message is one sentence for the operator."""


class Betreiber(BaseModel):
    """Who runs the portal, as shown in Impressum, footer and mails."""

    name: str = "Landeshauptstadt Stuttgart (Musterbetrieb)"
    vertretung: str = "Oberbürgermeister*in"
    strasse: str = "Marktplatz 1"
    ort: str = "70173 Stuttgart"
    telefon: str = "0711 0000-0"
    email: str = "quartiersportal@stadt.example"
    datenschutz_email: str = "datenschutz@stadt.example"
    barriere_email: str = "barrierefrei@stadt.example"

    @property
    def is_sample(self) -> bool:
        addresses = (self.email, self.datenschutz_email, self.barriere_email)
        return self.name in ("", Betreiber().name) or any(
            not address or address.endswith(".example") for address in addresses
        )


class Settings(BaseSettings):
    """Raises ValidationError for ill-formed values; `check_production` judges the whole."""

    model_config = SettingsConfigDict(env_file=".env", env_nested_delimiter="__", extra="ignore")

    mode: Mode = Mode.development
    demo: bool = False
    secret_key: SecretStr = SecretStr(DEMO_SECRET)
    data_dir: Path = Path("var")
    database_url: str = ""
    base_url: str = "http://localhost:8000"
    pool_size: int = Field(default=10, ge=1, le=200)
    trusted_proxies: str = "127.0.0.1"

    oidc_issuer: str = ""
    oidc_client_id: str = "quartiersportal"
    oidc_client_secret: SecretStr = SecretStr("")
    oidc_scopes: str = "openid email profile"
    session_idle_minutes: int = Field(default=60, ge=5)
    session_absolute_hours: int = Field(default=10, ge=1, le=7 * 24)

    smtp_host: str = ""
    smtp_port: int = 25
    smtp_user: str = ""
    smtp_password: SecretStr = SecretStr("")
    smtp_starttls: bool = False
    mail_from: str = "Quartiersportal <quartiersportal@stadt.example>"

    file_store: str = ""
    upload_max_bytes: int = 12 * 1024 * 1024
    upload_max_pixels: int = 60_000_000

    metrics_token: SecretStr = SecretStr("")
    rate_limit_store: str = "memory://"
    submissions_per_quarter_hour: int = Field(default=30, ge=1)
    doubtful_per_quarter_hour: int = Field(default=3, ge=1)
    uploads_per_hour: int = Field(default=60, ge=1)
    form_min_seconds: int = Field(default=3, ge=0)

    betreiber: Betreiber = Betreiber()

    @model_validator(mode="after")
    def _derive(self) -> Self:
        if not self.database_url:
            self.database_url = f"sqlite:///{self.data_dir / 'portal.sqlite3'}"
        if not self.file_store:
            self.file_store = (self.data_dir / "dateien").resolve().as_uri()
        self.base_url = self.base_url.rstrip("/")
        return self

    @property
    def production(self) -> bool:
        return self.mode is Mode.production

    @property
    def secure_cookies(self) -> bool:
        """`__Host-` cookies need https; plain http is for development on one machine only."""
        return self.base_url.startswith("https://")

    def check_production(self) -> None:
        """Refuse a production start that would be unsafe.

        Raises SettingsError with one sentence that says what to set.
        """
        if not self.production:
            return
        secret = self.secret_key.get_secret_value()
        if secret == DEMO_SECRET or len(secret) < 32:
            raise SettingsError(
                "SECRET_KEY is the demo secret or shorter than 32 characters: set a random one, "
                "for example with `openssl rand -hex 32`."
            )
        if self.demo:
            raise SettingsError("DEMO=true does not belong into production: remove it.")
        if not self.oidc_issuer or not self.oidc_client_secret.get_secret_value():
            raise SettingsError(
                "No login provider: set OIDC_ISSUER, OIDC_CLIENT_ID and OIDC_CLIENT_SECRET."
            )
        if not self.oidc_issuer.startswith("https://"):
            raise SettingsError("OIDC_ISSUER must begin with https:// in production.")
        if not self.base_url.startswith("https://"):
            raise SettingsError("BASE_URL must begin with https:// in production.")
        if not self.smtp_host:
            raise SettingsError("No mail server: set SMTP_HOST, or answers reach nobody.")
        if self.betreiber.is_sample:
            raise SettingsError(
                "Nobody runs this portal yet: set BETREIBER__NAME and the other BETREIBER__… of "
                ".env.example, which Impressum and mails show; addresses in .example reach nobody."
            )
