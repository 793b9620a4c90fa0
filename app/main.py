"""The table of contents of the product."""

import asyncio
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.di import Provide

from app.access import Check, Who, access_guard, verify_table
from app.accounts import office_routes
from app.accounts import routes as accounts
from app.accounts.visitor import office_check, provide_staff, staff_check
from app.database.ledger import Ledger
from app.language.clock import set_zone
from app.live import Hub
from app.settings import Settings
from app.web import errors, home
from app.web.assets import static
from app.web.csrf import csrf_config, csrf_middleware
from app.web.head import answers_head
from app.web.security import Limits, header_hook
from app.web.surroundings import surroundings
from surveys.answering import end_routes as survey_ends
from surveys.answering import live_routes as survey_standing
from surveys.answering import respondent_routes as survey_pages
from surveys.answering import routes as survey_doors
from surveys.answering.cookie import provide_held, respondent_check
from surveys.imports import routes as survey_imports
from surveys.office import routes as survey_office
from surveys.results import routes as survey_results
from surveys.results_files import routes as survey_results_files
from workshops import routes as planning
from workshops.agenda import editing_routes as agenda_editing
from workshops.agenda import routes as agenda
from workshops.agenda import template_routes as agenda_templates
from workshops.agenda import timer_routes as timers
from workshops.codes import guest_routes as cards
from workshops.codes import routes as codes
from workshops.concepts import routes as concepts
from workshops.discussion import routes as discussion
from workshops.dots import moderation_routes as dot_rules
from workshops.dots import routes as dots
from workshops.followup import office_routes as follow_up
from workshops.followup import public_routes as public_pages
from workshops.followup import report_routes as yearly_reports
from workshops.gathering import routes as gathering
from workshops.groups import phone_routes as group_choice
from workshops.groups import routes as groups
from workshops.journal import routes as journal
from workshops.letterheads import routes as letterheads
from workshops.measures import draft_routes as drafts
from workshops.measures import moderation_routes as proposals
from workshops.measures import routes as measures
from workshops.merging import routes as merging
from workshops.moderation import routes as moderation
from workshops.moderation.visitor import interpreter, moderator
from workshops.paper import routes as paper
from workshops.participants import routes as participants
from workshops.participants.cookie import Guests, participant_check, provide_guest
from workshops.participants.pages import AT_ONCE
from workshops.passes import routes as passes
from workshops.priorities import routes as results
from workshops.process import routes as process
from workshops.projector import control_routes as screen_control
from workshops.projector import routes as projector
from workshops.ratings import moderation_routes as rating_rules
from workshops.ratings import routes as ratings
from workshops.surveying import routes as surveying
from workshops.translation import routes as translation

MOST_BYTES = 6_000_000  # of one request: a spreadsheet of a whole concept is far below


def create_app(settings: Settings) -> Litestar:
    """The whole application for these settings. The database must have been migrated."""
    app = routed(settings.secret, secure=settings.secure)
    furnish(app, settings)
    return app


def routed(secret: str, *, secure: bool) -> Litestar:
    """All routes with their guards, but with nothing behind them: `furnish` it before it runs."""
    app = Litestar(
        route_handlers=[
            static,
            *home.ROUTES,
            *accounts.ROUTES,
            *office_routes.ROUTES,
            *participants.ROUTES,
            *group_choice.ROUTES,
            *cards.ROUTES,
            *survey_doors.ROUTES,
            *survey_pages.ROUTES,
            *survey_ends.ROUTES,
            *survey_standing.ROUTES,
            *survey_imports.ROUTES,
            *survey_office.ROUTES,
            *survey_results.ROUTES,
            *survey_results_files.ROUTES,
            *measures.ROUTES,
            *drafts.ROUTES,
            *dots.ROUTES,
            *ratings.ROUTES,
            *surveying.ROUTES,
            *moderation.ROUTES,
            *passes.ROUTES,
            *journal.ROUTES,
            *groups.ROUTES,
            *translation.ROUTES,
            *agenda.ROUTES,
            *agenda_editing.ROUTES,
            *timers.ROUTES,
            *proposals.ROUTES,
            *merging.ROUTES,
            *dot_rules.ROUTES,
            *results.ROUTES,
            *rating_rules.ROUTES,
            *discussion.ROUTES,
            *codes.ROUTES,
            *paper.ROUTES,
            *projector.ROUTES,
            *screen_control.ROUTES,
            *concepts.ROUTES,
            *gathering.ROUTES,
            *follow_up.ROUTES,
            *yearly_reports.ROUTES,
            *public_pages.ROUTES,
            *planning.ROUTES,
            *agenda_templates.ROUTES,
            *letterheads.ROUTES,
            *process.ROUTES,
        ],
        guards=[access_guard(CHECKS)],
        middleware=[surroundings, csrf_middleware(csrf_config(secret, secure))],
        before_send=[header_hook(secure)],
        exception_handlers=errors.HANDLERS,
        dependencies={
            **{name: _furniture(name) for name in FURNITURE},
            "staff": Provide(provide_staff),
            "guest": Provide(provide_guest),
            "held": Provide(provide_held),
        },
        compression_config=CompressionConfig(
            backend="brotli", brotli_quality=4, exclude=["/live$", "^/static/", "/dots$"]
        ),
        lifespan=[_running],
        openapi_config=None,
        logging_config=None,
        request_max_body_size=MOST_BYTES,
        debug=False,
    )
    app.asgi_handler = answers_head(app.asgi_handler)
    verify_table(app)
    return app


FURNITURE = ("settings", "ledger", "hub", "limits", "guests")
"""What handlers may ask for by name; it lies in the application's state."""


def furnish(app: Litestar, settings: Settings) -> None:
    """Put a ledger, a hub and all else that handlers need behind the routes."""
    hub = Hub()
    ledger = Ledger(settings.database_url, hub)
    guests = Guests(ledger, settings.secret)
    hub.heed(guests.heed)
    app.state.update(
        settings=settings,
        ledger=ledger,
        hub=hub,
        limits=Limits(),
        guests=guests,
        crowd=asyncio.Semaphore(AT_ONCE),
    )
    set_zone(settings.timezone)
    logging.getLogger("klebepunkt").setLevel(logging.INFO)


def _furniture(name: str) -> Provide:
    def provide(state: State) -> Any:
        return state[name]

    return Provide(provide, sync_to_thread=False)


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    hub: Hub = app.state.hub
    ledger: Ledger = app.state.ledger
    await hub.start(app.state.settings.database_url)
    try:
        yield
    finally:
        await hub.stop()
        ledger.close()


CHECKS: dict[Who, Check] = {
    Who.PARTICIPANT: participant_check,
    Who.RESPONDENT: respondent_check,
    Who.PROJECTOR: projector.projector,
    Who.STAFF: staff_check,
    Who.MODERATOR: moderator,
    Who.INTERPRETER: interpreter,
    Who.OFFICE: office_check,
}
