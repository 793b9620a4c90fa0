"""Who may use which route: the one table, checked before every handler.

A route that is missing here, or a line here without its route, stops the program at the start.
Wrong people get 404, as if the page did not exist; staff who are not signed in are asked to.
"""

from collections.abc import Awaitable, Callable, Mapping
from enum import Enum
from typing import Any

from litestar import Litestar
from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler
from litestar.routes import HTTPRoute

from app.database.base import LARGEST
from app.refused import Missing

Connection = ASGIConnection[Any, Any, Any, Any]


class Who(Enum):
    """Kinds of visitors. What each check puts into the request's state stands in main.py."""

    ANYONE = "anyone"
    PARTICIPANT = "a participant of this workshop, known by their cookie"
    RESPONDENT = "whoever has begun to answer a survey, known by their cookie"
    PROJECTOR = "whoever holds the projector's link"
    STAFF = "a signed-in member of staff"
    MODERATOR = "a moderator of this workshop, by account or by a pass, or the office"
    INTERPRETER = "an interpreter of this workshop, or who may moderate it"
    OFFICE = "the integration office"


ACCESS: dict[str, Who] = {
    "GET /": Who.ANYONE,
    "GET /health": Who.ANYONE,
    "GET /static/{path}": Who.ANYONE,
    "POST /language": Who.ANYONE,
    # Staff: signing in, one's own page, the office's colleagues (app/accounts)
    "GET /sign-in": Who.ANYONE,
    "POST /sign-in": Who.ANYONE,
    "GET /invitations/{token}": Who.ANYONE,
    "POST /invitations/{token}": Who.ANYONE,
    "POST /sign-out": Who.ANYONE,
    "GET /account": Who.STAFF,
    "GET /account/password": Who.STAFF,
    "POST /account/password": Who.STAFF,
    "POST /account/browsers/{browser_id}/removal": Who.STAFF,
    "POST /account/other-browsers/removal": Who.STAFF,
    "GET /accounts": Who.OFFICE,
    "POST /accounts": Who.OFFICE,
    "GET /accounts/{account_id}/invitation": Who.OFFICE,
    "POST /accounts/{account_id}/invitation": Who.OFFICE,
    "GET /accounts/{account_id}/removal": Who.OFFICE,
    "POST /accounts/{account_id}/removal": Who.OFFICE,
    # Phones (workshops/participants, measures, dots)
    "GET /join": Who.ANYONE,
    "GET /W/{code}": Who.ANYONE,
    "GET /w/{code}": Who.ANYONE,
    "POST /w/{code}/participants": Who.ANYONE,
    "GET /w/{code}/group": Who.PARTICIPANT,
    "POST /w/{code}/group": Who.PARTICIPANT,
    "GET /w/{code}/groups/live": Who.PARTICIPANT,
    # Cards with personal codes: who holds one (workshops/codes)
    "GET /P/{card}": Who.ANYONE,
    "GET /p/{card}": Who.ANYONE,
    "POST /p": Who.ANYONE,
    "POST /w/{code}/language": Who.PARTICIPANT,
    "GET /w/{code}/step": Who.PARTICIPANT,
    "GET /w/{code}/live": Who.PARTICIPANT,
    "POST /w/{code}/measures": Who.PARTICIPANT,
    "PUT /w/{code}/measures/{measure_id}": Who.PARTICIPANT,
    "POST /w/{code}/measures/{measure_id}": Who.PARTICIPANT,
    "PUT /w/{code}/measures/{measure_id}/state": Who.PARTICIPANT,
    "POST /w/{code}/measures/{measure_id}/state": Who.PARTICIPANT,
    "PUT /w/{code}/draft": Who.PARTICIPANT,
    "POST /w/{code}/draft": Who.PARTICIPANT,
    "GET /w/{code}/similar": Who.PARTICIPANT,
    "GET /w/{code}/others": Who.PARTICIPANT,
    "PUT /w/{code}/measures/{measure_id}/dots": Who.PARTICIPANT,
    "POST /w/{code}/measures/{measure_id}/dots": Who.PARTICIPANT,
    "PUT /w/{code}/goals/{node_id}/ratings": Who.PARTICIPANT,
    "POST /w/{code}/goals/{node_id}/ratings": Who.PARTICIPANT,
    "POST /w/{code}/surveys/{step_id}": Who.PARTICIPANT,
    # Results of surveys (surveys/results)
    "GET /surveys/{name}/results": Who.OFFICE,
    "GET /surveys/{name}/results/cross": Who.OFFICE,
    "GET /surveys/{name}/results/comparison": Who.OFFICE,
    "GET /surveys/{name}/results/texts": Who.OFFICE,
    "POST /surveys/{name}/results/texts": Who.OFFICE,
    "GET /surveys/{name}/results/weights": Who.OFFICE,
    "POST /surveys/{name}/results/weights": Who.OFFICE,
    # Results of surveys as files (surveys/results_files)
    "GET /surveys/{name}/results/export": Who.OFFICE,
    "POST /surveys/{name}/results/exports": Who.OFFICE,
    "GET /surveys/{name}/results/exports/{export_id}": Who.OFFICE,
    "POST /surveys/{name}/results/exports/{export_id}/cancellation": Who.OFFICE,
    "GET /surveys/{name}/results/exports/{export_id}/file": Who.OFFICE,
    # Answering a survey (surveys/answering)
    "GET /S/{run}": Who.ANYONE,
    "GET /s/{run}": Who.ANYONE,
    "GET /s/{run}/privacy": Who.ANYONE,
    "POST /s/{run}/responses": Who.ANYONE,
    "POST /s/{run}/resuming": Who.ANYONE,
    "POST /s/{run}/another": Who.ANYONE,
    "POST /s/{run}/language": Who.ANYONE,
    "GET /T/{ticket}": Who.ANYONE,
    "GET /t/{ticket}": Who.ANYONE,
    "GET /s/{run}/{place}": Who.RESPONDENT,
    "PUT /s/{run}/{place}": Who.RESPONDENT,
    "POST /s/{run}/{place}": Who.RESPONDENT,
    "GET /s/{run}/end": Who.RESPONDENT,
    "POST /s/{run}/end": Who.RESPONDENT,
    "GET /s/{run}/images/{name}": Who.RESPONDENT,
    # The moderator's console and the projector (workshops/moderation, agenda, projector)
    "GET /moderation": Who.STAFF,
    "GET /moderation/{code}": Who.MODERATOR,
    "GET /moderation/{code}/live": Who.MODERATOR,
    "GET /moderation/{code}/results": Who.MODERATOR,
    "GET /moderation/{code}/merging": Who.MODERATOR,
    "POST /moderation/{code}/merging": Who.MODERATOR,
    "POST /moderation/{code}/merges": Who.MODERATOR,
    "POST /moderation/{code}/merges/{measure_id}/removal": Who.MODERATOR,
    "POST /moderation/{code}/dismissals": Who.MODERATOR,
    "GET /moderation/{code}/paper": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/paper": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/paper": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/paper/{number}/removal": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/ballots": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/ballots": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/ballots.pdf": Who.MODERATOR,
    "GET /moderation/{code}/codes": Who.MODERATOR,
    "POST /moderation/{code}/codes": Who.MODERATOR,
    "GET /moderation/{code}/codes.pdf": Who.MODERATOR,
    "POST /moderation/{code}/codes/requirement": Who.MODERATOR,
    "POST /moderation/{code}/codes/{number}/state": Who.MODERATOR,
    "POST /moderation/{code}/codes/{number}/replacement": Who.MODERATOR,
    "GET /moderation/{code}/groups": Who.MODERATOR,
    "POST /moderation/{code}/groups": Who.MODERATOR,
    "POST /moderation/{code}/groups/fields": Who.MODERATOR,
    "POST /moderation/{code}/groups/step": Who.MODERATOR,
    "POST /moderation/{code}/groups/state": Who.MODERATOR,
    "PUT /moderation/{code}/groups/choice": Who.MODERATOR,
    "POST /moderation/{code}/groups/choice": Who.MODERATOR,
    "PUT /moderation/{code}/groups/assignment": Who.MODERATOR,
    "POST /moderation/{code}/groups/assignment": Who.MODERATOR,
    "PUT /moderation/{code}/groups/position": Who.MODERATOR,
    "POST /moderation/{code}/groups/position": Who.MODERATOR,
    "GET /moderation/{code}/groups/{group_id}": Who.MODERATOR,
    "POST /moderation/{code}/groups/{group_id}": Who.MODERATOR,
    "PUT /moderation/{code}/measures/{measure_id}/original": Who.MODERATOR,
    "POST /moderation/{code}/measures/{measure_id}/original": Who.MODERATOR,
    "GET /moderation/{code}/measures/{measure_id}/field": Who.MODERATOR,
    "PUT /moderation/{code}/measures/{measure_id}/field": Who.MODERATOR,
    "POST /moderation/{code}/measures/{measure_id}/field": Who.MODERATOR,
    "PUT /moderation/{code}/collecting": Who.MODERATOR,
    "POST /moderation/{code}/collecting": Who.MODERATOR,
    "GET /moderation/{code}/passes": Who.MODERATOR,
    "POST /moderation/{code}/passes": Who.MODERATOR,
    "POST /moderation/{code}/passes/{pass_id}/revocation": Who.MODERATOR,
    "GET /moderation/{code}/journal": Who.MODERATOR,
    "GET /moderation/{code}/journal/live": Who.MODERATOR,
    "POST /moderation/{code}/actions/{action_id}/undoing": Who.INTERPRETER,
    "GET /moderation/{code}/texts": Who.INTERPRETER,
    "GET /moderation/{code}/texts/live": Who.INTERPRETER,
    "PUT /moderation/{code}/texts/{measure_id}/{tag}": Who.INTERPRETER,
    "POST /moderation/{code}/texts/{measure_id}/{tag}": Who.INTERPRETER,
    "PUT /moderation/{code}/texts/{measure_id}/wording": Who.INTERPRETER,
    "POST /moderation/{code}/texts/{measure_id}/wording": Who.INTERPRETER,
    "POST /moderation/{code}/texts/{measure_id}/original": Who.INTERPRETER,
    "PUT /moderation/{code}/titles/{node_id}/{tag}": Who.INTERPRETER,
    "POST /moderation/{code}/titles/{node_id}/{tag}": Who.INTERPRETER,
    "POST /moderation/{code}/leaving": Who.INTERPRETER,
    "GET /passes/{secret}": Who.ANYONE,
    "POST /passes/{secret}": Who.ANYONE,
    "PUT /moderation/{code}/position": Who.MODERATOR,
    "POST /moderation/{code}/position": Who.MODERATOR,
    "GET /moderation/{code}/agenda": Who.MODERATOR,
    "GET /moderation/{code}/agenda/live": Who.MODERATOR,
    "POST /moderation/{code}/agenda/steps": Who.MODERATOR,
    "POST /moderation/{code}/agenda/steps/{step_id}": Who.MODERATOR,
    "POST /moderation/{code}/agenda/steps/{step_id}/position": Who.MODERATOR,
    "POST /moderation/{code}/agenda/steps/{step_id}/removal": Who.MODERATOR,
    "POST /moderation/{code}/agenda/steps/{step_id}/restoration": Who.MODERATOR,
    "PUT /moderation/{code}/timer": Who.MODERATOR,
    "POST /moderation/{code}/timer": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/state": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/state": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/rule": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/rule": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/rule": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/first": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/first": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/run-offs": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/question": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/question": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/question": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/survey": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/survey": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/survey/wall": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/survey/wall": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/survey/texts": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/survey/texts": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/survey/measure": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/survey/measure": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/survey/measure": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/notes": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/notes": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/notes": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/weights": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/weights": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/criteria/new": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/criteria": Who.MODERATOR,
    "PUT /moderation/{code}/steps/{step_id}/criteria/{criterion_id}": Who.MODERATOR,
    "POST /moderation/{code}/steps/{step_id}/criteria/{criterion_id}": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/ratings.csv": Who.MODERATOR,
    "GET /moderation/{code}/steps/{step_id}/ratings.xlsx": Who.MODERATOR,
    "PUT /moderation/{code}/measures/{measure_id}/state": Who.MODERATOR,
    "POST /moderation/{code}/measures/{measure_id}/state": Who.MODERATOR,
    "GET /moderation/{code}/measures/{measure_id}/text": Who.MODERATOR,
    "PUT /moderation/{code}/measures/{measure_id}/text": Who.MODERATOR,
    "POST /moderation/{code}/measures/{measure_id}/text": Who.MODERATOR,
    "PUT /moderation/{code}/screen": Who.MODERATOR,
    "POST /moderation/{code}/screen": Who.MODERATOR,
    "GET /projector/{token}": Who.PROJECTOR,
    "GET /projector/{token}/live": Who.PROJECTOR,
    # The office: concepts, and exports for moderators too (workshops/concepts)
    "GET /concepts": Who.OFFICE,
    "POST /concepts": Who.OFFICE,
    "GET /concepts/new": Who.OFFICE,
    "GET /concepts/import": Who.OFFICE,
    "POST /concepts/import": Who.OFFICE,
    "GET /concepts/import/{upload_id}": Who.OFFICE,
    "POST /concepts/import/{upload_id}": Who.OFFICE,
    "GET /concepts/{name}": Who.OFFICE,
    "GET /concepts/{name}/deletion": Who.OFFICE,
    "POST /concepts/{name}/deletion": Who.OFFICE,
    "POST /concepts/{name}/restoration": Who.OFFICE,
    "GET /concepts/{name}/title": Who.OFFICE,
    "POST /concepts/{name}/title": Who.OFFICE,
    "POST /concepts/{name}/nodes": Who.OFFICE,
    "GET /concepts/{name}/nodes/new": Who.OFFICE,
    "GET /concepts/{name}/nodes/{node_id}": Who.OFFICE,
    "PUT /concepts/{name}/nodes/{node_id}": Who.OFFICE,
    "POST /concepts/{name}/nodes/{node_id}": Who.OFFICE,
    "GET /concepts/{name}/nodes/{node_id}/edit": Who.OFFICE,
    "GET /concepts/{name}/nodes/{node_id}/below": Who.OFFICE,
    "GET /concepts/{name}/nodes/{node_id}/place": Who.OFFICE,
    "POST /concepts/{name}/nodes/{node_id}/place": Who.OFFICE,
    "PUT /concepts/{name}/nodes/{node_id}/position": Who.OFFICE,
    "POST /concepts/{name}/nodes/{node_id}/position": Who.OFFICE,
    "GET /concepts/{name}/nodes/{node_id}/deletion": Who.OFFICE,
    "POST /concepts/{name}/nodes/{node_id}/deletion": Who.OFFICE,
    "POST /concepts/{name}/nodes/{node_id}/restoration": Who.OFFICE,
    "POST /concepts/{name}/measures": Who.OFFICE,
    "GET /concepts/{name}/measures/new": Who.OFFICE,
    "GET /concepts/{name}/measures/{measure_id}": Who.OFFICE,
    "PUT /concepts/{name}/measures/{measure_id}": Who.OFFICE,
    "POST /concepts/{name}/measures/{measure_id}": Who.OFFICE,
    "GET /concepts/{name}/measures/{measure_id}/edit": Who.OFFICE,
    "GET /concepts/{name}/measures/{measure_id}/place": Who.OFFICE,
    "POST /concepts/{name}/measures/{measure_id}/place": Who.OFFICE,
    "PUT /concepts/{name}/measures/{measure_id}/position": Who.OFFICE,
    "POST /concepts/{name}/measures/{measure_id}/position": Who.OFFICE,
    "GET /concepts/{name}/measures/{measure_id}/deletion": Who.OFFICE,
    "POST /concepts/{name}/measures/{measure_id}/deletion": Who.OFFICE,
    "POST /concepts/{name}/measures/{measure_id}/restoration": Who.OFFICE,
    "GET /concepts/{name}/bulk": Who.OFFICE,
    "POST /concepts/{name}/bulk": Who.OFFICE,
    "GET /concepts/{name}/parts": Who.OFFICE,
    "POST /concepts/{name}/parts": Who.OFFICE,
    "GET /concepts/{name}/history": Who.OFFICE,
    "POST /concepts/{name}/actions/{done_id}/undoing": Who.OFFICE,
    "GET /concepts/{name}/import": Who.OFFICE,
    "POST /concepts/{name}/import": Who.OFFICE,
    "GET /concepts/{name}/import/template.xlsx": Who.OFFICE,
    "GET /concepts/{name}/import/{upload_id}": Who.OFFICE,
    "POST /concepts/{name}/import/{upload_id}": Who.OFFICE,
    "GET /concepts/{name}/export": Who.OFFICE,
    "POST /concepts/{name}/exports": Who.OFFICE,
    "GET /concepts/{name}/exports/{export_id}": Who.OFFICE,
    "POST /concepts/{name}/exports/{export_id}/cancellation": Who.OFFICE,
    "GET /concepts/{name}/exports/{export_id}/file": Who.OFFICE,
    "GET /concepts/{name}/export.json": Who.OFFICE,
    "GET /moderation/{code}/export.json": Who.MODERATOR,
    "GET /concepts/{name}/export.pb": Who.OFFICE,
    "GET /concepts/{name}/export.docx": Who.OFFICE,
    "GET /concepts/{name}/export.md": Who.OFFICE,
    "GET /concepts/{name}/export.pdf": Who.OFFICE,
    "GET /concepts/{name}/export.odt": Who.OFFICE,
    "GET /concepts/{name}/export.xlsx": Who.OFFICE,
    "GET /concepts/{name}/export.csv": Who.OFFICE,
    "GET /moderation/{code}/export.docx": Who.MODERATOR,
    "GET /moderation/{code}/export.md": Who.MODERATOR,
    "GET /moderation/{code}/export.pdf": Who.MODERATOR,
    "GET /moderation/{code}/export.odt": Who.MODERATOR,
    "GET /moderation/{code}/export.xlsx": Who.MODERATOR,
    "GET /moderation/{code}/export.csv": Who.MODERATOR,
    # What becomes of the measures: for the office, and for everybody (workshops/followup)
    "GET /concepts/{name}/follow-up": Who.OFFICE,
    "POST /concepts/{name}/follow-up/decisions": Who.OFFICE,
    "GET /concepts/{name}/follow-up/measures/{measure_id}": Who.OFFICE,
    "POST /concepts/{name}/follow-up/measures/{measure_id}": Who.OFFICE,
    "POST /concepts/{name}/follow-up/reports/{report_id}/withdrawal": Who.OFFICE,
    "POST /concepts/{name}/follow-up/reports/{report_id}/restoration": Who.OFFICE,
    "POST /concepts/{name}/follow-up/publication": Who.OFFICE,
    "POST /concepts/{name}/follow-up/publication/removal": Who.OFFICE,
    "GET /concepts/{name}/follow-up/preview": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.docx": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.odt": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.pdf": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.xlsx": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.csv": Who.OFFICE,
    "GET /concepts/{name}/follow-up/report.md": Who.OFFICE,
    "GET /c/{name}": Who.ANYONE,
    "GET /c/{name}/feed.atom": Who.ANYONE,
    "GET /c/{name}/data.csv": Who.ANYONE,
    "GET /c/{name}/data.json": Who.ANYONE,
    # The office: priorities over all workshops of a concept (workshops/gathering)
    "GET /concepts/{name}/priorities": Who.OFFICE,
    "GET /concepts/{name}/priorities/export.xlsx": Who.OFFICE,
    "GET /concepts/{name}/priorities/export.csv": Who.OFFICE,
    "POST /concepts/{name}/priorities/order": Who.OFFICE,
    "POST /concepts/{name}/priorities/events": Who.OFFICE,
    "GET /concepts/{name}/priorities/duplicates": Who.OFFICE,
    "POST /concepts/{name}/priorities/duplicates": Who.OFFICE,
    "POST /concepts/{name}/priorities/merges": Who.OFFICE,
    "POST /concepts/{name}/priorities/merges/{measure_id}/removal": Who.OFFICE,
    "POST /concepts/{name}/priorities/dismissals": Who.OFFICE,
    "GET /concepts/{name}/priorities/proposal": Who.OFFICE,
    "POST /concepts/{name}/priorities/proposal/size": Who.OFFICE,
    "POST /concepts/{name}/priorities/proposal/marks": Who.OFFICE,
    "POST /concepts/{name}/priorities/proposal/marks/removal": Who.OFFICE,
    "GET /concepts/{name}/priorities/equal-shares": Who.OFFICE,
    "GET /concepts/{name}/priorities/equal-shares/election.pb": Who.OFFICE,
    # The office: how many took part (workshops/process)
    "GET /concepts/{name}/process": Who.OFFICE,
    "POST /concepts/{name}/process/events": Who.OFFICE,
    "GET /concepts/{name}/process.docx": Who.OFFICE,
    "GET /concepts/{name}/process.odt": Who.OFFICE,
    "GET /concepts/{name}/process.pdf": Who.OFFICE,
    "GET /concepts/{name}/process.xlsx": Who.OFFICE,
    "GET /concepts/{name}/process.csv": Who.OFFICE,
    "GET /concepts/{name}/process.md": Who.OFFICE,
    # The office: its own Word files (workshops/letterheads)
    "GET /letterheads": Who.OFFICE,
    "POST /letterheads": Who.OFFICE,
    "GET /letterheads/help": Who.OFFICE,
    "GET /letterheads/sample.docx": Who.OFFICE,
    "GET /letterheads/{letterhead_id}": Who.OFFICE,
    "POST /letterheads/{letterhead_id}": Who.OFFICE,
    "GET /letterheads/{letterhead_id}/file.docx": Who.OFFICE,
    "GET /letterheads/{letterhead_id}/trial.docx": Who.OFFICE,
    "GET /letterheads/{letterhead_id}/deletion": Who.OFFICE,
    "POST /letterheads/{letterhead_id}/deletion": Who.OFFICE,
    # Surveys from files and into files (surveys/imports)
    "GET /surveys/import": Who.OFFICE,
    "POST /surveys/import": Who.OFFICE,
    "GET /surveys/import/{upload_id}": Who.OFFICE,
    "POST /surveys/import/{upload_id}": Who.OFFICE,
    "GET /surveys/{name}/export": Who.OFFICE,
    "GET /surveys/{name}/export/{format}": Who.OFFICE,
    # The office: surveys (surveys/office)
    "GET /surveys": Who.OFFICE,
    "POST /surveys": Who.OFFICE,
    "GET /surveys/new": Who.OFFICE,
    "GET /surveys/{name}": Who.OFFICE,
    "POST /surveys/{name}": Who.OFFICE,
    "POST /surveys/{name}/copies": Who.OFFICE,
    "GET /surveys/{name}/deletion": Who.OFFICE,
    "POST /surveys/{name}/deletion": Who.OFFICE,
    "POST /surveys/{name}/restoration": Who.OFFICE,
    "GET /surveys/{name}/words": Who.OFFICE,
    "POST /surveys/{name}/words": Who.OFFICE,
    "GET /surveys/{name}/publication": Who.OFFICE,
    "POST /surveys/{name}/publication": Who.OFFICE,
    "GET /surveys/{name}/images/{image}": Who.OFFICE,
    "GET /surveys/{name}/questions": Who.OFFICE,
    "POST /surveys/{name}/questions": Who.OFFICE,
    "GET /surveys/{name}/new-question": Who.OFFICE,
    "GET /surveys/{name}/questions/{question}": Who.OFFICE,
    "POST /surveys/{name}/questions/{question}": Who.OFFICE,
    "POST /surveys/{name}/questions/{question}/position": Who.OFFICE,
    "POST /surveys/{name}/questions/{question}/copies": Who.OFFICE,
    "POST /surveys/{name}/questions/{question}/removal": Who.OFFICE,
    "POST /surveys/{name}/undoing": Who.OFFICE,
    "GET /surveys/{name}/new-section": Who.OFFICE,
    "POST /surveys/{name}/sections": Who.OFFICE,
    "GET /surveys/{name}/sections/{number}": Who.OFFICE,
    "POST /surveys/{name}/sections/{number}": Who.OFFICE,
    "POST /surveys/{name}/sections/{number}/position": Who.OFFICE,
    "POST /surveys/{name}/sections/{number}/removal": Who.OFFICE,
    "GET /surveys/{name}/blocks": Who.OFFICE,
    "POST /surveys/{name}/blocks": Who.OFFICE,
    "GET /surveys/{name}/texts": Who.OFFICE,
    "GET /surveys/{name}/texts/{tag}": Who.OFFICE,
    "POST /surveys/{name}/texts/{tag}": Who.OFFICE,
    "GET /surveys/{name}/preview": Who.OFFICE,
    "POST /surveys/{name}/preview": Who.OFFICE,
    "POST /surveys/{name}/runs": Who.OFFICE,
    "GET /surveys/{name}/runs/{run}": Who.OFFICE,
    "POST /surveys/{name}/runs/{run}": Who.OFFICE,
    "POST /surveys/{name}/runs/{run}/state": Who.OFFICE,
    "GET /surveys/{name}/runs/{run}/poster": Who.OFFICE,
    "POST /surveys/{name}/runs/{run}/tickets": Who.OFFICE,
    "POST /surveys/{name}/runs/{run}/tickets/{number}/state": Who.OFFICE,
    "GET /surveys/{name}/runs/{run}/cards.pdf": Who.OFFICE,
    "GET /surveys/{name}/runs/{run}/cards.csv": Who.OFFICE,
    # What people proposed in them becomes measures (workshops/surveying/proposal_routes.py)
    "GET /surveys/{name}/proposals": Who.OFFICE,
    "POST /surveys/{name}/proposals": Who.OFFICE,
    # The office: schemes (workshops/schemes/routes.py)
    "GET /schemes": Who.OFFICE,
    "POST /schemes": Who.OFFICE,
    "POST /schemes/new": Who.OFFICE,
    "GET /schemes/{scheme}": Who.OFFICE,
    "POST /schemes/{scheme}/copies": Who.OFFICE,
    "GET /schemes/{scheme}/edit": Who.OFFICE,
    "POST /schemes/{scheme}/edit": Who.OFFICE,
    "POST /schemes/{scheme}/preview": Who.OFFICE,
    "GET /schemes/{scheme}/text": Who.OFFICE,
    "POST /schemes/{scheme}/text": Who.OFFICE,
    "GET /schemes/{scheme}/deletion": Who.OFFICE,
    "POST /schemes/{scheme}/deletion": Who.OFFICE,
    # The office: planning workshops (workshops/routes.py)
    "GET /workshops": Who.OFFICE,
    "POST /workshops": Who.OFFICE,
    "GET /workshops/new": Who.OFFICE,
    "GET /workshops/{code}": Who.OFFICE,
    "POST /workshops/{code}": Who.OFFICE,
    "GET /workshops/{code}/deletion": Who.OFFICE,
    "POST /workshops/{code}/deletion": Who.OFFICE,
    "POST /workshops/{code}/restoration": Who.OFFICE,
    "GET /workshops/{code}/edit": Who.OFFICE,
    "GET /workshops/{code}/poster": Who.OFFICE,
    # The office: agendas to start from (workshops/agenda/template_routes.py)
    "GET /agendas": Who.OFFICE,
    "POST /agendas": Who.OFFICE,
    "GET /agendas/{key}": Who.OFFICE,
    "POST /agendas/{key}": Who.OFFICE,
    "GET /agendas/{key}/deletion": Who.OFFICE,
    "POST /agendas/{key}/deletion": Who.OFFICE,
    "POST /agendas/{key}/steps": Who.OFFICE,
    "POST /agendas/{key}/steps/{step_id}": Who.OFFICE,
    "POST /agendas/{key}/steps/{step_id}/position": Who.OFFICE,
    "POST /agendas/{key}/steps/{step_id}/removal": Who.OFFICE,
    "POST /agendas/{key}/steps/{step_id}/restoration": Who.OFFICE,
}

