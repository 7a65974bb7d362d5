"""The register of all tables, for the mapper and for Alembic."""

from sqlmodel import SQLModel

import app.antraege.models
import app.auth.models
import app.casework.deletion
import app.casework.readings
import app.files.models
import app.fonds.models
import app.history.models
import app.ideen.eingabe
import app.ideen.models
import app.mail.models
import app.projekte.models
import app.quartiere.models
import app.sammlungen.models
import app.vorgaenge.messages
import app.vorgaenge.models  # noqa: F401

metadata = SQLModel.metadata
