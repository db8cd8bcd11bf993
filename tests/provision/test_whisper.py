"""Whisper made for sherpa-onnx: the same numbers as the paper's formulas, and real words."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnxruntime
import pytest

from kiosk.errors import ModelError
from kiosk.locations import models_dir
from kiosk.provision import Shelf, State, pull
from kiosk.provision.recipes import RECIPES
from kiosk.provision.whisper import ct2, vocabulary
from kiosk.provision.whisper.decoder import SUPPRESSION, decoder
from kiosk.provision.whisper.encoder import encoder
from kiosk.provision.whisper.metadata import metadata
from tests.provision.conftest import Listener
from tests.provision.ct2_writer import (
    AUDIO_CONTEXT,
    HEADS,
    LAYERS,
    LETTERS,
    MELS,
    STATE,
    SUPPRESSED,
    TEXT_CONTEXT,
    TOKENS,
    Floats,
    model_file,
    weights,
    write,
)
from tests.provision.reference_whisper import ReferenceWhisper

START = TOKENS.index("<|startoftranscript|>")
TIMESTAMPS = [TOKENS.index("<|0.00|>"), TOKENS.index("<|0.02|>")]


class Converted:
    """A small Whisper as graphs, before they are made 8-bit."""

    def __init__(self, folder: Path, variables: dict[str, Floats]) -> None:
        sources = write(folder, variables)
        arrays = ct2.read(sources["model"])
        self.words = vocabulary.read(sources["vocabulary"], sources["config"])
        self.facts = metadata("tiny.en", arrays.dimensions(), self.words)
        self._encoder = onnxruntime.InferenceSession(
            encoder(arrays, self.facts).SerializeToString(), providers=["CPUExecutionProvider"]
        )
        self._decoder = onnxruntime.InferenceSession(
            decoder(arrays, self.words).SerializeToString(), providers=["CPUExecutionProvider"]
        )

    def encode(self, mel: Floats) -> list[Floats]:
        return list(self._encoder.run(None, {"mel": mel[None]}))

    def step(
        self, tokens: list[int], caches: list[Floats], cross: list[Floats], offset: int
    ) -> list[Floats]:
        """Logits and the caches after them."""
        names = [put.name for put in self._decoder.get_inputs()]
        values = [np.array([tokens]), *caches, *cross, np.array([offset])]
        return list(self._decoder.run(None, dict(zip(names, values, strict=True))))


@pytest.fixture
def variables() -> dict[str, Floats]:
    return weights(seed=7)


@pytest.fixture
def converted(tmp_path: Path, variables: dict[str, Floats]) -> Converted:
    return Converted(tmp_path, variables)


@pytest.fixture
def mel() -> Floats:
    return np.random.default_rng(3).standard_normal((MELS, 2 * AUDIO_CONTEXT)).astype(np.float32)


def test_the_graphs_compute_what_the_formulas_say(
    converted: Converted, variables: dict[str, Floats], mel: Floats
) -> None:
    reference = ReferenceWhisper(variables)
    prompt = [START, 3, 5]
    empty = np.zeros((LAYERS, 1, TEXT_CONTEXT, STATE), np.float32)

    logits, *_ = converted.step(prompt, [empty, empty], converted.encode(mel), 0)

    expected = reference.logits(prompt, reference.encode(mel))
    expected[SUPPRESSED + TIMESTAMPS] += SUPPRESSION
    np.testing.assert_allclose(logits[0, 0], expected, rtol=1e-3, atol=1e-3)


def test_a_word_at_a_time_over_caches_is_the_same_as_all_at_once(
    converted: Converted, mel: Floats
) -> None:
    words = [START, 3, 5, 7, 4]
    cross = converted.encode(mel)
    empty = np.zeros((LAYERS, 1, TEXT_CONTEXT, STATE), np.float32)
    at_once, *_ = converted.step(words, [empty, empty], cross, 0)

    _, *caches = converted.step(words[:2], [empty, empty], cross, 0)
    for at, word in enumerate(words[2:], start=2):
        stepwise, *caches = converted.step([word], caches, cross, at)

    np.testing.assert_allclose(stepwise, at_once, rtol=1e-4, atol=1e-4)
    assert caches[0].shape == (LAYERS, 1, len(words), STATE), "no empty positions are carried along"


def test_speech_of_any_length_up_to_the_context_is_taken(converted: Converted) -> None:
    keys, values = converted.encode(np.zeros((MELS, 10), np.float32))

    assert keys.shape == (LAYERS, 1, HEADS, STATE // HEADS, 5)
    assert values.shape == (LAYERS, 1, HEADS, 5, STATE // HEADS)


def test_sherpas_tokens_are_bytes_in_base64(converted: Converted) -> None:
    lines = [line.split() for line in converted.words.sherpa()]

    assert [int(number) for _, number in lines] == list(range(len(LETTERS) + 1))
    assert b"".join(base64.b64decode(word) for word, _ in lines).decode() == f"{LETTERS} "


def test_an_english_model_is_prompted_with_its_start_alone(converted: Converted) -> None:
    assert converted.facts["is_multilingual"] == 0
    assert converted.facts["sot_sequence"] == str(START)


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(lambda whole: whole[: len(whole) // 2], id="truncated"),
        pytest.param(lambda whole: whole + b"more", id="too long"),
        pytest.param(lambda whole: b"GGUF" + whole[4:], id="another format"),
        pytest.param(lambda whole: b"", id="empty"),
    ],
)
def test_a_damaged_model_is_refused(
    tmp_path: Path, variables: dict[str, Floats], damage: Callable[[bytes], bytes]
) -> None:
    file = tmp_path / "model.bin"
    file.write_bytes(damage(model_file(variables)))

    with pytest.raises(ModelError, match=r"model\.bin: not a CTranslate2 Whisper model"):
        ct2.read(file)


def test_a_whisper_that_recognises_nothing_is_refused(
    tmp_path: Path, variables: dict[str, Floats]
) -> None:
    """Random weights convert well and cannot hear: only the trial run tells."""
    sources = write(tmp_path, variables)

    with pytest.raises(ModelError, match="Whisper"):
        RECIPES["whisper"].convert("whisper-random", sources, tmp_path)


def test_whisper_base_is_converted_tried_and_recorded(tmp_path: Path, listener: Listener) -> None:
    """The real weights, from where ``kiosk models pull`` keeps them, else from their sources."""
    kept = models_dir() / "whisper-base" / "source"
    (whisper,) = pull(
        ["whisper-base"],
        folder=tmp_path,
        from_dir=kept if kept.is_dir() else None,
        progress=listener,
    )
    assert whisper.converted
    assert set(whisper.files) == {"encoder", "decoder", "tokens"}

    (again,) = pull(["whisper-base"], folder=tmp_path)
    assert not again.converted

    record = tmp_path / "whisper-base" / "converted.json"
    older = json.loads(record.read_text()) | {"version": 0}
    record.write_text(json.dumps(older))
    shelf = Shelf(folder=tmp_path)
    assert shelf.state(shelf.manifest.weight("whisper-base")) is State.WRONG, (
        "made by another recipe"
    )
