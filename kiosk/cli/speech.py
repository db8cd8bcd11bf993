"""``kiosk transcribe`` and ``kiosk say``: speech alone; and the engines that commands share."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncGenerator, AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Annotated, Any

import typer

from kiosk.cli.options import AsJson
from kiosk.config import settings
from kiosk.dialog.foreseen import foreseen
from kiosk.errors import AudioError, KioskError, UsageError, WorkerError
from kiosk.menu.model import Menu
from kiosk.menu.pronunciation import pronunciations
from kiosk.provision import require
from kiosk.speech import wav
from kiosk.speech.audio import Audio
from kiosk.speech.devices import Speaker
from kiosk.speech.pipeline import Ears, Missed, Recording, Turn
from kiosk.speech.recognise import Recogniser, WhisperFiles
from kiosk.speech.synthesise import Voice
from kiosk.speech.voices import HibariVoice, PiperFiles, PiperVoice
from kiosk.workers import Scheduler, Worker

__all__ = [
    "HIBARI",
    "open_ears",
    "open_voice",
    "prepared",
    "recogniser",
    "say",
    "transcribe",
    "voice_engine",
]

HIBARI = "hibari"
"""The voice that comes with its package and needs no weights from the manifest."""


def recogniser(scheduler: Scheduler) -> Worker:
    """The configured recogniser, not started.

    Raises:
        ModelError: its weights are missing or do not match the manifest.
        UsageError: the manifest has no recogniser of that name.
    """
    name = settings().recogniser
    files = require(name)
    if not {"encoder", "decoder", "tokens"} <= set(files):
        raise UsageError(f"{name} is not a recogniser", hint="see: kiosk models list")
    whisper = WhisperFiles(files["encoder"], files["decoder"], files["tokens"])
    vad = require("silero-vad")["model"]
    turn = _turn_network()
    return Worker("recogniser", Recogniser, whisper, vad, scheduler.threads("recognise"), turn)


def _turn_network() -> Path | None:
    """What hears whether a guest is done; without it, their words alone decide."""
    with suppress(KioskError):
        return require("smart-turn")["model"]
    return None


def voice_engine(scheduler: Scheduler, name: str | None = None) -> Worker:
    """A voice by name, or the configured one, not started.

    Raises:
        ModelError: its weights are missing or do not match the manifest.
        UsageError: the manifest has no voice of that name.
    """
    name = name or settings().voice
    threads = scheduler.threads("voice")
    if name == HIBARI:
        return Worker("voice", HibariVoice, threads)
    files = require(name)
    if not {"model", "config"} <= set(files):
        raise UsageError(f"{name} is not a voice", hint="see: kiosk models list")
    return Worker("voice", PiperVoice, PiperFiles(files["model"], files["config"]), threads)


@asynccontextmanager
async def open_ears(scheduler: Scheduler) -> AsyncIterator[Ears]:
    """What listens, while entered; raises what ``recogniser`` does."""
    async with recogniser(scheduler) as worker:
        yield Ears(worker, scheduler)


@asynccontextmanager
async def open_voice(
    scheduler: Scheduler, name: str | None = None, menu: Menu | None = None
) -> AsyncIterator[Voice]:
    """What speaks, while entered; it says the names of ``menu`` by its hints. Raises what
    ``voice_engine`` does."""
    async with voice_engine(scheduler, name) as worker:
        hints = pronunciations(menu) if menu is not None else {}
        yield Voice(worker, scheduler, hints=hints, speed=settings().voice_speed)


@asynccontextmanager
async def prepared(voice: Voice, menu: Menu) -> AsyncIterator[None]:
    """While entered, the voice makes what it will have to say, whenever nothing else is said."""

    async def prepare() -> None:
        with suppress(WorkerError):  # what is to be said aloud then tells of it
            await voice.prepare(foreseen(menu))

    preparing = asyncio.create_task(prepare(), name="replies ahead")
    try:
        yield
    finally:
        preparing.cancel()
        await asyncio.wait([preparing])


def transcribe(
    file: Annotated[Path, typer.Argument(help="A recording: WAV, FLAC or OGG, any rate.")],
    as_json: AsJson = False,
) -> None:
    """Write down what is said in a recording."""
    result = asyncio.run(_transcribe(file))
    typer.echo(json.dumps(result) if as_json else _transcript(result))


def say(
    text: Annotated[str, typer.Argument(help="What to say, as it is written: $6.99, #2.")],
    out: Annotated[Path | None, typer.Option(help="Write a WAV file instead of playing.")] = None,
    voice: Annotated[str | None, typer.Option(help="hibari, or a voice in the manifest.")] = None,
    as_json: AsJson = False,
) -> None:
    """Say a text, to the speaker or into a file."""
    if not any(character.isalnum() for character in text):
        raise UsageError("there is nothing to say in the text")
    result = asyncio.run(_say(text, out, voice))
    ms = result["ms"]
    typer.echo(
        json.dumps(result)
        if as_json
        else f"{result['audio_s']:.1f} s of speech to {result['out']}; first sound after "
        f"{ms['first_audio']:.0f} ms, voice loaded in {ms['load']:.0f} ms"
    )


async def _transcribe(file: Path) -> dict[str, Any]:
    audio = wav.read(file)
    began = time.perf_counter()
    async with open_ears(Scheduler()) as ears:
        loaded = time.perf_counter()
        utterances = []
        async for turn in ears.turns(Recording(audio)):
            if isinstance(turn, Missed):
                raise AudioError(f"{file}: a part could not be recognised: {turn.why}")
            utterances.append(_utterance(turn))
        done = time.perf_counter()
    return {
        "file": str(file),
        "audio_s": round(audio.duration_s, 3),
        "rate": audio.rate,
        "text": " ".join(one["text"] for one in utterances if one["text"]),
        "utterances": utterances,
        "ms": {"load": _ms(loaded - began), "all": _ms(done - loaded)},
    }


def _utterance(turn: Turn) -> dict[str, Any]:
    return {
        "text": turn.heard.text,
        "confidence": turn.heard.confidence,
        "start_s": round(turn.start_s, 3),
        "end_s": round(turn.end_s, 3),
        "ms": {
            **{stage: round(ms, 1) for stage, ms in turn.ms.items()},
            "decode": round(turn.heard.ms, 1),
        },
    }


def _transcript(result: dict[str, Any]) -> str:
    lines = [
        f"{one['start_s']:6.1f} - {one['end_s']:5.1f} s  {one['text']}  "
        f"({one['ms']['decode']:.0f} ms)"
        for one in result["utterances"]
        if one["text"]
    ]
    return "\n".join(lines) or f"nobody speaks in {result['file']}"


async def _say(text: str, out: Path | None, voice: str | None) -> dict[str, Any]:
    name = voice or settings().voice
    speaker = None if out else _speaker()
    began = time.perf_counter()
    async with open_voice(Scheduler(), name) as speech:
        loaded = time.perf_counter()
        chunks: list[Audio] = []
        made_at: list[float] = []

        async def made() -> AsyncGenerator[Audio, None]:
            async for chunk in speech.say(text):
                made_at.append(time.perf_counter())
                chunks.append(chunk)
                yield chunk

        if speaker is None:
            async for _ in made():
                pass
        else:
            async with speaker:
                await speaker.play(made())
    audio = Audio.join(chunks)
    if out:
        wav.write(out, audio)
    return {
        "text": text,
        "voice": name,
        "out": str(out) if out else speaker.name if speaker else None,
        "audio_s": round(audio.duration_s, 3),
        "rate": audio.rate,
        "ms": {
            "load": _ms(loaded - began),
            "first_audio": _ms(made_at[0] - loaded),
            "all": _ms(made_at[-1] - loaded),
        },
    }


def _speaker() -> Speaker:
    try:
        return Speaker(settings().output_device)
    except AudioError as silent:
        raise AudioError(silent.message, hint="write a file instead: --out FILE.wav") from silent


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)
