"""Tags made ready: phrases split and joined, fillers dropped, names of what was asked known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from kiosk.understanding.lexicon import PARTIAL, Lexicon, Meaning, MeaningKind
from kiosk.understanding.normalise import stem, words
from kiosk.understanding.parsing.alone import said_alone
from kiosk.understanding.parsing.asked_about import named_anew
from kiosk.understanding.parsing.half_dishes import half_dishes
from kiosk.understanding.parsing.halves import halved
from kiosk.understanding.parsing.interrupted import closed_up
from kiosk.understanding.parsing.keeping import kept
from kiosk.understanding.parsing.misheard import with_numbers
from kiosk.understanding.parsing.recount import recounting
from kiosk.understanding.parsing.repairs import corrected_first, repaired
from kiosk.understanding.parsing.sorts import taken_apart
from kiosk.understanding.parsing.told_first import told_of_each
from kiosk.understanding.parsing.unsold import unsold
from kiosk.understanding.reading import Context
from kiosk.understanding.tag import Tag
from kiosk.understanding.words import PHRASES
from kiosk.understanding.words.pointing import ALL_THE
from kiosk.understanding.words.spanish import DEFINITE

__all__ = ["prepare"]

_AMOUNTS: Final = frozenset(("neg", "light", "extra", "only", "with", "on_the_side"))
"""Kinds that tell how much of a group there is to be: "light ice"."""
_SOME: Final = frozenset(("num", "ones", "other"))
"""Kinds that tell of which lines something goes "off"."""
_BEFORE_A_DISH: Final = {
    "cut the": ("det", "0", "the"),  # into how many pieces
    "half the": ("one_of", "half", "half the"),  # of several
}
"""What becomes of words before the name of a dish: kind, value and words."""
_ONE_TOO: Final = frozenset(("one too", "one as well", "one also"))
_NO_WAITS: Final = frozenset(("no way", "nope", "nah"))
"""Answers that take back what was just ordered, where it is told anew; a recogniser writes "no way"
for "no wait"."""
_FAR: Final = 4
"""Tags from "take" to its "off", at the most."""


def prepare(lexicon: Lexicon, tags: Sequence[Tag], context: Context) -> list[Tag]:
    """The tags that the pass reads."""
    said = [_with_the(tag) for tag in with_numbers(said_alone(tags))]
    said = unsold(lexicon.menu, closed_up(lexicon, said))
    said = _in_full(lexicon, _with_its(recounting(said)))
    said = taken_apart(lexicon, _joined(lexicon, _split(said)), context)
    said = named_anew(_with_scope(told_of_each(said)))
    said = halved(corrected_first(repaired(kept(said))))
    return _answers(lexicon, half_dishes(lexicon.menu, said), context)


def _split(tags: Sequence[Tag]) -> list[Tag]:
    """Phrases taken apart where what follows says so: "wait no | pickles", "take the coke off"."""
    out: list[Tag] = []
    taken: int | None = None
    for n, tag in enumerate(tags):
        scoped = tag.words == "off" and n + 1 < len(tags) and tags[n + 1].kind in _SOME
        off = tag.words in ("off", "out", "away") and not scoped
        if off and taken is not None and len(out) - taken <= _FAR:
            out[taken] = replace(out[taken], kind="neg", value="")
            taken = None
        elif tag.kind == "on" and tag.words.startswith("off") and taken is not None:
            out[taken] = replace(out[taken], kind="neg", value="")  # "take the bacon off the …"
            taken = None
            out.append(tag)
        elif tag.kind == "fix" and tag.words.endswith(" no") and _menu_follows(tags, n):
            out.append(replace(tag, words=tag.words.removesuffix(" no"), end=tag.end - 1))
            out.append(replace(tag, kind="neg", value="", words="no", start=tag.end - 1))
        elif tag.words in _NO_WAITS and _told_again(tags, n):
            out.append(replace(tag, kind="fix", value="hard"))
        elif tag.words == "dont" and not tag.mark and n + 1 < len(tags):
            out.append(replace(tag, kind="neg", value=""))  # "don't toast it": no answer
        elif tag.words == "one half" and _one_of_several(tags, n):
            out.append(replace(tag, kind="num", value="1", words="one", end=tag.end - 1))
            out.append(replace(tag, words="half", start=tag.end - 1))
        elif tag.words in _BEFORE_A_DISH and _dish_follows(tags, n):
            kind, value, meant = _BEFORE_A_DISH[tag.words]
            out.append(replace(tag, kind=kind, value=value, words=meant))
        elif tag.words == "do the" and out and out[-1].kind in ("just", "request"):
            out.append(replace(tag, kind="det", value="0", words="the"))  # asks for it, not of it
        elif tag.words == "back" and _put_before(out) and not _kind_follows(tags, n, "on"):
            out.append(replace(tag, kind="instead"))  # "put the fries back", not back on something
        else:
            if tag.words in ("take", "leave") and tag.kind == "filler":
                taken = len(out)
            out.append(tag)
    return out


def _told_again(tags: Sequence[Tag], n: int) -> bool:
    """Whether it stands between what was ordered and how many, or what, is ordered now."""
    ordered = any(tag.of("item") for tag in tags[:n])
    follows = n + 1 < len(tags) and (tags[n + 1].kind == "num" or bool(tags[n + 1].of("item")))
    return ordered and follows and tags[n].kind == "no"


def _in_full(lexicon: Lexicon, tags: Sequence[Tag]) -> list[Tag]:
    """With more words for what is short: "a large one too", "double it" for "make it a double"."""
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        if tag.words == "double" and tag.of("item") and _kind_follows(tags, n, "it"):
            a = replace(tag, kind="det", value="1", words="a", meanings=())
            out += [replace(tag, kind="make", meanings=()), replace(tags[n + 1], mark=""), a, tag]
        elif tag.words in ("less", "fewer") and out and _dish_follows(tags, n):
            fewer = replace(tag, kind="neg", value="")
            out.insert(len(out) - (out[-1].kind == "num"), fewer)  # "one less muffin"
        elif tag.of("group") and tag.of("item") and _strange_before(out):
            out.append(replace(tag, kind="unknown", meanings=()))  # "a latte with oak milk"
        elif _as_it_comes(tags, n):
            continue
        elif pieces := _pieces(lexicon, tags, n):
            out.append(replace(tag, kind="menu", meanings=pieces))
        elif made := _made_so(lexicon, tags, n):
            out.append(replace(tag, meanings=made))
        elif side := _side_of(lexicon, tags, n):
            out += [replace(tag, mark=""), replace(tag, start=tag.end, meanings=side)]
        elif tag.words in _ONE_TOO and out and out[-1].of("option") and not out[-1].mark:
            out.append(replace(tag, kind="num", value="1", words="one"))
        else:
            out.append(tag)
    return out


def _pieces(lexicon: Lexicon, tags: Sequence[Tag], n: int) -> tuple[Meaning, ...]:
    """The options that a second number names: "two orders of twenty wings"."""
    before = n - 1 - (n > 0 and tags[n - 1].kind == "filler")
    if tags[n].kind != "num" or before < 0 or tags[before].kind != "num" or tags[before].mark:
        return ()
    dish = next((tag for tag in tags[n + 1 :] if tag.of("item") or tag.mark), None)
    return tuple(
        Meaning("option", option)
        for option in lexicon.counted(tags[n].value)
        if dish is not None and {*dish.of("item")} & {*lexicon.items_with[option]}
    )


def _as_it_comes(tags: Sequence[Tag], n: int) -> bool:
    """Whether it is the "regular" of "change the pesto to regular tomato sauce": no size."""
    led = n > 0 and tags[n - 1].kind in ("into", "with")
    option = _menu_follows(tags, n) and not tags[n + 1].of("item")
    return tags[n].words in ("regular", "normal") and led and option


def _side_of(lexicon: Lexicon, tags: Sequence[Tag], n: int) -> tuple[Meaning, ...]:
    """The side that is named by what it is made of: "a side of brown rice" is a side of rice."""
    tag = tags[n]
    if n == 0 or tags[n - 1].kind != "side_of" or tag.of("item"):
        return ()
    options = {*tag.of("option")}
    return tuple(
        meaning
        for meaning in lexicon.exact(words(f"side of {tag.words.split()[-1]}" if options else ""))
        if meaning.kind == "item"
        and any(meaning.id in lexicon.items_with[option] for option in options)
    )


def _made_so(lexicon: Lexicon, tags: Sequence[Tag], n: int) -> tuple[Meaning, ...]:
    """The option that a group's name right before a dish stands for: an "ice latte" is iced."""
    tag = tags[n]
    amount = n > 0 and tags[n - 1].kind in _AMOUNTS
    if not tag.generic or not tag.of("group") or amount or not _menu_follows(tags, n):
        return ()
    dishes = {*tags[n + 1].of("item")}
    return tuple(
        meaning
        for meaning in lexicon.exact(words(f"{tag.words}d"))
        if meaning.kind == "option" and dishes & {*lexicon.items_with[meaning.id]}
    )


