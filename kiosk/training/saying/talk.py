"""What surrounds an order: openings, closings, hesitations, and turns that order nothing."""

from __future__ import annotations

from typing import Final

from kiosk.training.saying.dice import Dice

__all__ = ["closing", "hesitant", "opened"]

_OPENING: Final = (
    "((hi|hey|hello|yeah|okay|so|alright|um|yes|uh|oh|good morning|hey there|hi there|ok so"
    "|yeah hi) |"
    "||||)"
    "(can i (get|have|do|please have|please get|just get|just have)|could i (get|have)"
    "|i'll (have|take|get|do)"
    "|i'd like|i would like|let me (get|have|do)|lemme (get|have)|give me|gimme|i want|i need"
    "|we'll (have|take|do)|can we (get|have|do)|may i have|i'd love|i'm gonna (get|have|do)"
    "|i think i'll have|we need|we'd like|could we get|i was hoping to get|how about|just|"
    "my (wife|husband|son|daughter|friend|mom|kid|buddy) (wants|will have|would like)"
    "|(he|she) wants|(he|she)'ll have|for (him|her|me|my son|the kids)"
    "|i am going to have|put me down for|ring me up|start me off with||||)"
)
_MORE: Final = (
    "(and|and also|and (can|could) i (get|have)|also|also can i get|plus|then|and then"
    "|and i'll (have|take)"
    "|oh and|and um|and uh|and let me get|and give me|as well as|and for (my|his|her) (son|wife"
    "|friend)"
    "|and (he|she) wants|and (he|she)'ll have|and maybe|, |, ||)"
)
_CLOSING: Final = (
    "(please|please|thanks|thank you|that's all|that'll be it|and that's it"
    "|and that's everything|that's it thanks"
    "|i think that's it|and that'll do it|please and thank you|for now)"
)
_FILLERS: Final = (
    "um", "uh", "like", "you know", "let's see", "uhh", "hmm", "er", "let me think", "well",
    "i mean", "ah", "what else",
)  # fmt: skip


def opened(dice: Dice, *, first: bool) -> str:
    """How an order begins, or goes on to the next thing."""
    return dice.say(_OPENING if first else _MORE)


def closing(dice: Dice) -> str:
    """How an order ends."""
    return dice.say(_CLOSING)


def hesitant(dice: Dice, text: str) -> str:
    """The text with a filler, or a word or two said again."""
    said = text.split()
    if len(said) < 2:
        return text
    at = dice.one(range(len(said)))
    if dice.chance(0.7):
        fillers = ("um", "uh", "uh", "um", "er") if at else _FILLERS
        said.insert(at, dice.one(fillers))
    else:
        at = min(at, 3)
        if said[at] in (
            "can",
            "i",
            "the",
            "a",
            "get",
            "have",
            "with",
            "could",
            "my",
            "i'll",
            "an",
            "let",
        ):
            said.insert(at, said[at])
        elif (said[0] == "can" and said[1] == "i") or said[0] in ("i'd", "let", "give", "i"):
            said[:0] = said[:2]
    return " ".join(said)
