"""A guest's recording becomes words through the real networks in their real process."""

from __future__ import annotations

import asyncio
import os
import signal
from collections.abc import AsyncIterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import pytest_asyncio

from kiosk.errors import ModelError, WorkerError
from kiosk.speech import wav
from kiosk.speech.audio import Audio, Samples
from kiosk.speech.expected import Anything
from kiosk.speech.pipeline import Ears, Missed, Partial, Recording, Source, Turn
from kiosk.speech.recognise import Heard, Recogniser, WhisperFiles
from kiosk.workers import Health, Scheduler, Worker
from tests.speech.noises import KINDS, noise

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worker(whisper: WhisperFiles, vad_model: Path) -> AsyncIterator[Worker]:
    async with Worker("recogniser", Recogniser, whisper, vad_model, 1) as running:
        yield running


@pytest.fixture
def ears(worker: Worker) -> Ears:
    return Ears(worker, Scheduler())


def plain(text: str) -> str:
    """Without the signs and capitals that a recogniser hears or does not."""
    return text.lower().replace(",", "").rstrip(".?")


async def heard(ears: Ears, source: Source) -> list[str]:
    texts = []
    async for turn in ears.turns(source):
        assert isinstance(turn, Turn), turn
        texts.append(turn.heard.text)
    return texts


SAID = [
    "Hi, can I get two cheeseburgers with no onions and a large Coke please?",
    "Actually, make one of them a double cheeseburger.",
    "That's all.",
    "Yes, that's right.",
]


async def test_a_conversation_is_heard_turn_by_turn(ears: Ears, demo_turns: list[Path]) -> None:
    conversation = Audio.join([wav.read(turn) for turn in demo_turns])
    turns = [turn async for turn in ears.turns(Recording(conversation)) if isinstance(turn, Turn)]
    assert [plain(turn.heard.text) for turn in turns] == [plain(said) for said in SAID]
    begins = [turn.start_s for turn in turns]
    assert begins == sorted(begins)
    for turn in turns:
        assert 0.5 < turn.end_s - turn.start_s < turn.heard.audio_s < 6
        assert turn.ms["turn_end"] >= 600
        assert turn.ms["recognise"] >= 0


async def test_in_real_time_the_same_is_heard(ears: Ears, demo_turns: list[Path]) -> None:
    (text,) = await heard(ears, Recording(wav.read(demo_turns[2]), real_time=True))
    assert plain(text) == plain(SAID[2])


@pytest.mark.parametrize("rate", [8_000, 22_050, 44_100, 48_000])
async def test_any_rate_is_heard(ears: Ears, demo_turns: list[Path], rate: int) -> None:
    (text,) = await heard(ears, Recording(wav.read(demo_turns[3]).at(rate)))
    assert plain(text) == plain(SAID[3])


async def test_speech_that_the_recording_cuts_off_is_heard(
    ears: Ears, demo_turns: list[Path]
) -> None:
    turn = wav.read(demo_turns[3])
    cut = Audio(turn.samples[: round(1.5 * turn.rate)], turn.rate)
    (text,) = await heard(ears, Recording(cut))
    assert plain(text) == plain(SAID[3])


async def test_a_pause_within_an_order_does_not_end_it(ears: Ears, demo_turns: list[Path]) -> None:
    turn = wav.read(demo_turns[3])
    spoken = Audio(turn.samples[6_400:-16_000], turn.rate)
    pause = Audio.silence(0.4, turn.rate)
    (text,) = await heard(ears, Recording(Audio.join([spoken, pause, spoken])))
    assert text.lower().count("right") == 2


async def test_what_was_said_so_far_is_told_at_every_pause(
    ears: Ears, demo_turns: list[Path]
) -> None:
    turn = wav.read(demo_turns[3])
    spoken = Audio(turn.samples[6_400:-16_000], turn.rate)
    pause = Audio.silence(0.4, turn.rate)
    tape = Recording(Audio.join([spoken, pause, spoken, Audio.silence(1.0, turn.rate)]))
    *drafts, last = [event async for event in ears.listen(tape)]
    said = [draft.text.lower().count("right") for draft in drafts if isinstance(draft, Partial)]
    assert said == [1, 2]
    assert isinstance(last, Turn)
    assert last.heard.text.lower().count("right") == 2


class Hopeful(Anything):
    """A conversation that knows better than the recogniser what it was told."""

    def believed(self, heard: Heard) -> tuple[str, float | None]:
        return f"{heard.text} (sic)", 0.3


