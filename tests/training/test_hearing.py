"""Learning to hear: what is said, what a microphone hears of it, what is computed and written."""

from __future__ import annotations

import asyncio
import base64
import json
import os
import shutil
import signal
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st

from kiosk.cli import run_command
from kiosk.errors import AudioError, ModelError, UsageError
from kiosk.provision import Purpose
from kiosk.provision import load as manifest
from kiosk.provision.whisper import ct2, vocabulary
from kiosk.provision.whisper.adapter import adapted
from kiosk.provision.whisper.decoder import SUPPRESSION, decoder
from kiosk.provision.whisper.encoder import encoder
from kiosk.provision.whisper.metadata import metadata
from kiosk.speech import wav
from kiosk.speech.audio import SPEECH_RATE, Audio
from kiosk.speech.recognise.tokens import Tokens
from kiosk.training.card import Leaks
from kiosk.training.course import Measured, Passed
from kiosk.training.hearing import texts
from kiosk.training.hearing.base import Base, Steering, read_base
from kiosk.training.hearing.batch import Batches, Utterance
from kiosk.training.hearing.export import write_adapter, write_card
from kiosk.training.hearing.microphone import Microphone
from kiosk.training.hearing.network import Adapters, HearingNetwork
from kiosk.training.hearing.recordings import Recording, read_recordings, record
from kiosk.training.hearing.texts import sentences_to_say
from kiosk.training.hearing.tune import Recipe, fine_tune
from kiosk.training.hearing.voices import Delivery, voices_here
from kiosk.training.saying.dice import Dice
from tests.provision.ct2_writer import LAYERS, MELS, STATE, TOKENS, Floats, weights, write

WORDS = ("alpha", "beta", "gamma delta", "one two three", "epsilon")
POSITIONS = 900
"""Of the small Whisper: 18 seconds, and as many tokens as anybody says."""


# -- a small Whisper -------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Base:
    """With drawn weights, that writes byte after byte."""
    folder = tmp_path_factory.mktemp("whisper")
    variables = weights(seed=7)
    drawn = np.random.default_rng(8)
    steering = TOKENS[TOKENS.index("<|endoftext|>") :]
    for name, rows in {
        "encoder/position_encodings/encodings": POSITIONS,
        "decoder/position_encodings/encodings": POSITIONS,
        "decoder/embeddings/weight": 256 + len(steering),
    }.items():
        variables[name] = (drawn.standard_normal((rows, STATE)) * 0.3).astype(np.float32)
    arrays = ct2.read(write(folder, variables)["model"])
    tokens = folder / "tokens.txt"
    rows = (f"{base64.b64encode(bytes([byte])).decode()} {byte}\n" for byte in range(256))
    tokens.write_text("".join(rows), encoding="ascii")
    words = vocabulary.Vocabulary((*("-" for _ in range(256)), *steering), ())
    return Base("small", "00ff", "MIT", arrays, Tokens(tokens), Steering.of(words))


@pytest.fixture(scope="module")
def recordings(tmp_path_factory: pytest.TempPathFactory) -> list[Recording]:
    """A tone of its own for each of some words."""
    folder = tmp_path_factory.mktemp("recordings")
    made = asyncio.run(record(folder, WORDS, {"tone": Tone()}, {"tone": 1.0}, seed=1))
    assert read_recordings(folder) == made
    return made


class Tone:
    """Says everything on one note, a syllable for each letter."""

    async def say(self, text: str, speed: float) -> Audio:
        at_s = np.arange(round(len(text) * 0.1 / speed * 24_000)) / 24_000
        note = 300 + 40 * sum(map(ord, text)) % 900
        return Audio((np.sin(2 * np.pi * note * at_s) / 3).astype(np.float32), 24_000)


