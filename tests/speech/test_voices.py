"""Replies become sound: first clause first, fixed phrases from memory, understood by ear."""

from __future__ import annotations

import itertools
import os
import signal
from collections.abc import AsyncIterator
from contextlib import aclosing
from pathlib import Path

import numpy as np
import pytest
import pytest_asyncio

from kiosk.errors import ModelError, WorkerError
from kiosk.speech.audio import Audio, level_db
from kiosk.speech.loudness import SPOKEN_DB, loudness_db
from kiosk.speech.pipeline import Ears, Recording, Turn
from kiosk.speech.recognise import Recogniser, WhisperFiles
from kiosk.speech.synthesise import Voice
from kiosk.speech.voices import HibariVoice, PiperFiles, PiperVoice
from kiosk.workers import Scheduler, Worker

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker() -> AsyncIterator[Worker]:
    async with Worker("voice", HibariVoice, 1) as running:
        yield running


@pytest.fixture
def voice(worker: Worker) -> Voice:
    return Voice(worker, Scheduler())


async def whole(voice: Voice, text: str) -> Audio:
    return Audio.join([chunk async for chunk in voice.say(text)])


async def test_a_reply_is_understood_by_ear(
    voice: Voice, whisper: WhisperFiles, vad_model: Path
) -> None:
    reply = await whole(voice, "That's a large Coke. Your total is $19.36.")
    assert reply.rate == 24_000
    assert np.abs(reply.samples).max() <= 1
    assert level_db(reply.samples) > -35
    async with Worker("recogniser", Recogniser, whisper, vad_model, 1) as recogniser:
        ears = Ears(recogniser, Scheduler())
        turns = [turn async for turn in ears.turns(Recording(reply)) if isinstance(turn, Turn)]
    text = " ".join(turn.heard.text for turn in turns)
    assert "total is $19.36" in text or "total is 19 dollars and 36 cents" in text


async def test_the_first_clause_comes_before_the_rest_is_made(voice: Voice) -> None:
    text = (
        "I have two cheeseburgers with no onions, a large Coke, and a small fries. Is that right?"
    )
    chunks = [chunk async for chunk in voice.say(text)]
    assert len(chunks) == 3
    assert chunks[0].duration_s < sum(chunk.duration_s for chunk in chunks) / 2


async def test_a_reply_sounds_from_its_first_moment(voice: Voice) -> None:
    """Voices begin with silence; between the guest's last word and ours it is only waiting."""
    reply = await whole(voice, "Sure, a large Coke. Anything else?")
    first_40_ms = reply.samples[: round(0.04 * reply.rate)]
    assert np.abs(first_40_ms).max() > 0.003
    assert reply.duration_s > 1


async def test_a_phrase_said_before_needs_no_voice() -> None:
    worker = Worker("voice", HibariVoice, 1)
    voice = Voice(worker, Scheduler())
    async with worker:
        await voice.prepare(["Anything else?", "What size?"])
    assert (await whole(voice, "Anything else? What size?")).duration_s > 1
    with pytest.raises(WorkerError, match="voice: stopped"):
        await whole(voice, "What drink?")


async def test_a_reply_that_is_interrupted_is_not_made_to_the_end() -> None:
    worker = Worker("voice", HibariVoice, 1)
    voice = Voice(worker, Scheduler())
    async with worker, aclosing(voice.say("One thing. Another thing.")) as chunks:
        async for _ in chunks:
            break
    assert (await whole(voice, "One thing.")).duration_s > 0.3
    with pytest.raises(WorkerError, match="voice: stopped"):
        await whole(voice, "Another thing.")


async def test_the_same_words_always_sound_the_same(worker: Worker) -> None:
    first = await whole(Voice(worker, Scheduler()), "Anything else?")
    again = await whole(Voice(worker, Scheduler()), "Anything else?")
    np.testing.assert_array_equal(first.samples, again.samples)


async def test_the_same_words_said_slowly_take_longer(voice: Voice) -> None:
    text = "A Hamburger with no onions."
    usual = await whole(voice, text)
    slow = Audio.join([chunk async for chunk in voice.say(text, speed=0.75)])
    assert slow.duration_s > 1.15 * usual.duration_s
    again = await whole(voice, text)
    np.testing.assert_array_equal(again.samples, usual.samples)


async def test_a_voice_that_is_set_slow_is_slow(voice: Voice, worker: Worker) -> None:
    slowly = Audio.join([chunk async for chunk in voice.say("Anything else?", speed=0.75)])
    set_slow = await whole(Voice(worker, Scheduler(), speed=0.75), "Anything else?")
    np.testing.assert_array_equal(set_slow.samples, slowly.samples)


async def test_a_name_is_said_by_its_hint(voice: Voice, worker: Worker) -> None:
    hinted = Voice(worker, Scheduler(), hints={"Jamaica": "hah mica"})
    named = await whole(hinted, "Two Jamaicas.")
    np.testing.assert_array_equal(named.samples, (await whole(voice, "Two hah micas.")).samples)


async def test_short_and_long_replies_are_equally_loud(voice: Voice) -> None:
    for reply in ("Okay.", "Anything else?", "I have two cheeseburgers with no onions for you."):
        assert loudness_db(await whole(voice, reply)) == pytest.approx(SPOKEN_DB, abs=2.0)


async def test_more_is_not_made_ahead_than_is_kept(worker: Worker) -> None:
    voice = Voice(worker, Scheduler())
    await voice.prepare(f"Number {number}." for number in itertools.count())
    assert (await whole(voice, "Number 1.")).duration_s > 0.3


async def test_a_voice_that_is_killed_speaks_again(voice: Voice) -> None:
    os.kill(voice.health.pid or 0, signal.SIGKILL)
    try:
        await whole(voice, "The first reply may be shown only.")
    except WorkerError as lost:
        assert "killed by SIGKILL" in lost.message
    assert (await whole(voice, "The next one is spoken.")).duration_s > 0.5


async def test_a_piper_voice_without_its_phonemiser_says_what_to_do(tmp_path: Path) -> None:
    files = PiperFiles(tmp_path / "joe.onnx", tmp_path / "joe.onnx.json")
    with pytest.raises(ModelError, match="pip install piper-phonemize"):
        await Worker("voice", PiperVoice, files, 1).start()
