"""The order confirmation board, in another process than the order."""

from __future__ import annotations

import asyncio
import errno
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textual.pilot import Pilot

from kiosk.board import FileBoard, FileFeed, OnBoard, Seen, View, view_of, welcome
from kiosk.dialog import Session
from kiosk.dialog.ticket import Row
from kiosk.menu import Menu
from kiosk.ui import KioskApp
from kiosk.ui.confirmation import BoardApp
from kiosk.ui.strings import speak
from kiosk.ui.widgets.board_lines import BoardLine

from .seen import say, screen_text, sees
from .test_terminal import KIOSK, terminal

SIZES = [(80, 24), (120, 35), (200, 60)]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


async def ordered(session: Session, board: FileBoard, *said: str, language: str = "en") -> None:
    """Say it, and show each answer."""
    board.show(view_of(session, session.greet(), language))
    for words in said:
        board.show(view_of(session, (await session.hear(words)).reply, language))


@pytest.fixture
def board(tmp_path: Path) -> Iterator[FileBoard]:
    opened = FileBoard(tmp_path)
    yield opened
    opened.close()


async def test_every_deviation_the_prices_and_the_total(
    new_session: Callable[[], Session], board: FileBoard, tmp_path: Path
) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await ordered(new_session(), board, "two hamburgers no onions and a large coke")
        await sees(pilot, "2 Hamburger", "No onions", "$6.98", "Coke", "Large", "Your order so far")
        await ordered(new_session(), board, "a hamburger", "that's all")
        await sees(pilot, "Is this right?", "1 Hamburger", "$3.49", "Subtotal", "Tax", "Total")
        await ordered(new_session(), board, "a hamburger", "that's all", "yes")
        await sees(pilot, "Thank you! Please pull forward.")


async def test_it_welcomes_the_next_guest(burger: Menu, board: FileBoard, tmp_path: Path) -> None:
    board.show(welcome(burger, "en"))
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "Burger Barn", "Welcome!", "Order whenever you are ready.")


async def test_in_the_language_that_the_guest_has_chosen(
    new_session: Callable[[], Session], board: FileBoard, tmp_path: Path
) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await ordered(new_session(), board, "a hamburger", "that's all", language="es")
        await sees(pilot, "¿Está bien así?", "Revise su pedido, por favor")


async def test_what_does_not_fit_is_counted_and_its_turn_comes(
    new_session: Callable[[], Session], board: FileBoard, tmp_path: Path
) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        everything = ["a hamburger with no onions", "two cheeseburgers with bacon", "a large coke"]
        everything += ["a ten piece nugget with ranch and barbecue", "a medium sprite no ice"]
        await ordered(new_session(), board, *everything)
        await sees(pilot, "Sprite", "▲")
        await sees(pilot, "1 Hamburger", "▼", within_s=15)


@pytest.mark.parametrize("size", SIZES)
async def test_nothing_is_cut_off(
    size: tuple[int, int], new_session: Callable[[], Session], board: FileBoard, tmp_path: Path
) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=size) as pilot:
        said = ["a number five large with onion rings and a root beer no ice", "that's all"]
        await ordered(new_session(), board, *said)
        await sees(pilot, "Is this right?", "No ice")
        view = (await anext(FileFeed(tmp_path).seen())).view
        assert view is not None
        assert set(view.said.split()) <= set(" ".join(screen_text(app)).split())
        for line in app.query(BoardLine):
            assert line.region.bottom <= app.query_one("#page").region.bottom


def lines(*refs: int, below: str = "No onions") -> tuple[OnBoard, ...]:
    return tuple(OnBoard(ref, (Row("Hamburger", 1, 349), Row(below, depth=1))) for ref in refs)


def drawn(app: BoardApp) -> list[BoardLine]:
    """The lines of the page that is turned to, from top to bottom."""
    return [line for line in app.screen.query(BoardLine) if line.display and line.region]


def texts(app: BoardApp) -> list[str]:
    return [row.text for line in drawn(app) for row in line.rows]


