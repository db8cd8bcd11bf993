"""How Spanish writes what stands in an order, and asks for what is missing.

It counts where English has articles ("1 x Coca"), and puts sizes in brackets behind the name:
what does not have to agree cannot disagree.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from datetime import time
from typing import Final, Literal

from babel.dates import format_time

from kiosk.dialog.languages.language import MANY, Choosing, Dish, On
from kiosk.dialog.languages.spanish.phrases import PHRASES

__all__ = ["SPANISH"]

_ALLERGENS: Final[Mapping[str, str]] = {
    "milk": "leche",
    "egg": "huevo",
    "fish": "pescado",
    "crustacean_shellfish": "crustáceos",
    "tree_nuts": "nueces",
    "peanuts": "cacahuates",
    "wheat": "trigo",
    "soy": "soya",
    "sesame": "ajonjolí",
}
_HALVES: Final = {
    "whole": "",
    "left": " en la mitad izquierda",
    "right": " en la mitad derecha",
}
_GLIDES: Final = ("ia", "ie", "io", "hia", "hie", "hio")
"""An i that is no vowel of its own: "y hielo"."""
_LOCALE: Final = "es_US"


class _Spanish:
    """See ``Language``."""

    code = "es"
    absent = "sin "
    notice = "Toque la pantalla para pedir todo: solo entiendo inglés."
    phrases = PHRASES

    def agreeing(self, name: str) -> Mapping[str, str]:
        """Nothing has to agree."""
        return {}

    def number(self, n: int) -> str:
        """In digits."""
        return str(n)

    def listed(self, parts: Sequence[str], word: Literal["and", "or"] = "and") -> str:
        """``a, b y c``; before the vowel that it is itself, the word is another."""
        if len(parts) <= 1:
            return "".join(parts)
        return f"{', '.join(parts[:-1])} {_conjunction(word, parts[-1])} {parts[-1]}"

    def one(self, name: str) -> str:
        """By its name alone."""
        return name

    def the(self, name: str, quantity: int = 1) -> str:
        """``Coca``, ``2 x Coca``"""
        return _counted(quantity, name) if quantity > 1 else name

    def dish(self, dish: Dish) -> str:
        """``2 x Coca (grande, sin hielo)``; ``1 x Plato (grande; Taco; Coca, sin hielo)``"""
        inside = [", ".join(_deviations(dish)), *map(_part, dish.parts)]
        told = "; ".join(part for part in inside if part)
        return _counted(dish.quantity, dish.name) + (f" ({told})" if told else "")

    def choice(self, choosing: Choosing) -> str:
        """In words made of names: menus ask in English."""
        what = "tamaño" if choosing.kind == "size" else choosing.name
        ask = f"¿Qué {what}"
        if choosing.whose:
            ask += f" para {choosing.whose}"
        if choosing.kind == "size" or (choosing.again and len(choosing.options) <= MANY):
            ask += f": {self.listed(choosing.options, 'or')}"
        return f"{ask}?"

    def time(self, at: time) -> str:
        """``5:00 a. m.``, in one piece."""
        return format_time(at, "short", locale=_LOCALE).replace("\N{NARROW NO-BREAK SPACE}", " ")

    def allergen(self, name: str) -> str:
        """Those that have to be declared; another is called what the menu calls it."""
        return _ALLERGENS.get(name, name.replace("_", " "))

    def quoted(self, words: str) -> str:
        """``«the blue one»``"""
        return f"«{words}»"

    def unsold(self, words: str) -> str:
        """As the guest has said it."""
        return self.quoted(words)


SPANISH: Final = _Spanish()


def _counted(quantity: int, name: str) -> str:
    return f"{quantity} \N{MULTIPLICATION SIGN} {name}"


def _part(dish: Dish) -> str:
    """What stands in a meal, without brackets within its brackets."""
    return ", ".join([SPANISH.the(dish.name, dish.quantity), *_deviations(dish)])


def _deviations(dish: Dish) -> list[str]:
    """``grande``, ``con extra queso y cebolla aparte``, ``sin hielo ni limón``"""
    out = [*dish.sizes, *map(_as_chosen, dish.kinds)]
    if dish.have:
        out.append(f"con {SPANISH.listed([_as_chosen(on) for on in _halves_together(dish.have)])}")
    if dish.without:
        out.append(f"sin {' ni '.join(dish.without)}")
    return out


def _halves_together(have: Sequence[On]) -> list[On]:
    """What lies on one half stands beside its like."""
    return sorted(have, key=lambda on: list(_HALVES).index(on.how.portion))


def _as_chosen(on: On) -> str:
    """``extra queso``, ``2 x jarabe de vainilla``, ``aceitunas en la mitad izquierda``"""
    match on.how.qualifier:
        case None:
            words = on.name
        case "extra":
            words = f"extra {on.name}"
        case "light":
            words = f"poco de {on.name}"
        case "on_the_side":
            words = f"{on.name} aparte"
        case own:
            words = f"{on.name} ({own.replace('_', ' ')})"
    if on.how.count > 1:
        words = _counted(on.how.count, words)
    return words + _HALVES[on.how.portion]


def _conjunction(word: Literal["and", "or"], following: str) -> str:
    """``y`` and ``o``; ``e`` before an i, ``u`` before an o.

    Real Academia Española, Diccionario panhispánico de dudas, "y" and "o".
    """
    letters = unicodedata.normalize("NFD", following.casefold())
    start = "".join(c for c in letters if c.isalnum() or c == " ").lstrip()
    if word == "and":
        vowel = start.startswith(("i", "hi")) and not start.startswith(_GLIDES)
        return "e" if vowel else "y"
    return "u" if start.startswith(("o", "ho", "8", "11")) else "o"
