"""Single words: answers, acts of the conversation, a bare "no", a bare number."""

from __future__ import annotations

from typing import Final, cast

from kiosk.order.cart import Choice, Service
from kiosk.order.edits import Act, ActVerb, Clear, Serve, Undo
from kiosk.understanding.parsing.again import more_of_it
from kiosk.understanding.parsing.each import of_each
from kiosk.understanding.parsing.keeping import take_back_breath
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.places import Place
from kiosk.understanding.parsing.questions import without_feared
from kiosk.understanding.parsing.refer import reference
from kiosk.understanding.parsing.starts import leads_to_option
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = [
    "on_act",
    "on_done",
    "on_neg",
    "on_no",
    "on_num",
    "on_on",
    "on_request",
    "on_serve",
    "on_with",
    "on_yes",
]

_NO_OBJECT: Final = frozenset(
    (
        "det",
        "request",
        "it",
        "make",
        "just",
        "ask",
        "yes",
        "done",
        "no",
        "serve",
        "act",
        "add",
        "and",
    )
)
"""What cannot be what a bare "no" refuses: "no the coke should be large"."""
_ENDS: Final = frozenset(("", "done", "and", "fix", "yes", "no", "act", "serve", "request"))
"""What may come right after "two more": nothing that is counted."""
_RECOUNTS: Final = frozenset(("num", "fix", "yes", "no", "request"))
"""Kinds of a turn that only counts anew."""
_MAY_DECLINE: Final = frozenset(("offer", "which", "person", "cancel"))
"""Questions to which "I'm good" says no."""
_HEARD: Final = frozenset(
    ("okay", "okay then", "alright", "alrighty", "cool", "great", "good", "fine")
)
"""Words of assent that may tell no more than that the guest has heard."""
_DROPS: Final = frozenset(("cancel", "clear"))
_ADDS_TO_YES: Final = frozenset(("and", "add", "with", "neg", "but", "light", "extra"))


def on_neg(p: Parsing, tag: Tag) -> None:
    """A "no" that waits for its object, or an answer."""
    p.at += 1
    if p.kind(p.at) == "it" and p.kind(p.at + 1) in _ENDS and _just_went(p):
        p.at += 1  # "take the cookie off, I don't need it"
        p.note(tag, "is gone already")
        return
    follows = p.tag(p.at)
    if (follows is None or tag.mark) and tag.words not in ("no", "no no") and without_feared(p):
        return
    if tag.words not in ("no", "no no") or (
        follows is not None
        and not tag.mark
        and follows.start == tag.end
        and follows.kind not in _NO_OBJECT
        and not follows.words.startswith(("just ", "only "))
    ):
        p.negated = True
        return
    p.acts.append(Act("no"))  # "no, it's fine": an answer, not a refusal of what follows
    if follows is not None and p.last_new is not None:
        p.correcting = True
        p.risk("correction")
    elif (place := _misread(p)) is not None:
        p.change, p.pointed = place, False


def _misread(p: Parsing) -> Place | None:
    """ "(A large coke. Is that right?) No, a sprite": the line in whose place the dish comes, the
    only one of its sort of those that are asked about, or of all."""
    asked, at = p.context.asked, p.at
    while p.kind(at) in ("it", "filler"):
        at += 1
    noun = noun_phrase(p, at)
    if asked is None or asked.kind != "confirm" or noun is None:
        return None
    names = p.tags[noun.head].of("item")
    sorts = {entry.category for name in names if (entry := p.menu.sold(name)) is not None}
    alike = {ref: place for ref, place in p.cart.items() if place.entry.category in sorts}
    touched = [place for ref, place in alike.items() if ref in p.context.touched]
    chosen = touched if len(alike) > 1 else [*alike.values()]
    return chosen[0] if len(chosen) == 1 else None


def _just_went(p: Parsing) -> bool:
    """Whether what this breath spoke of last is a line that it took away."""
    return p.cur is None and bool(p.places) and p.places[-1].gone


def on_with(p: Parsing, tag: Tag) -> None:
    """What follows is of the current line."""
    p.at += 1
    about = p.context.about
    if p.kind(p.at) == "it" and about and p.cur is not None and p.cur.can_have(about):
        p.cur.choose((Choice(about),))  # "does oat milk cost extra?" … "a latte with that"
        p.at += 1
    p.scope_with = p.cur is not None


