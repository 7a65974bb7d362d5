"""A page of the form as it was sent: brought together with what others saved meanwhile, then
saved, refused with all that was typed, or kept as it was typed by whoever leaves the page."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NoReturn

from fastapi import Request
from fastapi.responses import Response
from sqlmodel import Session
from starlette.datastructures import FormData
from wtforms import Form

from app.antraege import address
from app.antraege.formular import drafts, goals, plans
from app.antraege.formular.answers import is_draft, onward, refuse, too_late
from app.antraege.formular.fitting import form_of, reasons_of, reasons_sent
from app.antraege.formular.merging import THEIRS, Collision, Seen, digest_of, merge
from app.antraege.formular.plans import OpenLine
from app.antraege.formular.topics import Topic
from app.antraege.formular.unread import Raws, keep_raws, unreadable
from app.antraege.models import Antrag
from app.antraege.rules import LINE, LINE_FIELD, Seite
from app.casework.versions import SEEN
from app.i18n import _
from app.web.forms import is_written
from app.web.rendering import redirect


@dataclass
class SentPage:
    """From the holder of the link, who has the draft locked. `at` is aware UTC."""

    topic: Topic
    request: Request
    token: str
    antrag: Antrag
    session: Session
    data: FormData
    at: datetime
    forms: dict[str, Any] = field(default_factory=dict, init=False)
    line: OpenLine | None = field(default=None, init=False)

    def save(self, *, demanded: bool = False, stays: bool = False) -> Response:
        """To the next page, to the same one (`stays`), or where a button leads that leaves the
        page: then everything is kept as it is typed. With `demanded` an empty line is a mistake.
        """
        if not is_draft(self.antrag):
            return self._too_late()
        self._bring_together()
        if goal := goals.goal_of(self.data, self.token, self.antrag.fonds.slug):
            self._keep_as_typed()
            new = self._write_to()
            return redirect(goals.offering_link(goal, self.token) if new else goal)
        self._demand_sound(demanded)
        self._take_over()
        if stays:
            return self._same_page()
        new = self._write_to()
        return onward(
            self.session, self.antrag, self.topic, self.token, at=self.at, new_address=new
        )

    def remove(self, number: int) -> Response:
        """Take out a line that is as the page has shown it. What is typed beside it is kept, be it
        well-formed or not."""
        if not is_draft(self.antrag):
            return self._too_late()
        self._bring_together()
        row = plans.row_named(self.antrag, self.topic.key, number)
        if row is not None:
            self._demand_seen(row)
        if self.line and self.line.row is row:
            self.line = None
        if SEEN in self.data:
            self._keep_as_typed()
        drafts.remove_line(self.session, plans.rows_of(self.antrag, self.topic.key), number)
        return self._same_page()

    def _write_to(self) -> bool:
        """Whether mail goes somewhere else now. What cannot be read takes no address away."""
        form = self.forms.get("form")
        if self.topic.key != Seite.wer or form is None or form["email"].errors:
            return False
        return address.take_over(self.session, self.antrag, at=self.at)

    def _too_late(self) -> Response:
        forms = list(self._bound(self.data).values())
        now = [] if self.topic.form is None else self._now()
        line = plans.sent_line(self.antrag, self.topic.key, self.data).form if self._plan else None
        return too_late(self.request, self.antrag, self.token, [*forms, line], now)

    @property
    def _plan(self) -> bool:
        return self.topic.key in plans.LINE_FORMS

    def _bound(self, data: FormData) -> dict[str, Form]:
        forms: dict[str, Form] = {"reasons": reasons_sent(self.antrag, data)}
        if self.topic.form:
            forms["form"] = form_of(self.session, self.antrag, self.topic, data)
        for form in forms.values():
            form.validate()
        return forms

    def _now(self) -> list[Form]:
        stored = [reasons_of(self.antrag, self.topic)]
        if self.topic.form:
            stored.append(form_of(self.session, self.antrag, self.topic))
        return stored

    def _bring_together(self) -> None:
        """Raises Refused with both texts where two people have changed the same."""
        mine = list(self._bound(self.data).values())
        data, collisions = merge(self.data, mine, self._now())
        self.forms = self._bound(data)
        if self._plan:
            self.line = plans.sent_line(self.antrag, self.topic.key, self.data)
            found = merged_line(self.antrag, self.topic.key, self.line, self.data)
            if isinstance(found, Collision):
                collisions.append(found)
            else:
                self.line = found
        if collisions:
            self._refuse(status=409, collisions=collisions)

    def _demand_sound(self, demanded: bool) -> None:
        """Every form is judged, so that all messages come at once. Raises Refused."""
        forms = list(self.forms.values())
        if self.line and (self._is_begun or (demanded and not self.data.get(plans.LINE_ID))):
            self.line.form.validate()
            forms.append(self.line.form)
            self._ask_for_room(self.line)
        if any(form.errors for form in forms):
            self._refuse()

    @property
    def _is_begun(self) -> bool:
        line = self.line
        return line is not None and (line.row is not None or not line.form.is_empty)

    def _ask_for_room(self, line: OpenLine) -> None:
        rows = plans.rows_of(self.antrag, self.topic.key)
        reason = "" if line.row else drafts.no_room(rows)
        if reason:
            line.form["text"].errors = [*line.form["text"].errors, reason]

    def _take_over(self, half: Raws | None = None) -> None:
        """What was sent of a page's own fields, of the reasons, and the line that was begun."""
        drafts.save_reasons(self.session, self.antrag, self._reasons())
        if form := self.forms.get("form"):
            drafts.save(self.session, self.antrag, self.topic.key, self._values(form))
        self._keep_raws(unreadable(self.forms.values()))
        if self.line and self._is_begun:
            drafts.write_line(self.antrag, self.line.form, self.line.row)
        if self._plan:
            self._keep_half(half or {})

    def _keep_as_typed(self) -> None:
        """A line that is not whole stays half; the rest is taken over as far as it can be read."""
        half: Raws = {}
        if self.line and self._is_begun:
            self.line.form.validate()
            self._ask_for_room(self.line)
            if self.line.form.errors:
                half, self.line = plans.half_sent(self.line), None
        self._take_over(half)

    def _keep_raws(self, raws: Raws) -> None:
        names = {f.name for f in self.forms.get("form") or ()}
        names |= {f.name for f in self.forms["reasons"] if f.name in self.data}
        keep_raws(self.session, self.antrag, self.topic.key, raws, within=names)

    def _keep_half(self, half: Raws) -> None:
        """What another person has begun meanwhile stays where nothing is put in its place."""
        there = plans.half_line(self.antrag, self.topic.key)
        seen = Seen(self.data).is_present(LINE, digest_of(*sorted(there.items())))
        if half or seen:
            names = set(there) | set(half)
            keep_raws(self.session, self.antrag, self.topic.key, half, within=names)

    def _reasons(self) -> dict[str, str]:
        return {
            f.short_name: "" if f.errors else f.data for f in self.forms["reasons"] if f.raw_data
        }

    def _values(self, form: Any) -> dict[str, Any]:
        """A field that cannot be read has no value; what nobody may choose changes nothing."""
        stored, values = drafts.draft_values(self.antrag, self.topic.key), dict(form.values)
        for field_ in [f for f in form if f.errors]:
            name = field_.name
            if not is_written(field_):
                values[name] = stored[name]
            elif values[name] is field_.data:
                values[name] = "" if isinstance(field_.data, str) else None
        return values

    def _demand_seen(self, row: plans.Row) -> None:
        name, present = f"{LINE}{row.id}", plans.digest_of_row(row)
        if not Seen(self.data).is_present(name, present):
            text = _("Diese Zeile wurde inzwischen geändert. Sie ist noch da: %(zeile)s") % {
                "zeile": plans.in_words(row)
            }
            self._refuse(status=409, notice=text)

    def _refuse(self, *, status: int = 422, **more: Any) -> NoReturn:
        refuse(
            self.request,
            self.session,
            self.antrag,
            self.topic,
            self.token,
            at=self.at,
            status=status,
            **self.forms,
            **({"line": self.line} if self.line else {}),
            **more,
        )

    def _same_page(self) -> Response:
        return redirect(f"/vorgang/{self.token}/antrag/{self.topic.key}")