def _strange_before(tags: Sequence[Tag]) -> bool:
    """Whether a word the menu does not have ends them, after a "with": some kind of a group."""
    last = [(tag.kind, tag.mark) for tag in tags[-2:]]
    return last == [("with", ""), ("unknown", "")]


def _with_scope(tags: Sequence[Tag]) -> list[Tag]:
    """With an "on" where a change leads to some of several: "warm up one of the muffins"."""
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        some = tag.value == "1of" and _menu_follows(tags, n)
        leads = len(out) > 0 and out[-1].of("option") and not (out[-1].mark or out[-1].of("item"))
        asked = leads and (len(out) == 1 or out[-2].kind in ("request", "and", "fix"))
        if some and asked:
            out.append(replace(tag, kind="on", value="", words="on"))
        out.append(tag)
    return out


def _put_before(tags: Sequence[Tag]) -> bool:
    return any(tag.words == "put" for tag in tags[-_FAR:])


def _menu_follows(tags: Sequence[Tag], n: int) -> bool:
    return _kind_follows(tags, n, "menu")


def _kind_follows(tags: Sequence[Tag], n: int, kind: str) -> bool:
    follows = tags[n + 1] if n + 1 < len(tags) else None
    return not tags[n].mark and follows is not None and follows.kind == kind


