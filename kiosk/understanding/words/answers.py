"""Yes, no, and that this is all.

The value says how an answer reads where it could be either: see :mod:`..parsing.acts`.
"""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "yes", "", """
        yes, yess, yesss, yeah, yep, yup, ya, yea, yessir, yesser,
        (yes|yeah|yep|yup) (sir|maam|please|indeed),
        (yes|yeah|yup|yep) it (is|does|sure is|sure does),
        (yes|yeah|yup|yep) that (does|sure is|sure does), yes i do, it sure (is|does),
        sure is, sure does, sure, sure thing, sure why not, why not, correct, right,
        absolutely, definitely, certainly, totally, indeed, of course, for sure, you bet,
        you betcha, uh huh, mm hm, mm hmm, mhm, mmhm, mmhmm, okay, okay then, alrighty, alright,
        righto, right on, roger, roger that, ten four, 10 4, (hell|heck) (yeah|yes), perfect,
        confirmed, confirm, (i|i can) confirm, exactly, exactly right, precisely, bingo,
        affirmative, go ahead, go for it, please do, do it, lets do it, i would,
        (you|you have) (nailed|got) it, nailed it, spot on, good, great, cool, fine, all correct,
        very good, by all means
        """,
    ),
    Row(
        "yes", "fine", """
        (thats|its|that all is|everything is|everythings)
        (right|correct|perfect|good|fine|great|exactly right|just right|about right|all right),
        (its|thats) all (correct|perfect), (that|it|this|everything|that all|it all|that does|it
        does|) (looks|look|sounds|sound|seems) (right|good|great|correct|fine|perfect|about
        right|all right|just right|good to me| great to me|right to me|fine to me),
        (that|this|it|) works, (that|it|) works for (me|us), thats work, thats work for (me|us),
        that checks out, thats the one, thats (it|right|correct) exactly, (you|you have)
        (got|have) (it|that|everything|it all) (right|correct|perfect), thats what (i|we)
        (want|wanted|ordered|said|asked for|had), (im|were) happy with (that|it),
        thats (exactly|just|) (how|the way) (i|we|he|she|they) (like|likes|want|wants|wanted) it,
        (theyre|those are|all of them are|both are) (both|all|) (right|correct|good|fine|perfect),
        (everyones|everybodys|everyone is|everybody is|the kids are|were all) happy
        """,
    ),
    Row(
        "no", "", """
        no (im|were) fine, (i|we|) dont (need|want|have) to (talk|speak) (to|with)
        (anyone|anybody|someone|somebody|a person|a human), all (messed|screwed) up,
        (thats|its) (messed|screwed) up, you (messed|screwed) (it|that) up,
        nope, nah, naw, no thanks, no thank you, no (sir|maam|sirree), negative, nuh uh, no way,
        not (really|today|tonight|quite|exactly|at all|even close|right now|for me|this time), ill
        pass, well pass, pass, no need, (none|nothing) for (me|us), dont, no i
        dont, (i|we|) dont (think|believe) so, i have enough, (im|were) full, not right, not
        correct, incorrect, wrong, all wrong, (thats|its|its all|thats all|this is)
        (wrong|incorrect|not right|not correct|not it), (that|it|this) (isnt|aint|wasnt)
        (right|correct|it|quite right|my order), thats not my order,
        (that|it|this|) (doesnt|dont|didnt) (look|sound|seem)
        (right|good|correct|quite right), (you|you have) (got|have) (it|that|this|my order) (all|)
        wrong, (thats|that isnt|that wasnt|this isnt|thats not) not what (i|we)
        (said|ordered|wanted|want|asked for|had), (that|this|it) (isnt|aint|wasnt) what (i|we)
        (said|ordered|wanted|want|asked for|had)
        """,
    ),
    Row(
        "done", "", """
        (im|were) (all|) (done|finished|through) (ordering|), all (done|finished), done, finished,
        done ordering, (nothing|no more|nothing more|nothing else|nothing further) (to
        add|thanks|for now|to order), nothing else, nothing more, no more, no further items,
        (thats|thats be|that should be|that would be|that might be|thats going to be|itll be| it
        will be|should be|ought to be|oughta be|that ought to be|that oughta be|that could be|
        will be|would be|ill be) (it|all|everything|it all|all of it|the lot|the whole lot),
        (thats|that should|that would|that might|that ought to|that oughta|itll|it will|i think|)
        do (it all|us|the trick), thats do me, thats do, (thats|that should|that would|that might|
        that ought to|that oughta|itll|it will) do it, that should do, that (just|about|just
        about|pretty much|) (does|covers|finishes|completes|concludes|wraps|rounds|sums)
        (it|everything|me|us|that|it up|it out|things up|my order|the order|our order), that does,
        thats does it, thats (about|just about|pretty much|basically|really|honestly|probably|i
        think) (it|all|everything), (just about|pretty much|about) (it|all|everything),
        thats (me|us), thats (me|us) done, thats (enough|plenty),
        thats enough for (me|us|now), (im|were) set,
        (thats|thats be|that would be|thatd be) (my|the|our) (order|whole
        order|entire order|full order|list|whole list|whole thing),
        thats a wrap, thats (breakfast|brunch|lunch|dinner|supper), thats (all|everything) (i|we)
        (need|want|got|have|wanted|needed|can think of|had), thats (all|everything) (im|were)
        (getting|having|ordering|going to get|going to have), thats all thanks, (thats|its) all for
        (me|us|now|today|tonight),
        (thats|thats going to|that should|this should|that would|that
        might|that ought to|itll|it will|i think that should) (cover|take care of|finish|wrap
        up|suit|handle|complete|about cover|just about do|about do) (it|me|us|everything|
        everyone|everybody|it all|all of us|both of us|the both of us|my order|our order|things|the
        job), thats going to do (it|me|us|it all), (this should|itll|that should) do (me|everyone|
        everybody), that takes care of (it|me|us|everything|everyone|everybody|everyones order),
        (thats be|that should be|itll be|that looks like) (plenty|enough|more than enough|about
        enough|plenty for us|enough for us|everyone|everybody), thats (more than enough|about
        enough|plenty for us|everyone|everybody), (thats|thats be|) (it|all|everything|everybody|
        everyone) (for|from) (everyone|everybody|all of us|both of us|the both of us|the two of us|
        the three of us|the four of us|the five of us|the family|the kids|the table|this order|the
        order|our order|my order|this car|our car|our end|my end), all set, (im|were)
        all set, end of order, the end, just that, just those, only that, just
        that please, nope just that, (i|we|) dont (want|need) (anything|nothing) (else|more),
        (im|were|) not (getting|having|ordering|needing) anything (else|more), (wont|i wont|we
        wont) (want|need|be getting|be having|be needing) anything (else|more), (ill|well|lets|you
        can|) (leave it there|leave it at that|stop there|call it good|call it a day)
        """,
    ),
    Row(
        "done", "place", """
        (complete|finish|submit|place|send|put in|put through|process|finalize|end|close|wrap up)
        (my|the|our|this|that) order, (complete|submit|finalize|finish|end) order, place it, send
        it, send it (in|over|through), put it (in|through), submit it, submit, finish, finish up,
        (you can|can you|could you|) (wrap|ring|close|total) (me|us|it|that|this|everything)
        (up|out), lets wrap it up, check out, checkout, (check|cash) (me|us) out, (im|were|id
        like|i want|i would like|we want|) ready to (pay|check out|order it|place it), (id like|i
        want|i would like|we want|want|like|) to (pay|check out), (can|could|may) (i|we) (just|)
        (pay|check out), let (me|us) pay, lets pay, lets check out, (ill|well) (pay|check out),
        good to go, (im|were) good to go, its good to go
        """,
    ),
    Row(
        "done", "okay", """
        (im|were|im all|were all) (good|okay|all right), (im|im all) fine, all good, (its|thats)
        all good, (thats|its) okay, i think im (good|okay|fine|done), (im|were) good with
        (that|it), (thats|its) (good|fine|okay) for (me|us|now|today|tonight)
        """,
    ),
)  # fmt: skip