@pytest.mark.parametrize("seconds", [1.5, 3.0])
async def test_the_conversation_judges_words_with_and_without_a_pause_behind_them(
    ears: Ears, demo_turns: list[Path], seconds: float
) -> None:
    turn = wav.read(demo_turns[3])
    cut = Audio(turn.samples[: round(seconds * turn.rate)], turn.rate)
    (said,) = [event async for event in ears.turns(Recording(cut), Hopeful)]
    assert isinstance(said, Turn)
    assert said.heard.text.endswith("(sic)")
    assert said.heard.confidence == 0.3


@pytest.mark.parametrize("kind", KINDS)
async def test_noise_never_becomes_words(ears: Ears, kind: str) -> None:
    assert await heard(ears, Recording(Audio(noise(kind), 16_000))) == []


@pytest.mark.parametrize("length", [1, 100, 511, 513])
async def test_a_recording_shorter_than_a_frame_holds_nothing(ears: Ears, length: int) -> None:
    assert await heard(ears, Recording(Audio(np.zeros(length, np.float32), 16_000))) == []


class Interrupted:
    """A recording during which the recogniser's process is killed, as often as asked."""

    def __init__(self, audio: Audio, worker: Worker, at: list[int]) -> None:
        self._recording = Recording(audio)
        self._worker = worker
        self._at = at
        self.rate = audio.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        number = 0
        async for block in self._recording.blocks():
            number += 1
            if number in self._at:
                os.kill(self._worker.health.pid or 0, signal.SIGKILL)
            yield block


async def test_a_recogniser_killed_while_the_guest_speaks_costs_nothing(
    ears: Ears, worker: Worker, demo_turns: list[Path]
) -> None:
    restarts = worker.health.restarts
    interrupted = Interrupted(wav.read(demo_turns[1]), worker, at=[40])
    assert [plain(text) for text in await heard(ears, interrupted)] == [plain(SAID[1])]
    assert worker.health.restarts == restarts + 1


class Deaf(Recogniser):
    """Ends its process whenever it should recognise, as an engine does that runs out of memory."""

    def recognise(self, samples: Samples, names: Sequence[str] = ()) -> Heard:
        if samples.any():
            os._exit(255)
        return super().recognise(samples, names)


async def test_speech_that_kills_the_recogniser_is_missed_and_the_next_is_heard(
    whisper: WhisperFiles, vad_model: Path, demo_turns: list[Path]
) -> None:
    async with Worker("recogniser", Deaf, whisper, vad_model, 1) as deaf:
        ears = Ears(deaf, Scheduler())
        turns = [turn async for turn in ears.turns(Recording(wav.read(demo_turns[2])))]
    assert turns == [Missed("recogniser: ended with status 255")]


class Slowed:
    """A recogniser on a machine so busy that nothing is recognised within ten seconds."""

    def __init__(self, worker: Worker) -> None:
        self._worker = worker

    @property
    def health(self) -> Health:
        return self._worker.health

    async def call(self, method: str, /, *args: Any, deadline_s: float) -> Any:
        if method == "recognise" and deadline_s < 10:
            raise WorkerError("recogniser: recognise did not answer in time")
        return await self._worker.call(method, *args, deadline_s=deadline_s)


async def test_what_a_slow_machine_hears_comes_late_and_is_not_lost(
    worker: Worker, demo_turns: list[Path]
) -> None:
    ears = Ears(Slowed(worker), Scheduler())
    turns = await heard(ears, Recording(wav.read(demo_turns[1])))
    assert [plain(text) for text in turns] == [plain(SAID[1])]


async def test_a_recogniser_that_is_down_for_good_is_reported(
    whisper: WhisperFiles, vad_model: Path, demo_turns: list[Path]
) -> None:
    recording = Recording(wav.read(demo_turns[2]), real_time=True)
    async with Worker("recogniser", Recogniser, whisper, vad_model, 1) as worker:
        listening = asyncio.create_task(heard(Ears(worker, Scheduler()), recording))
        await asyncio.sleep(0.2)
    with pytest.raises(WorkerError, match="recogniser: stopped"):
        await listening


async def test_missing_weights_are_named_with_the_way_out(
    whisper: WhisperFiles, tmp_path: Path
) -> None:
    worker = Worker("recogniser", Recogniser, whisper, tmp_path / "silero_vad.onnx", 1)
    with pytest.raises(ModelError, match=r"silero_vad\.onnx is missing \(run: kiosk models pull"):
        await worker.start()


async def test_weights_of_another_kind_are_named(vad_model: Path, whisper: WhisperFiles) -> None:
    wrong = WhisperFiles(encoder=vad_model, decoder=vad_model, tokens=whisper.tokens)
    worker = Worker("recogniser", Recogniser, wrong, vad_model, 1)
    with pytest.raises(ModelError, match=r"silero_vad\.onnx: another network than it should be"):
        await worker.start()
