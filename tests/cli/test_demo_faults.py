"""What breaks while the demo runs costs what it must, is told in one line, and never the order."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Self

import numpy as np
import pytest

from kiosk.locations import models_dir
from kiosk.speech import wav

KIOSK = Path(sys.executable).with_name("kiosk")
CART = ["1 cheeseburger -onion", "1 coke +large", "1 double_cheeseburger -onion"]
REPLIES = ["greeting", "reply-turn1", "reply-turn2", "reply-turn3", "reply-turn4"]

SPEAKER = """
pcm.speaker {{
    type file
    slave.pcm null
    file "{folder}/played.raw"
    format raw
    hint {{ show on description "a speaker that writes a file" }}
}}
pcm.null {{ type null }}
pcm.!default {{ type asym playback.pcm speaker capture.pcm null }}
"""
NO_SPEAKER = "pcm.!default { type hw card 9 }"


def demo(
    out: Path, *arguments: str, cards: str | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """A whole demo, headless unless there are sound cards to play to."""
    if cards is not None:
        config = out.parent / "asound.conf"
        config.write_text(cards)
        environment["ALSA_CONFIG_PATH"] = str(config)
    return subprocess.run(
        [KIOSK, "demo", "--out", out, *arguments, *([] if cards else ["--headless"])],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )


class Held:
    """A demo that stands still after a reply: the reply's file is a pipe, and nobody reads it."""

    def __init__(self, out: Path, reply: str) -> None:
        out.mkdir()
        os.mkfifo(out / f"{reply}.wav")
        self._pipe = os.open(out / f"{reply}.wav", os.O_RDONLY | os.O_NONBLOCK)
        self.process = subprocess.Popen(
            [KIOSK, "demo", "--headless", "--json", "--out", out],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            start_new_session=True,
        )

    def __enter__(self) -> Self:
        came, _, _ = select.select([self._pipe], [], [], 120)
        assert came, "the reply was never written"
        return self

    def __exit__(self, *_: object) -> None:
        os.close(self._pipe)
        self.process.kill()
        self.process.communicate()

    def engines(self) -> dict[str, int]:
        """Process ids of the engines, told apart by the names that lists of processes show."""
        tasks = Path(f"/proc/{self.process.pid}/task").glob("*/children")
        pids = [int(pid) for children in tasks for pid in children.read_text().split()]
        said = {pid: Path(f"/proc/{pid}/cmdline").read_text().split("\0") for pid in pids}
        return {words[-2]: pid for pid, words in said.items()}

    def release(self) -> None:
        """Let it go on."""
        os.set_blocking(self._pipe, True)
        while os.read(self._pipe, 1 << 20):
            pass

    def ended(self) -> tuple[int, str, str]:
        """Exit status, output and complaints."""
        out, err = self.process.communicate(timeout=120)
        return self.process.returncode, out, err


def alive(pid: int) -> bool:
    try:
        return "State:\tZ" not in Path(f"/proc/{pid}/status").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return False


@pytest.mark.parametrize("engine", ["recogniser", "voice"])
def test_an_engine_killed_between_turns_is_started_again(tmp_path: Path, engine: str) -> None:
    with Held(tmp_path / "out", "reply-turn1") as held:
        os.kill(held.engines()[engine], signal.SIGKILL)
        held.release()
        status, out, err = held.ended()
    assert (status, err) == (0, "")
    ordered = json.loads(out)
    assert (ordered["status"], sorted(ordered["cart"])) == ("placed", CART)
    assert [Path(file).stem for file in ordered["audio"]["out"]] == REPLIES


def test_a_recogniser_that_hangs_and_is_killed_hears_the_turn_again(tmp_path: Path) -> None:
    with Held(tmp_path / "out", "reply-turn1") as held:
        recogniser = held.engines()["recogniser"]
        os.kill(recogniser, signal.SIGSTOP)
        held.release()
        time.sleep(0.5)  # it is now being asked for the second turn
        os.kill(recogniser, signal.SIGKILL)
        status, out, err = held.ended()
    assert status == 0, err
    ordered = json.loads(out)
    assert (ordered["status"], sorted(ordered["cart"])) == ("placed", CART)
    assert len(ordered["turns"]) == 4


def test_a_voice_killed_while_it_speaks_costs_that_reply_s_sound(tmp_path: Path) -> None:
    with Held(tmp_path / "out", "reply-turn1") as held:
        voice = held.engines()["voice"]
        os.kill(voice, signal.SIGSTOP)
        held.release()
        time.sleep(2)  # the second turn is recognised by now, and its reply is being made
        os.kill(voice, signal.SIGKILL)
        status, out, err = held.ended()
    assert status == 0, err
    ordered = json.loads(out)
    assert (ordered["status"], sorted(ordered["cart"])) == ("placed", CART)
    assert err == "kiosk: voice: killed by SIGKILL: this reply is text only\n"
    assert [Path(file).stem for file in ordered["audio"]["out"]] == [
        reply for reply in REPLIES if reply != "reply-turn2"
    ]
    assert "first_audio" not in ordered["turns"][1]["ms"]
    assert ordered["turns"][1]["reply"]


