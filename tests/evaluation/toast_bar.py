"""A tiny restaurant in the data set's file format, invented here: toasts, nibbles and teas."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

GRAMMAR: list[dict[str, Any]] = [
    {"slotName": "NUMBER", "path": "alias/number.txt"},
    {"slotName": "QUANTITY", "path": "alias/quantity.txt"},
    {"slotName": "NOT", "path": "alias/not.txt"},
]

SCHEMA: dict[str, Any] = {
    "intents": [
        {
            "name": "TOAST_ORDER",
            "slots": [
                {
                    "slotName": "SPREAD",
                    "path": "alias/spread.txt",
                    "qualified": True,
                    "negatable": True,
                },
                {"slotName": "SIZE", "path": "alias/size.txt", "optionalSuffixes": ["sized"]},
                *GRAMMAR,
            ],
            "entityNames": ["toast", "toasts"],
        },
        {
            "name": "SIDE_ORDER",
            "slots": [
                {"slotName": "SIDE_TYPE", "path": "alias/side.txt", "optionalPrefixes": ["bowl of"]}
            ],
            "entityNames": ["side"],
        },
        {
            "name": "TEA_ORDER",
            "slots": [
                {"slotName": "TEA_TYPE", "path": "alias/tea.txt"},
                {"slotName": "SIZE", "path": "alias/size.txt", "optionalSuffixes": ["sized"]},
                {"slotName": "MANNER", "path": "alias/manner.txt"},
                *GRAMMAR,
            ],
            "entityNames": ["tea", "teas"],
        },
    ]
}

HEADS = {"TOAST_ORDER": None, "SIDE_ORDER": "SIDE_TYPE", "TEA_ORDER": "TEA_TYPE"}

ALIASES = {
    "number": "a\tnumber(1)\ntwo\tnumber(2)\n",
    "quantity": "extra\tquantity(extra)\na touch of\t quantity(light)\n",
    "not": "no\tNOT(not)\n",
    "spread": (
        "jam\tSPREAD(Or(plum_jam,fig_jam))\n"
        "plum jam\tSPREAD(plum_jam)\n"
        "fig jam\tSPREAD(fig_jam)\n"
        "honey\tSPREAD(Heather-Honey)\n"
        "\n"
        "this line has no value\n"
    ),
    "size": "half\tsize(half - slice)\nwhole\tsize(whole_slice)\nthe big one\tsize(whole_slice)\n",
    "side": "olives\tSIDE_TYPE(olives)\nnuts\tSIDE_TYPE(roast_nuts)\nplums\tSIDE_TYPE(plums)\n",
    "tea": "mint tea\tTEA_TYPE(mint)\nsencha\tTEA_TYPE(sencha)\n",
    "manner": "iced\tMANNER(iced)\ntwo bags\tMANNER(BAGS(2))\nhoney\tMANNER(sweet)\n",
}


def open_toast_bar(folder: Path, labelled: dict[str, str]) -> Path:
    """Write the restaurant below ``folder`` with these utterances and labels."""
    bar = folder / "toast bar"
    (bar / "alias").mkdir(parents=True)
    (bar / "schema.json").write_text(json.dumps(SCHEMA))
    (bar / "heads.json").write_text(json.dumps(HEADS))
    for name, lines in ALIASES.items():
        (bar / "alias" / f"{name}.txt").write_text(lines)
    lines = [json.dumps({"SRC": said, "EXR": want}) for said, want in labelled.items()]
    (bar / "dev.json").write_text("\n".join(lines) + "\n")
    return bar