def _with_the(tag: Tag) -> Tag:
    """The same in English, where it is an article: "los de pollo" are "the chicken"."""
    return replace(tag, words="the") if tag.words in DEFINITE and tag.kind == "det" else tag


def _with_its(tags: Sequence[Tag]) -> list[Tag]:
    """With "it is" where an "its" tells what becomes of a line that was just changed."""
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        if tag.words == "its" and _tells_what(tags, n):
            out += [replace(tag, kind="it", words="it"), replace(tag, kind="be", words="is")]
        else:
            out.append(tag)
    return out


def _tells_what(tags: Sequence[Tag], n: int) -> bool:
    """Whether "it's" goes on about what was just named: "(make the drink large) and it's a …"."""
    a_dish = n + 1 < len(tags) and tags[n + 1].value == "1" and _menu_follows(tags, n + 1)
    return a_dish and n > 0 and tags[n - 1].kind == "and"


def _dish_follows(tags: Sequence[Tag], n: int) -> bool:
    return _menu_follows(tags, n) and not tags[n + 1].of("option")


def _one_of_several(tags: Sequence[Tag], n: int) -> bool:
    """Whether "one half" there begins one of several: "… one with ham and one half egg …"."""
    several = any(tag.kind == "num" and tag.value != "1" for tag in tags[:n])
    return several and any(tag.kind == "half" for tag in tags[n + 1 : n + 1 + _FAR])


def _joined(lexicon: Lexicon, tags: Sequence[Tag]) -> list[Tag]:
    """Without fillers; a generic noun that only repeats the name before it is taken in."""
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        before = out[-1] if out else None
        if tag.kind == "filler":
            if before is not None and tag.mark:
                out[-1] = replace(before, mark=tag.mark)
            elif before is not None and tag.words == "of" and _measures(before, tags, n):
                out[-1] = replace(before, kind="unit", value="", meanings=())
        elif before is not None and not before.mark and _repeats(lexicon, before, tag):
            said = f"{before.words} {tag.words}"
            out[-1] = replace(before, words=said, end=tag.end, mark=tag.mark)
        elif before is not None and _stands_for_it(before, tag, tags, n):
            out[-1] = replace(before, end=tag.end, mark=tag.mark)
        elif before is not None and _all_of_group(before, tag):
            said = f"{before.words} {tag.words}"
            out[-1] = replace(tag, kind="everything", words=said, start=before.start)
        elif tag.words == "hold on" and _menu_follows(tags, n) and tags[n + 1].of("option"):
            out.append(replace(tag, kind="neg"))  # "hold on pesto" leaves it off
        else:
            out.append(tag)
    return out


def _measures(before: Tag, tags: Sequence[Tag], n: int) -> bool:
    """Whether the option before an "of" only measures another: "a shot of hazelnut"."""
    if not _menu_follows(tags, n) or before.mark or before.end != tags[n].start:
        return False
    both = (before, tags[n + 1])
    return all(tag.of("option") and not tag.of("item") for tag in both)


