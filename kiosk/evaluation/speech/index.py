"""A folder of recordings and what is ordered in them; whoever made it, every fault has its line.

``index.jsonl`` holds one JSON object a line::

    {"file": "0001.wav", "menu": "burger", "said": "two cheeseburgers", "cart": ["2 cheeseburger"]}

``file`` is WAV, FLAC or OGG in the folder, ``menu`` a name in menus/ or a file in the folder,
``cart`` the whole order in order notation. A row with a ``condition`` was recorded in it: it is
used as it is, under that name alone. Rows with a ``voice`` are scored by voice too. Other keys are
left alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Final

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from kiosk.errors import AudioError, MenuError, NotationError, UsageError
from kiosk.menu.load import find_menu, load_menu
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart
from kiosk.order.notation import parse_cart
from kiosk.speech import wav

__all__ = ["INDEX", "Row", "SpokenSet", "read_set"]

INDEX: Final = "index.jsonl"
_CONDITION: Final = r"^[a-z0-9][a-z0-9_]{0,39}$"
_LARGEST: Final = 64 << 20
"""Bytes of an index that are read."""
_LONGEST_S: Final = 120.0
"""Longest recording of one order, in seconds."""
_LOWEST_RATE: Final = 8_000
"""Hz; a telephone's. Below, consonants are lost before anybody listens."""

_Text = Annotated[str, StringConstraints(min_length=1, max_length=2_000)]


class _RowFile(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)

    file: _Text
    menu: _Text
    said: Annotated[str, StringConstraints(max_length=2_000)]
    cart: list[_Text] = Field(max_length=500)
    condition: Annotated[str, StringConstraints(pattern=_CONDITION)] | None = None
    voice: Annotated[str, StringConstraints(min_length=1, max_length=100)] | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One recorded order."""

    line: int
    """Of the index, counted from 1."""
    file: str
    """As the index names it."""
    path: Path
    menu: Menu
    said: str
    """Its true words; empty where nobody speaks."""
    want: Cart
    condition: str | None
    """In which it was recorded; none for a clean recording."""
    voice: str | None
    """Who speaks, where that is told."""


@dataclass(frozen=True, slots=True)
class SpokenSet:
    """A folder of recordings."""

    folder: Path
    rows: tuple[Row, ...]
    """In the order of the index; at least one."""


def read_set(folder: Path) -> SpokenSet:
    """The recordings of a folder; every file is opened once, so that none fails in the middle.

    Raises:
        UsageError: the folder, its index or a recording is not what it should be; names file and
            line.
    """
    return _Reader(folder).read()


class _Reader:
    """One folder on its way to values."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.index = folder / INDEX
        self.menus: dict[str, Menu] = {}
        self.heard: set[Path] = set()
        """Recordings that were looked at."""

    def read(self) -> SpokenSet:
        rows = [
            self.row(number, line) for number, line in enumerate(self.lines(), 1) if line.strip()
        ]
        if not rows:
            raise UsageError(f"{self.index}: holds no recordings")
        return SpokenSet(self.folder, tuple(rows))

    def lines(self) -> list[str]:
        if not self.folder.is_dir():
            raise UsageError(f"{self.folder}: no such folder")
        try:
            with self.index.open("rb") as file:
                data = file.read(_LARGEST + 1)
        except OSError as bad:
            raise UsageError(f"{self.index}: cannot be read: {bad.strerror}") from bad
        if len(data) > _LARGEST:
            raise UsageError(f"{self.index}: larger than {_LARGEST >> 20} MiB")
        try:
            return data.decode("utf-8-sig").split("\n")
        except UnicodeDecodeError as bad:
            raise self.fault(1 + data.count(b"\n", 0, bad.start), "not UTF-8 text") from bad

    def row(self, number: int, line: str) -> Row:
        try:
            row = _RowFile.model_validate_json(line)
        except ValidationError as bad:
            first = bad.errors()[0]
            at = ".".join(map(str, first["loc"]))
            raise self.fault(number, f"{at}: {first['msg']}" if at else first["msg"]) from bad
        menu = self.menu(number, row.menu)
        try:
            want = parse_cart(menu, row.cart)
        except NotationError as bad:
            raise self.fault(number, f"cart: {bad}") from bad
        path = self.inside(number, row.file)
        self.listen(number, path)
        return Row(number, row.file, path, menu, row.said, want, row.condition, row.voice)

    def menu(self, number: int, name: str) -> Menu:
        if name not in self.menus:
            try:
                bare = Path(name).name == name and not (self.folder / name).is_file()
                self.menus[name] = load_menu(find_menu(name) if bare else self.inside(number, name))
            except (MenuError, OSError) as bad:  # OSError: longer than a name may be
                said = bad.strerror if isinstance(bad, OSError) else bad
                raise self.fault(number, f"menu: {said}") from bad
        return self.menus[name]

    def inside(self, number: int, name: str) -> Path:
        """The path of a file that must not lead out of the folder."""
        try:
            path = (self.folder / name).resolve()
            if path.is_relative_to(self.folder.resolve()):
                return path
        except (OSError, ValueError) as bad:  # a loop of links, a null character
            raise self.fault(number, f"{name!r} is not the name of a file") from bad
        raise self.fault(number, f"{name} lies outside the folder")

    def listen(self, number: int, path: Path) -> None:
        if path in self.heard:
            return
        self.heard.add(path)
        try:
            audio = wav.read(path)
        except AudioError as bad:
            raise self.fault(number, str(bad)) from bad
        if audio.rate < _LOWEST_RATE:
            raise self.fault(number, f"{path}: {audio.rate} Hz, at least {_LOWEST_RATE} are needed")
        if audio.duration_s > _LONGEST_S:
            raise self.fault(
                number, f"{path}: {audio.duration_s:.0f} s, an order has at most {_LONGEST_S:.0f}"
            )

    def fault(self, number: int, message: str) -> UsageError:
        return UsageError(f"{self.index}:{number}: {message}")