class Listening:
    """Counts what it is told; ends the run after a step, where it is to."""

    def __init__(self, end_after: int | None = None) -> None:
        self.steps: list[Passed] = []
        self.end_after = end_after

    def passed(self, passed: Passed) -> None:
        self.steps.append(passed)
        if passed.step == self.end_after:
            os.kill(os.getpid(), signal.SIGTERM)

    def measured(self, step: int, measured: Measured) -> None: ...


# -- what is said ----------------------------------------------------------------------------------


def test_nothing_is_said_that_is_kept_for_measuring_and_dev_is_not_learnt_from():
    said = sentences_to_say(40, 3, "train", Leaks([]))
    assert len(said) == 40
    assert all(text[0] == text[0].upper() and text[-1] in ".?!" for text in said)

    kept = {text for text in said if len(text.split()) > 3}
    leaks = Leaks(kept)
    others = sentences_to_say(40, 3, "train", leaks)
    assert len(others) == 40
    assert leaks.found
    assert not any(leaks.is_near(text) for text in others if len(text.split()) > 3)

    dev = sentences_to_say(40, 3, "dev", Leaks([]))
    assert not {text for text in {*said, *others} & {*dev} if len(text.split()) > 3}


def test_a_sentence_that_is_measured_on_stays_so_when_others_are_written(monkeypatch):
    def apart(sentences: tuple[str, ...]) -> set[str]:
        monkeypatch.setattr(texts, "_docstring_sentences", lambda: sentences)
        return set(texts._plain("dev"))

    some = tuple(f"A sentence of the {chr(97 + n)} kind." for n in range(26)) * 4
    some = tuple(f"{text} {n}" for n, text in enumerate(some))
    before = apart(some)
    assert before
    assert apart(("A new one.", *some)) - {"A new one."} == before


@given(st.integers(0, 99))
def test_a_voice_speaks_at_a_pitch_and_a_speed_of_its_own(seed: int):
    delivery = Delivery.drawn(Dice(str(seed)).random, {"tone": 1.0})
    said = asyncio.run(delivery.say("alpha beta", {"tone": Tone()}))
    assert said.rate == SPEECH_RATE
    assert said.duration_s == pytest.approx(1.0 / delivery.speed, abs=0.01)
    assert np.abs(said.samples).max() == pytest.approx(0.6, abs=1e-3)


def test_the_voices_of_this_machine_say_them(tmp_path: Path, capfd):
    if not shutil.which("flite") or not shutil.which("espeak-ng"):
        pytest.skip("flite and espeak-ng are not installed")
    arguments = ["train", "speech-set", str(tmp_path), "--count", "6", "--seed", "2", "--json"]
    assert run_command(arguments) == 0
    told = json.loads(capfd.readouterr().out)
    made = read_recordings(tmp_path)
    assert told["n"] == len(made) <= 6
    assert all(len(recording.sound()) == recording.samples for recording in made)


def test_the_voices_of_the_manifest_are_kept_to_measure_with():
    if not shutil.which("flite") or not shutil.which("espeak-ng"):
        pytest.skip("flite and espeak-ng are not installed")
    voices, cast = voices_here()
    assert voices.keys() == cast.keys()
    kept = {weight.name for weight in manifest().weights if weight.purpose is Purpose.VOICE}
    assert "piper-joe" in kept
    assert kept.isdisjoint(voices)


