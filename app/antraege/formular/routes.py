"""The addresses of the Antrag, each part in its own module."""

from fastapi import APIRouter

from app.antraege.formular import again, lines, pages, start, submission, uploads

router = APIRouter()
# Addresses with a fixed last part come before those that take any page's name.
for part in (start, again, lines, uploads, submission, pages):
    router.include_router(part.router)
