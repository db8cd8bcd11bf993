"""Tags → edits: the general grammar of ordering. No rule names a dish.

One pass from left to right (:mod:`.walk`). A *noun phrase* has a dish as its head ("two large
cokes"); a *run* is a list of changes ("no onions or pickles and extra cheese"). Noun phrases open
lines, fill slots of a meal, or name what a verb is about; runs attach to the line being talked
about, or to where a scope says ("on both", "on the second one").
"""

from kiosk.understanding.parsing.half_dishes import half_dishes
from kiosk.understanding.parsing.repairs import taken_back
from kiosk.understanding.parsing.state import Parse
from kiosk.understanding.parsing.walk import parse

__all__ = ["Parse", "half_dishes", "parse", "taken_back"]
