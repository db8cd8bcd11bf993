"""What an operator sets of the destinations: a section of ``kiosk.toml`` for each.

::

    [printers.kitchen]
    link = "network"
    host = "10.0.0.20"

    [printers.counter]
    link = "serial"
    device = "/dev/ttyS0"
    ticket = "receipt"

    [brokers.displays]
    host = "10.0.0.2"
    store = "barn"
    kiosk = "till1"
    user = "till1"
    password_file = "/etc/kiosk/broker.password"

    [tills.counter]
    system = "square"
    location = "L88917AVBK2S5"
    kiosk = "till1"
    token_file = "/etc/kiosk/square.token"
    ids = "/etc/kiosk/barn.square.json"

A value may come from the environment as well: ``KIOSK_BROKERS__DISPLAYS__PASSWORD``.
"""

from __future__ import annotations

from collections import Counter
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    SecretStr,
    StringConstraints,
    field_validator,
    model_validator,
)
from pydantic_settings import SettingsConfigDict

from kiosk.config import OperatorSettings
from kiosk.connect.mqtt.broker import Address
from kiosk.connect.mqtt.notices import Place
from kiosk.connect.printer.letters import Letters, pages_of
from kiosk.connect.printer.links import FileLink, Flow, Link, NetworkLink, SerialLink, UsbLink
from kiosk.connect.printer.printer import Acknowledge, Printer, TicketKind
from kiosk.connect.square import Account, SquareTill
from kiosk.connect.square.till import Paid
from kiosk.errors import UsageError
from kiosk.menu.external import read_external

__all__ = ["BrokerSection", "DestinationSettings", "PrinterSection", "TillSection"]

Port = Annotated[int, Field(ge=1, le=65_535)]
SectionName = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,31}$")]


class _Section(BaseModel):
    """A destination, as ``kiosk connect list`` tells of it: nothing of that is secret."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    @property
    def kind(self) -> str:
        """What it is."""
        raise NotImplementedError

    @property
    def where(self) -> str:
        """Where it is."""
        raise NotImplementedError

    @property
    def gets(self) -> str:
        """What of an order it is sent."""
        return "order"


class _Printer(_Section):
    """What all printers have."""

    link: str
    ticket: TicketKind = "kitchen"
    """What it prints."""
    columns: int = Field(default=42, ge=24, le=64)
    """Small letters on a row: 32 on narrow paper, 42 or 48 on wide."""
    profile: str = "default"
    """The printer's model, as python-escpos calls it."""
    code_pages: tuple[str, ...] = Field(default=("CP437", "CP858", "CP1252"), min_length=1)
    """Tables of letters that it has, the most used first."""
    acknowledge: Acknowledge = "in_line"
    """How it confirms a ticket."""
    patience_s: float = Field(default=15.0, gt=0, le=25)
    """Longest time from the first byte of a ticket to its confirmation, in seconds."""

    def connect(self) -> Link:
        """A link to it, not open yet."""
        raise NotImplementedError

    @property
    def kind(self) -> str:
        return f"{self.link} printer"

    @property
    def gets(self) -> str:
        return self.ticket

    @property
    def confirms(self) -> bool:
        """Whether it can say that a ticket is on paper."""
        return self.acknowledge != "none"

    @property
    def letters(self) -> Letters:
        """The letters that it has.

        Raises:
            UsageError: the profile does not have these tables.
        """
        return Letters(self.pages)

    @property
    def pages(self) -> dict[int, str]:
        """Number of each table of letters → Python's codec.

        Raises:
            UsageError: the profile does not have these tables.
        """
        return pages_of(self.profile, self.code_pages)

    def destination(self, name: str) -> Printer:
        """The printer, to be called ``name``.

        Raises:
            UsageError: the profile does not have these tables.
        """
        return Printer(
            name,
            partial(type(self).connect, self),
            letters=self.letters,
            profile=self.profile,
            ticket=self.ticket,
            columns=self.columns,
            acknowledge=self.acknowledge,
            patience_s=self.patience_s,
        )


class _NetworkPrinter(_Printer):
    link: Literal["network"]
    host: str = Field(min_length=1)
    port: Port = 9100

    def connect(self) -> Link:
        return NetworkLink(self.host, self.port, self.patience_s)

    @property
    def where(self) -> str:
        return f"{self.host}:{self.port}"


class _SerialPrinter(_Printer):
    link: Literal["serial"]
    device: str = Field(min_length=1)
    baud: int = Field(default=9600, ge=300, le=921_600)
    flow: Flow = "dtr"

    def connect(self) -> Link:
        return SerialLink(self.device, self.baud, self.flow, self.patience_s)

    @property
    def where(self) -> str:
        return f"{self.device}, {self.baud} baud"


class _UsbPrinter(_Printer):
    link: Literal["usb"]
    vendor: int = Field(ge=0, le=0xFFFF)
    """As ``lsusb`` shows it: 0x04b8."""
    product: int = Field(ge=0, le=0xFFFF)

    def connect(self) -> Link:
        return UsbLink(self.vendor, self.product, self.patience_s)

    @property
    def where(self) -> str:
        return f"USB {self.vendor:04x}:{self.product:04x}"


