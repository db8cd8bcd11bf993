"""The microphone and the speaker, through PortAudio."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterable, AsyncIterator, Callable, Iterator
from typing import Any, Literal, Self

import soxr

from kiosk.errors import AudioError
from kiosk.speech.audio import FRAME_S, Audio, Samples

__all__ = ["Microphone", "Speaker", "device_name"]

_WAITING = 1000
"""Blocks that may wait to be taken (32 s); a recogniser that restarts catches up with less."""

Direction = Literal["input", "output"]


def _portaudio() -> Any:
    """The binding, loaded where it is used: typing needs no PortAudio.

    Raises:
        AudioError: the library is not installed.
    """
    try:
        import sounddevice
    except OSError as missing:
        raise AudioError(
            "no sound: the PortAudio library is not installed",
            hint="run: apt install libportaudio2",
        ) from missing
    return sounddevice


def _query(device: str | None, direction: Direction) -> dict[str, Any]:
    """What PortAudio knows about a device.

    Raises:
        AudioError: there is no such device, or none at all.
    """
    what = "microphone" if direction == "input" else "speaker"
    portaudio = _portaudio()
    wanted = int(device) if device is not None and device.isdecimal() else device
    try:
        found: dict[str, Any] = portaudio.query_devices(wanted, direction)
    except (portaudio.PortAudioError, ValueError) as error:
        if device is not None:
            raise AudioError(f"no {what} is called {device!r}") from error
        raise AudioError(f"this machine has no {what}") from error
    return found


def device_name(device: str | None, direction: Direction) -> str:
    """The full name of the device that would be used; none given means the system's default.

    Raises:
        AudioError: there is no such device; the message is a sentence for a person.
    """
    return str(_query(device, direction)["name"])


class Microphone:
    """A ``Source`` (see ``pipeline``) while it is entered."""

    def __init__(self, device: str | None = None) -> None:
        """Find the device.

        Raises:
            AudioError: there is no such microphone, or none at all.
        """
        found = _query(device, "input")
        self.name = str(found["name"])
        self._index = int(found["index"])
        self._rate = int(found["default_samplerate"])
        self._blocks: asyncio.Queue[Samples | None] = asyncio.Queue(_WAITING)
        self._muted = False

    @property
    def rate(self) -> int:
        """The device's own rate, in Hz."""
        return self._rate

    async def __aenter__(self) -> Self:
        """Open the device.

        Raises:
            AudioError: it cannot be opened, say because another program has it.
        """
        loop = asyncio.get_running_loop()
        portaudio = _portaudio()

        def heard(block: Any, _frames: int, _time: Any, _status: Any) -> None:
            loop.call_soon_threadsafe(self._put, block[:, 0].copy())

        def gone() -> None:
            with contextlib.suppress(RuntimeError):  # the loop has ended before the device
                loop.call_soon_threadsafe(self._put, None)

        stream = None
        try:
            stream = portaudio.InputStream(
                device=self._index,
                channels=1,
                dtype="float32",
                samplerate=self._rate,
                blocksize=round(FRAME_S * self._rate),
                callback=heard,
                finished_callback=gone,
            )
            stream.start()
        except portaudio.PortAudioError as error:
            if stream is not None:
                stream.close()
            raise AudioError(f"the microphone {self.name} cannot be opened: {error}") from error
        self._stream = stream
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stream.close()

    @contextlib.contextmanager
    def muted(self) -> Iterator[None]:
        """Hear nothing meanwhile: without an echo canceller the kiosk would hear itself."""
        self._muted = True
        try:
            yield
        finally:
            self._muted = False

    async def blocks(self) -> AsyncIterator[Samples]:
        """Sound as it comes in, mono; asked for again after an error, the device is opened anew.

        Raises:
            AudioError: the device was unplugged or broke, or is not back yet.
        """
        if self._stream.closed:
            await self.__aenter__()
        while (block := await self._blocks.get()) is not None:
            yield block
        self._stream.close()
        raise AudioError(f"the microphone {self.name} is gone")

    def _put(self, block: Samples | None) -> None:
        if self._muted and block is not None:
            return
        if self._blocks.full():
            self._blocks.get_nowait()  # nobody listens; the newest sound counts
        self._blocks.put_nowait(block)


class Speaker:
    """Plays replies while it is entered."""

    def __init__(self, device: str | None = None) -> None:
        """Find the device.

        Raises:
            AudioError: there is no such speaker, or none at all.
        """
        found = _query(device, "output")
        self.monitor: Callable[[Samples, int], None] | None = None
        """Told what is played, block by block with its rate, as it is handed to the device."""
        self.playing = False
        """Whether something is being played."""
        self.volume = 1.0
        """0 to 1, by which samples are multiplied from the next block on."""
        self.name = str(found["name"])
        self._index = int(found["index"])
        self._rate = int(found["default_samplerate"])

    async def __aenter__(self) -> Self:
        """Open the device, and keep it open: opening takes longer than a clause takes to make.

        Raises:
            AudioError: it cannot be opened.
        """
        portaudio = _portaudio()
        try:
            self._stream = portaudio.OutputStream(
                device=self._index, channels=1, dtype="float32", samplerate=self._rate
            )
        except portaudio.PortAudioError as error:
            raise AudioError(f"the speaker {self.name} cannot be opened: {error}") from error
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stream.close()

    async def play(self, chunks: AsyncIterable[Audio]) -> None:
        """Play chunks as they come, to the end; cancelled, it is silent within ``FRAME_S``.

        After an error the device is opened anew by the next reply.

        Raises:
            AudioError: the device was unplugged or broke, or is not back yet.
        """
        if self._stream.closed:
            await self.__aenter__()
        size = round(FRAME_S * self._rate)
        portaudio = _portaudio()
        try:
            self.playing = True
            self._stream.start()
            async for samples in self._at_device_rate(chunks):
                for at in range(0, len(samples), size):
                    block = samples[at : at + size] * self.volume
                    if self.monitor is not None:
                        self.monitor(block, self._rate)
                    await asyncio.to_thread(self._stream.write, block)
            await asyncio.to_thread(self._stream.stop)
        except portaudio.PortAudioError as error:
            self._stream.close()
            raise AudioError(f"the speaker {self.name} is gone: {error}") from error
        finally:
            self.playing = False
            if not (self._stream.closed or self._stream.stopped):
                self._stream.abort()

    async def _at_device_rate(self, chunks: AsyncIterable[Audio]) -> AsyncIterator[Samples]:
        resampler = None
        async for chunk in chunks:
            if resampler is None:
                resampler = soxr.ResampleStream(chunk.rate, self._rate, 1)
            yield resampler.resample_chunk(chunk.samples)
        if resampler is not None:
            yield resampler.resample_chunk(Audio.silence(0, self._rate).samples, last=True)
