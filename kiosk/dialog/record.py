"""A conversation as one JSON object: what ``--json`` of order, demo and drive-thru prints."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from kiosk.dialog.reply import Turn
from kiosk.dialog.session import Session
from kiosk.menu.model import Menu
from kiosk.order.notation import format_cart, format_edit

__all__ = ["record"]


def record(session: Session, turns: Sequence[Turn], **more: Any) -> dict[str, Any]:
    """The order as it stands and all turns that led there; ``more`` is added at the top."""
    totals = session.totals
    return {
        "menu": session.menu.id,
        "status": session.status,
        "cart": format_cart(session.menu, session.cart),
        "currency": session.menu.currency,
        "subtotal": totals.subtotal,
        "tax": totals.tax,
        "total": totals.total,
        "turns": [_turn(session.menu, turn) for turn in turns],
        **more,
    }


def _turn(menu: Menu, turn: Turn) -> dict[str, Any]:
    """One turn; times in milliseconds by stage."""
    return {
        "guest": turn.guest,
        "reply": turn.reply.text,
        "edits": [format_edit(menu, edit) for edit in turn.edits],
        "unplaced": list(turn.unplaced),
        "asks": turn.reply.asks,
        "confirms": list(turn.reply.confirms),
        "refuses": [asdict(refusal) for refusal in turn.reply.refuses],
        "unknown": list(turn.reply.unknown),
        "confidence": turn.confidence,
        "rung": turn.rung,
        "ms": _rounded(turn.ms),
    }


def _rounded(ms: Mapping[str, float]) -> dict[str, float]:
    return {stage: round(value, 3) for stage, value in ms.items()}
