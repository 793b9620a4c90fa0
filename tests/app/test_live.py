"""The hub: rendered once, sent to all, newest only. Time is in the test's hands."""

import asyncio
import threading
from collections.abc import AsyncIterator

import pytest

from app.live import EVERYTHING, Frame, Hub, RenderFailed, server_sent_event


class Screen:
    """Something to render, which counts how often that was done."""

    def __init__(self, text: str = "first") -> None:
        self.text = text
        self.rendered = 0
        self.broken = False
        self.may_finish = asyncio.Event()
        self.may_finish.set()
        self.started = asyncio.Event()

    async def render(self) -> str:
        self.rendered += 1
        text = self.text  # what the database says when the rendering begins
        self.started.set()
        await self.may_finish.wait()
        if self.broken:
            raise ValueError("no such template")
        return text


class Clock:
    """The pause between two frames lasts until the test lets time pass."""

    def __init__(self) -> None:
        self.pauses: list[float] = []
        self._end: asyncio.Future[None] | None = None

    async def pause(self, seconds: float) -> None:
        self.pauses.append(seconds)
        self._end = asyncio.get_running_loop().create_future()
        await self._end

    async def pass_by(self) -> None:
        assert self._end is not None
        self._end.set_result(None)
        await settle()


async def settle() -> None:
    """Let everything run that can run."""
    for _ in range(30):
        await asyncio.sleep(0)


async def following(stream: AsyncIterator[Frame | None]) -> Frame:
    """The next frame; heartbeats do not count."""
    async with asyncio.timeout(10):
        while (frame := await anext(stream)) is None:
            pass
    return frame


class Phone:
    """Takes every frame as it comes."""

    def __init__(self, stream: AsyncIterator[Frame | None]) -> None:
        self.frames: list[Frame | None] = []
        self._task = asyncio.create_task(self._take(stream))

    async def _take(self, stream: AsyncIterator[Frame | None]) -> None:
        async for frame in stream:
            self.frames.append(frame)

    @property
    def texts(self) -> list[str]:
        return [frame.html for frame in self.frames if frame is not None]

    @property
    def ended(self) -> bool:
        return self._task.done()

    async def leave(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)


@pytest.fixture
def screen() -> Screen:
    return Screen()


@pytest.fixture
def hub() -> Hub:
    return Hub(interval=0)


async def test_the_first_frame_is_the_whole_truth(hub: Hub, screen: Screen) -> None:
    stream = hub.follow("room", "en", screen.render)
    assert (await following(stream)).html == "first"


async def test_a_change_reaches_who_follows(hub: Hub, screen: Screen) -> None:
    stream = hub.follow("room", "en", screen.render)
    await following(stream)
    screen.text = "second"
    hub.announce(["room"])
    assert (await following(stream)).html == "second"


async def test_a_change_elsewhere_renders_nothing(hub: Hub, screen: Screen) -> None:
    stream = hub.follow("room", "en", screen.render)
    await following(stream)
    hub.announce(["another room"])
    await settle()
    assert screen.rendered == 1


async def test_a_thousand_phones_in_two_languages_cost_two_renderings(hub: Hub) -> None:
    screens = {"de": Screen(), "ar": Screen()}
    phones = [
        Phone(hub.follow("room", language, screen.render))
        for language, screen in screens.items()
        for _ in range(500)
    ]
    await settle()
    assert [screen.rendered for screen in screens.values()] == [1, 1]
    for screen in screens.values():
        screen.text = "second"
    hub.announce(["room"])
    await settle()
    assert [screen.rendered for screen in screens.values()] == [2, 2]
    assert all(phone.texts == ["first", "second"] for phone in phones)
    assert len({id(phone.frames[-1]) for phone in phones}) == 2
    await hub.stop()


async def test_a_change_from_another_thread_is_heard(hub: Hub, screen: Screen) -> None:
    stream = hub.follow("room", "en", screen.render)
    await following(stream)
    screen.text = "second"
    thread = threading.Thread(target=hub.announce, args=(["room"],))
    thread.start()
    thread.join()
    assert (await following(stream)).html == "second"


