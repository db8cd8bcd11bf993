"""From the conversation to the order confirmation board."""

from __future__ import annotations

from typing import Any

from textual.app import App

from kiosk.board import Board, View, view_of, welcome
from kiosk.errors import StoreError
from kiosk.ui.conversation import Conversation
from kiosk.ui.strings import language, tr
from kiosk.ui.told import Told

__all__ = ["Showing"]


class Showing:
    """Shows every change of the conversation; without a board that takes it, the sale goes on."""

    def __init__(self, app: App[Any], conversation: Conversation, board: Board) -> None:
        self._app = app
        self._conversation = conversation
        self._board = board

    def begin(self) -> None:
        """From now on."""
        self._conversation.told.subscribe(self._app, self._told)
        self._conversation.left.subscribe(self._app, self._left)
        self._left(None)

    def _told(self, told: Told) -> None:
        self._show(view_of(self._conversation.session, told.reply, language(), tr))

    def _left(self, _: None) -> None:
        self._show(welcome(self._conversation.session.menu, language()))

    def _show(self, view: View) -> None:
        try:
            self._board.show(view)
        except StoreError as refused:
            self._app.log.error(refused)
