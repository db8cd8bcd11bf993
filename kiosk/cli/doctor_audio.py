"""``kiosk doctor --audio``: the kiosk says a sentence and listens how it comes back."""

from __future__ import annotations

import asyncio
import dataclasses
import json
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from typing import Final

import numpy as np
import typer

from kiosk.cli.speech import HIBARI, open_voice
from kiosk.cli.tasks import together
from kiosk.config import settings
from kiosk.errors import AudioError, UsageError
from kiosk.speech import wav
from kiosk.speech.audio import Audio, Samples
from kiosk.speech.devices import Microphone, Speaker
from kiosk.speech.soundcheck import SoundCheck, sound_check
from kiosk.workers import Scheduler

__all__ = ["check_sound"]

_SAYS: Final = (
    "This is a sound check. Two cheeseburgers with no onions, a large root beer, and medium fries. "
    "Your total is eleven dollars and forty cents. Is that right? Please pull forward."
)
_ROOM_S: Final = 1.5
"""How long the room is listened to before it, and how long its echo after."""
_WHY: Final = {
    "device": "its own voice does not come back (was it heard?): a guest can talk over it",
    "cancel": "WebRTC takes it out: a guest can talk over it",
    "half_duplex": "it comes back: while the kiosk speaks, only a word such as wait stops it",
}


def check_sound(played: Path | None, heard: Path | None, *, as_json: bool) -> None:
    """Measure on the devices of the settings, or on a recording of what each did.

    Raises:
        UsageError: one recording without the other.
        AudioError: there is no such device or file, or it cannot be measured by it.
        KioskError: the voice cannot be had.
    """
    if (played is None) != (heard is None):
        raise UsageError("--played and --heard are two sides of one check: give both or neither")
    if played is not None and heard is not None:
        names = (str(played), str(heard))
        check = sound_check(wav.read(played), wav.read(heard))
    else:
        speaker = Speaker(settings().output_device)
        microphone = Microphone(settings().input_device)
        names = (speaker.name, microphone.name)
        check = sound_check(*asyncio.run(_sounds(speaker, microphone)))
    if as_json:
        told = {"speaker": names[0], "microphone": names[1], **dataclasses.asdict(check)}
        typer.echo(json.dumps({**told, "echo": check.echo}))
        return
    typer.echo("\n".join(_lines(names, check)))


def _lines(names: tuple[str, str], check: SoundCheck) -> list[str]:
    delay = "none found" if check.delay_ms is None else f"after {check.delay_ms:.0f} ms"
    reduced = "" if check.reduction_db is None else f", {check.reduction_db:.0f} dB less by WebRTC"
    lines = [
        f"speaker     {names[0]}",
        f"microphone  {names[1]}",
        f"room        {abs(check.noise_db):.0f} dB below full scale",
        f"echo        {abs(check.echo_db):.0f} dB, {delay}{reduced}",
        f'set         echo = "{check.echo}"',
        f"            {_WHY[check.echo]}",
    ]
    if check.clipped:
        lines.append("            the microphone is overdriven: turn the speaker down")
    return lines


async def _sounds(speaker: Speaker, microphone: Microphone) -> tuple[Audio, Audio]:
    """What was played and what was heard, from the same moment on."""
    heard: list[Samples] = []
    played: list[Audio] = []

    def plays(samples: Samples, rate: int) -> None:
        if not played:
            played.append(Audio.silence(sum(map(len, heard)) / microphone.rate, rate))
        played.append(Audio(samples, rate))

    async def listen() -> None:
        async for block in microphone.blocks():
            heard.append(block)

    async with AsyncExitStack() as stack:
        voice = await stack.enter_async_context(open_voice(Scheduler(), HIBARI))
        await stack.enter_async_context(microphone)
        await stack.enter_async_context(speaker)
        made = Audio.join([part async for part in voice.say(_SAYS)])
        speaker.monitor = plays
        async with together() as tasks:
            listening = tasks.create_task(listen())
            await asyncio.sleep(_ROOM_S)
            await speaker.play(_once(made))
            await asyncio.sleep(_ROOM_S)
            listening.cancel()
    if not heard:
        raise AudioError(f"the microphone {microphone.name} gives no sound")
    return Audio.join(played), Audio(np.concatenate(heard), microphone.rate)


async def _once(audio: Audio) -> AsyncIterator[Audio]:
    yield audio
