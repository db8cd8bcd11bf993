"""A quantity without its dish: some of the line just named, or a dish that is understood."""

from __future__ import annotations

from kiosk.menu.model import Combo
from kiosk.order.rules import open_choices
from kiosk.understanding.parsing.again import one_otherwise
from kiosk.understanding.parsing.apply import apply_run
from kiosk.understanding.parsing.changes import on_run
from kiosk.understanding.parsing.dishes import on_dish
from kiosk.understanding.parsing.meals import split_meal, swap_slot
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.otherwise import (
    another_kind,
    is_another_kind,
    one_more,
    own_run,
    stands_for_it,
)
from kiosk.understanding.parsing.places import PartLine, Place, SlotPlace, new_line
from kiosk.understanding.parsing.reader import read_run
from kiosk.understanding.parsing.refer import reference, some_of
from kiosk.understanding.parsing.resolve import candidates, choices_before
from kiosk.understanding.parsing.runs import Run
from kiosk.understanding.parsing.starts import counts, starts_run
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.parsing.targets import able, scope
from kiosk.understanding.parsing.understood import understood_dish
from kiosk.understanding.tag import Tag

__all__ = ["headless"]


def headless(p: Parsing) -> bool:  # noqa: PLR0911 - one return a way to be without a dish
    """Reads a quantity and the options after it, where they name no dish."""
    if _describes(p) or _corrects(p) or one_otherwise(p) or one_more(p):
        return True
    p.at += _of_another(p)
    if p.base is None:
        p.base = _just_ordered(p)
    if p.base is None or p.negated or p.change is not None:
        return _understood(p)
    count = _share(p, p.base)
    if count is None:
        return _understood(p)
    end = p.at + 1
    if p.kind(end) in ("ones", "it", "all") and not p.tags[p.at].mark:
        end += 1
    several = p.base.quantity > 1 or p.cur is not p.base
    end += several and p.kind(end) == "on" and starts_run(p, end + 1)  # "one on rye"
    if _divides_meal(p, p.base, count, end) or (count == 1 and _one_of_a_deal(p, p.base, end)):
        return True
    if not starts_run(p, end) and p.kind(end) != "neg":
        return False
    if isinstance(p.base, SlotPlace) and starts_run(p, end):
        run, _ = read_run(p, end)
        if not able(p.base, run) and able(p.base.parent, run):
            p.base = p.base.parent  # "both with a sprite, one with no pickles"
    if is_another_kind(p, p.base, end):
        return another_kind(p, p.base, count, end)
    divided = p.base.quantity > 1 or p.cur is not p.base
    if count == p.base.quantity and p.cur is p.base and counts(p, p.at):
        return False  # "two coffees, two sugars each"
    if not divided or count > p.base.quantity:
        return _understood(p)
    return _divides(p, p.base, count, end)


def _describes(p: Parsing) -> bool:
    """ "A lemonade, a small one": what the line just opened still needs, not another."""
    place, tag, before = p.cur, p.tags[p.at], p.tag(p.at - 1)
    if place is None or place is not p.last_new or place.quantity > 1 or p.negated:
        return False
    if tag.words not in ("a", "an", "just a") or before is None or before.kind != "menu":
        return False
    run, end = read_run(p, p.at + 1)
    open_ones = {o for wants in open_choices(p.menu, place.line) for o in wants.options}
    if tag.words == "just a":  # "a bowl of soup, no, just a cup"
        said = (option for change in run.changes for option in change.options)
        open_ones |= {o for o in said if any(group.exclusive for group in place.groups_of(o))}
    if not run.changes or not all(open_ones & set(c.options) for c in run.changes):
        return False
    apply_run(p, run, [place])
    p.at = end + (p.kind(end) in ("num", "ones") and p.tags[end].words == "one")
    p.last_run = run
    return True


def _corrects(p: Parsing) -> bool:
    """ "A large pepperoni, no, make that an extra large": of the line just opened, no other."""
    tag, line = p.tags[p.at], p.last_new or p.cur
    denied = p.correcting or p.kind(p.at - 1) in ("neg", "no")
    if not denied or line is None or line.gone or not tag.is_a:
        return False
    run, end = read_run(p, p.at + 1)
    if not run.changes or not able(line, run) or not _takes_place(run, p.last_run):
        return False
    apply_run(p, run, [line])
    p.at = end + (p.kind(end) in ("num", "ones") and p.tags[end].words == "one")
    p.cur, p.last_run, p.correcting = line, run, False
    p.risk("correction")
    return True


def _takes_place(run: Run, before: Run | None) -> bool:
    """Whether neither run, or each, only puts something on: then one can stand for the other."""
    return before is None or (run.polarity and before.polarity)


def _of_another(p: Parsing) -> bool:
    """Whether an "and" there leads to another share: "cans for two of them and a bottle …"."""
    tag, base = p.tag(p.at + 2), p.base
    if p.kind(p.at) != "and" or p.kind(p.at + 1) not in ("det", "num") or tag is None:
        return False
    if base is None or p.cur is None or p.cur is base or p.cur.line.item != base.line.item:
        return False
    said = {choice.option for choice in p.cur.line.choices if choice.on}
    return any(
        p.cur.excludes(option) and said & group.options.keys() and option not in said
        for option in tag.of("option")
        for group in p.cur.groups_of(option)
    )