def test_ctrl_c_stops_in_one_line_and_leaves_no_process(tmp_path: Path) -> None:
    with Held(tmp_path / "out", "reply-turn1") as held:
        engines = held.engines().values()
        os.killpg(held.process.pid, signal.SIGINT)
        held.release()
        assert held.ended() == (130, "", "kiosk: stopped\n")
    assert not any(alive(engine) for engine in engines)


def test_a_voice_that_is_not_there_leaves_the_text(tmp_path: Path) -> None:
    shelf = tmp_path / "home" / "cache" / "models"
    shelf.mkdir(parents=True)
    for weight in ("whisper-base", "silero-vad"):
        (shelf / weight).symlink_to(models_dir() / weight)
    ran = demo(
        tmp_path / "out",
        "--json",
        KIOSK_HOME=str(tmp_path / "home"),
        KIOSK_VOICE="piper-joe",
        KIOSK_LANGUAGE_MODEL="",
    )
    ordered = json.loads(ran.stdout)
    assert (ran.returncode, ordered["status"], ordered["audio"]["out"]) == (0, "placed", [])
    assert ran.stderr == (
        "kiosk: weight piper-joe is not on this machine (run: kiosk models pull piper-joe): "
        "the replies are text only\n"
    )


def test_without_a_recogniser_the_way_out_is_named(tmp_path: Path) -> None:
    ran = demo(tmp_path / "out", "--json", KIOSK_HOME=str(tmp_path / "home"))
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "kiosk: weight whisper-base is not on this machine (run: kiosk models pull whisper-base)\n"
    )


def test_a_full_disk_costs_the_files_and_is_told_once(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    (out / "reply-turn1.wav").symlink_to("/dev/full")
    ran = demo(out, "--json")
    ordered = json.loads(ran.stdout)
    assert (ran.returncode, ordered["status"]) == (0, "placed")
    assert ran.stderr == (
        f"kiosk: {out}/reply-turn1.wav: cannot be written: No space left on device: "
        "the replies are not kept\n"
    )
    assert [file.name for file in out.iterdir()] == ["greeting.wav"]


def test_a_folder_that_cannot_be_is_refused_at_once(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("a file")
    ran = demo(tmp_path / "out")
    assert ran.returncode == 2
    assert ran.stderr == (
        f"kiosk: {tmp_path}/out: no folder for the replies: File exists (name another: --out)\n"
    )


def test_a_machine_without_a_speaker_says_so_and_writes_the_replies(tmp_path: Path) -> None:
    out = tmp_path / "out"
    ran = demo(out, cards=NO_SPEAKER)
    assert ran.returncode == 0
    assert ran.stderr == (
        f"kiosk: this machine has no speaker: the replies are only written to {out}\n"
    )
    assert sorted(file.stem for file in out.iterdir()) == REPLIES


def test_with_a_speaker_the_guest_and_the_kiosk_are_heard(tmp_path: Path) -> None:
    ran = demo(tmp_path / "out", "--json", cards=SPEAKER.format(folder=tmp_path))
    ordered = json.loads(ran.stdout)
    assert (ran.returncode, ordered["status"], ordered["faults"]) == (0, "placed", [])
    said_s = sum(wav.read(Path(file)).duration_s for file in ordered["audio"]["out"])
    spoken_s = sum(wav.read(Path(file)).duration_s for file in ordered["audio"]["in"])
    played_s = len(np.fromfile(tmp_path / "played.raw", "<f4")) / 44_100
    assert said_s + spoken_s - 4 < played_s < said_s + spoken_s + 4, "but for pauses at the ends"


def test_a_person_sees_the_conversation_its_times_and_the_ticket(tmp_path: Path) -> None:
    ran = demo(tmp_path / "out")
    assert (ran.returncode, ran.stderr) == (0, "")
    for seen in (
        "make one of them a double cheeseburger.",
        "Kiosk  ",
        "recognise",
        "from the guest's last sound to the kiosk's first",
        "order placed",
        "Double Cheeseburger   $5.49",
        "No onions",
        "Total                $12.85",
        str(tmp_path / "out"),
    ):
        assert seen in ran.stdout


def test_what_another_menu_does_not_sell_is_not_ordered_there(tmp_path: Path) -> None:
    ran = demo(tmp_path / "out", "--json", "--menu", "pizza")
    ordered = json.loads(ran.stdout)
    assert ran.returncode == 1
    assert ordered["status"] != "placed"
    assert "cheeseburger" not in " ".join(ordered["cart"])
