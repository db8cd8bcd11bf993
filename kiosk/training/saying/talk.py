"""What surrounds an order: openings, joints, second thoughts, reasons, closings, hesitations."""

from __future__ import annotations

from typing import Final

from kiosk.training.saying.dice import Dice

__all__ = ["closing", "hesitant", "oops", "opened", "remark"]

_OPENING: Final = (
    "((hi|hey|hello|yeah|okay|so|alright|um|yes|uh|oh|good morning|hey there|hi there|ok so"
    "|yeah hi|good evening|hi um|okay let's see|right|alright so|ok um|yeah so|hiya|evening"
    "|good afternoon|yep|sure|perfect|cool|great|let's see|well|hmm|okay so um|hi yes|yes hello"
    "|all right|okay we're ready) |"
    "||||||||)"
    "(can i (get|have|do|please have|please get|just get|just have|order|grab|also get)"
    "|could i (get|have|please have|grab|just get|possibly get)"
    "|i'll (have|take|get|do|go with|try|just have|just take|need|grab)"
    "|i'd like|i would like|let me (get|have|do|try|grab|please have|go with)"
    "|lemme (get|have|grab)|give me|gimme|i want|i need|i'd like to (order|get|have)"
    "|we'll (have|take|do|get|need)|can we (get|have|do|please get|order)|may i (have|get)|i'd love"
    "|i'm gonna (get|have|do|need|go with|try)|i'm going to (get|need|do)"
    "|i think i'll (have|get|do|go with)|i think i want|we need|we'd like|could we (get|have|do)"
    "|i was hoping to get|how about|just|i guess i'll have|i'm thinking|would it be possible to get"
    "|is it possible to get|i was wondering if i could get|do you think i could get"
    "|would you mind getting me|if i could get|if i could just get|i wanna (get|order)"
    "|i wanted to order|i'd like to start with|let's (do|get|go with|start with|have)"
    "|my (wife|husband|son|daughter|friend|mom|kid|buddy|dad|boss|brother|sister|girlfriend"
    "|roommate) (wants|will have|would like|is having|asked for|needs|said he wants|gets)"
    "|(he|she) wants|(he|she)'ll (have|take)|(he|she) said (he|she) wants|they want"
    "|for (him|her|me|my son|the kids|my wife|my daughter|my friend|us)"
    "|i am going to have|put me down for|ring me up|start me off with|hook me up with"
    "|let's see i'll have|it's gonna be|i'm here for|i'll start with"
    "|could you get me|can you give me|can you get me|please give me|please may i have"
    "||||||||)"
)
_MORE: Final = (
    "(and|and|and|and also|and (can|could) i (get|have|also get)|also|also can i get|plus|then"
    "|and then|and i'll (have|take|also have|do)|oh and|and um|and uh|and let me get|and give me"
    "|as well as|and for (my|his|her) (son|wife|friend|daughter|husband|mom)|and for (him|her|me)"
    "|and (he|she) wants|and (he|she)'ll have|and maybe|, |, |, |, ||||along with|together with"
    "|and let's do|and i need|and i want|and i'd like|and we need|oh also|oh and also|after that"
    "|and then also|next|and next|and last|and lastly|and finally"
    "|and then i'll do|and then let me get|and then for (him|her|me)|and my (wife|son|kid) wants"
    "|and throw in|throw in|and add|and can you add|also add|and how about|then also|and just"
    "|oh can i also get|let me also get|we also need|and i think|and i guess|and on top of that"
    "|with that i'll have|and another thing|and you know what|, let's see ,|and hmm)"
)
_CLOSING: Final = (
    "(please|please|please|thanks|thank you|that's all|that'll be it|and that's it"
    "|and that's everything|that's it thanks|i think that's it|and that'll do it"
    "|please and thank you|for now|that's it for me|that's it for now|that should do it"
    "|that'll be all|i think that's everything|that's everything thanks|if you could|if that's okay"
    "|if that's possible|if you don't mind|when you get a chance|cheers|thanks so much|thank you so"
    " much|appreciate it|okay|alright|and we're good|and i'm good|i think|if possible"
    "|that will be all|yeah that's it|and that's all i need|is that okay|can you do that"
    "|would that be okay|sorry about that)"
)
_OOPS: Final = (
    "(no wait|wait no|no sorry|sorry|actually|actually no|i mean|no i mean|uh sorry|no|oh wait|wait"
    "|scratch that|hmm no|correction|er no|oh no|no no|my bad|or actually|sorry no|oops|oops no"
    "|uh no|um no|no hang on|hang on|hold on|wait hold on|on second thought|strike that"
    "|you know what|actually you know what|wait actually|no actually|i meant|sorry i meant|oh sorry"
    "|excuse me|no no no|ah no|uh actually|let me change that|nah|well actually|hmm actually"
    "|wait sorry"
    "|sorry actually|no no wait)"
)
_REMARK: Final = (
    "(because my kid is picky|my kid is really picky|she's super picky|he's really hungry"
    "|it's been a"
    " long day|i'm so hungry|we're starving|it's her birthday|if you have it|if that's possible"
    "|if you can|sorry i'm bad at this|it's for my dad|it's for the baby|i know that's a lot"
    "|i know it's complicated|sorry this is a big order|he's watching his weight|i'm on a diet"
    "|doctor's orders|i'm trying to be good|you know how it is"
    "|like always|that's how he likes it|she loves those|my usual|i'm splitting it with my friend"
    "|we're in a bit of a hurry|i skipped breakfast|it's cheat day|my treat today"
    "|because it's so hot out|because i'm freezing|he's with me|she's over there"
    "|let me think|what was it|what did you say|hang on she's telling me|give me a second"
    "|he just told me|they're outside|we just got off work)"
)
_FILLERS: Final = (
    "um", "uh", "like", "you know", "let's see", "uhh", "hmm", "er", "let me think", "well",
    "i mean", "ah", "what else", "okay", "so", "oh", "let me see", "sorry",
)  # fmt: skip


def opened(dice: Dice, *, first: bool) -> str:
    """How an order begins, or goes on to the next thing; now and then it begins twice."""
    said = dice.say(_OPENING if first else _MORE)
    if first and said and dice.chance(0.05):
        return f"{said} {dice.say('(a|the|uh|um|the uh|a um|some)')} {dice.say(_OPENING)}"
    return said


def oops(dice: Dice) -> str:
    """How a guest begins to take something back."""
    return dice.say(_OOPS)


def remark(dice: Dice) -> str:
    """A reason, or something that is beside the point."""
    return dice.say(_REMARK)


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
        if said[at] in _STUTTERED:
            said.insert(at, said[at])
        elif (said[0] == "can" and said[1] == "i") or said[0] in ("i'd", "let", "give", "i"):
            said[:0] = said[:2]
    return " ".join(said)


_STUTTERED: Final = frozenset((
    "can", "i", "the", "a", "get", "have", "with", "could", "my", "i'll", "an", "let", "and",
    "make",
))  # fmt: skip
