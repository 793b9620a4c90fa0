"""All pages of the office about surveys."""

from surveys.office import (
    form_routes,
    list_routes,
    preview_routes,
    question_routes,
    run_routes,
    section_routes,
    survey_routes,
    text_routes,
)

ROUTES = [
    *list_routes.ROUTES,
    *survey_routes.ROUTES,
    *question_routes.ROUTES,
    *form_routes.ROUTES,
    *section_routes.ROUTES,
    *text_routes.ROUTES,
    *preview_routes.ROUTES,
    *run_routes.ROUTES,
]
