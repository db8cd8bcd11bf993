"""An order that was placed, open once more: the crew changes it as a guest would."""

from __future__ import annotations

from collections.abc import Callable

from kiosk.ui.conversation import Conversation
from kiosk.ui.screens.customise import CustomiseScreen
from kiosk.ui.screens.opened import close
from kiosk.ui.screens.order import OrderScreen
from kiosk.ui.strings import tr
from kiosk.ui.told import Told
from kiosk.ui.widgets.tile import Face, Tile

__all__ = ["AmendScreen"]


class AmendScreen(OrderScreen):
    """By touch and by typed words, in a conversation of its own: that of the guest who is at the
    counter is not touched. Nothing changes until it is kept."""

    def __init__(self, conversation: Conversation, keep: Callable[[], object]) -> None:
        """``keep`` is called when the order is as the crew wants it."""
        super().__init__(conversation)
        self._keep = keep

    def on_mount(self) -> None:
        """Take turns, until the order is whole or dropped; Textual calls that of the base, too."""
        self._conversation.awake = True
        self._conversation.attend()
        self._conversation.open()
        self._conversation.told.subscribe(self, self._told)

    async def on_unmount(self) -> None:
        """Take no more turns."""
        await self._conversation.close()
        await CustomiseScreen.forget(self.app, self._conversation)

    def _show(self, *, anew: bool = False, other: bool = False) -> None:
        super()._show(anew=anew, other=other)
        self.query_one("#start_over", Tile).face = Face("start_over", tr("Leave it"))
        self.query_one("#check_out", Tile).face = Face("check_out", tr("Amend it"))

    def _told(self, _: Told) -> None:
        status = self._conversation.session.status
        if status == "placed":  # by words: that's all, and yes
            self._whole()
        elif status != "open":
            self._drop()

    def _whole(self) -> None:
        if self in self.app.screen_stack:  # else it was touched twice
            self._keep()
            close(self)

    def _drop(self) -> None:
        close(self)