def on_on(p: Parsing, tag: Tag) -> None:
    """ "on rye": where no line was meant, as good as "with"."""
    p.at += 1
    if tag.words in ("for", "for the") and _in_exchange(p):
        return
    if not leads_to_option(p, p.at):
        p.leave(tag)


def _in_exchange(p: Parsing) -> bool:
    """ "Dill for the moss": of what was just put on and what is there, the one for the other."""
    tag, run, place = p.tag(p.at), p.last_run, p.cur
    if tag is None or run is None or place is None or not run.changes or not run.changes[-1].on:
        return False
    new = {*run.changes[-1].options}
    kin = {o for group in p.lexicon.groups_with(new) for o in group.options} - new
    gone = [option for option in tag.of("option") if option in kin and place.has(option)]
    if not gone or tag.of("item"):
        return False
    place.choose((Choice(gone[0], on=False),))
    p.at += 1
    p.risk("correction")
    return True


def on_request(p: Parsing, tag: Tag) -> None:
    """ "can I get": a new thing."""
    p.at += 1
    p.scope_with = False


def on_num(p: Parsing, tag: Tag) -> None:
    """A number by itself: how many of what was meant, or the answer to "how many pieces?"."""
    p.at += 1
    number = int(tag.value)
    if _answers_count(p, number) or of_each(p, number):
        return
    if _more_or_fewer(p, number) or _pieces(p, number) or _shares_out(p, number):
        return
    target = None
    if _only_counts(p):
        p.risk("quantity after a correction")
        target = p.cur = p.latest()
    elif p.change is not None or p.correcting:
        target = p.cur = p.change or p.latest()
        p.change = None
    elif p.kind(p.at) in ("all", "ones") or _of_those(p, p.at):
        target = p.latest()
        p.at += target is not None
    if target is None:
        p.out.unplaced.append(tag.words)
        return
    target.become(number)
    p.touch(target)


def _only_counts(p: Parsing) -> bool:
    """ "Two, actually": nothing is said but how many it should have been."""
    kinds = [tag.kind for tag in p.tags]
    return kinds.count("num") == 1 and "fix" in kinds and set(kinds) <= _RECOUNTS


def _pieces(p: Parsing, number: int) -> bool:
    """ "Nuggets, ten": how many pieces the line just opened is of."""
    place = p.cur if p.cur is p.last_new else None
    count = place.unchosen_count(number) if place is not None else None
    if place is None or count is None:
        return False
    place.choose((Choice(count),))
    return True


def _shares_out(p: Parsing, number: int) -> bool:
    """ "Two bagels, one for me, one for my son": who gets them changes nothing."""
    place = p.base if p.base is p.last_new else None
    end = p.at
    total = number
    while place is not None and p.kind(end) in ("num", "and"):
        total += int(p.tags[end].value) if p.kind(end) == "num" else 0
        end += 1
    if place is None or end == p.at or total != place.quantity:
        return False
    p.at = end
    return True


def _more_or_fewer(p: Parsing, number: int) -> bool:
    """ "two more", "one less": of the line in mind, with nothing named after it."""
    follows = p.tag(p.at)
    if follows is not None and follows.kind == "alike" and (like := p.latest()) is not None:
        more_of_it(p, follows, number, like)  # "and one just like it but with ham"
        return True
    if follows is None or follows.words not in ("more", "less", "fewer"):
        return False
    end = p.at + 1
    found = reference(p, end + 1) if p.kind(end) == "on" else None  # "two more of the tacos"
    named = found is not None and found.option is None and p.tags[end].words.startswith("of")
    if found is not None and named:
        place: Place | None = found.take(p)[0]
        end = found.end
    else:
        place = p.latest()
        end += p.kind(end) in ("all", "it", "ones") or _of_those(p, end)
    told = p.kind(end) in ("alike", "but", "num")  # "two more just like it", "… one without"
    if place is None or not (named or p.tags[end - 1].mark or p.kind(end) in _ENDS or told):
        return False
    place = place.owner
    p.at = end
    if follows.words == "more":
        more_of_it(p, follows, number, place)
        return True
    place.set_quantity(max(0, place.quantity - number))
    p.touch(place)
    p.cur = place
    return True


