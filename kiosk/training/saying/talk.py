"""What surrounds an order: openings, closings, hesitations, and turns that order nothing."""

from __future__ import annotations

from typing import Final

from kiosk.training.saying.dice import Dice
from kiosk.training.saying.names import Names

__all__ = ["hesitant", "idle", "opened"]

_OPENING: Final = (
    "((hi|hey|hello|yeah|okay|so|alright|um|yes|uh|oh|good morning|hey there|hi there|ok so|yeah hi) |"
    "||||)"
    "(can i (get|have|do|please have|please get|just get|just have)|could i (get|have)|i'll (have|take|get|do)"
    "|i'd like|i would like|let me (get|have|do)|lemme (get|have)|give me|gimme|i want|i need"
    "|we'll (have|take|do)|can we (get|have|do)|may i have|i'd love|i'm gonna (get|have|do)"
    "|i think i'll have|we need|we'd like|could we get|i was hoping to get|how about|just|"
    "my (wife|husband|son|daughter|friend|mom|kid|buddy) (wants|will have|would like|'ll have)"
    "|(he|she) wants|(he|she)'ll have|for (him|her|me|my son|the kids)"
    "|i am going to have|put me down for|ring me up|start me off with||||)"
)
_MORE: Final = (
    "(and|and also|and (can|could) i (get|have)|also|also can i get|plus|then|and then|and i'll (have|take)"
    "|oh and|and um|and uh|and let me get|and give me|as well as|and for (my|his|her) (son|wife|friend)"
    "|and (he|she) wants|and (he|she)'ll have|and maybe|, |, ||)"
)
_CLOSING: Final = (
    "(please|please|thanks|thank you|that's all|that'll be it|and that's it|and that's everything|that's it thanks"
    "|i think that's it|and that'll do it|please and thank you|for now)"
)
_FILLERS: Final = (
    "um", "uh", "like", "you know", "let's see", "uhh", "hmm", "er", "let me think", "well", "i mean",
    "ah", "what else",
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


def idle(dice: Dice, names: Names) -> tuple[str, str]:
    """A turn that changes nothing in the order, and what it is."""
    sort = dice.weighted({"chatter": 3, "aside": 3, "question": 4, "thinking": 2})
    if sort == "chatter":
        return dice.say(_CHATTER), sort
    if sort == "thinking":
        return dice.say(_THINKING), sort
    entry = names.menu.sold(dice.one(list(names.entries)))
    assert entry is not None, "names are of entries"
    name = names.entry(dice, entry.id)
    other = names.entry(dice, dice.one(list(names.entries)))
    option = "bacon"
    for item in dice.some(list(names.menu.items.values()), 4):
        can = [o for g in item.groups.values() for o in g.options if names.options(item, o)]
        if can:
            option = names.option(dice, item, dice.one(can))
            break
    template = _ASIDE if sort == "aside" else _QUESTION
    return dice.say(template, n=name, m=other, o=option), sort


_CHATTER: Final = (
    "(hi|hello there|hey how are you|how's it going|good thanks how are you|thank you|thanks so much|okay great"
    "|nice place you have here|sorry it's loud in here|sorry i'm on the phone|hold on a second"
    "|one second please|just a minute|wow this is new|i've never talked to a (machine|robot|kiosk) before"
    "|it's been a long day|my kids love this place|beautiful day isn't it|are you still there|hello"
    "|can you hear me|okay|alright|cool|sounds good|perfect|you too|no worries|no problem|sorry"
    "|we were here last (week|month) and it was great|is it always this busy|the line is (really|so) long today)"
    "(| (man|thanks|buddy|haha|okay))"
)
_THINKING: Final = (
    "(hmm|um|uh|okay|well|so|)(| ,) (let me (think|see|look)|give me a (second|minute|sec)|i'm (still|just) "
    "(looking|thinking|deciding)|i need a (minute|second)|not sure yet|i don't know yet"
    "|what do i want|what else|let's see|still deciding|we're not ready yet|just looking at the menu"
    "|hang on i'm thinking|what was it again|i can't decide)(| here| please| sorry)"
)
_ASIDE: Final = (
    "(honey|mom|dude|babe|hey|sweetie|guys|) (do you want (a|the) {n}|what do you want|did you like the {n} last time"
    "|do you guys want anything|you want {o} on yours or not|should we get the {n} or the {m}"
    "|remember when we had the {n}|stop hitting your brother|put the phone down|i told you no|wait for me in the car"
    "|my (sister|brother|boss) always gets the {n}|i had the {n} (yesterday|last time)(| it was great| so good)"
    "|what are you having|are you getting the {n}|no we're not getting the {n} today are we"
    "|tell him the {n} is good|what was it that you wanted|do you still like {o})"
)
_QUESTION: Final = (
    "(um|uh|hey|quick question|so|||) (what comes on the {n}|what's on the {n}|how much is (a|the) {n}|is the {n} (spicy|any good|big|sweet|vegan|gluten free)"
    "|how many calories are in the {n}|do you (guys |)have (a|the) {n}|does the {n} come with {o}|what's in the {n}"
    "|is there {o} (on|in) the {n}|what's the difference between the {n} and the {m}|how big is the {n}"
    "|what sizes do you have|can you tell me about the {n}|which is better the {n} or the {m}|is the {o} extra"
    "|what's the {n} like|do you make the {n} fresh|what kind of {o} is it|how much extra is {o}|is the {n} popular)"
)
