"""Menu files from disk: found, read, checked and compiled, every fault with its file and line."""

from __future__ import annotations

from pathlib import Path

from pydantic import ValidationError

from kiosk.errors import MenuError
from kiosk.locations import menus_dir
from kiosk.menu.messages import problems
from kiosk.menu.model import Menu
from kiosk.menu.schema import MenuFile, MenuProblem, compile_menu
from kiosk.menu.source import MAX_BYTES, Node, read_yaml

__all__ = ["find_menu", "load_menu"]


def find_menu(name_or_path: str | Path) -> Path:
    """The file of a menu named as on the command line: a path, or a bare name of ``menus/``.

    Raises:
        MenuError: there is no such file; the message lists the menus that come with the project.
    """
    path = Path(name_or_path)
    if path.exists():
        return path
    shipped = sorted(menus_dir().glob("*.yaml"))
    for menu in shipped:
        if str(name_or_path) in (menu.stem, menu.name):
            return menu
    names = ", ".join(menu.stem for menu in shipped)
    raise MenuError(f"{path}: there is no such menu", hint=f"menus by name: {names}")


def load_menu(path: str | Path) -> Menu:
    """The menu in the file at ``path``.

    Raises:
        MenuError: the file cannot be read, or a menu cannot be sold from it. One line that names
            the file, the line and the entry; of several problems the first, and how many more.
    """
    name = str(path)
    root = read_yaml(_read(Path(path)), name)
    if not isinstance(root.content, dict):
        raise MenuError(f'{name}:{root.line}: a menu is a list of "key: value"')
    try:
        return compile_menu(MenuFile.model_validate(root.plain()))
    except ValidationError as bad:
        found = problems(bad, root)
    except MenuProblem as bad:
        found = [bad]
    raise _told(name, root, found)


def _read(path: Path) -> str:
    if path.is_dir():
        raise MenuError(f"{path}: this is a folder; name a menu file in it")
    try:
        if not path.is_file():
            raise MenuError(f"{path}: there is no such file")
        with path.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as bad:  # ValueError: a path with a null character
        said = bad.strerror if isinstance(bad, OSError) else str(bad)
        raise MenuError(f"{path}: cannot be read: {said}") from bad
    if len(data) > MAX_BYTES:
        raise MenuError(f"{path}: larger than {MAX_BYTES >> 20} MiB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as bad:
        line = 1 + data.count(b"\n", 0, bad.start)
        raise MenuError(f"{path}:{line}: not UTF-8 text") from bad


def _told(name: str, root: Node, found: list[MenuProblem]) -> MenuError:
    first = found[0]
    line, _ = root.find(first.path)
    entry = ".".join(step for step in first.path if isinstance(step, str))
    more = f" (and {len(found) - 1} more)" if len(found) > 1 else ""
    return MenuError(f"{name}:{line}: {entry}: {first.message}{more}")
