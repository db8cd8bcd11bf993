"""What is wrong with a menu, found entry by entry: all of it, and nothing twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from kiosk.menu.nearest import meant
from kiosk.menu.schema import MenuProblem
from kiosk.menu.source import EntryPath

__all__ = ["Found", "MenuProblems", "Unjudged", "known"]


class MenuProblems(Exception):  # noqa: N818 - a menu's problems, not a fault of the program
    """All that is wrong with a menu, in the order in which it was found."""

    def __init__(self, found: Sequence[MenuProblem]) -> None:
        super().__init__(str(found[0]))
        self.found = found


class Unjudged(Exception):  # noqa: N818 - likewise
    """An entry uses another that has a problem, which is told there."""


class Found(list[MenuProblem]):
    """The problems so far."""

    @contextmanager
    def kept(self) -> Iterator[None]:
        """The problem of one entry keeps no other from being looked at."""
        try:
            yield
        except MenuProblem as problem:
            self.append(problem)
        except Unjudged:
            pass


def known(ids: Iterable[str], there: Collection[str], what: str, path: EntryPath) -> None:
    """Refuse the first of ``ids`` that is not ``there``.

    Raises:
        MenuProblem: there is such a one.
    """
    for name in ids:
        if name not in there:
            raise MenuProblem(path, f'no {what} "{name}"{meant(name, there)}')
