"""The recogniser by itself: what it hears in a recording, and how sure it says it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import ModelError
from kiosk.evaluation.speech.disturbances import DISTURBANCES
from kiosk.speech import wav
from kiosk.speech.audio import Samples
from kiosk.speech.recognise import Recogniser, WhisperFiles
from kiosk.speech.recognise.hotwords import OUTSIDE, Hotwords
from kiosk.speech.recognise.mel import LogMel
from kiosk.speech.recognise.search import Text, said_once
from kiosk.speech.recognise.tokens import Tokens
from kiosk.speech.voices import HibariVoice


@pytest.fixture(scope="module")
def recogniser(whisper: WhisperFiles, vad_model: Path) -> Recogniser:
    return Recogniser(whisper, vad_model, 1)


@pytest.fixture(scope="module")
def tokens(whisper: WhisperFiles) -> Tokens:
    return Tokens(whisper.tokens)


@pytest.fixture(scope="module")
def order(demo_turns: list[Path]) -> Samples:
    return wav.read(demo_turns[0]).at(16_000).samples


@pytest.fixture(scope="module")
def voice() -> HibariVoice:
    return HibariVoice(1)


def test_words_come_with_how_sure_they_are(recogniser: Recogniser, order: Samples) -> None:
    heard = recogniser.recognise(order)
    said = heard.text.lower().replace(",", "")
    assert said.startswith("hi can i get two cheeseburgers with no onions")
    assert [word.text.lower() for word in heard.words][:5] == ["hi", "can", "i", "get", "two"]
    whole = {word.text.lower(): word.whole for word in heard.words}
    assert (whole["large"], whole["cheeseburgers"]) == (True, False)
    assert all(0 < word.confidence <= 1 for word in heard.words)
    assert heard.confidence is not None
    assert heard.confidence > 0.7
    assert heard.no_speech is not None
    assert heard.no_speech < 0.3


def test_what_is_hard_to_hear_has_alternatives_of_other_words(
    recogniser: Recogniser, order: Samples
) -> None:
    hiss = np.random.default_rng(1).normal(0, 0.03, len(order)).astype(np.float32)
    clear, noisy = recogniser.recognise(order), recogniser.recognise(order + hiss)
    assert noisy.alternatives
    assert noisy.confidence is not None
    assert clear.confidence is not None
    assert noisy.confidence < clear.confidence
    texts = [noisy.text, *(other.text for other in noisy.alternatives)]
    assert len({text.casefold().strip(".") for text in texts}) == len(texts)
    assert all(other.log_probability <= 0 for other in noisy.alternatives)


def test_names_on_the_menu_are_heard_where_others_are_spelt(
    recogniser: Recogniser, voice: HibariVoice
) -> None:
    sound = voice.speak("One pupusa with curtido.").at(16_000).samples
    names = ("Pupusa", "Curtido")
    assert "curtido" not in recogniser.recognise(sound).text.lower()
    assert "curtido" in recogniser.recognise(sound, names).text.lower()


def test_names_do_not_put_words_into_anybodys_mouth(recogniser: Recogniser, order: Samples) -> None:
    names = ("Al Pastor", "Birria", "Torta", "Cheesecake", "Union Jack Pizza")
    heard = recogniser.recognise(order, names).text.lower()
    assert not any(name.lower() in heard for name in names)


@pytest.mark.parametrize("answer", ["Yes.", "No.", "Large.", "Yeah.", "That's all."])
def test_a_clear_answer_is_not_doubted_for_how_it_may_be_spelt(
    recogniser: Recogniser, voice: HibariVoice, answer: str
) -> None:
    sound = voice.speak(answer).at(16_000).samples
    heard = recogniser.recognise(np.pad(sound, 4_000), ("Small", "Medium", "Large"))
    assert heard.text.lower().startswith(answer.lower().rstrip("."))
    assert heard.confidence is not None
    assert heard.confidence > 0.6


def test_words_are_heard_alike_however_they_are_spelt(tokens: Tokens) -> None:
    def spellings(text: str) -> set[str]:
        (token,) = tokens.encode(text)
        return {tokens.decode([one]) for one in tokens.spellings(token)}

    assert spellings(" yes") >= {" yes", " Yes"}
    assert spellings(" two") >= {" two", " 2", " Two"}
    assert spellings(" yes").isdisjoint(spellings("yes"))
    assert "," in spellings(".")


@pytest.mark.parametrize(
    ("text", "once"),
    [
        (" Two tacos and a flan. two tacos, and the flan", " Two tacos and a flan."),
        (" Two tacos and a flan.", " Two tacos and a flan."),
        (" no no no no", " no no no no"),
        (
            " Two tacos with salsa, two tacos with beans",
            " Two tacos with salsa, two tacos with beans",
        ),
    ],
)
def test_what_is_written_twice_over_is_said_once(tokens: Tokens, text: str, once: str) -> None:
    written = tuple(tokens.encode(text))
    found = said_once(tokens, Text(written, (-0.1,) * len(written)))
    assert tokens.decode(found.tokens) == once
    assert len(found.tokens) == len(found.log_probabilities)


@pytest.mark.parametrize("kind", DISTURBANCES)
def test_sounds_without_words_are_no_words(recogniser: Recogniser, kind: str) -> None:
    """A minute of them in all, with no voice activity detector before it that stops any."""
    chance = np.random.default_rng(3)
    for _ in range(2):
        sound = DISTURBANCES[kind](4 * 16_000, chance)
        heard = recogniser.recognise(sound, ("Onions", "Coke", "Cheeseburger", "Water"))
        assert (heard.text, heard.words, heard.alternatives) == ("", (), ())


@pytest.mark.parametrize("length", [0, 1, 399, 31 * 16_000])
def test_any_length_is_taken(recogniser: Recogniser, length: int) -> None:
    assert recogniser.recognise(np.zeros(length, np.float32)).audio_s <= 30


def test_names_of_any_kind_and_number_are_taken(recogniser: Recogniser) -> None:
    names = ("", " ", "Ü" * 10_000, "🍕", "\N{NULL}", *map(str, range(3_000)))
    assert recogniser.recognise(np.zeros(16_000, np.float32), names).text == ""


def test_a_file_that_is_no_network_is_named(
    whisper: WhisperFiles, vad_model: Path, tmp_path: Path
) -> None:
    torn = tmp_path / "decoder.onnx"
    torn.write_bytes(whisper.decoder.read_bytes()[:1_000])
    files = WhisperFiles(whisper.encoder, torn, whisper.tokens)
    with pytest.raises(ModelError, match=r"decoder\.onnx: not a network"):
        Recogniser(files, vad_model, 1)


@pytest.mark.parametrize("content", ["", "one two three\n", "AA== x\n", "not base64 1\n"])
def test_tokens_that_are_none_are_named(tmp_path: Path, content: str) -> None:
    file = tmp_path / "tokens.txt"
    file.write_text(content)
    with pytest.raises(ModelError, match=r"tokens\.txt: not the tokens"):
        Tokens(file)


@given(text=st.text(st.characters(exclude_categories=["Cs"])))
def test_text_comes_back_from_its_tokens(tokens: Tokens, text: str) -> None:
    assert tokens.decode(tokens.encode(text)) == text


def test_common_words_are_one_token_each(tokens: Tokens) -> None:
    assert len(tokens.encode(" a large Coke please")) == 4


def test_the_front_end_gives_frames_of_10_ms_around_zero() -> None:
    time = np.arange(16_000) / 16_000
    tone = LogMel(80)(np.sin(2 * np.pi * 1_000 * time).astype(np.float32))
    assert tone.shape == (80, 100)
    assert np.all(tone <= tone.max())
    assert tone.max() - tone.min() == pytest.approx(2.0)  # eight decades, a quarter each
    loudest = int(tone.mean(axis=1).argmax())
    # 80 bands lie up to 8 kHz, which is 45.2 mel on Slaney's scale; 1 kHz is 15 mel.
    assert loudest == pytest.approx(15 / 45.2 * 81 - 1, abs=1)


def test_what_a_name_is_worth_is_taken_back_when_it_is_left() -> None:
    names = Hotwords([[1, 2, 3], [4]], bonus=1.0)
    nothing = np.zeros(6, np.float32)
    assert names.drawn(nothing, OUTSIDE).tolist() == [0, 1, 0, 0, 1, 0]
    inside = names.after(OUTSIDE, 1)
    assert names.drawn(nothing, inside).tolist() == [-1, 0, 1, -1, 0, -1]
    further = names.after(inside, 2)
    assert names.drawn(nothing, further).tolist() == [-2, -1, -2, 1, -1, -2]
    ended = names.after(further, 3)
    assert names.drawn(nothing, ended).tolist() == [0, 1, 0, 0, 1, 0]
    assert names.after(inside, 4) == names.after(OUTSIDE, 4) != OUTSIDE
    assert names.after(inside, 5) == OUTSIDE
