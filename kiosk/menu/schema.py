"""The menu file: what may stand in it, and how it compiles to a :class:`~kiosk.menu.model.Menu`.

Unknown keys are refused, every reference is checked, every list has a limit. The loader adds
file and line to whatever is wrong here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import time
from decimal import Decimal, InvalidOperation
from types import MappingProxyType
from typing import Annotated, Any, Final

from babel.core import Locale, UnknownLocaleError
from babel.numbers import get_currency_precision, list_currencies
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from kiosk.menu import model
from kiosk.money import minor_units

__all__ = ["MenuFile", "MenuProblem", "compile_menu"]

MAX_ENTRIES: Final = 2_000
MAX_NAMES: Final = 64
_ID: Final = re.compile(r"[a-z0-9][a-z0-9_]{0,63}\Z")
_DAYPART: Final = re.compile(r"([01]\d|2[0-4]):([0-5]\d)-([01]\d|2[0-4]):([0-5]\d)\Z")


class MenuProblem(ValueError):  # noqa: N818 - an entry's problem, not a fault of the program
    """One thing that is wrong, and the path of keys that leads to it."""

    def __init__(self, path: tuple[str | int, ...], message: str) -> None:
        super().__init__(message)
        self.path = path
        self.message = message


def _decimal(value: object) -> Decimal:
    if not isinstance(value, str):
        raise PydanticCustomError("amount_type", "an amount is text in quotes")
    try:
        amount = Decimal(value)
    except InvalidOperation:
        raise ValueError(f'"{value}" is not an amount') from None
    if not amount.is_finite() or abs(amount) > Decimal(1_000_000):
        raise ValueError(f'"{value}" is not an amount')
    return amount


def _listed(value: object) -> object:
    return [value] if isinstance(value, str) else value


def _text(value: object) -> object:
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


Amount = Annotated[Decimal, BeforeValidator(_decimal)]
Name = Annotated[str, Field(min_length=1, max_length=120)]
Names = Annotated[list[Name], BeforeValidator(_listed), Field(max_length=MAX_NAMES)]
Id = Annotated[str, Field(pattern=_ID.pattern.replace(r"\Z", "$"))]
Ids = Annotated[list[Id], BeforeValidator(_listed), Field(max_length=MAX_ENTRIES)]
Number = Annotated[str, BeforeValidator(_text), Field(min_length=1, max_length=8)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class _Spoken(_Part):
    name: Name
    names: dict[Id, Names] = Field(default_factory=dict)
    """Names in other languages, by language code."""
    aliases: Names = Field(default_factory=list)
    say: Name | None = None

    def all_aliases(self) -> tuple[str, ...]:
        """Aliases, then names in other languages."""
        return (*self.aliases, *(name for names in self.names.values() for name in names))


class OptionFile(_Spoken):
    """An option of a group."""

    price: Amount = Decimal(0)
    allergens: list[Id] = Field(default_factory=list)
    calories: int | None = Field(default=None, ge=0, le=20_000)
    vegetarian: bool | None = None
    dayparts: Ids = Field(default_factory=list)
    groups: Ids = Field(default_factory=list)


class GroupFile(_Part):
    """A modifier group."""

    name: Name
    min: int = Field(default=0, ge=0, le=50)
    max: int | None = Field(default=None, ge=1, le=100)
    default: Ids = Field(default_factory=list)
    free: int = Field(default=0, ge=0, le=50)
    free_with: dict[Id, int] = Field(default_factory=dict)
    ask: Name | None = None
    qualifiers: Ids = Field(default_factory=list)
    max_count: int = Field(default=1, ge=1, le=50)
    unit: Names = Field(default_factory=list)
    portions: bool = False
    options: dict[Id, OptionFile] = Field(min_length=1, max_length=500)


class ItemGroupFile(_Part):
    """A group as an item has it: what is not said is the group's."""

    min: int | None = Field(default=None, ge=0, le=50)
    max: int | None = Field(default=None, ge=1, le=100)
    default: Ids | None = None
    free: int | None = Field(default=None, ge=0, le=50)
    free_with: dict[Id, int] | None = None
    ask: Name | None = None
    options: Ids | None = None
    """Only these of the group's options."""
    prices: dict[Id, Amount] = Field(default_factory=dict)
    """Other prices than the group's."""


class _Entry(_Spoken):
    category: Name | None = None
    number: Number | None = None
    description: Annotated[str, Field(max_length=500)] | None = None
    dayparts: Ids = Field(default_factory=list)


class ItemFile(_Entry):
    """An item."""

    price: Amount
    allergens: list[Id] = Field(default_factory=list)
    calories: int | None = Field(default=None, ge=0, le=20_000)
    vegetarian: bool | None = None
    groups: dict[Id, ItemGroupFile | None] = Field(default_factory=dict, max_length=50)


