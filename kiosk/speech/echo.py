"""The kiosk's own voice in its microphone: taken out, or at least kept apart from the guest's."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Callable
from contextlib import aclosing
from typing import Any, Final

import numpy as np
import soxr

from kiosk.errors import AudioError
from kiosk.speech.audio import SPEECH_RATE, Samples
from kiosk.speech.pipeline import Source

__all__ = ["PIECE", "Apart", "EchoCanceller", "EchoFree", "erle_db"]

PIECE: Final = SPEECH_RATE // 100
"""Samples that WebRTC takes at a time: 10 ms."""
_FULL_SCALE: Final = 32_767
_MOST_AHEAD: Final = 2 * SPEECH_RATE
"""Samples that may have been played and not be heard yet (2 s): a microphone that stalls for longer
has lost them."""
_APART_S: Final = 2.0
"""Silence that ends any turn, also one of words that lead on."""
_LEARNS: Final = 200
"""Frames of the speaker's sound (2 s) after which little is left of it."""
_FADES_S: Final = 0.25
"""How long a voice is heard in a room after its end."""


class EchoCanceller:
    """Learns how the speaker sounds in the microphone, and subtracts it; at 16 kHz.

    Both sides run at the same pace: with each piece that the microphone hears, as much is taken of
    what was played. How much later it is heard, WebRTC finds out by itself.
    """

    def __init__(self) -> None:
        """
        Raises:
            AudioError: the library is not installed.
        """
        try:
            from livekit import rtc
        except ImportError as missing:
            raise AudioError(
                "no echo canceller: livekit is not installed", hint="run: pip install 'kiosk[echo]'"
            ) from missing
        self._frame = rtc.AudioFrame
        self._apm: Any = rtc.AudioProcessingModule(echo_cancellation=True, high_pass_filter=True)
        self._resampler: tuple[int, Any] | None = None
        self._played = np.zeros(0, np.float32)
        self._heard = np.zeros(0, np.float32)
        """The beginning of a frame of the microphone."""
        self._learnt = 0
        """Frames of the speaker's sound that were heard so far."""
        self._fading = 0
        """Frames until the speaker's sound has faded in the room."""

    def played(self, samples: Samples, rate: int) -> None:
        """The speaker begins to play these now, or after what it is playing."""
        if self._resampler is None or self._resampler[0] != rate:
            self._resampler = (rate, soxr.ResampleStream(rate, SPEECH_RATE, 1))
        at_rate = self._resampler[1].resample_chunk(np.asarray(samples, np.float32))
        silent = max(0, len(self._heard) - len(self._played))  # it begins after what was heard
        self._played = np.concatenate([np.pad(self._played, (0, silent)), at_rate])[-_MOST_AHEAD:]

    def cleaned(self, heard: Samples) -> Samples:
        """Samples of the microphone that follow the last ones, without the echo: as many whole
        frames [n * 160] as they come to, what is left comes with the next.

        Raises:
            AudioError: the library failed.
        """
        self._heard = np.concatenate([self._heard, heard])
        cleaned = [np.zeros(0, np.float32)]
        while len(self._heard) >= PIECE:
            frame, self._heard = self._heard[:PIECE], self._heard[PIECE:]
            cleaned.append(self._clean(frame))
        return np.concatenate(cleaned)

    def _clean(self, frame: Samples) -> Samples:
        """While it still learns, nothing is heard where the speaker sounds."""
        played, self._played = self._played[:PIECE], self._played[PIECE:]
        played = np.pad(played, (0, PIECE - len(played)))
        self._process(self._apm.process_reverse_stream, self._as_frame(played))
        sounds = bool(played.any())
        self._learnt += sounds
        self._fading = round(_FADES_S * 100) if sounds else max(0, self._fading - 1)
        heard = self._as_frame(frame)
        self._process(self._apm.process_stream, heard)
        cleaned = np.asarray(np.frombuffer(heard.data, np.int16) / _FULL_SCALE, np.float32)
        return np.zeros_like(frame) if self._fading and self._learnt < _LEARNS else cleaned

    def _process(self, process: Callable[[Any], None], frame: Any) -> None:
        try:
            process(frame)
        except RuntimeError as refused:
            raise AudioError(f"the echo canceller failed: {refused}") from refused

    def _as_frame(self, samples: Samples) -> Any:
        whole = (np.clip(samples, -1, 1) * _FULL_SCALE).astype(np.int16)
        return self._frame(whole.tobytes(), SPEECH_RATE, 1, PIECE)


class EchoFree:
    """A ``Source`` without what the speaker plays meanwhile."""

    rate = SPEECH_RATE
    """See ``Source``."""

    def __init__(self, source: Source, canceller: EchoCanceller) -> None:
        self._source = source
        self._canceller = canceller

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        async with aclosing(_at_once(self._cleaned())) as blocks:
            async for block in blocks:
                yield block

    async def _cleaned(self) -> AsyncIterator[Samples]:
        resampler = soxr.ResampleStream(self._source.rate, SPEECH_RATE, 1)
        async for block in self._source.blocks():
            yield self._canceller.cleaned(resampler.resample_chunk(block))


class Apart:
    """A ``Source`` in which a turn never holds both the kiosk's own voice and words after it.

    For where nothing takes out the echo. While the kiosk speaks, what is heard comes late, and the
    end of it is silence instead: what the guest says then begins a turn of its own.
    """

    def __init__(self, source: Source, speaks: Callable[[], bool]) -> None:
        """``speaks`` tells whether the kiosk does right now."""
        self._source = source
        self._speaks = speaks

    @property
    def rate(self) -> int:
        """See ``Source``."""
        return self._source.rate

    async def blocks(self) -> AsyncIterator[Samples]:
        """See ``Source``."""
        async with aclosing(_at_once(self._apart())) as blocks:
            async for block in blocks:
                yield block

    async def _apart(self) -> AsyncIterator[Samples]:
        late: deque[Samples] = deque()
        quiet_s = _FADES_S
        async for block in self._source.blocks():
            quiet_s = 0.0 if self._speaks() else quiet_s + len(block) / self.rate
            if quiet_s < _FADES_S:
                late.append(block)
                while sum(map(len, late)) > _APART_S * self.rate:
                    yield late.popleft()
                continue
            while late:
                yield np.zeros_like(late.popleft())
            yield block
        for block in late:
            yield block


async def _at_once(blocks: AsyncIterator[Samples]) -> AsyncGenerator[Samples, None]:
    """The same blocks, each taken when it sounds, however late it is asked for: what is played is
    told apart by its time, and whoever listens may be busy."""
    taken: asyncio.Queue[Samples | None] = asyncio.Queue()

    async def take() -> None:
        try:
            async for block in blocks:
                taken.put_nowait(block)
        finally:
            taken.put_nowait(None)

    taking = asyncio.create_task(take())
    try:
        while (block := await taken.get()) is not None:
            yield block
        await taking  # what broke the source is told behind the last block
    finally:
        taking.cancel()
        await asyncio.wait([taking])


def erle_db(heard: Samples, cleaned: Samples) -> float:
    """Echo return loss enhancement (ITU-T G.168): by how much the echo got weaker, in dB.

    Both are of a stretch in which nobody but the speaker sounds.
    """
    before, after = (float(np.mean(np.square(each, dtype=np.float64))) for each in (heard, cleaned))
    return 10 * float(np.log10(max(before, 1e-12) / max(after, 1e-12)))
