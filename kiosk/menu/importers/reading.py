"""What strangers wrote, taken in with its size, its depth and its words held within bounds."""

from __future__ import annotations

import json
from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from typing import Any, Final, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from kiosk.errors import MenuError

__all__ = ["MAX_BYTES", "Notes", "Part", "decimal", "parsed", "read_json", "words"]

MAX_BYTES: Final = 16 << 20
_MAX_DEPTH: Final = 60
_MAX_VALUES: Final = 500_000
_LONGEST_NUMBER: Final = 12
"""Digits before or after the point."""

Notes = list[str]
"""What has no place in our menu, for its owner; one line each."""
Model = TypeVar("Model", bound=BaseModel)


class Part(BaseModel):
    """A piece of a source's format: what we do not read is passed over here, and what matters of it
    is told by the importer."""

    model_config = ConfigDict(frozen=True, extra="ignore")


def read_json(data: bytes, source: str) -> Any:
    """The value in ``data``, its numbers with a point as ``Decimal``.

    Raises:
        MenuError: too large, too deep, or not JSON.
    """
    if len(data) > MAX_BYTES:
        raise MenuError(f"{source}: larger than {MAX_BYTES >> 20} MiB")
    try:
        value = json.loads(
            data.decode("utf-8-sig"), parse_float=Decimal, parse_constant=_no_constant
        )
    except (ValueError, InvalidOperation) as bad:  # UnicodeDecodeError and JSONDecodeError too
        raise MenuError(f"{source}: not JSON ({' '.join(str(bad).split())[:120]})") from bad
    except RecursionError as bad:
        raise MenuError(f"{source}: more than {_MAX_DEPTH} levels deep") from bad
    _bounded(value, source)
    return value


def _no_constant(text: str) -> Any:
    raise ValueError(f"{text} is not a number")


def _bounded(value: object, source: str) -> None:
    level, values = [value], 0
    for _ in range(_MAX_DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
        values += len(level)
        if values > _MAX_VALUES:
            raise MenuError(f"{source}: more than {_MAX_VALUES:,} values")
        if not level:
            return
    raise MenuError(f"{source}: more than {_MAX_DEPTH} levels deep")


def _inside(value: object) -> Iterator[object]:
    if isinstance(value, dict):
        yield from value.values()
    elif isinstance(value, list):
        yield from value


def parsed(model: type[Model], data: bytes, source: str) -> Model:
    """The JSON in ``data`` as the source's format has it.

    Raises:
        MenuError: as :func:`read_json`, or it is of another form; names the first place.
    """
    value = read_json(data, source)
    try:
        return model.model_validate(value)
    except ValidationError as bad:
        first = bad.errors(include_url=False, include_input=False)[0]
        place = ".".join(str(step) for step in first["loc"])[:120]
        said = " ".join(f"{place}: {first['msg']}".split())
        raise MenuError(f"{source}: {said}") from bad


def words(text: str | None, longest: int) -> str:
    """``text`` in one line of letters that can be shown, ``longest`` at most."""
    shown = "".join(letter if letter.isprintable() else " " for letter in text or "")
    line = " ".join(shown.split())
    return line if len(line) <= longest else line[: longest - 1].rstrip() + "…"


def decimal(value: Decimal | int | str | None) -> Decimal | None:
    """A price that is not negative and can be written out; none where it is not one."""
    if value is None or isinstance(value, bool):
        return None
    try:
        amount = Decimal(value)
    except (InvalidOperation, ValueError):
        return None
    if not amount.is_finite() or amount < 0:
        return None
    exponent = amount.as_tuple().exponent
    assert isinstance(exponent, int)
    within = amount.adjusted() < _LONGEST_NUMBER and exponent > -_LONGEST_NUMBER
    return amount if within else None