def test_a_missing_synthesiser_is_told_with_the_way_to_it(tmp_path: Path, capfd, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run_command(["train", "speech-set", str(tmp_path / "out"), "--count", "2"]) == 2
    assert "apt-get install flite espeak-ng" in capfd.readouterr().err


@pytest.mark.parametrize(
    "line",
    [
        "{}",
        "[]",
        '{"file": "a.wav", "said": "A.", "voice": "v", "samples": 9}',
        "no",
        '{"file": "a.wav", "said": "A.", "voice": "v", "samples": Infinity}',
    ],
)
def test_an_index_that_is_none_is_told_by_its_line(tmp_path: Path, line: str):
    (tmp_path / "index.jsonl").write_text(f"{line}\n", encoding="utf-8")
    with pytest.raises(UsageError, match="line 1"):
        read_recordings(tmp_path)


# -- what is heard ---------------------------------------------------------------------------------


def test_noise_never_leaves_the_range_of_sound(recordings: list[Recording]):
    microphone = Microphone([one.sound for one in recordings], seed=1)
    lengths = set()
    for seed in range(60):
        chance = np.random.default_rng(seed)
        heard = microphone.hear(recordings[seed % len(recordings)].sound(), chance)
        nothing = microphone.hear_nothing(chance)
        for sound in (heard, nothing):
            assert sound.dtype == np.float32
            assert np.isfinite(sound).all()
            assert 0 < np.abs(sound).max() <= 1
        lengths.add(len(heard))
        again = microphone.hear(
            recordings[seed % len(recordings)].sound(), np.random.default_rng(seed)
        )
        assert np.array_equal(heard, again)
    assert len(lengths) > 50


def test_a_batch_asks_for_the_words_and_for_whether_anybody_speaks(base: Base):
    spoken, quiet = np.zeros(8_000, np.float32), np.zeros(12_000, np.float32)
    batch = Batches(base).of([Utterance(spoken, "hi"), Utterance(quiet, None)])
    end = base.steering.end
    assert batch.mel.shape == (2, MELS, (12_000 + 4 * SPEECH_RATE) // 320 * 2)
    assert batch.targets.tolist() == [
        base.steering.prompt[1],
        *b" hi",
        end,
        base.steering.no_speech,
    ]
    assert batch.weights.tolist() == [0.5, 1, 1, 1, 1, 0.5]
    assert batch.words == (4, 0)
    before = batch.tokens.reshape(-1)[batch.places].tolist()
    start, *_, last = base.steering.prompt
    assert before == [start, last, *b" hi", start]


# -- what is computed ------------------------------------------------------------------------------


def test_the_network_computes_what_the_conversion_draws(tmp_path: Path):
    variables = weights(seed=7)
    sources = write(tmp_path, variables)
    arrays = ct2.read(sources["model"])
    words = vocabulary.read(sources["vocabulary"], sources["config"])
    facts = metadata("tiny.en", arrays.dimensions(), words)
    mel = np.random.default_rng(3).standard_normal((1, MELS, 40)).astype(np.float32)
    prompt = [TOKENS.index("<|startoftranscript|>"), 3, 5, 7]

    ours = HearingNetwork(arrays, None, torch.float32)
    logits = ours.logits(torch.from_numpy(mel), torch.tensor([prompt]), torch.tensor([3]))

    cross = _run(encoder(arrays, facts), {"mel": mel})
    cache = np.zeros((LAYERS, 1, 0, STATE), np.float32)
    drawn, *_ = _run(
        decoder(arrays, words),
        {
            "tokens": np.array([prompt]),
            "in_n_layer_self_k_cache": cache,
            "in_n_layer_self_v_cache": cache,
            "n_layer_cross_k": cross[0],
            "n_layer_cross_v": cross[1],
            "offset": np.array([0]),
        },
    )
    written = drawn[0, 0] > SUPPRESSION / 2
    assert written.sum() > len(TOKENS) / 2
    np.testing.assert_allclose(logits[0].numpy()[written], drawn[0, 0][written], atol=1e-3)


def _run(model, inputs: Mapping[str, np.ndarray]) -> list[Floats]:
    providers = ["CPUExecutionProvider"]
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=providers)
    return list(session.run(None, dict(inputs)))


def test_new_adapters_change_nothing(base: Base):
    sound = Utterance(np.ones(8_000, np.float32) / 9, "alpha")
    batch = Batches(base).of([sound])
    adapters = Adapters(base.arrays, 4)
    without, fresh = (
        HearingNetwork(base.arrays, some).logits(batch.mel, batch.tokens, batch.places)
        for some in (None, adapters)
    )
    torch.testing.assert_close(without, fresh)


# -- a run -----------------------------------------------------------------------------------------


def test_a_run_that_is_told_to_end_goes_on_as_if_it_had_not(base, recordings, tmp_path):
    recipe = Recipe(2, rate=5e-3, steps=8)
    learnt, whole = fine_tune(base, recipe, recordings, recordings, tmp_path / "whole", Listening())
    assert whole.finished
    log = [json.loads(row) for row in (tmp_path / "whole" / "log.jsonl").read_text().splitlines()]
    losses = [row["loss"] for row in log if "loss" in row]
    assert losses[-1] < losses[0]

    folder = tmp_path / "two"
    _, stopped = fine_tune(base, recipe, recordings, recordings, folder, Listening(end_after=3))
    assert (stopped.finished, stopped.step) == (False, 3)
    resumed = Listening()
    again, tuned = fine_tune(base, recipe, recordings, recordings, folder, resumed)
    assert [passed.step for passed in resumed.steps] == [4, 5, 6, 7, 8]
    assert tuned.tokens == whole.tokens
    for name, tensor in learnt.state().items():
        torch.testing.assert_close(tensor, again.state()[name], atol=1e-5, rtol=1e-3)


def test_a_checkpoint_of_something_else_is_refused(base, recordings, tmp_path):
    recipe = Recipe(2, steps=1)
    fine_tune(base, recipe, recordings, recordings[:1], tmp_path, Listening())
    with pytest.raises(UsageError, match="another data"):
        fine_tune(base, recipe, recordings[1:], recordings[:1], tmp_path, Listening())
    with pytest.raises(UsageError, match="another rank"):
        other = replace(recipe, rank=3)
        fine_tune(base, other, recordings, recordings[:1], tmp_path, Listening())


def test_what_was_learnt_is_what_the_conversion_takes_in(base, recordings, tmp_path):
    recipe = Recipe(2, rate=5e-3, steps=3)
    learnt, tuned = fine_tune(base, recipe, recordings, recordings, tmp_path, Listening())
    write_adapter(learnt, tmp_path / "adapter.npz")
    write_card(tmp_path / "adapter.md", base, recipe, recordings, tuned)

    taken_in = adapted(base.arrays, tmp_path / "adapter.npz")
    assert len(learnt.pairs) == LAYERS * (4 + 7)
    for name, pair in learnt.pairs.items():
        added = taken_in[f"{name}/weight"] - base.arrays[f"{name}/weight"]
        expected = (pair.b @ pair.a).detach().numpy() * pair.scale
        np.testing.assert_allclose(added, expected, atol=1e-3)
        assert added.any()
    page = (tmp_path / "adapter.md").read_text(encoding="utf-8")
    for fact in ("small", "00ff", "5 sentences", "tone", "rank 2", "seed 0", "MIT"):
        assert fact in page


def test_a_recording_that_is_gone_or_no_recogniser_is_told_in_one_line(
    base, recordings, tmp_path, capfd
):
    wav.write(tmp_path / "short.wav", Audio.silence(0.1, SPEECH_RATE))
    other = replace(recordings[0], file=tmp_path / "short.wav")
    with pytest.raises(AudioError, match="not as long as"):
        fine_tune(base, Recipe(2, steps=1), [other], [other], tmp_path / "out", Listening())
    with pytest.raises(ModelError, match="not a Whisper model"):
        read_base("silero-vad")
    folder = str(recordings[0].file.parent)
    arguments = ["train", "hearing", "--data", folder, "--dev", folder, "--out", str(tmp_path)]
    assert run_command(arguments) == 2
    assert "--minutes or by --steps" in capfd.readouterr().err
    assert run_command([*arguments[:3], str(tmp_path), *arguments[4:], "--steps", "1"]) == 2
    assert "index.jsonl: cannot be read" in capfd.readouterr().err
