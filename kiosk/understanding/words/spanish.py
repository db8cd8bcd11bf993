"""What guests at an English counter say in Spanish."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["DEFINITE", "ROWS"]

DEFINITE: Final = frozenset(
    f"{article}{of}" for article in ("el", "la", "los", "las") for of in ("", " de")
) | {"al de"}
"""Words for "the"."""

ROWS: Final = (
    Row(
        "filler", "", """
        por favor, porfa, de, del, le, me da, gracias, a ver, este, pues, oye, disculpe, tambien,
        para mi, por fa
        """,
    ),
    Row("det", "1", "un, una, una orden de, una porcion de"),
    Row("det", "0", "el, la, los, las, unos, unas, (el|la|los|las|al) de"),
    Row("det", "another", "otro, otra"),
    Row("it", "", "ese, esa, eso"),
    Row("all", "", "esos, esas, estos, estas, todos, todas, todos ellos, a todos, en todos"),
    Row("one_of", "1", "(uno|una) de (esos|esas|ellos|ellas|estos|los|las)"),
    Row("other", "", "(el|la|al|a la|los|las) (otro|otra|otros|otras), los demas"),
    Row("nth", "1", "(el|la|al) (primero|primera)"),
    Row("nth", "2", "(el|la|al) (segundo|segunda)"),
    Row("nth", "3", "(el|la|al) (tercero|tercera)"),
    Row(
        "neg", "", """
        (sin|nada de) (el|la|los|las|), no le (ponga|pongas) (el|la|), (quita|quite|quitame|quitale|
        quiteme|quitele|cancela|cancele|cancelame) (el|la|los|las|)
        """,
    ),
    Row(
        "add", "", "ponle, pongale, agrega, agregale, agregame, echale, anade, anadele, y tambien",
    ),
    Row("extra", "extra", "con mas, con bastante, bastante"),
    Row("light", "light", "con poco, con poca, poquito, poquita"),
    Row("only", "", "solo con, solamente con, nomas con"),
    Row("make", "", "cambia, cambie, cambiame, cambieme"),
    Row("instead_of", "", "en vez de, en lugar de, (en vez|en lugar) (del|de la|de los)"),
    Row("fix", "hard", "no mejor, perdon, digo, mejor dicho, no espera, no perdon"),
    Row("fix", "soft", "mejor"),
    Row("ask", "price", "cuanto (cuesta|cuestan|vale|valen|es|sale|salen) (el|la|los|las|)"),
    Row("ask", "contents?", "(lleva|llevan|trae|traen) (el|la|los|las|)"),
    Row("ask", "contents", "que (lleva|llevan|trae|traen) (el|la|los|las|)"),
    Row("no", "", "no gracias"),
    Row("with", "", "con"),
    Row("and", "", "y, e"),
    Row("everything", "", "con todo, todo"),
    Row("done", "", "es todo, eso es todo, nada mas, seria todo"),
    Row("yes", "", "si, si por favor, claro, asi es, esta bien"),
    Row("act", "hello", "hola"),
    Row(
        "act", "person", """
        (habla|hablan|habla usted|alguien habla) espanol, en espanol, hablo espanol, (do|does)
        (you|anyone|anybody|someone|somebody) (there|here|) speak spanish, (can|could) (i|we)
        (order|do this|talk|speak) in spanish, in spanish, speak spanish, spanish please
        """,
    ),
    Row("serve", "dine_in", "para aqui"),
    Row("serve", "take_away", "para llevar"),
    Row(
        "request", "", """
        quiero, quisiera, me das, me gustaria, me puede dar, regalame,
        traeme, me trae, dame, deme, me pone, quiero pedir, ponme
        """,
    ),
)  # fmt: skip