async def test_a_change_after_a_quiet_time_is_shown_at_once(screen: Screen) -> None:
    clock = Clock()
    hub = Hub(pause=clock.pause)
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    await clock.pass_by()
    screen.text = "second"
    hub.announce(["room"])
    await settle()
    assert phone.texts == ["first", "second"]
    assert clock.pauses == [0.25, 0.25]
    await hub.stop()


async def test_changes_within_the_interval_become_one_frame_with_the_last(screen: Screen) -> None:
    clock = Clock()
    hub = Hub(pause=clock.pause)
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    for number in range(100):
        screen.text = f"change {number}"
        hub.announce(["room"])
        await settle()
    assert phone.texts == ["first"]
    await clock.pass_by()
    assert phone.texts == ["first", "change 99"]
    assert screen.rendered == 2
    await hub.stop()


async def test_a_change_during_a_rendering_is_rendered_afterwards(hub: Hub, screen: Screen) -> None:
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    screen.may_finish.clear()
    screen.text = "second"
    hub.announce(["room"])
    await settle()
    screen.text = "third"
    hub.announce(["room"])
    await settle()
    screen.may_finish.set()
    await settle()
    assert phone.texts == ["first", "second", "third"]
    await phone.leave()


async def test_who_connects_during_an_outdated_rendering_gets_the_next_one(
    hub: Hub, screen: Screen
) -> None:
    screen.may_finish.clear()
    early = Phone(hub.follow("room", "en", screen.render))
    await settle()
    screen.text = "second"
    hub.announce(["room"])
    await settle()
    late = Phone(hub.follow("room", "en", screen.render))
    await settle()
    screen.may_finish.set()
    await settle()
    assert early.texts == ["first", "second"]
    assert late.texts == ["second"]
    await hub.stop()


async def test_a_slow_phone_skips_to_the_newest(hub: Hub, screen: Screen) -> None:
    slow = hub.follow("room", "en", screen.render)
    await following(slow)
    quick = Phone(hub.follow("room", "en", screen.render))
    for number in range(5):
        screen.text = f"change {number}"
        hub.announce(["room"])
        await settle()
    assert len(quick.texts) == 6
    assert (await following(slow)).html == "change 4"
    await quick.leave()


async def test_the_same_bytes_are_not_sent_twice(hub: Hub, screen: Screen) -> None:
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    hub.announce(["room"])
    await settle()
    assert screen.rendered == 2
    assert phone.texts == ["first"]
    await phone.leave()


async def test_who_reconnects_is_sent_the_whole_truth_at_once(hub: Hub, screen: Screen) -> None:
    await hub.current("room", "en", screen.render)
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    assert phone.texts == ["first"]
    assert screen.rendered == 1
    await phone.leave()


async def test_a_failed_rendering_is_survived(
    hub: Hub, screen: Screen, caplog: pytest.LogCaptureFixture
) -> None:
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    screen.broken = True
    hub.announce(["room"])
    await settle()
    assert "could not be rendered" in caplog.text
    screen.broken, screen.text = False, "second"
    hub.announce(["room"])
    await settle()
    assert phone.texts == ["first", "second"]
    await phone.leave()


async def test_who_polls_hears_of_a_failed_rendering_and_may_try_again(
    hub: Hub, screen: Screen
) -> None:
    screen.broken = True
    with pytest.raises(RenderFailed):
        await hub.current("room", "en", screen.render)
    screen.broken = False
    assert (await hub.current("room", "en", screen.render)).html == "first"


async def test_who_polls_costs_one_rendering_a_change(hub: Hub, screen: Screen) -> None:
    async def poll() -> set[str]:
        polls = (hub.current("room", "en", screen.render) for _ in range(50))
        return {frame.html for frame in await asyncio.gather(*polls)}

    assert await poll() == {"first"}
    assert await poll() == {"first"}
    assert screen.rendered == 1
    screen.text = "second"
    hub.announce(["room"])
    await settle()
    assert await poll() == {"second"}
    assert screen.rendered == 2


