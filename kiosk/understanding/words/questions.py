"""Questions about the menu and the order; allergies."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "ask", "price", """
        how much is, how much are, how much for, how much does, how much do,
        whats the price of, what is the price of, what does, price of, price on, price for,
        how much would, what do you charge for, how much, cost of, what would that cost,
        how expensive is, how expensive are, whats the price for, whats the price on,
        what is the cost of, whats the cost of, how much extra is, whats the upcharge for,
        do you charge for, is there a charge for, is it extra for, how much more is,
        how much will, how much is (that|this) one, how much for (that|this) one,
        (whats|what is) (that|this) one cost, whats (that|this) one
        """,
    ),
    Row(
        "ask", "total", """
        whats my total, what is my total, whats the total, what is the total, how much is it,
        how much is that, what was (the|my) total, how much do i owe, how much so far,
        how much is it so far,
        whats it come to, how much is everything, how much will that be, whats the damage,
        total so far, what do i owe you, how much is my order, how much is the order,
        how much is all that, how much is it all together, what does that come to,
        how much is (that|this|everything) (so far|altogether|all together|in total|total),
        how much is it (altogether|in total)
        """,
    ),
    Row(
        "ask", "contents", """
        whats on, what is on, whats in, what is in, what comes on, what comes in, what comes with,
        whats in the, what goes on, tell me about, what does it come with, what is a, what are
        the, whats a, whats the, what is the, whats an, what is an, what all comes on, what all
        comes with, what do you put on, describe, what all is on, whats included in, does it come
        with, does that come with, do they come with, whats it come with, what kind of toppings
        are on, ingredients of, ingredients in, what are the ingredients in, explain, what exactly
        is on, how, what (do|will|would) (the|your|a|an), comes with what, (and|) (that|it|this)
        comes with what, what comes on (it|that), what comes with (it|that)
        """,
    ),
    Row(
        "ask", "contents?", """
        does the, do the, does a, does it have, does that have, is there, are there,
        does it include, has it got, is there any, are there any
        """,
    ),
    Row(
        "ask", "calories", """
        how many calories, how many calories in, how many calories are in,
        how many calories does, calories in, calorie count, calories, how many calories is,
        how fattening is, calorie count of, whats the calorie count of, how many calories do
        """,
    ),
    Row(
        "ask", "allergens", """
        what allergens, what allergens are in, allergens in, allergen info,
        allergy information, allergen information, allergy info, whats the allergen info on,
        what are the allergens in
        """,
    ),
    Row(
        "ask", "options", """
        what sizes, which sizes, what size, what kinds of, what kind of, what types of,
        what type of, what flavors, what flavor, what sauces, what options,
        what are my options, what choices, which, what are the options, what are my choices,
        what are the choices, what sorts of, what all do you have for, what different,
        what are the choices for, what are my options for, what are the options for
        """,
    ),
    Row(
        "ask", "available", """
        do you have, do you guys have, have you got, do you sell, do you serve, you got,
        you guys got, got any, is there a, do yall have, do you carry, do you still have,
        are you out of, do you offer, do you do, you have any, do you have any, is the,
        are the, do you got, you guys have, (do you|do you guys|you) have anything (thats|),
        (is|is there) anything (thats|)
        """,
    ),
    Row(
        "ask", "vegetarian", """
        what is vegetarian, whats vegetarian, what do you have thats vegetarian,
        vegetarian options, veggie options, meatless options, anything vegetarian,
        something vegetarian, anything without meat, do you have anything vegetarian,
        are you vegetarian, what vegetarian options do you have, any vegetarian options
        """,
    ),
    Row(
        "ask", "menu", """
        whats on the menu, what do you have, what do you got, what do you sell,
        what is on the menu, what do you serve, what are the specials, any specials,
        what can i get, what can i order, show me the menu, whats the special,
        what else do you have, what have you got, what do you guys have,
        what do you have for, what else you got
        """,
    ),
    Row(
        "ask", "suggestion", """
        (what do you|whatever you) (recommend|suggest), whats good, whats good here,
        whats popular, surprise me, (you|you can) (choose|pick|decide), (choose|pick) for me,
        (dealers|chefs) choice, what (should|would) (i|you) (get|have|order), any suggestions,
        any recommendations, what is good, whats your favorite, whats best, whats the best,
        i dont know what (i want|to get|to have|to order), i cant decide, dont know yet,
        i dont know yet, im not sure what (i want|to get), something good, something nice,
        whatever is good, whatevers good, whats good today, what do you like
        """,
    ),
    Row(
        "ask", "cheapest", """
        (the|whats the|what is the|whats your|what is your|your|) (cheapest|least expensive)
        (thing|one|thing you have|thing you got|you have|you got|on the menu|option|),
        (something|anything|is there anything|do you have anything) (cheap|cheaper),
        whats cheap, whats cheapest, whatever is cheapest,
        whatevers cheapest
        """,
    ),
    Row(
        "ask", "cart", """
        what do i have so far, what did i order, what have i ordered, (can you|could you|)
        (read|read back|repeat|read me|read me back|go over|say) (my|the|our) order (back|again|)
        (to me|to us|), (can you|could you|) read (me|) (it|that|everything) (back|back to me|back
        to us), whats my order, what is my order, what do i have, (whats|what is) (on|in) (my|the)
        order (so far|right now|now), (whats|what is) on my order, whats my order so far,
        whats in my order, what is in my order, whats in my cart,
        what have i got so far, is that everything, is that all of it,
        is (that|it|this) (a|an|the|with|without), do you have everything,
        did you get (that|it|all that|everything), you got (that|all that)
        """,
    ),
    Row(
        "costs", "", """
        (cost|costs|run|sell for|going for|go for now|goes for) (me|us|), set (me|us) back
        """,
    ),
    Row("vegetarian", "", "vegetarian, meatless, meat free, vegan"),
    Row(
        "allergy", "", """
        allergic, allergic to, im allergic to, allergy, allergies,
        an allergy, an allergy to, allergy to, a severe allergy to, intolerant, intolerance,
        celiac, coeliac, anaphylactic, i have an allergy to, has an allergy to,
        is allergic to, allergic reaction, deathly allergic to, cross contamination
        """,
    ),
)  # fmt: skip
