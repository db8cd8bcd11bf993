"""What there is to choose from, and whether it can be had now."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.describe import hours, name_of
from kiosk.dialog.english import is_plural, lowered, opened
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
        names = [name_of(moment.menu, size) for size in sizes[0].sizes]
        return f"the {sizes[0].name} comes in {moment.handful(names)}."
    groups = [(i, group) for i in items for group in i.groups.values() if not group.nested]
    if not groups:
        return moment.unsaid(about)
    return " ".join(opened(_choices(moment, group, item)) for item, group in groups[:2])


def listing(moment: Moment, about: Sequence[str]) -> str:
    """What a category has, or which categories there are."""
    category = moment.category(about)
    if category is None:
        if about:
            return moment.unsaid(about)
        return f"we have {moment.handful([lowered(name) for name in moment.menu.categories])}."
    entries = moment.sold_in(category)
    if not entries:
        return f"we have no {lowered(category)} right now."
    return f"we have {moment.handful([entry.name for entry in entries])}."


def available(moment: Moment, about: Sequence[str]) -> Sentence:
    """Whether something can be had now."""
    if moment.category(about) is not None or not about:
        return Sentence(opened(listing(moment, about)))
    texts: list[str] = []
    refuses: list[Refusal] = []
    for name in about:
        entry = moment.menu.sold(name) or (
            item.option(name) if (item := moment.having(name)) is not None else None
        )
        what = name_of(moment.menu, name)
        why = "not_on_menu" if entry is None else moment.now.why_not(moment.menu, entry)
        if why is None:
            texts.append(f"yes, we have {what}.")
            continue
        refuses.append(Refusal(name, why))
        if why == "86":
            texts.append(f"sorry, we're out of {what} right now.")
        elif why == "daypart":
            texts.append(f"sorry, {what} {hours(moment.menu, name)}.")
        else:
            texts.append(f"sorry, we don't have {what}.")
    return Sentence(" ".join(opened(text) for text in texts), refuses=tuple(refuses))


def _choices(moment: Moment, group: Group, item: Item | None) -> str:
    """The options of a group that can be had now, on ``item`` if it is about one."""
    names = [lowered(option.name) for option in group.options.values() if moment.sold(option)]
    if not is_size_group(moment.menu, group):
        return f"for {lowered(group.name)} we have {moment.handful(names)}."
    if item is None:
        return f"we have {moment.handful(names)}."
    verb = "come" if is_plural(item.name) else "comes"
    return f"the {item.name} {verb} in {moment.handful(names)}."
