"""What a till calls the things of an imported menu: kept in a file beside it.

Orders are pushed under these names. The file is the till's half of the bargain, so the menu's own
file stays what its owner reads and edits; what is not named here is sold all the same, by its name
and price.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from kiosk.errors import UsageError

__all__ = ["External", "Kind", "read_external"]

Kind = Literal["square", "toast"]
"""Tills whose names of things are kept."""

_MAX_BYTES: Final = 4 << 20


class External(BaseModel):
    """Ids of ours → ids of theirs."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    version: Literal[1] = 1
    kind: Kind
    menu: str
    """Id of the menu."""
    items: dict[str, str] = Field(default_factory=dict)
    """By item; of Square the variation, which is what is sold there."""
    variations: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By item, then by the option that is chosen: sizes that are things of their own there."""
    options: dict[str, dict[str, str]] = Field(default_factory=dict)
    """By group, then by option."""
    taxes: tuple[str, ...] = ()


def read_external(path: Path) -> External:
    """The file at ``path``.

    Raises:
        UsageError: it cannot be read, or is not one of these.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            raise UsageError(f"{path}: larger than {_MAX_BYTES >> 20} MiB")
        return External.model_validate_json(data)
    except OSError as refused:
        raise UsageError(f"{path}: cannot be read ({refused.strerror})") from refused
    except ValidationError as bad:
        hint = "kiosk menu import writes it"
        raise UsageError(f"{path}: not the ids of a till", hint=hint) from bad
