"""``kiosk transcribe`` and ``kiosk say`` as a person at the terminal uses them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from kiosk.cli import run_command
from kiosk.speech import wav
from kiosk.speech.audio import Audio


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    status = run_command(list(arguments))
    out, err = capsys.readouterr()
    return status, out, err


def said(capsys: pytest.CaptureFixture[str], *arguments: str) -> dict[str, Any]:
    status, out, err = run(capsys, *arguments, "--json")
    assert (status, err) == (0, "")
    answer: dict[str, Any] = json.loads(out)
    return answer


def test_a_recording_is_written_down(
    capsys: pytest.CaptureFixture[str], demo_turns: list[Path]
) -> None:
    status, out, _ = run(capsys, "transcribe", str(demo_turns[1]))
    assert status == 0
    assert "make one of them a double cheeseburger." in out


def test_for_machines_each_utterance_has_its_times(
    capsys: pytest.CaptureFixture[str], demo_turns: list[Path]
) -> None:
    answer = said(capsys, "transcribe", str(demo_turns[2]))
    (utterance,) = answer["utterances"]
    assert answer["text"] == utterance["text"] == "That's all."
    assert 0.3 < utterance["start_s"] < utterance["end_s"] < answer["audio_s"]
    assert set(utterance["ms"]) == {"turn_end", "recognise", "decode"}
    assert set(answer["ms"]) == {"load", "all"}


def test_silence_is_not_an_error(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    silent = tmp_path / "silence.wav"
    wav.write(silent, Audio.silence(2, 44_100))
    assert run(capsys, "transcribe", str(silent)) == (0, f"nobody speaks in {silent}\n", "")


def test_what_is_no_recording_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    menu = tmp_path / "menu.wav"
    menu.write_text("two cheeseburgers")
    status, out, err = run(capsys, "transcribe", str(menu))
    assert (status, out) == (2, "")
    assert err == f"kiosk: {menu}: not a sound file: Format not recognised.\n"


def test_without_weights_the_way_out_is_named(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    demo_turns: list[Path],
) -> None:
    monkeypatch.setenv("KIOSK_HOME", str(tmp_path))
    status, _, err = run(capsys, "transcribe", str(demo_turns[0]))
    assert status == 2
    assert err.startswith("kiosk: weight whisper-base is not on this machine (run: kiosk models")


def test_a_text_is_said_into_a_file(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "reply.wav"
    answer = said(capsys, "say", "Your total is $19.36. Anything else?", "--out", str(file))
    assert (answer["voice"], answer["out"]) == ("hibari", str(file))
    assert wav.read(file).duration_s == pytest.approx(answer["audio_s"], abs=0.001)
    assert 0 < answer["ms"]["first_audio"] <= answer["ms"]["all"]


def test_what_was_said_can_be_transcribed(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "reply.wav"
    said(capsys, "say", "Please drive to the second window.", "--out", str(file))
    text = said(capsys, "transcribe", str(file))["text"]
    assert text == "Please drive to the second window."


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["...", "--out", "reply.wav"], "there is nothing to say in the text"),
        (["Hello.", "--out", "nowhere/reply.wav"], "nowhere/reply.wav: cannot be written"),
        (["Hello.", "--out", "reply.wav", "--voice", "piper-jo"], "did you mean piper-joe?"),
        (["Hello.", "--out", "reply.wav", "--voice", "whisper-base"], "is not a voice"),
    ],
)
def test_what_cannot_be_said_is_refused_in_one_line(
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    arguments: list[str],
    complaint: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    status, out, err = run(capsys, "say", *arguments)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert complaint in err
    assert list(tmp_path.iterdir()) == []


def test_without_a_speaker_a_file_is_offered(tmp_path: Path) -> None:
    cards = tmp_path / "asound.conf"
    cards.write_text("pcm.!default { type hw card 9 }")
    done = subprocess.run(
        [sys.executable, "-c", "from kiosk.cli import main; main()", "say", "Hello."],
        env=os.environ | {"ALSA_CONFIG_PATH": str(cards)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        "kiosk: this machine has no speaker (write a file instead: --out FILE.wav)\n"
    )


def test_ctrl_c_stops_in_one_line(tmp_path: Path, demo_turns: list[Path]) -> None:
    recording = tmp_path / "long.wav"
    wav.write(recording, Audio.join([wav.read(turn) for turn in demo_turns] * 100))
    running = subprocess.Popen(
        [sys.executable, "-c", "from kiosk.cli import main; main()", "transcribe", str(recording)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    children = Path(f"/proc/{running.pid}/task/{running.pid}/children")
    while running.poll() is None and not children.read_text():
        pass
    os.killpg(running.pid, signal.SIGINT)
    out, err = running.communicate(timeout=60)
    assert (running.returncode, out, err) == (130, "", "kiosk: stopped\n")
