"""An upload field of a form and the hidden field that carries what an earlier try staged."""

from wtforms import HiddenField

from app.files import intake
from app.settings import Settings
from app.web.forms import UploadField

# What the picker of a phone offers; what is taken is decided by content.
PICTURES = "image/jpeg,image/png,image/webp,image/heic,image/heif"
PAPERS = f"{PICTURES},application/pdf"


def take_upload(
    field: UploadField, reference: HiddenField, settings: Settings, *, pdf: bool = False
) -> None:
    """Stage a new file, or find the one staged before; a refusal becomes the field's message."""
    upload = field.data
    if upload is not None:
        try:
            data = upload.file.read()
            reference.data = intake.stage(data, upload.filename or "", settings, pdf=pdf).reference
        except intake.UploadRefused as refusal:
            field.refusal = refusal.reason
    try:
        field.staged = intake.open_reference(reference.data or "", settings)
    except intake.UploadRefused:
        reference.data = ""
