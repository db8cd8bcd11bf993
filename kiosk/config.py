"""Settings: environment (``KIOSK_*``) over ``kiosk.toml`` over defaults."""

from __future__ import annotations

from datetime import time
from functools import lru_cache
from pathlib import Path
from tomllib import TOMLDecodeError
from typing import Annotated, Final, TypeVar

from pydantic import AfterValidator, Field, ValidationError
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
    TomlConfigSettingsSource,
)

from kiosk.errors import UsageError
from kiosk.locations import data_dir, menus_dir

__all__ = ["MOST_DAYS", "OperatorSettings", "Settings", "read_settings", "settings"]

MOST_DAYS: Final = 36_500
"""Days that orders may be kept: calendars end, and a kiosk does before."""


def _local(at: time) -> time:
    if at.tzinfo is not None:
        raise ValueError("is a local time: write it without a zone, as 04:00")
    return at


Part = TypeVar("Part", bound="OperatorSettings")


class OperatorSettings(BaseSettings):
    """A part of what an operator may set; each part passes over the names of the others."""

    model_config = SettingsConfigDict(
        env_prefix="KIOSK_", toml_file=data_dir() / "kiosk.toml", extra="ignore"
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, TomlConfigSettingsSource(settings_cls)


class Settings(OperatorSettings):
    """What an operator may set of the kiosk itself."""

    menu: Path = Field(default_factory=lambda: menus_dir() / "burger.yaml")
    """The menu that is sold from."""
    recogniser: str = "whisper-base"
    """Name in the manifest of the speech recogniser."""
    voice: str = "hibari"
    """Name of the voice: ``hibari``, or a voice in the manifest."""
    voice_speed: float = Field(default=1.0, ge=0.5, le=2.0)
    """How fast it speaks; 1 is as it was trained, 0.5 takes twice as long."""
    language_model: str = "qwen2.5-coder-0.5b"
    """Name in the manifest of the language model that the rules ask; empty: they are alone."""
    larger_language_model: str = "qwen2.5-coder-1.5b"
    """Name of the one that is asked where those two differ; empty: none is."""
    language_model_deadline_s: float = Field(default=4.0, gt=0, le=60)
    """Longest time that a turn waits for one language model, in seconds."""
    input_device: str | None = None
    """Microphone by name or number; none means the system's default."""
    output_device: str | None = None
    """Speaker by name or number; none means the system's default."""
    time_zone: str = ""
    """Of the store, as ``America/Chicago``; empty is the machine's."""
    day_begins: Annotated[time, AfterValidator(_local)] = time(4)
    """Local time at which a new day of tickets begins: a bar's night ends after midnight."""
    journal_days: int = Field(default=90, ge=1, le=MOST_DAYS)
    """Days of orders that a purge of the journal leaves."""
    metrics_port: int | None = Field(default=None, ge=1, le=65_535)
    """Where figures for Prometheus are read, on this machine alone; none are told without."""
    log_level: str = "WARNING"
    """Least severity that is logged to stderr."""

    @property
    def language_models(self) -> tuple[str, ...]:
        """Names of those that are asked, the smaller first.

        The larger one settles what the rules and the smaller one differ on: alone it is not asked.
        """
        if not self.language_model:
            return ()
        return tuple(filter(None, (self.language_model, self.larger_language_model)))


def read_settings(part: type[Part]) -> Part:
    """A part of the settings, as they are now.

    Raises:
        UsageError: a setting has a value that cannot be used, or the file cannot be read; no value
            is told, for it may be a secret.
    """
    try:
        return part()
    except ValidationError as bad:
        first = bad.errors(include_input=False, include_url=False)[0]
        name = ".".join(str(place) for place in first["loc"])
        said = first["msg"].removeprefix("Value error, ")
        raise UsageError(f"setting {name}: {said}" if name else f"settings: {said}") from None
    except (SettingsError, TOMLDecodeError, UnicodeDecodeError, OSError) as bad:
        file = part.model_config.get("toml_file")
        raise UsageError(f"the settings cannot be read ({file}): {bad}") from None


@lru_cache(maxsize=1)
def settings() -> Settings:
    """The settings of this process, read once.

    Raises:
        UsageError: a setting has a value that cannot be used.
    """
    return read_settings(Settings)
