"""The console's hand on the projector: all absolute, all repeatable."""

from typing import Any

from litestar import Response

from app.database.ledger import Ledger
from app.language import catalogues
from app.settings import Settings
from app.web.forms import Form
from app.web.methods import put_or_post
from app.web.pages import AnyRequest
from workshops.moderation.answers import after_change
from workshops.moderation.visitor import workshop_of
from workshops.projector.screen import MOST_PAGES, SIZES
from workshops.projector.services import blank_screen, resize_screen, show_page, speak_on_screen


@put_or_post("/moderation/{code:str}/screen")
async def control(request: AnyRequest, ledger: Ledger, settings: Settings) -> Response[Any]:
    """One change to the screen: its page (0: pages turn by themselves), its size, blank or not, or
    its languages, of which a second one alternates with the first."""
    workshop_id = workshop_of(request)
    form = Form(await request.form())
    if "page" in form.values:
        page = form.whole("page", low=0, high=MOST_PAGES)
        await ledger.write(show_page, workshop_id, page or None)
    elif "blank" in form.values:
        await ledger.write(blank_screen, workshop_id, form.values["blank"] == "yes")
    elif "size" in form.values:
        size = form.whole("size", low=SIZES[0], high=SIZES[-1])
        await ledger.write(resize_screen, workshop_id, size or 0)
    else:
        wished = [form.values.get(name, "") for name in ("first", "second")]
        chosen = [tag for tag in wished if tag in catalogues.offered()]
        await ledger.write(speak_on_screen, workshop_id, chosen)
    return await after_change(request, ledger, settings)


ROUTES = [control]