async def until(pilot: Pilot[None], condition: Callable[[], bool]) -> None:
    for _ in range(200):
        if condition():
            return
        await pilot.pause(0.02)
    raise AssertionError("\n".join(screen_text(pilot.app)))


async def test_a_line_that_comes_back_stands_where_it_stood(
    burger: Menu, board: FileBoard, tmp_path: Path
) -> None:
    before = replace(welcome(burger, "en"), here=True, lines=lines(1, 2, 3))
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        for refs in ((1, 2, 3), (2, 3), (1, 2, 3), (1, 3), (1, 2, 3, 4), (4,), (3, 4)):
            board.show(replace(before, lines=lines(*refs)))
            await until(pilot, lambda refs=refs: [line.ref for line in drawn(app)] == [*refs])


@pytest.mark.parametrize("size", SIZES)
async def test_no_row_of_a_line_is_cut_however_long_it_is(
    size: tuple[int, int], burger: Menu, board: FileBoard, tmp_path: Path
) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=size) as pilot:
        await sees(pilot, "One moment, please")
        page = app.screen.query_one("#page")
        for wide in range(page.size.width - 16, page.size.width - 8):  # where words begin to wrap
            below = ("no onions " * 30)[:wide].rstrip()
            view = replace(welcome(burger, "en"), here=True, lines=lines(*range(9), below=below))
            board.show(view)
            await until(pilot, lambda below=below: below in texts(app))
            await pilot.pause(0.05)
            assert max(line.region.bottom for line in drawn(app)) <= page.region.bottom


async def test_a_kiosk_shows_its_orders_and_the_next_guest_sees_nothing_of_them(
    new_session: Callable[[], Session], board: FileBoard, tmp_path: Path
) -> None:
    feed = FileFeed(tmp_path).seen()
    kiosk = KioskApp(new_session, board=board)
    async with kiosk.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger with no onions")
        seen = await anext(feed)
        assert seen.live and seen.view is not None and seen.view.here
        assert [row.text for row in seen.view.lines[0].rows] == ["Hamburger", "No onions"]
        kiosk.conversation.reset()
        await pilot.pause()
        seen = await anext(feed)
        assert seen.view is not None and not seen.view.here and not seen.view.lines
        assert "Hamburger" not in (tmp_path / "board.json").read_text()


async def test_a_kiosk_without_a_disk_sells_on(new_session: Callable[[], Session]) -> None:
    kiosk = KioskApp(new_session, board=FileBoard(Path("/dev/null/nowhere")))
    async with kiosk.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        await sees(pilot, "Hamburger", "$3.49")


