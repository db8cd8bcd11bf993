"""What guests at an English counter say in Spanish."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row("filler", "", "por favor, porfa, de, del, le, me da, gracias"),
    Row("det", "1", "un, una"),
    Row("det", "0", "el, la, los, las, unos, unas"),
    Row("neg", "", "sin, sin la, sin el, nada de"),
    Row("with", "", "con"),
    Row("and", "", "y, e"),
    Row("everything", "", "con todo, todo"),
    Row("done", "", "es todo, eso es todo, nada mas, seria todo"),
    Row("yes", "", "si"),
    Row("act", "hello", "hola"),
    Row("serve", "dine_in", "para aqui"),
    Row("serve", "take_away", "para llevar"),
    Row("request", "", "quiero, quisiera, me das, dame, deme, me pone, quiero pedir, ponme"),
)  # fmt: skip
