"""One mail as a message, and its way out: to the mail server, or in development to a file."""

import re
import smtplib
import ssl
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from html import escape
from pathlib import Path
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from app.clock import BERLIN
from app.i18n import _
from app.mail.models import Mail
from app.mail.outbox import LINK
from app.settings import Settings

TIMEOUT = 20
"""Seconds for each answer of the mail server."""

_TLS_PORT = 465


class Undeliverable(Exception):
    """Refused for good: another attempt would end the same way."""


class NotNow(Exception):
    """This mail was put off; later it may go through."""


class Unreachable(NotNow):
    """No mail server to talk to: the next mail would fare no better."""


def compose(mail: Mail, settings: Settings, *, link: str) -> EmailMessage:
    """Text and HTML, with the secret address `link` in place and the operator's name below.

    Nothing in it depends on when it is sent, so that a second copy is recognisably the same.
    """
    message = EmailMessage(policy=SMTP)
    message["Message-ID"] = f"<{mail.message_id}@{_domain(settings)}>"
    message["Date"] = format_datetime(mail.angelegt_am.astimezone(BERLIN))
    message["From"] = settings.mail_from
    message["To"] = Address(addr_spec=_for_header(mail.empfaenger))
    message["Subject"] = mail.betreff
    message["Auto-Submitted"] = "auto-generated"
    text = mail.text.replace(LINK, link)
    html = mail.html.replace(LINK, escape(link))
    lines = _signature(settings, mail.sprache)
    message.set_content("\n".join([text, *lines, ""]), cte="quoted-printable")
    signed = f"<p>{'<br>'.join(map(escape, lines))}</p>"
    message.add_alternative(
        html.replace("</body>", f"{signed}</body>"), subtype="html", cte="quoted-printable"
    )
    # Only now: a header about the content would have moved into its first part.
    message["Content-Language"] = mail.sprache
    message.set_boundary(f"=_{mail.message_id}")
    return message


def _signature(settings: Settings, sprache: str) -> list[str]:
    """Who writes, and the number to ring: every mail says that one may."""
    betreiber = settings.betreiber
    return [betreiber.name, _("Telefon %(nummer)s", sprache) % {"nummer": betreiber.telefon}]


def deliver(message: EmailMessage, settings: Settings) -> None:
    """Hand the message over. Raises Undeliverable, NotNow or Unreachable."""
    _demand_written(message)
    if settings.smtp_host:
        _send(message, settings)
    elif settings.production:
        raise Unreachable("SMTP_HOST is not set")
    else:
        _write(message, folder(settings))


def _demand_written(message: EmailMessage) -> None:
    """Raises Undeliverable for what no attempt can put into bytes."""
    try:
        message.as_bytes()
    except (ValueError, LookupError, TypeError) as error:
        raise Undeliverable(f"cannot be written: {type(error).__name__}") from error


def folder(settings: Settings) -> Path:
    """Where mails lie in development when there is no mail server."""
    return settings.data_dir / "mails"


def _domain(settings: Settings) -> str:
    return parseaddr(settings.mail_from)[1].rpartition("@")[2] or "localhost"


def _for_header(address: str) -> str:
    """With a domain in umlauts turned into ASCII, which every server understands.

    Raises Undeliverable for what is no address, as umlauts before the @, which forms once took.
    """
    try:
        checked = validate_email(address, check_deliverability=False, test_environment=True)
    except EmailNotValidError as error:
        raise Undeliverable("no address that mail can go to") from error
    if checked.ascii_email is None:
        raise Undeliverable("an address with other letters than ASCII before the @")
    return checked.ascii_email


def _write(message: EmailMessage, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    name = re.sub(r"[^0-9A-Za-z]", "", message["Message-ID"].partition("@")[0])
    half = target / f".{name}"
    half.write_bytes(message.as_bytes())
    half.replace(target / f"{name}.eml")


def _send(message: EmailMessage, settings: Settings) -> None:
    server = _connect(settings)
    try:
        server.send_message(message)
    except smtplib.SMTPRecipientsRefused as error:
        raise _verdict(*next(iter(error.recipients.values()))) from error
    except smtplib.SMTPNotSupportedError as error:
        raise Undeliverable(str(error)) from error
    except smtplib.SMTPSenderRefused as error:
        # The portal's own address is refused: the operator can mend that, and then it goes.
        raise NotNow(_words(error.smtp_code, error.smtp_error)) from error
    except smtplib.SMTPResponseException as error:
        raise _verdict(error.smtp_code, error.smtp_error) from error
    except OSError as error:
        raise Unreachable(_reason(error)) from error
    finally:
        _hang_up(server)


def _connect(settings: Settings) -> smtplib.SMTP:
    kind = smtplib.SMTP_SSL if settings.smtp_port == _TLS_PORT else smtplib.SMTP
    own_name = urlsplit(settings.base_url).hostname
    try:
        server = kind(settings.smtp_host, settings.smtp_port, own_name, timeout=TIMEOUT)
    except OSError as error:
        raise Unreachable(_reason(error)) from error
    try:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password.get_secret_value())
    except OSError as error:
        server.close()
        raise Unreachable(_reason(error)) from error
    return server


def _hang_up(server: smtplib.SMTP) -> None:
    """The mail's fate is decided; a rude goodbye must not change it."""
    try:
        server.quit()
    except OSError:
        server.close()


def _verdict(code: int, answer: bytes | str) -> Exception:
    words = _words(code, answer)
    return Undeliverable(words) if 500 <= code < 600 else NotNow(words)


def _words(code: int, answer: bytes | str) -> str:
    text = answer.decode(errors="replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"


def _reason(error: OSError) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _words(error.smtp_code, error.smtp_error)
    return f"{type(error).__name__}: {error}"