async def test_who_polls_gets_round_no_interval(screen: Screen) -> None:
    clock = Clock()
    hub = Hub(pause=clock.pause)
    await hub.current("room", "en", screen.render)
    polls = []
    for number in range(10):
        screen.text = f"change {number}"
        hub.announce(["room"])
        await settle()
        polls.append(asyncio.create_task(hub.current("room", "en", screen.render)))
        await settle()
    assert screen.rendered == 1
    await clock.pass_by()
    assert {frame.html for frame in await asyncio.gather(*polls)} == {"change 9"}
    assert screen.rendered == 2
    await hub.stop()


async def test_everything_changed_renders_every_topic(hub: Hub) -> None:
    screens = [Screen(), Screen()]
    phones = [
        Phone(hub.follow(f"room {number}", "en", screen.render))
        for number, screen in enumerate(screens)
    ]
    await settle()
    for screen in screens:
        screen.text = "after the gap"
    hub.announce([EVERYTHING])
    await settle()
    assert [phone.texts[-1] for phone in phones] == ["after the gap"] * 2
    await hub.stop()


async def test_nothing_is_rendered_when_nobody_follows(hub: Hub, screen: Screen) -> None:
    phone = Phone(hub.follow("room", "en", screen.render))
    await settle()
    await phone.leave()
    hub.announce(["room"])
    await settle()
    assert screen.rendered == 1


async def test_what_nobody_uses_is_forgotten(screen: Screen) -> None:
    hub = Hub(interval=0, keep=3)
    for number in range(20):
        phone = Phone(hub.follow(f"room {number}", "en", screen.render))
        await settle()
        await phone.leave()
        await hub.current(f"other room {number}", "en", screen.render)
    assert hub.known() == 3
    hub.announce([EVERYTHING])
    await settle()
    assert hub.known() == 0


async def test_a_quiet_stream_has_a_heartbeat(screen: Screen) -> None:
    hub = Hub(interval=0, heartbeat=0.001)
    stream = hub.follow("room", "en", screen.render)
    await following(stream)
    async with asyncio.timeout(10):
        assert await anext(stream) is None
        assert await anext(stream) is None


async def test_the_heartbeat_gives_a_failed_rendering_a_second_chance(screen: Screen) -> None:
    hub = Hub(interval=0, heartbeat=0.001)
    screen.broken = True
    stream = hub.follow("room", "en", screen.render)
    async with asyncio.timeout(10):
        assert await anext(stream) is None
    screen.broken = False
    assert (await following(stream)).html == "first"


async def test_stopping_ends_every_stream(hub: Hub, screen: Screen) -> None:
    phones = [Phone(hub.follow("room", "en", screen.render)) for _ in range(3)]
    await settle()
    await hub.stop()
    await settle()
    assert all(phone.ended for phone in phones)


def test_a_change_before_anybody_came_is_no_error(hub: Hub) -> None:
    hub.announce(["room"])


def test_a_change_after_the_loop_has_ended_is_no_error(hub: Hub, screen: Screen) -> None:
    asyncio.run(_poll_once(hub, screen))
    hub.announce(["room"])
    hub.announce(["room"])


async def _poll_once(hub: Hub, screen: Screen) -> None:
    await hub.current("room", "en", screen.render)


def test_an_event_carries_every_line_and_its_etag() -> None:
    frame = Frame("<p>\none\r\ntwo\rthree\n")
    assert server_sent_event(frame).decode() == (
        f"id: {frame.etag}\ndata: <p>\ndata: one\ndata: two\ndata: three\ndata: \n\n"
    )


def test_a_heartbeat_is_an_event_that_scripts_hear() -> None:
    assert server_sent_event(None) == b"event: beat\ndata:\n\n"


def test_equal_frames_have_equal_etags_and_others_do_not() -> None:
    assert Frame("a").etag == Frame("a").etag != Frame("b").etag
