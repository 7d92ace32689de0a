"""The application: configuration, extensions, blueprints, commands. A table of contents."""

from flask import Flask

import accounts.jobs
import accounts.views
import consent.enums
import consent.errors
import consent.views
import contest.enums
import contest.errors
import contest.jobs
import contest.receivers  # noqa: F401 - it listens from here on
import contest.search_documents
import contest.views
import data_platform.api
import data_platform.enums
import data_platform.errors
import foundations.ledger.jobs
import foundations.ledger.views
import foundations.mail.jobs
import foundations.search.jobs
import front_door.views
import governance_board.enums
import governance_board.errors
import governance_board.views
import workshops.enums
import workshops.errors
import workshops.receivers  # noqa: F401 - it listens from here on
import workshops.search_documents
import workshops.views
from accounts.cli import accounts_commands
from accounts.queries import actor_signed_in_with
from accounts.services.sign_ins import note_presence
from contest.cli import contest_commands
from data_platform.cli import decisions_commands
from foundations.database.revisions import check_revision
from foundations.database.session import init_database
from foundations.ledger.checkpoints import check_head
from foundations.ledger.cli import ledger_commands
from foundations.ledger.clock import CLOCK_ACCEPTED, check_clock, clock_commands
from foundations.mail.given_up import check_given_up_mails
from foundations.scheduling import housekeeping
from foundations.scheduling.cli import scheduler_commands
from foundations.scheduling.registry import register_jobs
from foundations.scheduling.status import check_jobs
from foundations.search.cli import search_commands
from foundations.search.registry import check_index, init_search
from foundations.settings import ROOT, Settings, read_settings
from foundations.web import configuration, doctor, guards, log_lines, reports, static_files, unit_of_work
from foundations.web.assembly import set_up_web
from front_door.cli import demo_commands
from front_door.presets import surroundings
from governance_board.cli import council_commands

# The word in /readyz, and the doctor's.
CHECKS = {
    "revision": ("the schema is the newest", check_revision),
    "ledger": ("the ledger can be read", check_head),
    "jobs": ("regular work is done on time", check_jobs),
    "search": ("the search index is whole", check_index),
    "mail": ("every mail is delivered", check_given_up_mails),
    "clock": ("the clock was not set back", check_clock),
}


def create_app(settings: Settings | None = None) -> Flask:
    """Return the application, or refuse to start if it would not be safe."""
    app = Flask(__name__, static_url_path=static_files.static_url_path(ROOT / "static"))
    configuration.configure(app, settings or read_settings())
    log_lines.configure_logging(app)
    init_database(app)
    sign_ins = accounts.views.sign_ins
    set_up_web(
        app,
        actor_of=actor_signed_in_with,
        note_presence=note_presence,
        surroundings=surroundings,
        pages_that_ask=(sign_ins.sign_in_again_page, sign_ins.prove_again_page),
    )
    init_search(app, app.config["DATA_DIR"], contest.search_documents.SOURCES | workshops.search_documents.SOURCES)
    doctor.init_doctor(app, dict(CHECKS.values()))
    reports.init_readiness(app, {word: check for word, (_, check) in CHECKS.items()})
    refusals = consent.errors, contest.errors, data_platform.errors, governance_board.errors, workshops.errors
    for errors_of in refusals:
        unit_of_work.register_constraints(app, errors_of.CONSTRAINTS)
    rooms = accounts.views, consent.views, contest.views, governance_board.views, workshops.views, front_door.views
    for views in (reports, foundations.ledger.views, data_platform.api, *rooms):
        app.register_blueprint(views.blueprint)
    guards.seal(app)
    enums = consent.enums, contest.enums, data_platform.enums, governance_board.enums, workshops.enums
    acts = (room.PUBLIC_ACTS for room in enums)
    app.config["LEDGER_PUBLIC_KINDS"] = frozenset().union(*acts, {CLOCK_ACCEPTED})
    works = foundations.ledger.jobs, foundations.mail.jobs, foundations.search.jobs, housekeeping
    for room in (accounts.jobs, contest.jobs, *works):
        register_jobs(app, room.JOBS)
    features = accounts_commands, contest_commands, council_commands, decisions_commands, demo_commands
    for commands in (*features, clock_commands, ledger_commands, scheduler_commands, search_commands):
        app.cli.add_command(commands)
    return app