class _FilePrinter(_Printer):
    link: Literal["file"]
    path: str = Field(min_length=1)
    """A device such as ``/dev/usb/lp0``, or a plain file that tickets are added to."""

    def connect(self) -> Link:
        return FileLink(self.path, self.patience_s)

    @property
    def confirms(self) -> bool:
        return super().confirms and not Path(self.path).is_file()

    @property
    def where(self) -> str:
        return self.path


PrinterSection = Annotated[
    _NetworkPrinter | _SerialPrinter | _UsbPrinter | _FilePrinter, Field(discriminator="link")
]


class BrokerSection(_Section):
    """An MQTT 5 broker of the store."""

    host: str = Field(min_length=1)
    port: Port = 8883
    store: Place
    """Kiosks of one store share what is sold out."""
    kiosk: Place
    """No two kiosks of a store have the same."""
    tls: bool = True
    ca_file: Path | None = None
    """Certificates that the broker's may be signed by; none are the system's."""
    user: str = ""
    password: SecretStr | None = None
    password_file: Path | None = None
    """A file with the password alone."""
    expires_s: int = Field(default=4 * 3600, ge=1)
    """How long the broker keeps an order for a display that is away, in seconds."""

    @field_validator("password_file")
    @classmethod
    def _readable(cls, file: Path | None) -> Path | None:
        if file is not None and not file.is_file():
            raise ValueError(f"there is no file {file}")
        return file

    @model_validator(mode="after")
    def _secret_stays_secret(self) -> BrokerSection:
        if self.password is not None and self.password_file is not None:
            raise ValueError("a password and a password_file: one of them")
        has_one = self.password is not None or self.password_file is not None
        if has_one and not self.tls and not _loopback(self.host):
            raise ValueError("a password goes over the network with tls alone")
        return self

    @property
    def kind(self) -> str:
        return "MQTT broker"

    @property
    def where(self) -> str:
        return f"{self.host}:{self.port}{' with TLS' if self.tls else ''}, as {self.kiosk}"

    @property
    def address(self) -> Address:
        """Where it is and who the kiosk is there.

        Raises:
            UsageError: the file with the password cannot be read.
        """
        return Address(
            self.host,
            self.store,
            self.kiosk,
            self.port,
            self.user,
            _secret(self.password, self.password_file, "password"),
            self.tls,
            self.ca_file,
        )


class TillSection(_Section):
    """A till that orders are pushed to."""

    system: Literal["square"]
    location: str = Field(pattern=r"^[A-Za-z0-9_-]{1,50}$")
    """Id of the Square location."""
    kiosk: Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_-]{1,20}$")]
    """No two kiosks of a location have the same."""
    token: SecretStr | None = None
    token_file: Path | None = None
    """A file with the access token alone."""
    ids: Path | None = None
    """What the catalogue calls what is on the menu, as ``kiosk menu import`` writes it; without,
    orders are sent in words and prices."""
    paid: Paid = "counter"
    url: str = "https://connect.squareup.com"

    @model_validator(mode="after")
    def _secret_stays_secret(self) -> TillSection:
        if (self.token is None) == (self.token_file is None):
            raise ValueError("a token or a token_file: one of them")
        try:
            asked = urlsplit(self.url)
            asked.port  # noqa: B018 - reading it is what tells a bad one
        except ValueError as bad:
            raise ValueError("url is not an address") from bad
        host = asked.hostname or ""
        safe = asked.scheme == "https" or (asked.scheme == "http" and _loopback(host))
        more = asked.path or asked.query or asked.fragment or asked.username is not None
        if more or not (host and safe):
            raise ValueError("url is https:// and a host, nothing more")
        return self

    @property
    def kind(self) -> str:
        return f"{self.system} till"

    @property
    def where(self) -> str:
        return f"{urlsplit(self.url).netloc}, location {self.location}, as {self.kiosk}"

    def square(self, name: str) -> SquareTill:
        """The till, to be called ``name``.

        Raises:
            UsageError: the token or the ids cannot be read.
        """
        token = _secret(self.token, self.token_file, "token").strip()
        if not token.isascii() or not token.isprintable() or not token:
            raise UsageError(f"till {name}: that is no access token")
        return SquareTill(
            Account(name, self.location, token, self.url),
            kiosk=self.kiosk,
            external=read_external(self.ids) if self.ids else None,
            paid=self.paid,
        )


def _secret(told: SecretStr | None, file: Path | None, what: str) -> str:
    if file is None:
        return told.get_secret_value() if told is not None else ""
    try:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    except (OSError, UnicodeDecodeError) as bad:
        raise UsageError(f"{file}: no {what} can be read there") from bad


def _loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


class DestinationSettings(OperatorSettings):
    """Where orders go when they are placed."""

    model_config = SettingsConfigDict(env_nested_delimiter="__", hide_input_in_errors=True)

    printers: dict[SectionName, PrinterSection] = Field(default_factory=dict)
    brokers: dict[SectionName, BrokerSection] = Field(default_factory=dict)
    tills: dict[SectionName, TillSection] = Field(default_factory=dict)

    @property
    def sections(self) -> dict[str, PrinterSection | BrokerSection | TillSection]:
        """All of them by name."""
        return {**self.printers, **self.brokers, **self.tills}

    @model_validator(mode="after")
    def _one_name_one_destination(self) -> DestinationSettings:
        named = Counter([*self.printers, *self.brokers, *self.tills])
        twice = sorted(name for name, times in named.items() if times > 1)
        if twice:
            raise ValueError(f"two destinations are called {twice[0]!r}")
        return self
