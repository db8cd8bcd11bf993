"""Menu files from disk: found, read, checked and compiled, every fault with its file and line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from pydantic import ValidationError

from kiosk.errors import MenuError
from kiosk.locations import menus_dir
from kiosk.menu.compile import compile_menu
from kiosk.menu.found import MenuProblems
from kiosk.menu.messages import problems
from kiosk.menu.model import Menu
from kiosk.menu.schema import MenuFile, MenuProblem
from kiosk.menu.source import MAX_BYTES, Node, fault, read_yaml

__all__ = ["MenuSource", "find_menu", "load_menu", "menu_from_text", "read_menu"]


@dataclass(frozen=True, slots=True)
class MenuSource:
    """A menu with the file that it came from."""

    path: Path
    file: MenuFile
    root: Node
    """The file's tree, which knows the line of every entry."""
    menu: Menu


def find_menu(name_or_path: str | Path) -> Path:
    """The file of a menu named as on the command line: a path, or a bare name of ``menus/``.

    Raises:
        MenuError: there is no such file, or none that may be looked at; where there is none, the
            message lists the menus that come with the project.
    """
    path = Path(name_or_path)
    try:
        if path.is_file():
            return path
        folder = path.is_dir()
    except OSError as bad:  # a folder above that is closed to us, a name that is too long
        raise _unreadable(path, bad) from bad
    shipped = sorted(menus_dir().glob("*.yaml"))
    for menu in shipped:
        if str(name_or_path) in (menu.stem, menu.name):
            return menu
    names = ", ".join(menu.stem for menu in shipped)
    missing = "this is a folder; name a menu file" if folder else "there is no such menu"
    raise MenuError(f"{path}: {missing}", hint=f"menus by name: {names}")


def load_menu(path: str | Path) -> Menu:
    """The menu in the file at ``path``.

    Raises:
        MenuError: the file cannot be read, or a menu cannot be sold from it. One line that names
            the file, the line and the entry; of several faults the first, and how many more.
            ``faults`` has them all.
    """
    return read_menu(path).menu


def read_menu(path: str | Path) -> MenuSource:
    """The menu in the file at ``path``, with the lines of the file.

    Raises:
        MenuError: as :func:`load_menu`.
    """
    root, file, menu = _parsed(_text(Path(path)), str(path))
    return MenuSource(Path(path), file, root, menu)


def menu_from_text(text: str, name: str) -> Menu:
    """The menu that a file with this ``text`` would hold; ``name`` stands for it in messages.

    Raises:
        MenuError: as :func:`load_menu`.
    """
    return _parsed(text, name)[-1]


def _parsed(text: str, name: str) -> tuple[Node, MenuFile, Menu]:
    root = read_yaml(text, name)
    if not isinstance(root.content, dict):
        raise fault(name, root.line, (), 'a menu is made of "key: value" lines')
    try:
        file = MenuFile.model_validate(root.plain())
        return root, file, compile_menu(file)
    except ValidationError as bad:
        raise _refused(problems(bad, root), root, name) from None
    except MenuProblems as bad:
        raise _refused(bad.found, root, name) from None


def _refused(found: Sequence[MenuProblem], root: Node, name: str) -> MenuError:
    """The first in one line; all of them in the order of the file."""
    lines = [root.find(problem.path)[0] for problem in found]
    every = [
        fault(name, line, problem.path, problem.message)
        for line, problem in sorted(zip(lines, found, strict=True), key=itemgetter(0))
    ]
    first = found[0]
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    told = fault(name, lines[0], first.path, first.message + more)
    return MenuError(told.message, faults=[each.message for each in every])


def _text(path: Path) -> str:
    try:
        if path.is_dir():
            raise fault(str(path), None, (), "this is a folder; name a menu file in it")
        if path.exists() and not path.is_file():
            raise fault(str(path), None, (), "not a file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as bad:  # ValueError: a null character in the path
        raise _unreadable(path, bad) from bad
    if len(data) > MAX_BYTES:
        raise fault(str(path), None, (), f"larger than {MAX_BYTES >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = 1 + data.count(b"\n", 0, bad.start)
        raise fault(str(path), line, (), "not UTF-8 text") from bad


def _unreadable(path: Path, bad: OSError | ValueError) -> MenuError:
    said = bad.strerror if isinstance(bad, OSError) else str(bad)
    return fault(str(path), None, (), f"cannot be read: {said}")
