"""What moves the conversation: asking for things, answering, ending, calling somebody."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row(
        "request", "", """
        (can|could|may)
        (i|we|you)
        (get|have|do|order|please get|also get|also have|give me|make me|get me|try|
        please have|just get|just have|grab),
        (i|we|ill|id|well|wed)
        (want|need|like|take|have|get|would like|will have|will take|would like to order|
        would like to get|would like to have|want to order|want to get|do|go with|
        like to order|like to get|like to have|love|also want|also like|also take|just want|
        just need|also need|would also like|also have|will get),
        give me, get me, let me get, let me have, let me do, lets do, can i, can you, can we,
        could i, could you, could we, may i, may we, would you, will you, can you please,
        could you please, can i please, lets get, lets have, lets go with, order me, do me,
        make me, hook me up with, im going to get, im going to have, im going to do,
        going to get, going to have, i am going to get, i am going to have, fix me, bring me,
        im looking for, we are going to get, i will try, ill try
        """,
    ),
    Row(
        "yes", "", """
        yes, yeah, yep, yup, ya, sure, correct, thats right, thats correct, right,
        sounds good, looks good, sounds great, sounds right, that works, absolutely,
        definitely, of course, uh huh, mhm, okay, okay then, you got it, thats good,
        thats perfect, perfect, all good, confirmed, confirm, exactly, affirmative, go ahead,
        please do, thats fine, yes please, yeah please, sure why not, why not, yes maam,
        yes sir, yes thats right, its correct, its right, i would, place it, good, great,
        looks right, everything looks good, its good, yes it is, yes i do, alright,
        all correct, do it, yea, cool, fine
        """,
    ),
    Row(
        "no", "", """
        nope, nah, no thanks, no thank you, not really, negative, im okay, not today, no way,
        no im good, no im okay, no im fine, not right, thats wrong, thats not right,
        incorrect, not quite, no its not, its wrong, no thats wrong, no thats not right,
        no it isnt, not correct, thats not correct, im fine, nuh uh, ill pass, pass,
        not for me, no need, thats not what i said, thats not what i ordered, no i dont,
        none for me, not this time, no that isnt right, dont
        """,
    ),
    Row(
        "done", "", """
        im done, were done, nothing else, all done, thats all thanks, im good, were good,
        im all set, all set, were all set, nothing more, im finished, thats the order,
        thats my order, thats all i need, thats all i want, finished, were finished,
        all finished, thats enough, thats plenty,
        (thats|that does|that should|that would|that might|thats going to|i think thats|
        i guess thats|i believe thats|itll|it will|that just about|i think that does|
        no thats|nope thats|okay thats|yeah thats|and thats|so thats)
        (be|do|about|just about|)
        (it|all|everything|us|me|all for me|all for now|it for me|it for now|it for us|
        all for us|it for today|all for today|it then|all then),
        thats do, that does, thats does it, that should do, that ought to do it,
        i think im good, ill be all, no more, end of order, checkout, check out,
        complete my order, finish, that ll be all, thats me done, will be all, be all,
        would be all, the end, place my order, place the order, submit my order, done,
        ready to pay, ill pay now, just that, just that please, nope just that
        """,
    ),
    Row(
        "serve", "dine_in", """
        for here, dine in, eat in, eating in, dining in, to eat here, eat here, ill eat here,
        have it here, eating here, to stay, for here please, were eating here, dine here
        """,
    ),
    Row(
        "serve", "take_away", """
        to go, takeout, take out please, take away, takeaway, carry out, carryout,
        to take away, to take out, for takeout, for take out, make it to go, to take with me,
        for pickup, for carryout, for take away
        """,
    ),
    Row(
        "act", "repeat", """
        repeat that, repeat, say that again, say again, can you repeat that, what was that,
        come again, pardon, what did you say, could you repeat that, i didnt hear you,
        i didnt catch that, one more time please, say it again, huh, sorry what,
        can you say that again, what, excuse me what, repeat the question, repeat that please,
        i couldnt hear you, i cant hear you
        """,
    ),
    Row(
        "act", "undo", """
        undo, undo that, take that back, go back, never mind, nevermind, forget that,
        forget i said that, forget that last one, put it back, put that back, revert,
        undo the last one, ignore that, disregard that, cancel that last one, never mind that,
        nevermind that, forget about that, take that off, remove that, delete that,
        never mind about that, put it back the way it was
        """,
    ),
    Row(
        "act", "clear", """
        start over, start again, start from scratch, lets start over, clear the order,
        clear everything, clear my order, restart, begin again, from the beginning,
        start all over, can we start over, can i start over, redo the order,
        remove everything, delete everything, wipe it, lets restart, empty the cart,
        clear the cart, take everything off, scrap everything, start the order over
        """,
    ),
    Row(
        "act", "cancel", """
        cancel, cancel the order, cancel my order, cancel everything, cancel it all,
        cancel all of it, forget it, forget the whole thing,
        i changed my mind about everything, never mind the whole thing, i dont want anything,
        cancel the whole thing, cancel the whole order, i want to cancel, forget everything,
        nothing anymore, i dont want anything anymore, forget the order, scrap the order,
        cancel order
        """,
    ),
    Row(
        "act", "person", """
        a person, talk to a person, speak to a person, talk to someone, speak to someone,
        a human, talk to a human, speak to a human, real person, a real person, an employee,
        talk to an employee, the manager, a manager, talk to a manager, speak to a manager,
        speak to the manager, talk to the manager, get me a person, can i talk to someone,
        can i talk to somebody, someone real, an actual person, is anyone there,
        is there anyone there, is there a person, customer service, i need help,
        i need some help, help, help me, operator, get someone, get somebody, i want a person,
        actual human, a worker, talk to a worker, talk to somebody, speak with someone,
        speak with a person, speak to somebody, talk to a real person, speak to a real person,
        speak with a human, a team member, representative, agent, this isnt working,
        this is not working, you are not understanding me, youre not understanding me,
        youre not listening, this is ridiculous, stupid machine, stupid robot,
        i hate this machine, are you a robot, im talking to a robot, get your manager
        """,
    ),
)  # fmt: skip
