"""What there is to choose from, and whether it can be had now."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.describe import lowered
from kiosk.dialog.reply import Refusal, Sentence
from kiosk.menu.model import Combo, Group, Item
from kiosk.order.rules import is_size_group

__all__ = ["available", "listing", "options"]


def options(moment: Moment, about: Sequence[str]) -> str:
    """What may be chosen: of a group, of an item, of a category, or of "it"."""
    if moment.category(about) is not None:
        return listing(moment, about)
    it = moment.it()
    named = moment.entries(about) or ([it] if it is not None else [])
    items = [entry for entry in named if isinstance(entry, Item)]
    for name in about:
        for item in (*items, *moment.menu.items.values()):
            if name in item.groups:
                whose = item if items else None
                return _choices(moment, item.groups[name], whose)
    sizes = [entry for entry in named if isinstance(entry, Combo) and entry.sizes]
    if sizes:
        names = moment.handful([moment.words.name(size) for size in sizes[0].sizes])
        return moment.words.say("sizes_of_meal", sizes[0].name, names=names)
    groups = [(i, group) for i in items for group in i.groups.values() if not group.nested]
    if not groups:
        return moment.unsaid(about)
    return " ".join(_choices(moment, group, item) for item, group in groups[:2])


def listing(moment: Moment, about: Sequence[str]) -> str:
    """What a category has, or which categories there are."""
    category = moment.category(about)
    if category is None:
        if about:
            return moment.unsaid(about)
        names = moment.handful([lowered(name) for name in moment.menu.categories])
        return moment.words.say("we_have", names=names)
    entries = moment.sold_in(category)
    if not entries:
        return moment.words.say("none_now", category=lowered(category))
    return moment.words.say("we_have", names=moment.handful([entry.name for entry in entries]))


def available(moment: Moment, about: Sequence[str]) -> Sentence:
    """Whether something can be had now."""
    if moment.category(about) is not None or not about:
        return Sentence(listing(moment, about))
    texts: list[str] = []
    refuses: list[Refusal] = []
    for name in about:
        entry = moment.menu.sold(name) or (
            item.option(name) if (item := moment.having(name)) is not None else None
        )
        what = moment.words.name(name)
        why = "not_on_menu" if entry is None else moment.now.why_not(moment.menu, entry)
        if why is None:
            texts.append(moment.words.say("yes_we_have", what))
            continue
        refuses.append(Refusal(name, why))
        texts.append(moment.words.refusal(why, what, name))
    return Sentence(" ".join(texts), refuses=tuple(refuses))


def _choices(moment: Moment, group: Group, item: Item | None) -> str:
    """The options of a group that can be had now, on ``item`` if it is about one."""
    names = [lowered(option.name) for option in group.options.values() if moment.sold(option)]
    if not is_size_group(moment.menu, group):
        return moment.words.say(
            "we_have_for", group=lowered(group.name), names=moment.handful(names)
        )
    if item is None:
        return moment.words.say("we_have", names=moment.handful(names))
    return moment.words.say("sizes", item.name, names=moment.handful(names))