def _of_those(p: Parsing, at: int) -> bool:
    return p.kind(at) == "det" and p.tags[at].words == "of those"


def _answers_count(p: Parsing, number: int) -> bool:
    """Whether it is the option that was asked for, "ten" for *10 piece*: then it is chosen."""
    wants = p.context.wants
    place = p.cart.get(wants.ref) if wants is not None else None
    count = place.unchosen_count(number) if place is not None else None
    if wants is None or place is None or count is None:
        return False
    place.choose((Choice(count),), wants.slot)
    p.touch(place)
    return True


def on_serve(p: Parsing, tag: Tag) -> None:
    """ "to go"."""
    p.at += 1
    p.late.append(Serve(cast(Service, tag.value)))


def on_done(p: Parsing, tag: Tag) -> None:
    """ "that's all"; to the read-back "ring me up" says yes, and so does "I'm good"."""
    p.at += 1
    p.negated = False
    asked = p.context.asked.kind if p.context.asked is not None and not p.breath else ""
    if tag.value and asked == "confirm":
        _agree(p)
    elif tag.value == "okay" and asked in _MAY_DECLINE:
        p.acts.append(Act("no"))
    else:
        p.late.append(Act("done"))


def on_yes(p: Parsing, tag: Tag) -> None:
    """An answer, unless something was ordered before it in the same breath."""
    p.at += 1
    if p.kind(p.at) in _ADDS_TO_YES:
        p.accepts = True  # "yes and a coke", not "okay, just a coke then"
    if p.breath or p.negated:
        if tag.value == "fine" and p.tag(p.at) is None and not p.negated:
            p.late.append(Act("done"))  # "a coke and that's perfect"
        return
    asked = p.context.asked.kind if p.context.asked is not None else ""
    if asked == "offer" and tag.words in _HEARD and p.kind(p.at) == "done":
        p.acts.append(Act("no"))  # "can I get you one?" "oh okay that's all then"
    elif asked == "offer" and tag.words in _HEARD and p.kind(p.at) == "ask":
        pass  # "oh okay, how much is the tuna?": heard, neither taken nor declined
    elif tag.value == "fine" and asked == "confirm":
        _agree(p)
    elif tag.value == "fine" and asked == "anything_else":
        p.late.append(Act("done"))  # "anything else?" "that's perfect"
    else:
        p.acts.append(Act("yes"))


def _agree(p: Parsing) -> None:
    """A yes to the read-back; "no, that's right" is one too."""
    p.acts = [act for act in p.acts if act != Act("no")]
    p.acts.append(Act("yes"))


def on_no(p: Parsing, tag: Tag) -> None:
    """ "no thanks": nothing but an answer."""
    p.at += 1
    p.acts.append(Act("no"))
    if not p.breath and (place := _misread(p)) is not None:
        p.change, p.pointed = place, False


def on_act(p: Parsing, tag: Tag) -> None:
    """Acts of the conversation."""
    before = p.tag(p.at - 1) if p.negated else None
    p.at += 1
    if before is not None and before.words not in ("no", "no no") and tag.value in _DROPS:
        p.negated = False
        p.acts.append(Act("no"))  # "don't cancel it"
    elif tag.value == "clear":
        p.late.append(Clear())
    elif tag.value == "undo":
        _undo(p)
    elif tag.value == "cancel" and tag.words == "forget it" and take_back_breath(p):
        pass  # what was just said, not the order
    else:
        p.late.append(Act(cast(ActVerb, tag.value)))


def _undo(p: Parsing) -> None:
    """ "never mind": what was said in this breath goes first, else the last turn's change."""
    follows = p.tag(p.at)
    if follows is not None and follows.kind == "act" and follows.value in ("cancel", "clear"):
        return  # "never mind, cancel the whole order": all of it goes
    if p.last_new is not None and not p.last_new.gone:
        p.last_new.set_quantity(0)
        p.cur = None
        return
    if take_back_breath(p):
        return
    asked = p.context.asked
    pending = asked is not None and asked.kind in ("offer", "which", "rephrase", "person")
    p.acts = [act for act in p.acts if act != Act("no")]  # "oh no, undo that"
    p.acts.append(Act("no") if pending else Undo())
