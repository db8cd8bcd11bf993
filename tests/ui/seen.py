"""What a person sees on the screen, and does at it."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

from textual.app import App
from textual.pilot import Pilot

from kiosk.ui import KioskApp, Patience
from kiosk.ui.screens.attract import AttractScreen
from kiosk.ui.widgets.captions import Spoken
from kiosk.ui.widgets.talk import TalkLine

LONG: Final = Patience(*[600.0] * len(fields(Patience)))
"""Longer than any test takes, on any machine."""


def screen_text(app: App[None]) -> list[str]:
    """Every row of the screen, as a terminal would get it."""
    strips = app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip).rstrip() for strip in strips]


def shows(app: App[None], *words: str) -> bool:
    """Whether all of ``words`` stand somewhere on the screen, each on one row."""
    rows = screen_text(app)
    return all(any(word in row for row in rows) for word in words)


async def sees(pilot: Pilot[None], *words: str, within_s: float = 5) -> None:
    """Wait until all of ``words`` are on the screen; fails with the screen when they never are."""
    for _ in range(round(within_s / 0.05)):
        if shows(pilot.app, *words):
            return
        await pilot.pause(0.05)
    missing = [word for word in words if not shows(pilot.app, word)]
    raise AssertionError("\n".join([f"not on the screen: {missing}", *screen_text(pilot.app)]))


async def wake(pilot: Pilot[None]) -> None:
    """Press a key, where nobody has come yet."""
    if isinstance(pilot.app.screen, AttractScreen):
        await pilot.press("enter")
        await pilot.pause()


async def say(pilot: Pilot[None], text: str) -> None:
    """Put ``text`` into the typed line, press Enter, and wait for the kiosk's answer."""
    await pilot.pause()
    await wake(pilot)
    for _ in range(200):
        if pilot.app.screen.query(TalkLine):
            break
        await pilot.pause(0.02)  # the screen that was asked for is still being made
    answered = captions(pilot.app)
    line = pilot.app.screen.query_one(TalkLine)
    line.focus()
    line.value = text
    await pilot.press("enter")
    for _ in range(200):
        await pilot.pause(0.02)
        now = captions(pilot.app)
        if now and now != answered and now[-1] != "guest":
            return
    raise AssertionError("\n".join([f"no answer to {text!r}", *screen_text(pilot.app)]))


async def runs_out(pilot: Pilot[None]) -> None:
    """Let the time pass for which the kiosk waits now; what it waits for next takes its time."""
    app = pilot.app
    assert isinstance(app, KioskApp)
    conversation = app.conversation
    await pilot.pause()
    while conversation.state in ("thinking", "speaking"):
        await pilot.pause(0.02)
    usual = conversation.patience
    conversation.patience = Patience(*[0.01] * len(fields(Patience)))
    conversation.stir()
    conversation.patience = usual
    await pilot.pause(0.05)


def captions(app: App[None]) -> list[str]:
    """Who said each caption: ``guest``, ``house`` or ``fault``."""
    return [spoken.caption.by for spoken in app.screen.query(Spoken)]
