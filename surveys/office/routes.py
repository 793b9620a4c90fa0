"""All pages of the office about surveys."""

from surveys.office import (
    block_routes,
    form_routes,
    list_routes,
    preview_routes,
    question_routes,
    run_routes,
    section_routes,
    survey_routes,
    text_routes,
    ticket_routes,
    word_routes,
)

ROUTES = [
    *list_routes.ROUTES,
    *survey_routes.ROUTES,
    *question_routes.ROUTES,
    *form_routes.ROUTES,
    *section_routes.ROUTES,
    *text_routes.ROUTES,
    *preview_routes.ROUTES,
    *block_routes.ROUTES,
    *word_routes.ROUTES,
    *run_routes.ROUTES,
    *ticket_routes.ROUTES,
]
