"""The crew's page of the microphone and the speaker: how loud they are, and whether they work."""

from __future__ import annotations

import asyncio
from typing import Final

from kiosk.crew import Volume
from kiosk.errors import KioskError
from kiosk.ui.conversation import Conversation
from kiosk.ui.crew_pages import Page
from kiosk.ui.strings import tr
from kiosk.ui.widgets.level import bar
from kiosk.ui.widgets.tile import Face

__all__ = ["SoundPage"]

_TEST_S: Final = 2.0
"""How long the microphone is tested, in seconds: time for a sentence."""
_LOOK_S: Final = 0.05
_HEARD_DB: Final = -45.0
_TOO_LOUD_DB: Final = -9.0
"""Levels between which speech is recognised well, in dB below full scale: below, it drowns in the
noise of a kitchen, and above, its peaks are cut."""
_STEP: Final = 10
"""Of the volume, in per cent."""
_LEAST: Final = 10
"""A kiosk that nobody hears is out of order, and nobody would know why."""


class SoundPage(Page):
    """See ``Page``."""

    def __init__(self, conversation: Conversation, volume: Volume | None) -> None:
        self._conversation = conversation
        self._volume = volume
        self._listening: asyncio.Task[None] | None = None
        self._tested = ""
        """What came of the last test of the microphone."""

    @property
    def title(self) -> str:
        """See ``Page``."""
        return tr("Sound")

    def note(self) -> str:
        """Who listens and how loud it is; how loud the kiosk is."""
        sound = self._conversation.intercom.sound
        microphone = self._conversation.intercom.microphone
        rows = [_row(tr("Microphone"), microphone or tr("no microphone"))]
        if sound is not None and microphone is not None:
            rows.append(_row(tr("Level"), bar(sound.level_db)))
        rows += [self._tested] if self._tested else []
        if self._volume is not None:
            rows.append(_row(tr("Volume"), f"{self._volume.per_cent} %"))
        heard = self._conversation.intercom.overheard
        if heard is not None:
            rows.append(tr("Last heard: {words}", words=heard.text))
        return "\n".join(rows)

    def faces(self) -> list[Face]:
        """The tests, and the volume."""
        faces = [Face("speaker", tr("Test the speaker"), tr("Says a sentence"))]
        if self._conversation.intercom.microphone is not None:
            faces.append(Face("microphone", tr("Test the microphone"), tr("Say a sentence")))
        if self._volume is not None:
            softer, louder = (self._turned_by(step) for step in (-_STEP, _STEP))
            faces.append(Face("softer", tr("Softer"), f"{softer} %"))
            faces.append(Face("louder", tr("Louder"), f"{louder} %"))
        return faces

    async def press(self, key: str) -> str:
        """See ``Page``."""
        match key:
            case "speaker":
                self._conversation.try_voice(tr("This is a test of the speaker."))
            case "microphone":
                self._conversation.intercom.overheard, self._tested = None, ""
                self._listening = asyncio.create_task(self._listen())
                return tr("Say a sentence; it appears above.")
            case "softer":
                return await self._turn(self._turned_by(-_STEP))
            case "louder":
                return await self._turn(self._turned_by(_STEP))
        return ""

    async def _listen(self) -> None:
        """Find the loudest moment."""
        loudest = -120.0
        for _ in range(round(_TEST_S / _LOOK_S)):
            await asyncio.sleep(_LOOK_S)
            sound = self._conversation.intercom.sound
            if sound is not None:
                loudest = max(loudest, sound.level_db)
        level = round(loudest)
        if loudest < _HEARD_DB:
            self._tested = tr("Too soft, or nobody spoke: {level} dB", level=level)
        elif loudest > _TOO_LOUD_DB:
            self._tested = tr("Too loud: {level} dB. Turn the microphone down.", level=level)
        else:
            self._tested = tr("Loud and clear: {level} dB", level=level)

    def _turned_by(self, step: int) -> int:
        """The volume that much louder or softer, in per cent."""
        now = self._volume.per_cent if self._volume is not None else 0
        return min(100, max(_LEAST, now + step))

    async def _turn(self, per_cent: int) -> str:
        """That loud from now on, and a sentence to hear it by."""
        sound = self._conversation.intercom.sound
        if self._volume is None:
            return ""
        if sound is not None:
            sound.volume = per_cent
        self._conversation.try_voice(tr("I am this loud now."))
        try:
            await asyncio.to_thread(self._volume.set, per_cent)
        except KioskError as unkept:
            return str(unkept)
        return ""


def _row(what: str, how: str) -> str:
    return f"{what:<12} {how}"
