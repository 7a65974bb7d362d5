"""What arrives, over a real mail server; and where mails lie when there is none."""

import email
import ssl
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.policy import SMTP as SMTP_POLICY
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.smtp import SMTP, AuthResult
from aiosmtpd.smtp import Envelope as _Envelope
from aiosmtpd.smtp import Session as SmtpSession
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pydantic import SecretStr
from sqlalchemy import Engine

from app.mail import delivery
from app.mail.delivery import Unreachable
from app.mail.models import Mail, Zustellung
from app.mail.worker import Counts, deliver_due
from app.settings import Mode, Settings
from tests.mail.conftest import NUMMER
from tests.mail.run_worker import secret_address
from tests.support.clock import FixedNow
from tests.support.smtp import Inbox, free_port, mail_server

Queued = Callable[..., Mail]
Deliver = Callable[..., Counts]
Reloaded = Callable[[Mail], Mail]


def parts(message: EmailMessage) -> tuple[str, str]:
    text, html = message.iter_parts()
    assert isinstance(text, EmailMessage)
    assert isinstance(html, EmailMessage)
    return text.get_content(), html.get_content()


def test_a_mail_arrives_once_with_both_parts(
    reloaded: Reloaded, queued: Queued, deliver: Deliver, inbox: Inbox, now: FixedNow
) -> None:
    mail = queued()
    assert deliver() == Counts(delivered=1)
    assert deliver() == Counts()
    [message] = inbox.mails
    assert message["To"] == "anna@beispiel.de"
    assert message["From"] == "Quartiersportal <quartiersportal@stadt.example>"
    assert message["Message-ID"] == f"<{mail.message_id}@stadt.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert parsedate_to_datetime(message["Date"]) == now
    assert message.get_content_type() == "multipart/alternative"
    text, html = parts(message)
    assert "Es geht um Bänke am Platz." in text
    assert "<p>Es geht um Bänke am Platz.</p>" in html
    reloaded(mail)
    assert (mail.zustand, mail.zugestellt_am, mail.versuche) == (Zustellung.zugestellt, now, 1)


@pytest.mark.parametrize(
    "titel",
    [
        "Grüße aus Süßen: Öl & Ärger",
        "Fest 🎉 für 👩‍👩‍👧 am 1. Mai",
        "Žižkov, Łódź, Αθήνα, مرحبا",
        "x" * 1500,
    ],
)
def test_every_letter_arrives(queued: Queued, deliver: Deliver, inbox: Inbox, titel: str) -> None:
    queued(titel)
    deliver()
    text, html = parts(inbox.mails[0])
    assert titel in text
    assert titel.replace("&", "&amp;") in html
    assert inbox.mails[0]["Subject"] == f"Neues zu: {titel}"[:200]


def test_a_domain_with_umlauts_is_written_in_ascii(
    queued: Queued, deliver: Deliver, inbox: Inbox
) -> None:
    queued(to="info@straßenfest.de")
    deliver()
    assert inbox.recipients == ["info@xn--straenfest-83a.de"]


def test_the_operator_and_a_phone_number_stand_below(
    queued: Queued, deliver: Deliver, inbox: Inbox, settings: Settings
) -> None:
    queued()
    deliver()
    for part in parts(inbox.mails[0]):
        assert settings.betreiber.name in part
        assert f"Telefon {settings.betreiber.telefon}" in part


def test_without_a_link_in_the_text_none_is_asked_for(
    engine: Engine, settings: Settings, queued: Queued, now: FixedNow
) -> None:
    def no_links(thread: str) -> str:
        raise AssertionError(f"asked for the address of {thread}")

    queued(template="ohne_link", thread="personal:1")
    assert deliver_due(engine, settings, at=now, links=no_links) == Counts(delivered=1)


def test_one_mail_that_cannot_be_written_does_not_hold_up_the_others(
    engine: Engine,
    settings: Settings,
    reloaded: Reloaded,
    queued: Queued,
    inbox: Inbox,
    now: FixedNow,
) -> None:
    def links(thread: str) -> str:
        if thread == "I-2026-00001":
            raise LookupError("this Vorgang is gone")
        return secret_address(thread)

    broken = queued(thread="I-2026-00001")
    queued(thread="I-2026-00002")
    counts = deliver_due(engine, settings, at=now, links=links)
    assert counts == Counts(delivered=1, postponed=1)
    reloaded(broken)
    assert broken.letzter_fehler == "this Vorgang is gone"


