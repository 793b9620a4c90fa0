"""What goes wrong is a calm page, and the log tells where, but nothing that anybody sent."""

import pytest
from litestar import Litestar
from sqlalchemy import text
from sqlalchemy.orm import Session

from app.main import MOST_BYTES
from app.web.csrf import MOST_TYPED
from tests.conftest import NewVisitor
from tests.visitor import Visitor

TYPED = {"content-type": "application/x-www-form-urlencoded"}


async def test_a_failing_page_says_so_calmly_and_the_log_holds_nothing_personal(
    app: Litestar, visitor: Visitor, caplog: pytest.LogCaptureFixture
) -> None:
    app.state.ledger.write_now(_rename, "accounts", "elsewhere")
    await visitor.get("/sign-in")
    answer = await visitor.submit(
        "/sign-in",
        {"email": "ada@example.org", "password": "a secret of hers"},
        headers={"origin": "http://testserver"},
    )
    assert answer.status_code == 503
    assert answer.headers["x-request-id"] in answer.text
    assert "Try again" in answer.text
    assert 'id="again"' not in answer.text, "no page repeats a password"
    ours = "\n".join(record.getMessage() for record in caplog.records if "failed" in record.msg)
    assert answer.headers["x-request-id"] in ours
    assert "OperationalError" in ours
    assert "in known" in ours  # the trace
    for personal in ("ada", "secret", "192.0.2"):
        assert personal not in ours


def _rename(session: Session, table: str, name: str) -> None:
    session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


async def test_what_came_while_the_database_was_away_is_sent_again_at_a_button(
    app: Litestar, visitor: Visitor
) -> None:
    app.state.ledger.write_now(_rename, "responses", "elsewhere")
    place, ours = "/s/CCCCCC/resuming", {"origin": "http://testserver"}
    away = await visitor.post(place, {"token": "typed by hand"}, headers=ours)
    assert away.status_code == 503
    assert "typed by hand</textarea>" in away.text
    app.state.ledger.write_now(_rename, "elsewhere", "responses")
    again = await visitor.submit(place)
    assert again.status_code == 404, "there is no such survey"


async def test_a_host_that_is_none_changes_nothing(new_visitor: NewVisitor) -> None:
    for host in ("[", "a:99999999", "elsewhere.example/?", ""):
        for path in ("/", "/no/such/page", "/workshops"):
            answer = await new_visitor().get(path, headers={"host": host}, follow_redirects=False)
            assert answer.status_code in (200, 303, 400, 404)
            assert "elsewhere" not in answer.text + answer.headers.get("location", "")


async def test_a_form_with_bytes_that_are_no_text_is_refused(visitor: Visitor) -> None:
    token = await visitor.token()
    body = f"--x\r\nContent-Disposition: form-data; name=_csrf_token\r\n\r\n{token}\r\n--x\r\n"
    garbled = b"Content-Disposition: form-data; name=next\r\n\r\n\xff\r\n--x--"
    answer = await visitor._send(
        "POST",
        "/language",
        htmx=False,
        content=body.encode() + garbled,
        headers={"content-type": "multipart/form-data; boundary=x"},
    )
    assert answer.status_code == 400
    assert "Nothing was changed" in answer.text


async def test_after_a_file_too_large_one_can_choose_another(visitor: Visitor) -> None:
    answer = await visitor.post("/concepts/import", files={"file": ("a.csv", bytes(MOST_BYTES))})
    assert answer.status_code == 413
    assert "larger than 5 MB" in answer.text
    assert 'href="/concepts/import"' in answer.text


async def test_a_form_too_long_to_be_typed_is_refused_before_it_is_read(visitor: Visitor) -> None:
    start = f"_csrf_token={await visitor.token()}&next=/&x="
    for size, status in ((MOST_TYPED, 200), (MOST_TYPED + 1, 413)):
        answer = await visitor._send(
            "POST", "/language", htmx=False, content=start.ljust(size, "x"), headers=TYPED
        )
        assert answer.status_code == status
