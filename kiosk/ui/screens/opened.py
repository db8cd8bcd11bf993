"""How a screen opens: styled once, laid out once for its size; made once, where it opens often. And
how it closes."""

from __future__ import annotations

from typing import Any, Generic, Self, TypeVar

from textual.app import App
from textual.events import Resize, ScreenResume
from textual.geometry import Size
from textual.screen import Screen

from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import language
from kiosk.ui.widgets.captions import Captions
from kiosk.ui.widgets.cart import Cart

__all__ = ["KeptScreen", "OpensAtOnce", "close"]

_Result = TypeVar("_Result")


def close(screen: Screen[_Result], result: _Result | None = None) -> None:
    """Close ``screen`` with that result, and what covers it; nothing where it is closed already.

    ``dismiss`` alone closes whatever is on top: the screen below, where this one was touched twice.
    """
    if screen in screen.app.screen_stack:
        while not screen.is_active:
            screen.app.pop_screen()
        screen.dismiss(result)


class OpensAtOnce:
    """Of a screen, before the base that Textual has for it.

    There, a screen that is on top has all its widgets styled again, which were styled as they were
    mounted, and is laid out again when it is told the size that it was just laid out for; a guest
    waits for both.
    """

    outer_size: Size
    """For which it was laid out last; ``size`` is the terminal's already."""

    def on_screen_resume(self, resume: ScreenResume) -> None:
        """Nothing that the widgets are styled by has changed since."""
        resume.refresh_styles = False

    def on_resize(self, resize: Resize) -> None:
        """Nothing is to be done for the size that it has."""
        if resize.size == self.outer_size:
            resize.prevent_default()


class KeptScreen(OpensAtOnce, Screen[_Result], Generic[_Result]):
    """Made once for a conversation, and kept while it is closed: to make its widgets anew takes
    longer than all else that a touch does."""

    def __init__(self, conversation: Conversation) -> None:
        super().__init__()
        self._conversation = conversation
        self._look = self._look_now()
        """In which its widgets were made."""

    @classmethod
    async def of(cls, app: App[Any], conversation: Conversation) -> Self:
        """The one of that conversation, as it is to be opened now."""
        name = f"{cls.__name__} {id(conversation)}"
        if not app.is_screen_installed(name):
            app.install_screen(cls(conversation), name)
        screen = app.get_screen(name, cls)
        if screen.is_attached and screen not in app.screen_stack:
            await screen.catch_up()
        return screen

    @classmethod
    async def warm(cls, app: App[Any], conversation: Conversation) -> None:
        """Make it now, and no guest has to wait for that."""
        await app.push_screen(await cls.of(app, conversation))
        await app.pop_screen()

    @classmethod
    async def forget(cls, app: App[Any], conversation: Conversation) -> None:
        """The conversation is over."""
        name = f"{cls.__name__} {id(conversation)}"
        if app.is_screen_installed(name):
            screen = app.get_screen(name)
            app.uninstall_screen(name)
            await screen.remove()

    async def catch_up(self) -> None:
        """Show what has changed since it was closed."""
        if self._look != self._look_now():
            await self.recompose()
            self.update_node_styles(animate=False)
        self.set_focus(None)
        for cart in self.query(Cart):
            cart.catch_up()
        for captions in self.query(Captions):
            captions.catch_up()

    async def recompose(self) -> None:
        """In other words, or with other room."""
        self._look = self._look_now()
        await super().recompose()

    def _look_now(self) -> tuple[object, ...]:
        """What its widgets are made and styled by."""
        return language(), self.app.theme, frozenset(self.app.classes)
