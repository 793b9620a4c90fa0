import re
from pathlib import Path

import pytest

from app.web.assets import FOLDER, FOREVER, asset
from tests.visitor import Visitor


@pytest.mark.parametrize("encoding", ["br", "gzip", "identity"])
async def test_a_file_arrives_as_it_was_written(visitor: Visitor, encoding: str) -> None:
    answer = await visitor.get(asset("css/base.css"), headers={"Accept-Encoding": encoding})
    assert answer.text == Path(FOLDER / "css/base.css").read_text()


async def test_every_file_of_the_start_page_may_be_kept_for_ever(visitor: Visitor) -> None:
    page = await visitor.get("/")
    addresses = re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text)
    assert addresses
    for address in addresses:
        answer = await visitor.get(address)
        assert (answer.status_code, answer.headers["cache-control"]) == (200, FOREVER)


async def test_a_file_of_another_version_does_not_exist(visitor: Visitor) -> None:
    answer = await visitor.get("/static/css/base.0123456789.css")
    assert answer.status_code == 404
