from tests.conftest import NewVisitor
from tests.visitor import Visitor


async def test_the_start_page_speaks_the_language_of_the_browser(new_visitor: NewVisitor) -> None:
    for tag, direction in (("ar", "rtl"), ("tr", "ltr"), ("de", "ltr")):
        answer = await new_visitor(tag).get("/")
        assert answer.status_code == 200
        assert f'lang="{tag}" dir="{direction}"' in answer.text


async def test_a_chosen_language_outlasts_the_browsers(visitor: Visitor) -> None:
    await visitor.get("/")
    await visitor.submit("/language", {"language": "tr"})
    assert 'lang="tr"' in (await visitor.get("/")).text


async def test_the_language_form_leads_back_to_this_site_only(visitor: Visitor) -> None:
    await visitor.get("/")
    answer = await visitor.submit("/language", {"language": "tr", "next": "//elsewhere.example"})
    assert str(answer.url) == "http://testserver/"


async def test_a_form_without_the_token_of_its_page_changes_nothing(visitor: Visitor) -> None:
    await visitor.get("/")
    answer = await visitor.post("/language", {"language": "tr", "_csrf_token": "made up"})
    assert answer.status_code == 403
    assert 'lang="en"' in (await visitor.get("/")).text


async def test_an_unknown_address_is_a_calm_page_with_a_number(visitor: Visitor) -> None:
    answer = await visitor.get("/no/such/page")
    assert answer.status_code == 404
    assert answer.headers["x-request-id"] in answer.text


async def test_a_token_that_we_have_not_made_is_none_even_with_its_own_cookie(
    visitor: Visitor,
) -> None:
    made_up = "a" * 128
    visitor.cookies.set("csrftoken", made_up)
    form = {"language": "tr", "_csrf_token": made_up}
    for headers in ({}, {"x-csrftoken": made_up}):
        answer = await visitor._send("POST", "/language", htmx=False, data=form, headers=headers)
        assert answer.status_code == 403
