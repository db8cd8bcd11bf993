"""The lanes of this machine, as the settings have them: their sound, and what tells of cars.

::

    recordings = false

    [lanes.1]
    input_device = "USB lane 1"
    output_device = "USB lane 1"
    echo = "cancel"
    detector = "gpio"
    pin = 17
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from kiosk.cli.engines import Engines
from kiosk.config import OperatorSettings, settings
from kiosk.drivethru import Sound
from kiosk.speech.devices import Microphone, Speaker
from kiosk.speech.echo import Apart, EchoCanceller, EchoFree

__all__ = ["LaneSection", "LaneSettings", "open_sound"]


class LaneSection(BaseModel):
    """One lane."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    input_device: str | None = None
    """Microphone by name or number; none is that of the kiosk's settings."""
    output_device: str | None = None
    """Likewise the speaker."""
    echo: Literal["device", "cancel", "half_duplex"] = "half_duplex"
    """What becomes of the kiosk's voice in the microphone: the device takes it out itself, WebRTC
    does (needs the packages of ``kiosk[echo]``), or nothing does: then only a word stops it."""
    detector: Literal["voice", "keyboard", "mqtt", "gpio"] = "voice"
    """What tells when a car comes and goes; without one, it is the guest's first word."""
    pin: int | None = Field(default=None, ge=0, le=40)
    """Of the detector, as gpiozero numbers it (BCM)."""

    @model_validator(mode="after")
    def _has_pin(self) -> Self:
        if (self.detector == "gpio") != (self.pin is not None):
            raise ValueError('a pin belongs to detector = "gpio", and to no other')
        return self


class LaneSettings(OperatorSettings):
    """What an operator may set of the drive-thru."""

    lanes: dict[str, LaneSection] = Field(
        default_factory=lambda: {"1": LaneSection()}, min_length=1, max_length=4
    )
    """By the names that the crew calls them."""
    recordings: bool = False
    """Whether the sound of each car is kept among the data; guests are told."""


@asynccontextmanager
async def open_sound(section: LaneSection, engines: Engines) -> AsyncIterator[Sound]:
    """The devices of a lane, and its ears, while entered.

    Raises:
        AudioError: there is no such device, it cannot be opened, or there is no echo canceller.
        KioskError: the network that hears speech cannot be had.
    """
    microphone = Microphone(section.input_device or settings().input_device)
    speaker = Speaker(section.output_device or settings().output_device)
    async with AsyncExitStack() as stack:
        ears = await stack.enter_async_context(engines.ears())
        await stack.enter_async_context(microphone)
        await stack.enter_async_context(speaker)
        voice = engines.voice
        match section.echo:
            case "device":
                yield Sound(ears, voice, microphone, speaker)
            case "cancel":
                canceller = EchoCanceller()
                speaker.monitor = canceller.played
                yield Sound(ears, voice, EchoFree(microphone, canceller), speaker)
            case "half_duplex":
                apart = Apart(microphone, lambda: speaker.playing)
                yield Sound(ears, voice, apart, speaker, hears_itself=True)
