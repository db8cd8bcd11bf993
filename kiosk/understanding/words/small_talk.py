"""Words that carry no order: fillers, greetings, thanks."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "filler", "", """
        haha, ha, lol, hehe, whoa, wow, morning, afternoon, evening, um, uh, er, ah, oh, hmm, mm,
        well, so, like, all right, yep so, please, kindly, then, now, also please, i, id, ill, im,
        ive, me, we, wed, us, you, your, he, she, they, my wife, my husband, my friend, my son, my
        daughter, the kids, can, could, may, might, would, will, shall, should, let, lets, let me,
        want, wants, wanted, want to, need, needs, have, has, had, get, gets, getting, got, grab,
        take, order, ordering, try, give, like to, love, going to, go, go for, go with, do, be,
        is, are, was, am, s, looking for, feel like, think, guess, i guess, i think, maybe,
        probably, know, you know, see, lets see, say, by the way, if you can, if possible, if
        thats okay, thanks, there, here, today, tonight, this morning, for lunch, for dinner, for
        breakfast, in all, total, place an order, place an order for, put in an order for, put an
        order in for, start an order for, start an order, an order for, would like, prefer, wish,
        hungry, start with, begin with, for starters, first of all, lastly, finally, next, after
        that, nice, cold, hot, fresh, delicious, yummy, tasty, ice cold, favorite, single, really,
        very, gotta, any chance, it will be, thats be, thats going to be, my, our, too, as well,
        again, again please, this time, and uh, and um, for me, for us, for him, for her, for
        them, for my son, for my daughter, for my wife, for my husband, for my friend, for the
        kids, of, at, by, as, the order, to the order, to my order, on my order, its, what else,
        sort of, kind of, style, sized, size, flavor, flavored, type, kids, basically, real quick,
        quick, let me think, let me see, over, up, out,
        back, yall, guys, folks, hey there, good morning, good afternoon, good evening, large
        order, big order, rush order, how about, what about, and how about, ready, ready to order,
        were ready, bit, lot, eat, drink with that, with my meal, with my order, cup, glass, bag,
        bottle, can of, cup of, glass of, bag of, bottle of, cans of, cups of, bottles of, bags
        of, glasses of, orders of, order of, plate of, plates of, basket of, bowl of, box of,
        boxes of, pack of, piece of, slice of, serving of, servings of, portion of, portions of,
        kind, inside, top, top of it, separately, separate, start, put in, make sure, the
        following, in there, in that, in it, to start, we will, i will, i am, we are, he would,
        she would, they would, who, wants a, adding, putting, any of, for my drink, to drink, to
        eat, for a drink, for the drink, for drinks, for dessert, drink will be, on top, on top of
        it, on top of that, things, stuff, everyone, everybodys, everyones, somebody,
        something, while youre at it, anymore, any
        more, any longer, after all, at all, if you have it, if you have any, please and, thx, ty,
        pls, plz, kid, though, does, did, hurry, hurry up, and hurry, and hurry up, hurry it up,
        quickly, make it (quick|fast|snappy), as (quick|fast) as you can, (im|were) in
        a (hurry|rush), in a (hurry|rush), chop chop, come on, obviously, duh, already, seriously,
        literally, i suppose, i dunno, whatever, (for|) my
        (brother|sister|mom|mother|dad|father|kid|boss|girlfriend|boyfriend), over there, over
        here, (shes|hes|theyre|were) (over|right|) (there|here)
        """,
    ),
    Row("filler", "", "(i|we) still (want|need|would like|have)"),
    Row("filler", "", "(he|she) says, they say"),
    Row(
        "filler", "", """
        (one|a|just a|just one|) (minute|moment|sec|min), (hold on|hang on|wait) (a|one|just a|
        just one|for a|) (minute|moment|sec|min), (hold on|hang on|wait) (a|one|just a) second,
        (just a|one) second please, (give me|give us) (a|one|just a|just one|another)
        (minute|moment|sec|min|second), (can|could|may) (i|we) (get|have) (a|one|another)
        (minute|moment|sec|min), (let me|let us|lets) (get|have|take) a (minute|moment|sec|min),
        (i|we|im going to|were going to|ill|well) need (a|another|one more|just a)
        (minute|moment|sec|min), (a few|a couple|a couple of|couple|some|few) (more|) (minutes|
        seconds), (give me|give us|can i have|can we have|can we get|i need|we need) (a few|a couple
        |a couple of|some) (more|) (minutes|seconds|moments)
        """,
    ),  # who says so wants time, and nothing that sounds like it
    Row("filler", "", "go back to, going back to, back to"),
    Row("unknown", "", "well done, medium rare, medium well, rare"),
    Row(
        "filler", "rude", """
        damn, goddamn, goddam, damned, fucking, fuckin, freaking, freakin, frigging, friggin,
        frickin, bloody, bloody hell, fuck, fuck this, shit, crap, hell, the fuck, the hell,
        the heck, stupid, jesus, jesus christ, christ, ffs, for (fucks|gods|christs) sake, wtf,
        omg, oh my god
        """,
    ),
    Row(
        "filler", "for_whom", """
        him, her, (get|give|make) (him|her), (for|) my
        (wifes|husbands|sons|daughters|friends|kids|boys|girls|brothers|sisters|moms|dads),
        my (boy|girl|little one|buddy|coworker|roommate|grandson|granddaughter),
        for (the|my|our|a) (whole|entire|) (office|team|soccer team|football team|baseball team|
        crew|guys|group|party|meeting|class|car|house|road|gang|troops|neighbors|
        coworkers|staff|shift|birthday|birthday party|in laws|grandkids|parents),
        (wife|husband|kids|kid|boss|mom|dad|doctor|she|he|they|) (will|would|is going to|)
        kill (me|us)
        """,
    ),
    Row(
        "filler", "called", """
        sir, maam, miss, mister, lady, man, buddy, bud, dude, dear, honey, hon, boss, chief, pal,
        bro, bruh, mate, homie, fam, amigo, champ, captain, my (man|guy|dude|dear)
        """,
    ),
    Row(
        "filler", "praise", """
        awesome, excellent, wonderful, beautiful, lovely, fantastic, terrific, amazing, brilliant,
        fabulous, superb, marvelous
        """,
    ),
    Row(
        "filler", "exclaims", """
        were, what do (you|they) call it, whats it called, i dont know,
        dunno, how do you say, (i|) changed my mind,
        we changed our minds,
        bummer, what a bummer, shoot, dang, darn, darn it, dang it, aw, aww, aw man, oh man, geez,
        jeez, gosh, golly, oh my gosh, oh my, gee, shucks, aw shucks, rats, yikes, ugh, phew, ooh,
        oof, yay, woo, woohoo, whoops, my goodness, good grief, good lord, oh boy, boy oh boy, oh
        dear, too bad, thats too bad, (thats|what) a (shame|pity), that sucks, sucks, no worries,
        (no|not a) problem, no (biggie|big deal), oh well, gotcha, got it, i see, i understand,
        understood, fair enough, makes sense, that makes sense, no kidding, really now, oh really,
        interesting, better, (i|id|we|wed|you|youd) better, much better, thats better, too
        late, (everything|all) else (the|stays the|is the|) same,
        (the|) rest (the|stays the|is the|of it the|) same, same everything else,
        otherwise the same, hmm okay, so sorry about that, sorry about that, she wrote
        """,
    ),
    Row(
        "filler", "for_now", """
        for (now|today|tonight|this evening|this morning|the moment|the time being|right now),
        i (reckon|suppose so|guess so), im pretty sure, pretty sure
        """,
    ),
    Row(
        "act", "hello", """
        hello, hi, hey, hi there, hello there, good morning to you, howdy, greetings, yo, hiya,
        heya, sup, good day, whats up, hey whats up, how are (you|ya|yall|things),
        how are (you|ya|yall) (doing|today|tonight|doing today|doing tonight), how you doing,
        how you doing today, how (ya|yall) (doin|doing|been), how are (you|ya)
        (doin|been|feeling), (hows|how is) (it going|everything|business|it going today),
        (hows|how is|how was) your (day|night|evening|morning|day going|night going|day been),
        (nice|good|great) to (meet|see) you, hi welcome
        """,
    ),
    Row(
        "act", "thanks", """
        thank you, thank ya, many thanks, (thank you|thanks|thank ya|cheers) (so much|very much|a
        lot|a bunch|a million|again|kindly|bye), (thank you|thanks) for (your|all your|the|all
        the) (help|time|patience|service), (thank you|thanks) for (waiting|helping|everything),
        cheers, ta, (i|) appreciate (it|that|you|ya), much appreciated, bye, bye bye, goodbye,
        have a good (day|one|night|evening|afternoon|weekend), have a
        (great|nice|lovely|wonderful) (day|one|night|evening|afternoon|weekend), you (too|as
        well), same to you, take care, see (you|ya), see (you|ya) (later|soon|around), good night,
        youre (the best|awesome|great|amazing|a star|so kind|very kind|a lifesaver),
        (thats|so|very) (very|so|) (kind|nice|sweet) of you
        """,
    ),
)  # fmt: skip
