"""How a screen opens: styled once, laid out once for its size."""

from __future__ import annotations

from textual.events import Resize, ScreenResume
from textual.geometry import Size

__all__ = ["OpensAtOnce"]


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
