"""Every screen as it was judged good: three sizes, three themes.

``pytest tests/ui --draw-pictures`` draws them anew. A picture keeps the words where they stand,
and for each theme a digest of every character with its colours; to look at one:
``python scripts/terminal_picture.py``.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from terminal_scenes import NAMES, played
from textual.app import App

from kiosk.ui.strings import speak
from kiosk.ui.themes import THEMES

from .seen import screen_text
from .written import cut_off

PICTURES = Path(__file__).parent / "pictures"
SIZES = ((80, 24), (120, 40), (200, 60))
_FRAMES = re.compile(r"[▀-▟─-╿]")


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    yield
    speak("en")


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", NAMES)
async def test_a_screen_looks_as_it_did(
    name: str, size: tuple[int, int], request: pytest.FixtureRequest
) -> None:
    async with played(name, size) as still:
        app = still.app
        await still.hold_still()
        words = [_FRAMES.sub(" ", row).rstrip() for row in screen_text(app)]
        assert max(len(row) for row in screen_text(app)) <= size[0]
        digests = []
        for theme in THEMES:
            app.theme = theme.name
            await still.hold_still()
            digests.append(f"{theme.name} {_digest(app)}")
        if size == SIZES[0]:
            assert not cut_off(app)
    file = PICTURES / f"{name}-{size[0]}x{size[1]}.txt"
    drawn = "\n".join([*words, "", *digests, ""])
    if request.config.getoption("--draw-pictures", default=False):
        PICTURES.mkdir(exist_ok=True)
        file.write_text(drawn, encoding="utf-8")
    assert file.read_text(encoding="utf-8") == drawn


def _digest(app: App[None]) -> str:
    """Of every character and its style."""
    drawn = hashlib.sha256()
    for strip in app.screen._compositor.render_strips():
        for segment in strip.simplify():
            drawn.update(f"{segment.text}\0{segment.style}\0".encode())
    return drawn.hexdigest()[:16]
