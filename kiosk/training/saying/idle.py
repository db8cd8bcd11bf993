"""Turns that leave the order alone: chatter, words to others, questions, thinking aloud."""

from __future__ import annotations

from typing import Final

from kiosk.training.saying.turn import Turn

__all__ = ["idle_turn"]

_CHATTER: Final = (
    "(hi|hello there|hey how are you|how's it going|good thanks how are you|thank you"
    "|thanks so much|okay great"
    "|nice place you have here|sorry it's loud in here|sorry i'm on the phone|hold on a second"
    "|one second please|just a minute|wow this is new|i've never talked to a (machine|robot"
    "|kiosk) before"
    "|it's been a long day|my kids love this place|beautiful day isn't it|are you still there"
    "|hello"
    "|can you hear me|okay|alright|cool|sounds good|perfect|you too|no worries|no problem|sorry"
    "|we were here last (week|month) and it was great|is it always this busy|the line is (really"
    "|so) long today)"
    "(| (man|thanks|buddy|haha|okay))"
)
_THINKING: Final = (
    "(hmm|um|uh|okay|well|so|)(| ,) (let me (think|see|look)|give me a (second|minute|sec)"
    "|i'm (still|just) "
    "(looking|thinking|deciding)|i need a (minute|second)|not sure yet|i don't know yet"
    "|what do i want|what else|let's see|still deciding|we're not ready yet"
    "|just looking at the menu"
    "|hang on i'm thinking|what was it again|i can't decide)(| here| please| sorry)"
)
_ASIDE: Final = (
    "(honey|mom|dude|babe|hey|sweetie|guys|) (do you want (a|the) {n}|what do you want"
    "|did you like the {n} last time"
    "|do you guys want anything|you want {o} on yours or not|should we get the {n} or the {m}"
    "|remember when we had the {n}|stop hitting your brother|put the phone down|i told you no"
    "|wait for me in the car"
    "|my (sister|brother|boss) always gets the {n}|i had the {n} (yesterday|last time)("
    "| it was great| so good)"
    "|what are you having|are you getting the {n}|no we're not getting the {n} today are we"
    "|tell him the {n} is good|what was it that you wanted|do you still like {o})"
)
_QUESTION: Final = (
    "(um|uh|hey|quick question|so|||) (what comes on the {n}|what's on the {n}|how much is (a"
    "|the) {n}|is the {n} (spicy|any good|big|sweet|vegan|gluten free)"
    "|how many calories are in the {n}|do you (guys |)have (a|the) {n}"
    "|does the {n} come with {o}|what's in the {n}"
    "|is there {o} (on|in) the {n}|what's the difference between the {n} and the {m}"
    "|how big is the {n}"
    "|what sizes do you have|can you tell me about the {n}|which is better the {n} or the {m}"
    "|is the {o} extra"
    "|what's the {n} like|do you make the {n} fresh|what kind of {o} is it|how much extra is {o}"
    "|is the {n} popular)"
)


def idle_turn(turn: Turn) -> None:
    """Something that changes nothing."""
    dice, names = turn.dice, turn.names
    sort = dice.weighted(
        {"chatter": 2.0, "aside": 3.0, "question": 4.0, "thinking": 1.5, "fine": 1.5}
    )
    template = _SAID[sort]
    items = [item for item in turn.menu.items.values() if item.id in names.entries]
    about = dice.one(items)
    options = [o for g in about.groups.values() for o in g.options if names.options(about, o)]
    turn.say(
        dice.say(
            template,
            n=names.entry(dice, about.id),
            m=names.entry(dice, dice.one(items).id),
            o=names.option(dice, about, dice.one(options)) if options else "cheese",
        ),
        "nothing",
        sort,
    )


_FINE: Final = (
    "(no|nah|yeah|yes|okay|um|uh|) (i'm (good|fine|okay|all set)|that's (good|fine|right|correct"
    "|perfect|it)|nothing else|it's fine"
    "|leave it (as it is|like that|the way it is)|keep it (like that|the way it is|as is)"
    "|don't change (anything|it)|just the way it is"
    "|the {n} is fine (as it is|like that)|keep the {n} (as it is|like that|the same)"
    "|no changes)(| thanks| thank you| please|)"
)
_SAID: Final = {
    "chatter": _CHATTER, "aside": _ASIDE, "question": _QUESTION, "thinking": _THINKING,
    "fine": _FINE,
}  # fmt: skip