Check = Callable[[Connection], Awaitable[None]]


def access_guard(checks: Mapping[Who, Check]) -> Callable[..., Awaitable[None]]:
    """A Litestar guard that asks the check of the route's kind of visitor."""

    async def guard(connection: Connection, handler: BaseRouteHandler) -> None:
        sent = connection.scope.get("method")
        if not all(map(_may_be_asked_for, connection.path_params.values())):
            raise Missing
        method = "GET" if sent == "HEAD" else sent
        if method == "OPTIONS":  # Litestar answers these itself, with the methods there are
            return
        who = ACCESS[f"{method} {connection.scope['path_template']}"]
        if who is not Who.ANYONE:
            await checks[who](connection)

    return guard


def _may_be_asked_for(value: Any) -> bool:
    """Whether every database could be asked for this part of an address."""
    return abs(value) <= LARGEST if isinstance(value, int) else "\0" not in str(value)


def verify_table(app: Litestar) -> None:
    """Hold the table against the routes.

    Raises:
        RuntimeError: a route without a line, or a line without a route.
    """
    found = {
        f"{method} {route.path_format}"
        for route in app.routes
        if isinstance(route, HTTPRoute)
        for method in route.methods
        if method not in ("OPTIONS", "HEAD")
    }
    if found != ACCESS.keys():
        raise RuntimeError(
            f"access table: no line for {sorted(found - ACCESS.keys())}, "
            f"no route for {sorted(ACCESS.keys() - found)}"
        )
