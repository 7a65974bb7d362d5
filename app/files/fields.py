"""An upload field of a form and the hidden field that carries what an earlier try staged."""

from fastapi import Request
from wtforms import HiddenField

from app.errors import BadInput, TooMany
from app.files import intake
from app.files.store import StoreAway
from app.i18n import _l
from app.settings import Settings
from app.web.fields import UploadField
from app.web.limits import check_rate

# What the picker of a phone offers; what is taken is decided by content. For pictures alone Chrome
# opens the system's photo picker on Android 14 and later, which has no camera: the last type, which
# no file has, brings back the choice of camera, photos and files.
PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif,android/allowCamera"
PAPERS = f"{PICTURES},application/pdf"

_LOST = _l(
    "Wir können gerade keine Dateien speichern. Bitte versuchen Sie es in ein paar Minuten noch "
    "einmal, oder machen Sie ohne die Datei weiter."
)


def take_upload(
    request: Request,
    field: UploadField,
    reference: HiddenField,
    *,
    purpose: str,
    pdf: bool = False,
    per_hour: int = 0,
    can_be_missing: bool = False,
) -> None:
    """Stage a new file, or find the one that was staged before for the same `purpose`; a refusal
    becomes the field's message.

    Decoding is the dearest work that anybody can ask for, so it is counted; `per_hour` raises the
    usual number of one connection. Without a store a form that says so itself goes on
    (`can_be_missing`); any other is refused.
    """
    settings: Settings = request.app.state.settings
    upload = field.data
    if upload is not None:
        try:
            many = max(per_hour, settings.uploads_per_hour)
            check_rate(request, "datei", limit=f"{many}/hour")
            data, name = upload.file.read(), upload.filename or ""
            staged = intake.stage(data, name, settings, pdf=pdf, purpose=purpose)
            reference.data = staged.reference
        except (BadInput, TooMany) as refusal:
            field.refusal = refusal.reason
        except StoreAway:
            field.lost = True
            field.refusal = "" if can_be_missing else _LOST
    try:
        field.staged = intake.open_reference(reference.data or "", settings, purpose=purpose)
    except intake.UploadRefused as refusal:
        # A photo that is gone is told, not left out without a word.
        if reference.data:
            field.refusal = field.refusal or refusal.reason
        reference.data = ""
