"""What there is to choose from, and whether it can be had now."""

from __future__ import annotations

from collections.abc import Sequence

from kiosk.dialog.answers.moment import Moment
from kiosk.dialog.describe import hours, name_of
from kiosk.dialog.english import lowered, opened
from kiosk.dialog.reply import Refusal, Sentence
from kiosk.menu.model import Combo, Group, Item

__all__ = ["available", "listing", "options"]


def options(moment: Moment, about: Sequence[str]) -> str:
    """What may be chosen: of a group, of an item, of a category, or of "it"."""
    if moment.category(about) is not None:
        return listing(moment, about)
    it = moment.it()
    named = moment.entries(about) or ([it] if it is not None else [])
    items = [entry for entry in named if isinstance(entry, Item)]
    for name in about:
        group = _group(moment, name, items)
        if group is not None:
            return _choices(moment, group)
    sizes = [entry for entry in named if isinstance(entry, Combo) and entry.sizes]
    if sizes:
        names = [name_of(moment.menu, size) for size in sizes[0].sizes]
        return f"the {sizes[0].name} comes in {moment.handful(names)}."
    groups = [group for item in items for group in item.groups.values() if not group.nested]
    if not groups:
        return moment.unsaid(about)
    return " ".join(opened(_choices(moment, group)) for group in groups[:2])


def listing(moment: Moment, about: Sequence[str]) -> str:
    """What a category has, or which categories there are."""
    category = moment.category(about)
    if category is None:
        if about:
            return moment.unsaid(about)
        return f"we have {moment.handful([lowered(name) for name in moment.menu.categories])}."
    entries = [e for e in moment.menu.entries() if e.category == category and moment.sold(e)]
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


def _group(moment: Moment, name: str, items: Sequence[Item]) -> Group | None:
    """The group by its id: as one of ``items`` has it, or else the first on the menu."""
    for item in (*items, *moment.menu.items.values()):
        if name in item.groups:
            return item.groups[name]
    return None


def _choices(moment: Moment, group: Group) -> str:
    """The options of a group that can be had now."""
    names = [lowered(option.name) for option in group.options.values() if moment.sold(option)]
    return f"{lowered(group.name)}: {moment.handful(names)}."
