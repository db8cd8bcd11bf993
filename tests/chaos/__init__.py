"""Orders are placed while everything that a kiosk stands on breaks, and each arrives exactly once.

A real kiosk process (``counter``) with a real outbox, printer on a socket, Mosquitto and till
(``machines``) takes orders of guests (``guests``) who say what is missing from what they see, and
go on where they were when the kiosk was killed under them (``run``).

What is counted, and by whom:

* **placed**: the guest was told their number. Where the kiosk was killed after their yes and before
  its answer, and offers no order afterwards, they ask the crew, who find the order and its number
  on their screen (``told_by_crew``); only what is not there either is ordered anew.
* **printer**: a ticket counts when it came out whole, from its first code to the cut. One that
  says "printed again" is a repeat and no double: paper has no memory, and a printer that was
  switched off in the middle of a ticket has said nothing. Two tickets of one number of which
  neither says so are a double.
* **broker**: what a display of its own heard, by the order's key: QoS 1 may bring it twice.
* **till**: the orders that it stores; a key that comes again is the same order there.
* **lost**, **doubled**: summed over the three; an order that arrived and of which no guest was told
  is a double too.
* **cents_off**: between the menu's price of what the guest wanted and each amount that they were
  told, that is printed, shown or stored.
* **not_offered**: orders that were on the screen when the kiosk was killed, and not offered again.
"""