def _just_ordered(p: Parsing) -> Place | None:
    """The line of the last turn that "one with skim" takes some of."""
    at = p.at + 1
    while p.kind(at) in ("ones", "it", "all"):
        at += 1
    if p.breath or p.kind(p.at) != "num" or not p.context.touched:
        return None
    if p.kind(p.at - 1) in ("request", "add"):
        return None
    place = p.cart.get(p.context.touched[-1])
    if place is None or place.quantity <= int(p.tags[p.at].value):
        return None
    if p.kind(at) in ("with", "neg"):
        return place
    return place if _only_one_can_be(p, place, at) else None


def _only_one_can_be(p: Parsing, place: Place, at: int) -> bool:
    """ "(Three pies …) one gluten free": no count of what is named, and no dish to be."""
    tag = p.tag(at)
    options = tag.of("option") if tag is not None and not tag.of("item") else ()
    told = any(map(place.excludes, options)) and not set(options) & p.menu.sizes
    if told:
        p.risk("share")
    return told


def _share(p: Parsing, base: Place) -> int | None:  # noqa: PLR0911 - one return a kind
    """How many of the line the tag stands for; none when for no share of it."""
    tag = p.tags[p.at]
    match tag.kind:
        case "ones" | "one_of":
            return some_of(tag, base)
        case "det":
            return 1 if tag.value == "1" else None
        case "num":
            return int(tag.value)
        case "nth":
            return 1 if base.quantity > 1 else None
        case "other":
            return base.quantity
        case "half":
            return _half(p, base)
    return None


def _half(p: Parsing, base: Place) -> int | None:
    """ "(Four tacos,) half chicken half steak": half as many, where none is said of its halves."""
    follows = p.tag(p.at + 1)
    options = follows.of("option") if follows is not None else ()
    groups = [group for option in options for group in base.groups_of(option)]
    said = sum(tag.words == "half" for tag in p.tags) == 2
    if not said or not groups or any(group.portions for group in groups):
        return None
    whole = base.whole if isinstance(base, PartLine) else base
    half, odd = divmod(whole.quantity, 2)
    first = not any(tag.words == "half" for tag in p.tags[: p.at])
    if not first:
        return whole.quantity if p.cur is not whole else None
    return None if odd else half


def _divides(p: Parsing, base: Place, count: int, end: int) -> bool:
    """ "… one with cheese and one without", "two with ham and three with pepperoni"."""
    sized = p.tag(end)
    of_it = sized is None or sized.kind != "menu" or any(map(base.can_have, sized.of("option")))
    if p.kind(p.at) == "det" and not of_it:
        return False
    p.shares = p.shares or _shares(p, base)
    part = base.split(count)
    p.touch(part, before=base)
    p.cur = part
    p.mention(part)
    run, p.at = read_run(p, end)
    others, after = scope(p, run, p.at)
    if others:  # "one large, two small and no ice in any of them"
        run, theirs = run.own()
        apply_run(p, theirs, others)
        p.at = after
    if not run.changes and run.dangling and p.last_run is not None:
        p.last_run.negated_on(part)
    if any(change.kind == "plain" for change in run.changes):
        p.risk("share")  # bare, or as it comes where the others have something added
    apply_run(p, run, [part])
    p.last_run = run if run.changes else p.last_run
    return True


def _shares(p: Parsing, base: Place) -> frozenset[int]:
    """Tags from here on that count shares: "one mint one lime", of two; together all there are."""
    at, end = [p.at], p.at + 1
    while (tag := p.tag(end)) is not None and not (tag.of("item") and not tag.of("option")):
        if tag.kind == "num" and p.kind(end + 1) != "unit":
            at.append(end)
        end += 1
    numbers = [p.tags[i] for i in at]
    if len(at) < 2 or any(tag.kind != "num" for tag in numbers):
        return frozenset()
    return frozenset(at if sum(int(tag.value) for tag in numbers) == base.quantity else ())


def _divides_meal(p: Parsing, base: Place, count: int, end: int) -> bool:
    """ "two number twos, one with a coke and one with a sprite"."""
    meal = base.parent if isinstance(base, SlotPlace) else base
    if not isinstance(meal.entry, Combo) or p.kind(end) != "with":
        return False
    noun = noun_phrase(p, end + 1)
    names = candidates(p, noun) if noun is not None else []
    slot = swap_slot(meal, names[0]) if len(names) == 1 else None
    if noun is None or slot is None:
        return False
    part = split_meal(p, meal, count) if count < meal.quantity else meal
    part.fill(slot, names[0], choices_before(p, noun, names[0]))
    p.touch(part)
    p.mention(part)
    p.base, p.cur = meal, part
    p.at = noun.end
    return True


