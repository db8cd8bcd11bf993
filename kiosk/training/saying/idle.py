"""Turns that leave the order alone: chatter, words to others, questions, thinking aloud."""

from __future__ import annotations

from typing import Final

from kiosk.training.saying.turn import Turn

__all__ = ["idle_turn"]

_CHATTER: Final = (
    "(hi|hello there|hey how are you|how's it going|good thanks how are you|thank you"
    "|thanks so much|okay great|good morning|good evening|hey there"
    "|nice place you have here|sorry it's loud in here|sorry i'm on the phone|hold on a second"
    "|one second please|just a minute|wow this is new|i've never talked to a (machine|robot"
    "|kiosk) before|is this thing on|am i doing this right|this is so cool|i can't find my glasses"
    "|it's been a long day|my kids love this place|beautiful day isn't it|are you still there"
    "|hello|do i just talk to it|sorry the baby is crying|let me get my wallet|i'm still here"
    "|can you hear me|okay|alright|cool|sounds good|perfect|you too|no worries|no problem|sorry"
    "|we were here last (week|month) and it was great|is it always this busy|the line is (really"
    "|so) long today|you guys are open late right|who's next|is it my turn|go ahead|after you"
    "|i'm waiting for my friend|we're a group of six|sorry i have a cold|excuse me)"
    "(| (man|thanks|buddy|haha|okay|sorry))"
)
_THINKING: Final = (
    "(hmm|um|uh|okay|well|so|oh|) (let me (think|see|look)|give me a (second|minute|sec|moment)"
    "|i'm (still|just) "
    "(looking|thinking|deciding)|i need a (minute|second)|not sure yet|i don't know yet"
    "|what do i want|what else|let's see|still deciding|we're not ready yet"
    "|just looking at the menu|i haven't decided yet|what should i get|i'm between two things"
    "|hang on i'm thinking|what was it again|i can't decide"
    "|i was thinking about the {n} but i'm not"
    " sure|maybe the {n} i don't know yet|should i get the {n}|i'm torn between the {n} and the {m}"
    "|the {n} sounds good but let me think|i might get the {n} later|i'm debating the {n}"
    "|do i want {o} or not|the {n} or the {m} hmm|i'm not sure about the {o} yet"
    "|maybe {o} i don't know)(| here| please| sorry)"
)
_ASIDE: Final = (
    "(honey|mom|dude|babe|hey|sweetie|guys|dad|hon|) (do you want (a|the) {n}|what do you want"
    "|did you like the {n} last time|do you guys want anything|you want {o} on yours or not"
    "|should we get the {n} or the {m}|remember when we had the {n}|stop hitting your brother"
    "|put the phone down|i told you no|wait for me in the car"
    "|my (sister|brother|boss|mom) always gets the {n}|i had the {n} (yesterday|last time"
    "|last week)("
    "| it was great| so good| it was okay)|we had the {n} last time (and it was good|remember|)"
    "|what are you having|are you getting the {n}|no we're not getting the {n} today are we"
    "|tell him the {n} is good|what was it that you wanted|do you still like {o}"
    "|the {n} here is amazing|last time they forgot the {o}|the {n} looks good doesn't it"
    "|he had the {n} at home|are you sure you don't want the {n}|didn't you have the {n} yesterday"
    "|i thought you hated {o}|you don't even like {o}|since when do you eat {o}|is that a {n}"
    "|somebody at the next table has the {n}|i heard the {n} is good"
    "|my doctor says i should avoid {o}"
    "|they used to have a {n} with {o}|the other place does a better {n}"
    "|you always pick off the {o}"
    "|what did you have last time the {n} or the {m}|your brother likes the {m}"
    "|i saw the {n} on tv|we're not getting the {n} again|don't touch that|sit down please"
    "|i made {o} at home yesterday|did you say {n} or {m})"
)
_QUESTION: Final = (
    "(um|uh|hey|quick question|so|sorry|wait|||) (what comes on the {n}|what's on the {n}"
    "|how much is (a|the) {n}|is the {n} (spicy|any good|big|sweet|vegan|gluten free|vegetarian"
    "|hot)"
    "|how many calories are in the {n}|do you (guys |)have (a|the) {n}|what's your best {n}"
    "|does the {n} come with {o}|what's in the {n}|is there {o} (on|in) the {n}"
    "|what's the difference between the {n} and the {m}|how big is the {n}"
    "|what sizes do you have|can you tell me about the {n}|which is better the {n} or the {m}"
    "|is the {o} extra|what's the {n} like|do you make the {n} fresh|what kind of {o} is it"
    "|how much extra is {o}|is the {n} popular|does the {n} have {o} (in|on) it|what does {o} cost"
    "|does the {n} already have {o}|is {o} included"
    "|can you put {o} on the {n} or does that cost extra"
    "|do you charge for {o}|is the {o} spicy|how long does the {n} take|how many come in the {n}"
    "|is there any {o} in the {m}|are there nuts in the {n}|do people like the {n}|do you have {o}"
    "|what do you recommend the {n} or the {m}|is the {m} bigger than the {n}|what is {o}"
    "|did i already order the {n}|do you still sell the {n}|what other sizes does the {n} come in"
    "|so the {n} comes with {o} right|is the {n} made with {o}|what all comes on the {n}"
    "|can you make the {n} without {o} or is it premade|what's {o} taste like)"
)
_FINE: Final = (
    "(no|nah|yeah|yes|okay|um|uh|oh|) (i'm (good|fine|okay|all set)|that's (good|fine|right|correct"
    "|perfect|it)|nothing else|it's fine|that's exactly right|that's what i wanted"
    "|leave it (as it is|like that|the way it is)|keep it (like that|the way it is|as is)"
    "|don't change (anything|it)|just the way it is|you got it right|that's how i want it"
    "|the {n} is fine (as it is|like that)|keep the {n} (as it is|like that|the same)"
    "|leave the {n} (as it is|alone|like that)|the {n} is (right|correct|perfect)"
    "|the {n} stays (like that|the same|as it is)|everything is right|don't touch the {n}"
    "|no changes|nothing more for me|we're good with that)(| thanks| thank you| please|)"
)
_SAID: Final = {
    "chatter": _CHATTER, "aside": _ASIDE, "question": _QUESTION, "thinking": _THINKING,
    "fine": _FINE,
}  # fmt: skip


def idle_turn(turn: Turn) -> None:
    """Something that changes nothing."""
    dice, names = turn.dice, turn.names
    sort = dice.weighted(
        {"chatter": 1.5, "aside": 3.5, "question": 4.5, "thinking": 1.8, "fine": 1.5}
    )
    items = [item for item in turn.menu.items.values() if item.id in names.entries]
    about = dice.one(items)
    ordered = [line.item for line in turn.before.lines if line.item in turn.menu.items]
    if ordered and dice.chance(0.4) and (item := turn.menu.items[dice.one(ordered)]) in items:
        about = item
    size = names.size_group(about)
    groups = [group for group in about.groups.values() if group is not size]
    options = [o for group in groups for o in group.options if names.options(about, o)]
    turn.say(
        dice.say(
            _SAID[sort],
            n=names.entry(dice, about.id),
            m=names.entry(dice, dice.one(items).id),
            o=names.option(dice, about, dice.one(options)) if options else "cheese",
        ),
        "nothing",
        sort,
    )
