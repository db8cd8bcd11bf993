"""Sound files of every make are read; what is not sound is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from hypothesis import given
from hypothesis import strategies as st

from kiosk.errors import AudioError
from kiosk.speech import wav
from kiosk.speech.audio import Audio, Samples, level_db


def tone(seconds: float, rate: int, hertz: float = 440) -> Samples:
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype("f4")


@pytest.mark.parametrize("rate", [8_000, 11_025, 16_000, 22_050, 44_100, 48_000, 96_000])
@pytest.mark.parametrize("subtype", ["PCM_U8", "PCM_16", "PCM_24", "PCM_32", "FLOAT", "DOUBLE"])
def test_any_rate_and_sample_format(tmp_path: Path, rate: int, subtype: str) -> None:
    file = tmp_path / "order.wav"
    soundfile.write(file, tone(0.5, rate), rate, subtype=subtype)
    audio = wav.read(file)
    assert audio.rate == rate
    assert audio.samples.dtype == np.float32
    np.testing.assert_allclose(audio.samples, tone(0.5, rate), atol=0.01)


@pytest.mark.parametrize("channels", [1, 2, 6])
@pytest.mark.parametrize("suffix", [".wav", ".flac"])
def test_channels_are_mixed_down(tmp_path: Path, channels: int, suffix: str) -> None:
    file = tmp_path / f"order{suffix}"
    left = tone(0.5, 16_000)
    sound = np.stack([left] + [np.zeros_like(left)] * (channels - 1), axis=1)
    soundfile.write(file, sound, 16_000)
    np.testing.assert_allclose(wav.read(file).samples, left / channels, atol=1e-4)


def test_float_samples_beyond_full_scale_are_clipped(tmp_path: Path) -> None:
    file = tmp_path / "loud.wav"
    soundfile.write(file, tone(0.1, 16_000) * 8, 16_000, subtype="FLOAT")
    assert np.abs(wav.read(file).samples).max() == 1


def test_a_recording_cut_off_in_the_middle_gives_what_is_there(tmp_path: Path) -> None:
    file = tmp_path / "cut.wav"
    soundfile.write(file, tone(1, 16_000), 16_000)
    file.write_bytes(file.read_bytes()[:16_044])
    assert wav.read(file).duration_s == pytest.approx(0.5)


@pytest.mark.parametrize(
    ("content", "complaint"),
    [
        (None, "no such sound file"),
        (b"", "not a sound file"),
        (b"two cheeseburgers please", "not a sound file"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "not a sound file"),
    ],
)
def test_what_is_not_sound_is_refused(
    tmp_path: Path, content: bytes | None, complaint: str
) -> None:
    file = tmp_path / "order.wav"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(AudioError, match=complaint):
        wav.read(file)


def test_samples_without_a_header_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "order.raw"
    file.write_bytes(tone(0.5, 16_000).tobytes())
    with pytest.raises(AudioError, match="not a sound file"):
        wav.read(file)


def test_a_folder_is_no_sound(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="no such sound file"):
        wav.read(tmp_path)


def test_a_name_that_no_file_can_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="cannot be read: File name too long"):
        wav.read(tmp_path / f"{'order' * 60}.wav")


def test_a_file_without_a_single_sample_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "empty.wav"
    soundfile.write(file, np.zeros(0), 16_000)
    with pytest.raises(AudioError, match="holds no sound"):
        wav.read(file)


def test_samples_that_are_no_numbers_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "damaged.wav"
    soundfile.write(file, np.full(100, np.nan), 16_000, subtype="FLOAT")
    with pytest.raises(AudioError, match="damaged"):
        wav.read(file)


def test_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "day.flac"
    soundfile.write(file, np.zeros(int(wav.LONGEST_S) * 8_000 + 8_000, np.int16), 8_000)
    with pytest.raises(AudioError, match="longer than 30 minutes"):
        wav.read(file)


@given(st.lists(st.floats(-1, 1, width=32), min_size=1, max_size=50))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, values: list[float]
) -> None:
    file = tmp_path_factory.mktemp("wav") / "reply.wav"
    wav.write(file, Audio(np.array(values, np.float32), 24_000))
    audio = wav.read(file)
    assert audio.rate == 24_000
    np.testing.assert_allclose(audio.samples, np.array(values, np.float32), atol=1 / 32_767)


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    with pytest.raises(AudioError, match="cannot be written: No such file or directory"):
        wav.write(tmp_path / "nowhere" / "reply.wav", Audio.silence(0.1, 24_000))


def test_a_full_disk_is_named() -> None:
    with pytest.raises(AudioError, match="cannot be written: No space left on device"):
        wav.write(Path("/dev/full"), Audio.silence(0.1, 24_000))


def test_resampling_keeps_the_tone_and_the_length() -> None:
    audio = Audio(tone(1, 44_100), 44_100).at(16_000)
    assert audio.rate == 16_000
    assert audio.duration_s == pytest.approx(1, abs=0.001)
    spectrum = np.abs(np.fft.rfft(audio.samples))
    assert np.argmax(spectrum) == pytest.approx(440, abs=2)


def test_levels_are_below_full_scale() -> None:
    assert level_db(np.zeros(100, np.float32)) == level_db(np.zeros(0, np.float32)) == -120
    assert level_db(np.full(100, 0.1, np.float32)) == pytest.approx(-20, abs=0.01)
