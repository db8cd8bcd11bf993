"""Real PortAudio on sound cards that are files: ALSA plays into one and records from another."""

from __future__ import annotations

import os
import subprocess
import sys
import textwrap
from pathlib import Path

import numpy as np
import pytest

from kiosk.errors import AudioError
from kiosk.speech.devices import Microphone, Speaker

CARDS = """
pcm.speaker {{
    type file
    slave.pcm null
    file "{folder}/played.raw"
    format raw
    hint {{ show on description "a speaker that writes a file" }}
}}
pcm.mic {{
    type file
    slave.pcm null
    file "/dev/null"
    infile "{folder}/recorded.raw"
    format raw
    hint {{ show on description "a microphone that reads a file" }}
}}
pcm.null {{ type null }}
pcm.!default {{ type asym playback.pcm speaker capture.pcm mic }}
"""
NO_CARDS = "pcm.!default { type hw card 9 }"


def run(script: str, cards: str, folder: Path) -> str:
    """Run a script where these cards exist; PortAudio looks for cards once per process."""
    config = folder / "asound.conf"
    config.write_text(cards)
    environment = {"ALSA_CONFIG_PATH": str(config), "PYTHONPATH": os.pathsep.join(sys.path)}
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script)],
        env=os.environ | environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_a_reply_is_played_whole_at_the_rate_of_the_device(tmp_path: Path) -> None:
    run(
        """
        import asyncio
        import numpy as np
        from kiosk.speech.audio import Audio
        from kiosk.speech.devices import Speaker

        async def reply():
            for _ in range(3):
                yield Audio(np.full(24_000, 0.5, np.float32), 24_000)

        async def main():
            async with Speaker("speaker") as speaker:
                await speaker.play(reply())
                await speaker.play(reply())

        asyncio.run(main())
        """,
        CARDS.format(folder=tmp_path),
        tmp_path,
    )
    played = np.fromfile(tmp_path / "played.raw", "<f4")
    assert len(played) == pytest.approx(6 * 44_100, rel=0.05)
    assert np.median(played) == pytest.approx(0.5, abs=0.01)


def test_the_volume_is_that_of_every_sample(tmp_path: Path) -> None:
    run(
        """
        import asyncio
        import numpy as np
        from kiosk.speech.audio import Audio
        from kiosk.speech.devices import Speaker

        async def reply():
            yield Audio(np.full(24_000, 0.5, np.float32), 24_000)

        async def main():
            async with Speaker("speaker") as speaker:
                speaker.volume = 0.2
                await speaker.play(reply())

        asyncio.run(main())
        """,
        CARDS.format(folder=tmp_path),
        tmp_path,
    )
    played = np.fromfile(tmp_path / "played.raw", "<f4")
    assert np.median(played) == pytest.approx(0.1, abs=0.01)


def test_the_microphone_gives_what_is_said_and_nothing_while_muted(tmp_path: Path) -> None:
    np.full(44_100, 0.25, "<f4").tofile(tmp_path / "recorded.raw")
    out = run(
        """
        import asyncio
        from kiosk.speech.devices import Microphone, device_name

        async def main():
            async with Microphone("mic") as mic:
                print(device_name("mic", "input").split(",")[0], mic.rate)
                blocks = mic.blocks()
                block = await anext(blocks)
                print(block.shape, block.dtype, block.max())

        async def main_muted():
            async with Microphone("mic") as mic:
                with mic.muted():
                    await asyncio.sleep(0.2)
                    try:
                        async with asyncio.timeout(0.2):
                            await anext(mic.blocks())
                    except TimeoutError:
                        print("nothing")
                print("again", len(await anext(mic.blocks())))

        asyncio.run(main())
        asyncio.run(main_muted())
        """,
        CARDS.format(folder=tmp_path),
        tmp_path,
    )
    assert out.splitlines() == [
        "mic 44100",
        "(1411,) float32 0.25",
        "nothing",
        "again 1411",
    ]


@pytest.mark.parametrize("name", ["gramophone", "²"])
@pytest.mark.parametrize("open_device", [Microphone, Speaker])
def test_a_device_that_is_not_there_is_named(
    open_device: type[Microphone | Speaker], name: str
) -> None:
    with pytest.raises(AudioError, match=f"no (microphone|speaker) is called '{name}'"):
        open_device(name)


ASK_FOR_BOTH = """
    from kiosk.errors import AudioError
    from kiosk.speech.devices import device_name

    for direction in ("input", "output"):
        try:
            device_name(None, direction)
        except AudioError as error:
            print(error)
    """


def test_a_machine_without_sound_says_so(tmp_path: Path) -> None:
    assert run(ASK_FOR_BOTH, NO_CARDS, tmp_path).splitlines() == [
        "this machine has no microphone",
        "this machine has no speaker",
    ]


def test_a_missing_portaudio_library_is_a_sentence_with_a_way_out(tmp_path: Path) -> None:
    not_installed = """
    import ctypes.util
    ctypes.util.find_library = lambda name: None
    """
    assert (
        run(not_installed + ASK_FOR_BOTH, NO_CARDS, tmp_path).splitlines()
        == ["no sound: the PortAudio library is not installed (run: apt install libportaudio2)"] * 2
    )


def test_devices_that_were_gone_are_opened_anew(tmp_path: Path) -> None:
    np.full(44_100, 0.25, "<f4").tofile(tmp_path / "recorded.raw")
    out = run(
        """
        import asyncio
        import numpy as np
        from kiosk.errors import AudioError
        from kiosk.speech.audio import Audio
        from kiosk.speech.devices import Microphone, Speaker

        async def hear(mic):
            async for block in mic.blocks():
                print("heard", len(block))
                mic._stream.abort()  # as PortAudio does when the plug is pulled

        async def reply():
            yield Audio(np.full(24_000, 0.5, np.float32), 24_000)

        async def main():
            async with Microphone("mic") as mic:
                for _ in range(2):
                    try:
                        await hear(mic)
                    except AudioError as gone:
                        print(str(gone).split()[-1])
            async with Speaker("speaker") as speaker:
                speaker._stream.close()
                await speaker.play(reply())
                print("played")

        asyncio.run(main())
        """,
        CARDS.format(folder=tmp_path),
        tmp_path,
    )
    lines = out.splitlines()
    assert [line for line in lines if line != "heard 1411"] == ["gone", "gone", "played"]
    assert lines[0] == "heard 1411"


def test_a_microphone_that_is_back_but_does_not_start_is_tried_again(tmp_path: Path) -> None:
    np.full(44_100, 0.25, "<f4").tofile(tmp_path / "recorded.raw")
    out = run(
        """
        import asyncio
        import sounddevice
        from kiosk.errors import AudioError
        from kiosk.speech.devices import Microphone

        def busy(stream):
            del sounddevice.InputStream.start
            raise sounddevice.PortAudioError("Device unavailable")

        async def hear(mic):
            try:
                async with asyncio.timeout(5):
                    async for block in mic.blocks():
                        print("heard")
                        mic._stream.abort()
            except AudioError as gone:
                print(str(gone).split()[-1])

        async def main():
            async with Microphone("mic") as mic:
                await hear(mic)
                sounddevice.InputStream.start = busy
                await hear(mic)
                await hear(mic)

        asyncio.run(main())
        """,
        CARDS.format(folder=tmp_path),
        tmp_path,
    )
    lines = [
        line
        for line, before in zip(out.split(), ["", *out.split()], strict=False)
        if line != before
    ]
    assert lines == ["heard", "gone", "unavailable", "heard", "gone"]