async def test_a_kiosk_on_a_disk_without_locks_sells_on(
    new_session: Callable[[], Session], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def no_locks(*_: object) -> None:
        raise OSError(errno.ENOLCK, "No locks available")

    monkeypatch.setattr("kiosk.board.file.fcntl.flock", no_locks)
    kiosk = KioskApp(new_session, board=FileBoard(tmp_path))
    async with kiosk.run_test(size=(80, 24)) as pilot:
        await say(pilot, "a hamburger")
        await sees(pilot, "Hamburger", "$3.49")


KIOSK_ELSEWHERE = """
import asyncio, sys
from datetime import time
from pathlib import Path
from kiosk.board import FileBoard, view_of
from kiosk.dialog import Session, StandingClock
from kiosk.locations import menus_dir
from kiosk.menu import load_menu
from kiosk.understanding import Rules

folder, said = sys.argv[1:]
menu = load_menu(menus_dir() / "burger.yaml")
session = Session(menu, Rules(menu), clock=StandingClock(time(12)))
board = FileBoard(Path(folder))
board.show(view_of(session, asyncio.run(session.hear(said)).reply, "en"))
print("shown", flush=True)
sys.stdin.read()
"""


@contextmanager
def kiosk_elsewhere(folder: Path, said: str) -> Iterator[subprocess.Popen[str]]:
    """Another process with an order, until it is killed."""
    with subprocess.Popen(
        [sys.executable, "-c", KIOSK_ELSEWHERE, folder, said],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "shown\n"
        yield process
        process.kill()


async def test_it_outlives_the_kiosk_and_follows_the_next_one(tmp_path: Path) -> None:
    app = BoardApp(FileFeed(tmp_path))
    async with app.run_test(size=(80, 24)) as pilot:
        await sees(pilot, "One moment, please")
        with kiosk_elsewhere(tmp_path, "a hamburger with no onions") as kiosk:
            await sees(pilot, "Hamburger", "No onions", "Your order so far")
            kiosk.kill()
            await sees(pilot, "Hamburger", "No onions", "One moment, please")
        with kiosk_elsewhere(tmp_path, "two large cokes"):
            await sees(pilot, "2 Coke", "Your order so far")
            assert "Hamburger" not in "".join(screen_text(app))


async def test_the_first_kiosk_has_the_board_and_the_second_one_gets_it_after(
    new_session: Callable[[], Session], tmp_path: Path
) -> None:
    first, second = FileBoard(tmp_path), FileBoard(tmp_path)
    await ordered(new_session(), first, "a hamburger")
    await ordered(new_session(), second, "a large coke")
    assert "Hamburger" in (tmp_path / "board.json").read_text()
    first.close()
    await ordered(new_session(), second, "a large coke")
    assert "Hamburger" not in (tmp_path / "board.json").read_text()
    second.close()


words = st.text(max_size=30)
amounts = st.integers(min_value=0, max_value=10**9)
rows = st.builds(
    Row,
    text=words,
    quantity=st.none() | st.integers(1, 99),
    amount=st.none() | amounts,
    depth=st.integers(0, 2),
    open=st.booleans(),
)
views = st.builds(
    View,
    house=words,
    currency=st.sampled_from(["USD", "EUR", "MXN"]),
    locale=st.sampled_from(["en-US", "es-MX"]),
    language=st.sampled_from(["en", "es"]),
    here=st.booleans(),
    status=st.sampled_from(["open", "placed", "cancelled", "person", "abandoned"]),
    confirming=st.booleans(),
    said=words,
    lines=st.lists(
        st.builds(OnBoard, ref=st.integers(1), rows=st.lists(rows, max_size=4).map(tuple)),
        max_size=3,
    ).map(tuple),
    subtotal=amounts,
    tax=amounts,
    total=amounts,
)


@given(views)
def test_what_is_shown_is_what_is_seen(view: View) -> None:
    async def shown_and_seen() -> Seen:
        with TemporaryDirectory() as folder:
            board = FileBoard(Path(folder))
            board.show(view)
            seen = await anext(FileFeed(Path(folder)).seen())
            board.close()
            return seen

    assert asyncio.run(shown_and_seen()) == Seen(view, live=True)


@pytest.mark.parametrize("damaged", ["", "{", "[]", '{"house": 1}', "\0"])
async def test_a_damaged_file_is_a_board_without_an_order(tmp_path: Path, damaged: str) -> None:
    (tmp_path / "board.json").write_text(damaged)
    assert await anext(FileFeed(tmp_path).seen()) == Seen(None, live=False)


def test_in_a_terminal_beside_the_kiosk_in_another(tmp_path: Path) -> None:
    home = {"KIOSK_HOME": str(tmp_path), "KIOSK_LANGUAGE_MODEL": ""}
    with (
        terminal(100, 30, "board", **home) as lane,
        terminal(80, 24, "screen", "--menu", "burger", "--no-sound", **home) as kiosk,
    ):
        lane.shows("Welcome!")
        kiosk.shows("Touch to order")
        kiosk.type("\r")
        kiosk.shows("Ready")
        kiosk.type("a hamburger with no onions\r")
        lane.shows("Hamburger", "No onions", "$3.49")
        kiosk.kiosk.kill()
        lane.shows("One moment, please")
        lane.type("\x11")
        assert lane.ends() == 0


def test_without_a_terminal_it_is_one_line() -> None:
    for arguments in (["board"], ["board", "--theme", "pink"]):
        said = subprocess.run(
            [KIOSK, *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )
        assert said.returncode == 2
        assert said.stderr.count("\n") == 1 and "Traceback" not in said.stderr