def _stands_for_it(before: Tag, tag: Tag, tags: Sequence[Tag], n: int) -> bool:
    """Whether it is the "one" of "the spicy one", with which a clause ends."""
    ends = bool(tag.mark) or n + 1 == len(tags)
    adjective = before.kind == "menu" and before.score < 1.0 and bool(before.of("item"))
    return ends and tag.words == "one" and adjective and before.end == tag.start


def _all_of_group(before: Tag, tag: Tag) -> bool:
    """ "all toppings", "all the salsas": whatever of the group there is."""
    every = before.words in ("all", *ALL_THE) and not before.mark
    return every and tag.kind == "menu" and tag.generic and bool(tag.of("group"))


def _repeats(lexicon: Lexicon, before: Tag, tag: Tag) -> bool:
    """Whether ``tag`` says again what ``before`` named: "latte | coffee", "ranch | sauce"."""
    if before.kind != "menu" or tag.kind != "menu":
        return False
    options, items = before.of("option"), before.of("item")
    shared = tag.of("option")
    if len(shared) > 1 and any(option in shared for option in options):
        return True
    if tag.of("item"):
        heard = before.score < 1.0 and _ends_name(lexicon, before, tag)  # "all mond | milk"
        return heard or set(items) == set(tag.of("item"))
    if shared and _ends_name(lexicon, before, tag, whole=True):
        return True
    if set(items) & set(lexicon.in_categories(tag.of("category"))):
        return True
    return any(group.id in tag.of("group") for group in lexicon.groups_with(options))


def _ends_name(lexicon: Lexicon, before: Tag, tag: Tag, *, whole: bool = False) -> bool:
    """Whether a longer name of the option before ends in the words: "ranch | dressing".

    Args:
        lexicon: the names.
        before: an option.
        tag: the words.
        whole: only a name that holds the words of both: "ham | bacon" is none of Canadian bacon.
    """
    tail = tag.stems.replace(" ", "")
    joined = before.stems.replace(" ", "") + tail
    return any(
        phrase.endswith(joined if whole else tail) and phrase not in (tail, joined)
        for option in before.of("option")
        for phrase in lexicon.phrases[option]
    )


def _answers(lexicon: Lexicon, tags: list[Tag], context: Context) -> list[Tag]:
    """Words that name one of the things just asked about mean that: "the italian one"."""
    pool = context.asked.answers if context.asked is not None else ()
    if len(pool) < 2:
        return tags
    out: list[Tag] = []
    for n, tag in enumerate(tags):
        named = out[-1].meanings if out else ()
        counts = n > 1 and tags[n - 2].kind == "num"  # "one black, one none"
        of_it = tag.words == "one" and named and named[0].id in pool
        shared = context.asked is not None and _shares(tags, n, context)
        if of_it and not (counts or shared or _menu_follows(tags, n)):
            if len(out) == 2 and out[0].kind == "det":
                del out[0]  # "a small one", and nothing else: the answer
            continue
        name = _one_named(lexicon, tag, pool)
        if name is None or _describes_next(tags, n, pool):
            out.append(tag)
            continue
        kind: MeaningKind = "item" if lexicon.menu.sold(name) else "option"
        out.append(replace(tag, kind="menu", meanings=(Meaning(kind, name, PARTIAL),)))
    return out


def _shares(tags: Sequence[Tag], n: int, context: Context) -> bool:
    """Whether something is told of the "one", of several asked about: "large, one with ham"."""
    wants = context.asked.open if context.asked is not None else None
    line = context.cart.line(wants.ref) if wants is not None else None
    told = any(_kind_follows(tags, n, kind) for kind in ("with", "neg"))
    return told and line is not None and line.quantity > 1


def _describes_next(tags: Sequence[Tag], n: int, pool: Sequence[str]) -> bool:
    """Whether one of ``pool`` is named right after it: the tamarind of "tamarind soda"."""
    named = _menu_follows(tags, n) and bool(tags[n].of("option"))
    return named and any(name in pool for name in tags[n + 1].of("item"))


def _one_named(lexicon: Lexicon, tag: Tag, pool: Sequence[str]) -> str | None:
    """The only one of ``pool`` whose name holds the words, where they mean none by themselves."""
    if tag.kind not in ("menu", "unknown") or tag.words in PHRASES:
        return None
    if any(meaning.id in pool for meaning in tag.meanings):
        return None
    stems = {stem(word) for word in tag.words.split()}
    if tag.words == "none":
        stems = {"no"}  # "which beans?" … "none", where *no beans* is a choice
    named = [name for name in pool if lexicon.holds(name, stems)]
    return named[0] if len(named) == 1 else None