class SlotItemFile(_Part):
    """An item in a slot with options fixed; its id alone where none are."""

    item: Id
    options: Ids = Field(default_factory=list)


def _named(value: object) -> object:
    return {"item": value} if isinstance(value, str) else value


class SlotFile(_Part):
    """A slot of a combo."""

    name: Name | None = None
    items: list[Annotated[SlotItemFile, BeforeValidator(_named)]] = Field(
        default_factory=list, max_length=500
    )
    item: Id | None = None
    options: Ids = Field(default_factory=list)
    category: Name | None = None
    default: Id | None = None
    optional: bool = False
    quantity: int = Field(default=1, ge=1, le=20)
    sized: bool = True
    ask: Name | None = None
    upcharge: dict[Id, Amount] = Field(default_factory=dict)


class SizeFile(_Part):
    """A size of a combo."""

    price: Amount = Decimal(0)
    default: bool = False


class ComboFile(_Entry):
    """A combo."""

    price: Amount
    sizes: dict[Id, SizeFile | None] = Field(default_factory=dict, max_length=10)
    slots: dict[Id, SlotFile] = Field(min_length=1, max_length=20)


class TaxFile(_Part):
    """Tax."""

    rate: Amount
    inclusive: bool = False

    @field_validator("rate")
    @classmethod
    def _between(cls, rate: Decimal) -> Decimal:
        if not 0 <= rate <= 100:
            raise ValueError("a tax rate lies between 0 and 100 per cent")
        return rate


class LimitsFile(_Part):
    """Limits."""

    per_line: int = Field(default=20, ge=1, le=1_000)
    per_order: int = Field(default=60, ge=1, le=10_000)
    total: Amount | None = None


class CategoryFile(_Part):
    """Words for a category."""

    aliases: Names = Field(default_factory=list)


class MenuFile(_Part):
    """A whole menu file, version 1."""

    menu: int
    id: Id
    name: Name
    locale: Name = "en-US"
    currency: Name
    tax: TaxFile = TaxFile(rate="0")  # type: ignore[arg-type]
    limits: LimitsFile = LimitsFile()
    dayparts: dict[Id, str] = Field(default_factory=dict, max_length=24)
    categories: dict[Name, CategoryFile | None] = Field(default_factory=dict, max_length=200)
    groups: dict[Id, GroupFile] = Field(default_factory=dict, max_length=300)
    items: dict[Id, ItemFile] = Field(min_length=1, max_length=MAX_ENTRIES)
    combos: dict[Id, ComboFile] = Field(default_factory=dict, max_length=MAX_ENTRIES)

    @field_validator("menu")
    @classmethod
    def _version(cls, version: int) -> int:
        if version != 1:
            raise ValueError(f"menu format {version} is not known; this kiosk reads 1")
        return version

    @field_validator("currency")
    @classmethod
    def _currency(cls, code: str) -> str:
        if code not in list_currencies():
            raise ValueError(f"{code} is not a currency")
        return code

    @field_validator("locale")
    @classmethod
    def _locale(cls, tag: str) -> str:
        try:
            Locale.parse(tag, sep="-")
        except (UnknownLocaleError, ValueError):
            raise ValueError(f"{tag} is not a locale") from None
        return tag

    @field_validator("dayparts")
    @classmethod
    def _dayparts(cls, parts: dict[str, str]) -> dict[str, str]:
        for name, span in parts.items():
            if not _DAYPART.match(span):
                raise ValueError(f'{name}: write the span as "05:00-10:30"')
        return parts


Path = tuple[str | int, ...]


