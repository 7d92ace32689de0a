"""Bringing a file of ideas in: upload, columns and preview, faults or readiness, progress."""

import datetime as dt
import json
from collections.abc import Callable
from itertools import islice

from flask import abort, flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from contest import policies, presets
from contest.enums import ImportState
from contest.forms.ideas import PlainForm
from contest.forms.imports import ColumnsForm, UploadForm
from contest.methods.imports import (
    IdeaColumn,
    ImportedIdea,
    OpenedFile,
    check_table,
    open_file,
    read_headings,
    read_ideas,
)
from contest.models import Contest, IdeaImport
from contest.queries.contests import contest_visible_to
from contest.queries.imports import import_of_contest, imports_into, plan_of
from contest.services import imports as services
from contest.views.blueprint import blueprint
from foundations.web.actors import current_actor
from foundations.web.guards import guard
from foundations.web.pages import render_page
from foundations.web.unit_of_work import write_once

LARGEST_FILE = 50_000_000
PREVIEWED = 5


@blueprint.get("/contests/<slug>/imports")
@guard(policies.may_import_ideas, load=contest_visible_to)
def list_imports(contest: Contest) -> ResponseReturnValue:
    """Ask for a file, and show what came in before."""
    return _list_page(contest, UploadForm())


@blueprint.post("/contests/<slug>/imports")
@guard(policies.may_import_ideas, load=contest_visible_to, max_bytes=LARGEST_FILE, begins_late=True)
def upload_import(contest: Contest) -> ResponseReturnValue:
    """Keep the file and go on to its columns. It is read before anything is written."""
    form = UploadForm()
    if form.validate():
        with form.refusals():
            name, file = form.file.data.filename or "", open_file(form.file.data.stream.read())
            return write_once(lambda: _keep(contest, name, file))
    return _list_page(contest, form), 422


@blueprint.get("/contests/<slug>/imports/<int:import_id>")
@guard(policies.may_work_on_import, load=import_of_contest)
def show_import(started: IdeaImport) -> ResponseReturnValue:
    """Show where the import stands and what can be done next."""
    return _import_page(started)


@blueprint.post("/contests/<slug>/imports/<int:import_id>/columns")
@guard(policies.may_work_on_import, load=import_of_contest, begins_late=True)
def choose_columns(started: IdeaImport) -> ResponseReturnValue:
    """Say which column holds what, and check the file: a small one here, before anything is written."""
    form = _columns_form(started)
    if not form.validate():
        return _import_page(started, form), 422
    columns, division_id = form.columns, form.division_id.data
    plan = plan_of(started)
    is_small = started.total_rows <= services.AT_ONCE
    checked = check_table(plan.table, columns, list(plan.divisions)) if is_small else None

    def choose(at: dt.datetime) -> None:
        services.choose_columns(started=started, columns=columns, division_id=division_id, checked=checked, at=at)

    return write_once(lambda: _go_on(started, choose))


@blueprint.post("/contests/<slug>/imports/<int:import_id>/confirmation")
@guard(policies.may_work_on_import, load=import_of_contest, begins_late=True)
def confirm_import(started: IdeaImport) -> ResponseReturnValue:
    """Let the checked file come in: a small one at once, a large one by the job."""
    plan = plan_of(started)
    chunks = list(plan.chunks()) if _may_come_in_at_once(started) else []

    def confirm(at: dt.datetime) -> None:
        services.confirm_import(started=started, at=at)
        for before, ideas in chunks:
            services.lay_ready(started=started, plan=plan, before=before, ideas=ideas)
        if chunks:
            services.finish_import(started=started, at=at)

    return write_once(lambda: _go_on(started, confirm))


@blueprint.post("/contests/<slug>/imports/<int:import_id>/cancellation")
@guard(policies.may_work_on_import, load=import_of_contest)
def cancel_import(started: IdeaImport) -> ResponseReturnValue:
    """Give the file up."""
    services.cancel_import(started=started, at=current_actor().at)
    flash(gettext("The import was given up. Nothing of this file is in the contest."), "success")
    return redirect(url_for(".list_imports", slug=started.contest.slug), 303)


def _keep(contest: Contest, name: str, file: OpenedFile) -> ResponseReturnValue:
    actor = current_actor()
    if not policies.may_import_ideas(actor, contest):  # asked again: it may have changed while the file was read
        abort(403)
    started = services.upload_file(contest=contest, file_name=name, file=file, by_id=actor.person_id, at=actor.at)
    return _back(started)


def _go_on(started: IdeaImport, act: Callable[[dt.datetime], None]) -> ResponseReturnValue:
    if not policies.may_work_on_import(current_actor(), started):  # as above
        abort(403)
    act(current_actor().at)
    return _back(started)


def _may_come_in_at_once(started: IdeaImport) -> bool:
    return started.state == ImportState.READY and started.total_rows <= services.AT_ONCE


def _back(started: IdeaImport) -> ResponseReturnValue:
    return redirect(url_for(".show_import", slug=started.contest.slug, import_id=started.id), 303)


def _list_page(contest: Contest, form: UploadForm) -> str:
    labels = {state: presets.import_state_label(state) for state in ImportState}
    return render_page(
        "contest/list_imports.html", contest=contest, form=form, imports=imports_into(contest), labels=labels
    )


def _columns_form(started: IdeaImport) -> ColumnsForm:
    guessed = {IdeaColumn(name): position for name, position in json.loads(started.columns).items()}
    return ColumnsForm.of(started.contest, read_headings(plan_of(started).table), guessed)


def _import_page(started: IdeaImport, form: ColumnsForm | None = None) -> str:
    may_choose = started.state in {ImportState.UPLOADED, ImportState.FAULTY, ImportState.READY}
    return render_page(
        "contest/show_import.html",
        fragment="progress",
        contest=started.contest,
        started=started,
        columns_form=form or (_columns_form(started) if may_choose else None),
        button_form=PlainForm(formdata=None),
        preview=_preview(started) if may_choose else [],
        faults=json.loads(started.faults) if started.state == ImportState.FAULTY else [],
    )


def _preview(started: IdeaImport) -> list[ImportedIdea]:
    plan = plan_of(started)
    if IdeaColumn.PROPOSAL not in plan.columns:
        return []
    first = islice(read_ideas(plan.table, plan.columns, list(plan.divisions)), PREVIEWED)
    return [read for _number, read in first if isinstance(read, ImportedIdea)]