def merged_line(antrag: Antrag, key: str, line: OpenLine, data: FormData) -> OpenLine | Collision:
    """The line as it is to be written, an empty one where another person's holds, or both."""
    seen, number, nothing = Seen(data), data.get(plans.LINE_ID), plans.empty_line(antrag, key)
    if number:
        name = f"{LINE}{number}"
        present = plans.digest_of_row(line.row) if line.row else ""
        sent = plans.digest_sent(line)
        if seen.is_present(name, present):
            return nothing if name in data.getlist(THEIRS) or sent == present else line
        # A line that is not whole has no digest, and neither has one that is gone.
        same = sent == present if line.row else line.form.is_empty
        if same or seen.is_present(name, sent):
            return nothing
        removed = _("Diese Zeile wurde entfernt. Mit „Zeile hinzufügen“ legen Sie sie neu an.")
        theirs = plans.in_words(line.row) if line.row else removed
        return Collision(name, _("Zeile"), theirs, LINE_FIELD)
    there = plans.half_line(antrag, key)
    present = digest_of(*sorted(there.items()))
    if seen.is_present(LINE, present) or not there:
        return nothing if there and LINE in data.getlist(THEIRS) else line
    if line.form.is_empty or plans.half_sent(line) == there or line.form.validate():
        return line
    theirs = ", ".join(there.values())
    return Collision(LINE, _("Angefangene Zeile"), theirs, LINE_FIELD)