class _Compiler:
    """Turns a checked file into the frozen menu; the first problem met is raised."""

    def __init__(self, file: MenuFile) -> None:
        self.file = file

    def money(self, amount: Decimal, path: Path) -> int:
        try:
            return minor_units(amount, self.file.currency)
        except ValueError as bad:
            raise MenuProblem(path, str(bad)) from bad

    def known(self, ids: Iterable[str], there: Mapping[str, Any], what: str, path: Path) -> None:
        for i, name in enumerate(ids):
            if name not in there:
                near = ", ".join(list(there)[:8])
                raise MenuProblem((*path, i), f'no {what} "{name}" here (there is {near})')

    def daypart(self, name: str, span: str) -> model.Daypart:
        found = _DAYPART.match(span)
        assert found  # held by MenuFile
        h0, m0, h1, m1 = (int(part) for part in found.groups())
        if h0 == 24 or (h1 == 24 and m1):
            raise MenuProblem(("dayparts", name), f'"{span}" passes the end of the day')
        return model.Daypart(name, time(h0, m0), None if h1 == 24 else time(h1, m1))

    def option(self, group: str, name: str, price: Decimal | None, path: Path) -> model.Option:
        o = self.file.groups[group].options[name]
        self.known(o.dayparts, self.file.dayparts, "daypart", (*path, "dayparts"))
        self.known(o.groups, self.file.groups, "group", (*path, "groups"))
        return model.Option(
            id=name,
            name=o.name,
            price=self.money(o.price if price is None else price, path),
            aliases=o.all_aliases(),
            say=o.say,
            allergens=tuple(o.allergens),
            calories=o.calories,
            vegetarian=o.vegetarian,
            dayparts=tuple(o.dayparts),
            groups=tuple(o.groups),
        )

    def group(
        self, name: str, own: ItemGroupFile | None, path: Path, *, nested: bool = False
    ) -> model.Group:
        g = self.file.groups[name]
        own = own or ItemGroupFile()
        at: Path = ("groups", name, "options")
        chosen = own.options if own.options is not None else list(g.options)
        self.known(chosen, g.options, "option", (*path, "options"))
        for option in own.prices:
            if option not in g.options:
                raise MenuProblem((*path, "prices", option), f'no option "{option}" in {name}')
        options = {
            option: self.option(name, option, own.prices.get(option), (*at, option))
            for option in g.options
            if option in chosen
        }
        default = g.default if own.default is None else own.default
        self.known(default, options, "option", (*path, "default"))
        most = g.max if own.max is None else own.max
        least = g.min if own.min is None else own.min
        if most is not None and least > most:
            raise MenuProblem(path, f"min {least} is more than max {most}")
        if most is not None and len(default) > most:
            raise MenuProblem((*path, "default"), f"{len(default)} defaults, but max is {most}")
        if least > len(options) * g.max_count:
            raise MenuProblem(path, f"min {least} cannot be met by {len(options)} options")
        return model.Group(
            id=name,
            name=g.name,
            options=MappingProxyType(options),
            min=least,
            max=most,
            default=tuple(o for o in options if o in default),
            free=g.free if own.free is None else own.free,
            free_with=MappingProxyType(g.free_with if own.free_with is None else own.free_with),
            ask=own.ask or g.ask,
            qualifiers=tuple(g.qualifiers),
            max_count=g.max_count,
            unit=tuple(g.unit),
            portions=g.portions,
            nested=nested,
        )

    def groups(self, item: ItemFile, path: Path) -> dict[str, model.Group]:
        self.known(item.groups, self.file.groups, "group", (*path, "groups"))
        out: dict[str, model.Group] = {}
        for name, own in item.groups.items():
            out[name] = self.group(name, own, (*path, "groups", name))
        waiting = list(out)
        while waiting:
            for option in out[waiting.pop(0)].options.values():
                for inner in option.groups:
                    if inner not in out:
                        out[inner] = self.group(inner, None, ("groups", inner), nested=True)
                        waiting.append(inner)
        seen: dict[str, str] = {}
        for group in out.values():
            for name in group.options:
                if name in seen:
                    raise MenuProblem(
                        (*path, "groups"),
                        f'option "{name}" stands in both {seen[name]} and {group.id}',
                    )
                seen[name] = group.id
        return out

    def item(self, name: str, i: ItemFile) -> model.Item:
        path: Path = ("items", name)
        self.known(i.dayparts, self.file.dayparts, "daypart", (*path, "dayparts"))
        return model.Item(
            id=name,
            name=i.name,
            category=i.category or "Menu",
            price=self.money(i.price, (*path, "price")),
            groups=MappingProxyType(self.groups(i, path)),
            aliases=i.all_aliases(),
            number=i.number,
            say=i.say,
            description=i.description,
            allergens=tuple(i.allergens),
            calories=i.calories,
            vegetarian=i.vegetarian,
            dayparts=tuple(i.dayparts),
        )

    def slot(
        self, name: str, s: SlotFile, items: Mapping[str, model.Item], path: Path
    ) -> model.Slot:
        named = list(s.items)
        if s.item:
            named.append(SlotItemFile(item=s.item, options=s.options))
        self.known([x.item for x in named], items, "item", (*path, "items"))
        if s.category is not None:
            of = [i.id for i in items.values() if i.category == s.category]
            if not of:
                raise MenuProblem((*path, "category"), f'no item in category "{s.category}"')
            named += [SlotItemFile(item=i) for i in of]
        if not named:
            raise MenuProblem(path, "a slot needs items, an item, or a category")
        choices: dict[str, model.SlotChoice] = {}
        for x in named:
            for option in x.options:
                if items[x.item].option(option) is None:
                    raise MenuProblem(path, f'{x.item} has no option "{option}"')
            up = s.upcharge.get(x.item, Decimal(0))
            choices.setdefault(
                x.item,
                model.SlotChoice(
                    x.item, tuple(x.options), self.money(up, (*path, "upcharge", x.item))
                ),
            )
        for item in s.upcharge:
            if item not in choices:
                raise MenuProblem((*path, "upcharge", item), f'"{item}" cannot fill this slot')
        default = s.default
        if default is None and len(choices) == 1 and not s.optional:
            default = next(iter(choices))
        if default is not None and default not in choices:
            raise MenuProblem((*path, "default"), f'"{default}" cannot fill this slot')
        return model.Slot(
            id=name,
            name=s.name or name.replace("_", " ").capitalize(),
            choices=MappingProxyType(choices),
            default=default,
            optional=s.optional,
            quantity=s.quantity,
            sized=s.sized,
            ask=s.ask,
        )

    def combo(self, name: str, c: ComboFile, items: Mapping[str, model.Item]) -> model.Combo:
        path: Path = ("combos", name)
        self.known(c.dayparts, self.file.dayparts, "daypart", (*path, "dayparts"))
        slots = {
            slot: self.slot(slot, s, items, (*path, "slots", slot)) for slot, s in c.slots.items()
        }
        default = [size for size, s in c.sizes.items() if s and s.default]
        if len(default) > 1:
            raise MenuProblem((*path, "sizes"), "more than one default size")
        fits = {o for slot in slots.values() for i in slot.choices for o in _options(items[i])}
        for size in c.sizes:
            if size not in fits:
                raise MenuProblem((*path, "sizes", size), f'nothing in it comes "{size}"')
        return model.Combo(
            id=name,
            name=c.name,
            category=c.category or "Meals",
            price=self.money(c.price, (*path, "price")),
            slots=MappingProxyType(slots),
            sizes=MappingProxyType(
                {
                    size: self.money(s.price if s else Decimal(0), (*path, "sizes", size))
                    for size, s in c.sizes.items()
                }
            ),
            default_size=default[0] if default else None,
            aliases=c.all_aliases(),
            number=c.number,
            say=c.say,
            description=c.description,
            dayparts=tuple(c.dayparts),
        )

    def menu(self) -> model.Menu:
        file = self.file
        precision = get_currency_precision(file.currency)
        assert precision >= 0
        for clash in file.items.keys() & file.combos.keys():
            raise MenuProblem(("combos", clash), f'"{clash}" is an item already')
        items = {name: self.item(name, i) for name, i in file.items.items()}
        combos = {name: self.combo(name, c, items) for name, c in file.combos.items()}
        numbers: dict[str, str] = {}
        entries: tuple[model.Item | model.Combo, ...] = (*items.values(), *combos.values())
        for entry in entries:
            if entry.number is None:
                continue
            if entry.number in numbers:
                where = "items" if entry.id in items else "combos"
                other = numbers[entry.number]
                raise MenuProblem((where, entry.id, "number"), f"{other} has that number already")
            numbers[entry.number] = entry.id
        categories: dict[str, tuple[str, ...]] = {
            name: tuple(c.aliases) if c else () for name, c in file.categories.items()
        }
        for entry in entries:
            categories.setdefault(entry.category, ())
        total = file.limits.total
        return model.Menu(
            id=file.id,
            name=file.name,
            locale=file.locale,
            currency=file.currency,
            tax=model.Tax(file.tax.rate, file.tax.inclusive),
            limits=model.Limits(
                file.limits.per_line,
                file.limits.per_order,
                None if total is None else self.money(total, ("limits", "total")),
            ),
            dayparts=MappingProxyType({n: self.daypart(n, s) for n, s in file.dayparts.items()}),
            items=MappingProxyType(items),
            combos=MappingProxyType(combos),
            categories=MappingProxyType(categories),
            sizes=frozenset(_size_options(file, combos.values())),
        )


def _options(item: model.Item) -> Iterable[str]:
    return (option for group in item.groups.values() for option in group.options)


def _size_options(file: MenuFile, combos: Iterable[model.Combo]) -> Iterable[str]:
    """Options of groups that size a thing: named so, or holding the sizes of a combo."""
    of_combos = {size for combo in combos for size in combo.sizes}
    for name, group in file.groups.items():
        if (
            "size" in name.split("_")
            or "size" in group.name.lower().split()
            or of_combos & group.options.keys()
        ):
            yield from group.options


def compile_menu(file: MenuFile) -> model.Menu:
    """The frozen menu.

    Raises:
        MenuProblem: something refers to what is not there, or cannot be met.
    """
    return _Compiler(file).menu()