def _one_of_a_deal(p: Parsing, base: Place, at: int) -> bool:
    """ "One with ham and the other with olives" of a deal that holds several alike."""
    deal = base.parent if isinstance(base, SlotPlace) else base
    if not isinstance(deal.entry, Combo) or deal.quantity > 1 or not starts_run(p, at):
        return False
    run, end = read_run(p, at)
    slots = [SlotPlace(deal, slot, item.id) for slot, item, _ in deal.items() if slot is not None]
    alike = [place for place in slots if able(place, run)]
    free = [place for place in alike if place not in p.breath and not _said_of(deal, place.slot)]
    if len(alike) < 2 or not free:
        return False
    apply_run(p, run, free[:1])
    p.base, p.cur, p.at = deal, free[0], end
    return True


def _said_of(deal: Place, slot: str) -> bool:
    """Whether something was said of what the slot holds."""
    held = deal.line.slot(slot)
    return held is not None and bool(held.choices)


def _understood(p: Parsing) -> bool:  # noqa: PLR0911 - one return a way to be understood
    """ "a large with pepperoni": a line whose dish is understood."""
    tag = p.tags[p.at]
    another = tag.kind == "repeat_line" and tag.words in ("another", "one more")
    if p.negated or not (another or tag.kind in ("det", "num")):
        return False
    if p.change is not None and tag.kind == "det" and starts_run(p, p.at + 1):
        p.at += 1  # "make the fries a small"
        on_run(p)
        return True
    if not _can_lead(p, tag):
        return False
    run, end = own_run(p, p.at + (not counts(p, p.at)))
    if _said_of_another(p, run, end):
        return True
    name = understood_dish(p, run.wanted) if _tells_a_dish(p, tag, run) else None
    if name is None:
        return False
    if p.cur is not None and p.cur.line.item == name and isinstance(p.cur.entry, Combo):
        apply_run(p, run, [p.cur])  # "the deal with a large pepperoni": of the meal itself
        p.at, p.last_run = end, run
        p.risk("dish understood")
        return True
    follows = p.tags[end] if end < len(p.tags) else None
    before = p.tags[end - 1]
    alone = len(run.changes) == 1 and not before.mark
    if alone and follows and follows.kind == "unknown" and follows.start == before.end:
        p.doubt("unknown_dish", f"{before.words} {follows.words}")
        p.at = end + 1
        return True
    quantity = int(tag.value) if tag.kind == "num" else 1
    place = new_line(p.menu, name, max(1, quantity))
    p.enter(place)
    apply_run(p, run, [place])
    p.at = end
    p.at += p.kind(end) == "one_of" or stands_for_it(p, end, quantity)  # "a large one of those"
    p.last_new, p.last_run = place, run
    noun = noun_phrase(p, p.at + 1) if p.kind(p.at) == "with" else None
    if noun is not None and not noun.determiner and candidates(p, noun) == [name]:
        p.at = noun.end  # "a wrap with tuna" is one dish
    p.risk("dish understood")
    p.note(tag, f"a {name}, understood")
    return True


def _said_of_another(p: Parsing, run: Run, end: int) -> bool:
    """ "A small on the lemonade", "a cup of the soup": the line, or dish, stands after it."""
    if p.kind(end) != "on" or not run.changes:
        return False
    found = reference(p, end + 1)
    if found is not None and found.option is None and able(found.places[0], run):
        places = found.take(p)
        apply_run(p, run, places)
        p.cur, p.at = places[-1], found.end
        return True
    noun = noun_phrase(p, end + 1)
    if noun is None or not p.tags[end].words.startswith("of"):
        return False
    on_dish(p, noun)
    if p.cur is not None:
        apply_run(p, run, [p.cur])
    return True


def _can_lead(p: Parsing, tag: Tag) -> bool:
    """Whether it stands before an option as it would before a dish."""
    if tag.kind == "det" and tag.value not in ("1", "another"):
        return False
    follows = p.tag(p.at + 1)
    return follows is not None and bool(follows.of("option")) and not _answers(p, follows)


def _tells_a_dish(p: Parsing, tag: Tag, run: Run) -> bool:
    """Whether the changes are a dish by themselves: sized or counted, or all that was said yet."""
    if not (p.breath or p.cart) or (tag.kind == "num" and not _counts_portions(p, p.at + 1)):
        return True
    return any(option in p.menu.sizes for c in run.changes for option in c.options)


def _answers(p: Parsing, tag: Tag) -> bool:
    """Whether it answers the question for an open choice."""
    wants = p.context.asked.open if p.context.asked is not None else None
    if wants is None or p.breath:
        return False
    return any(option in wants.options for option in tag.of("option"))


def _counts_portions(p: Parsing, at: int) -> bool:
    """Whether a number before the option there can be how much of it."""
    options = p.tags[at].of("option")
    if p.cur is None:  # "only one sugar in that", "two ranch and a barbecue"
        places = p.known_places()
        return any(g.max_count > 1 for x in places for o in options for g in x.groups_of(o))
    before = p.tag(at - 2)
    if before is not None and before.kind == "menu" and not before.mark:
        return any(map(p.cur.can_have, options))  # "a coffee two cream"
    return any(group.max_count > 1 for o in options for group in p.cur.groups_of(o))