def test_development_without_a_mail_server_writes_files(
    engine: Engine, settings: Settings, queued: Queued, now: FixedNow
) -> None:
    settings = settings.model_copy(update={"smtp_host": ""})
    mail = queued()
    assert deliver_due(engine, settings, at=now, links=secret_address) == Counts(delivered=1)
    [written] = settings.data_dir.glob("mails/*")
    assert written.name == f"{mail.message_id}.eml"
    message = email.message_from_bytes(written.read_bytes(), policy=SMTP_POLICY)
    assert isinstance(message, EmailMessage)
    assert secret_address(NUMMER) in parts(message)[0]


def test_production_without_a_mail_server_keeps_the_mail(
    engine: Engine, reloaded: Reloaded, settings: Settings, queued: Queued, now: FixedNow
) -> None:
    settings = settings.model_copy(update={"smtp_host": "", "mode": Mode.production})
    mail = queued()
    assert deliver_due(engine, settings, at=now, links=secret_address) == Counts(postponed=1)
    reloaded(mail)
    assert (mail.zustand, mail.letzter_fehler) == (Zustellung.wartet, "SMTP_HOST is not set")
    assert not delivery.folder(settings).exists()


class Doorkeeper:
    """Lets one name with one password in."""

    def __call__(
        self, server: SMTP, session: SmtpSession, envelope: _Envelope, mechanism: str, data: Any
    ) -> AuthResult:
        good = (data.login, data.password) == (b"portal", b"richtig")
        return AuthResult(success=good, handled=False)


# aiosmtpd warns that the password is not encrypted
@pytest.mark.filterwarnings("ignore:Requir")
@pytest.mark.parametrize(("password", "arrived"), [("richtig", 1), ("falsch", 0)])
def test_login(
    engine: Engine,
    settings: Settings,
    reloaded: Reloaded,
    queued: Queued,
    now: FixedNow,
    password: str,
    arrived: int,
) -> None:
    """A wrong password is the operator's mistake: the mail waits for a better one."""
    mail = queued()
    with mail_server(
        auth_required=True, auth_require_tls=False, authenticator=Doorkeeper()
    ) as inbox:
        changed = settings.model_copy(
            update={
                "smtp_port": inbox.port,
                "smtp_user": "portal",
                "smtp_password": SecretStr(password),
            }
        )
        deliver_due(engine, changed, at=now, links=secret_address)
        assert len(inbox.mails) == arrived
    reloaded(mail)
    assert mail.zustand is (Zustellung.zugestellt if arrived else Zustellung.wartet)


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, ssl.SSLContext]:
    """Made for 127.0.0.1 and signed by itself."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = tmp_path / "mail.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path)
    return path, context


@pytest.mark.parametrize(("trusted", "arrived"), [(True, 1), (False, 0)])
def test_starttls_speaks_only_to_a_server_that_can_prove_its_name(
    engine: Engine,
    settings: Settings,
    queued: Queued,
    now: FixedNow,
    certificate: tuple[Path, ssl.SSLContext],
    monkeypatch: pytest.MonkeyPatch,
    trusted: bool,
    arrived: int,
) -> None:
    path, context = certificate
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(path))
    queued()
    with mail_server(tls_context=context, require_starttls=True) as inbox:
        changed = settings.model_copy(
            update={"smtp_host": "localhost", "smtp_port": inbox.port, "smtp_starttls": True}
        )
        deliver_due(engine, changed, at=now, links=secret_address)
        assert len(inbox.mails) == arrived


def test_nobody_listening_is_unreachable(settings: Settings) -> None:
    alone = settings.model_copy(update={"smtp_port": free_port()})
    with pytest.raises(Unreachable, match="ConnectionRefusedError"):
        delivery.deliver(EmailMessage(), alone)
