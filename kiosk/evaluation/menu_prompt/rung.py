"""The rung: the new cart as JSON, taken for what it says."""

from __future__ import annotations

from time import perf_counter
from typing import Final

from kiosk.errors import KioskError
from kiosk.evaluation.menu_prompt.answer import read_order, schema
from kiosk.evaluation.menu_prompt.prompt import messages
from kiosk.evaluation.menu_prompt.worker import PromptedModel
from kiosk.menu.model import Menu
from kiosk.order.cart import Cart, Line
from kiosk.order.edits import Act, Add, Clear, Edit
from kiosk.order.notation import same_cart
from kiosk.understanding.reading import Context, Reading, Trace

__all__ = ["MenuPrompt"]

_PATIENCE_S: Final = 600.0
"""Longest wait for an answer. Its time is measured, not cut short: the first turn of a menu has
thousands of tokens to evaluate."""


class MenuPrompt:
    """The whole menu in the prompt, for one menu."""

    def __init__(self, menu: Menu, model: PromptedModel) -> None:
        self._menu = menu
        self._model = model
        self._schema = schema(menu)

    async def read(self, text: str, context: Context) -> Reading:
        """Edits from the cart to the answer's; none, and sure of nothing, where it has no use.

        It is sure of every other answer: a model that is asked for JSON says no more.
        """
        start = perf_counter()
        chat = messages(self._menu, text, context)
        try:
            found = await self._model.answer(chat, self._schema, deadline_s=_PATIENCE_S)
            edits, sure, why = self._edits(context.cart, read_order(self._menu, found.text)), 1, ""
        except KioskError as failed:
            edits, sure, why = (Act("none"),), 0, str(failed)
        return Reading(
            edits=edits,
            confidence=sure,
            rung="slm-large" if sure else "none",  # the same base; readings know no rung of ours
            ms={"menu-prompt": 1000 * (perf_counter() - start)},
            trace=(Trace("", "menu-prompt", why or found.text),),
        )

    def _edits(self, before: Cart, lines: tuple[Line, ...]) -> tuple[Edit, ...]:
        after = Cart()
        for line in lines:
            after = after.adding(line)
        if same_cart(self._menu, before, after):
            return (Act("none"),)
        return (Clear(), *map(Add, lines))
