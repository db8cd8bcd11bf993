"""Whether a run of changes begins at a tag."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.parsing.group_words import names_group
from kiosk.understanding.parsing.heads import is_head
from kiosk.understanding.parsing.nouns import noun_phrase
from kiosk.understanding.parsing.state import Parsing
from kiosk.understanding.tag import Tag

__all__ = [
    "JOINTS",
    "aside_of_group",
    "bare_option",
    "counts",
    "just_these",
    "leads_to_option",
    "starts_run",
]

JOINTS: Final = frozenset(("and", "or", "with", "add", "but", "keep"))


def starts_run(p: Parsing, at: int) -> bool:  # noqa: PLR0911 - one return a kind
    """Whether changes to a line begin at tag ``at``."""
    tag = p.tag(at)
    if tag is None:
        return False
    match tag.kind:
        case "menu":
            return _option_here(p, at)
        case "plain" | "everything" | "everything_but" | "half" | "on_the_side":
            return True
        case "num":
            return counts(p, at)
        case "neg" if p.kind(at + 1) == "det" and p.tags[at + 1].value == "1":
            ordered = noun_phrase(p, at + 1) is not None  # "no, a small tea"
            return leads_to_option(p, at + 1) and not ordered
        case "neg" | "light" | "extra" | "only":
            return leads_to_option(p, at + 1)
        case "just":
            return just_these(p, at + 1)
        case "det":
            bare = tag.value in ("0", "1") and noun_phrase(p, at) is None
            return bare and bare_option(p, at + 1)
        case kind if kind in JOINTS:
            return _after_joint(p, at + 1, joins=kind == "and")
    return False


def _after_joint(p: Parsing, at: int, *, joins: bool) -> bool:
    if noun_phrase(p, at) is not None:
        return False
    if p.kind(at) == "det":
        return starts_run(p, at + 1)
    return not joins and starts_run(p, at)


def _option_here(p: Parsing, at: int) -> bool:
    """Whether the menu's word there is an option rather than a dish."""
    tag = p.tags[at]
    named = bool(tag.of("option")) or aside_of_group(p, at) or names_group(p, at)
    return named and not (tag.of("item") and is_head(p, at))


def aside_of_group(p: Parsing, at: int) -> bool:
    """ "The dressing on the side": a group there, and whichever of it comes."""
    tag = p.tags[at]
    return bool(tag.of("group")) and not tag.mark and p.kind(at + 1) == "on_the_side"


def just_these(p: Parsing, at: int) -> bool:
    """ "just ketchup": an option right there that is no size, on a line that is there."""
    tag = p.tag(at)
    if tag is None or tag.kind != "menu" or not (p.cur is not None or p.cart):
        return False
    if any(before.kind == "instead_of" for before in p.tags[max(0, at - 4) : at]):
        return False  # "instead of the dill just moss": that, and nothing else in its place
    return bool(tag.of("option")) and not _sizes_only(p, tag) and not is_head(p, at)


def bare_option(p: Parsing, at: int) -> bool:
    """Whether an option that is no size stands there, past amounts."""
    while p.kind(at) in ("light", "extra"):
        at += 1
    tag = p.tag(at)
    if tag is None or not tag.of("option"):
        return tag is not None and aside_of_group(p, at)
    return not _sizes_only(p, tag)


def _sizes_only(p: Parsing, tag: Tag) -> bool:
    return all(option in p.menu.sizes for option in tag.of("option"))


def leads_to_option(p: Parsing, at: int) -> bool:
    """Whether an option follows, past amounts and determiners."""
    while p.kind(at) in ("light", "extra", "det", "unit", "neg", "only"):
        if p.tags[at].mark in (".", "?"):
            return False
        at += 1
    tag = p.tag(at)
    if tag is None:
        return False
    if tag.kind == "menu" and tag.generic:
        return bool(p.lexicon.in_groups(tag.of("group")))
    if tag.kind == "menu":
        return _option_here(p, at)
    return tag.kind == "everything" or (tag.kind == "num" and counts(p, at))


def counts(p: Parsing, at: int) -> bool:
    """ "two pumps of vanilla", "three sugars": a number that counts an option."""
    follows = p.tag(at + 1)
    if follows is None:
        return False
    if follows.kind == "unit":
        return True
    if not follows.of("option") or noun_phrase(p, at) is not None:
        return False
    return any(group.max_count > 1 for group in p.lexicon.groups_with(follows.of("option")))
