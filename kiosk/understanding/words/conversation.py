"""What moves the conversation: asking for things, going back, ending it, calling somebody."""

from __future__ import annotations

from typing import Final

from kiosk.understanding.words.row import Row

__all__ = ["ROWS"]

ROWS: Final = (
    Row("request", "", "(can|could|may) (i|we) (still|maybe|possibly) (get|have|order|do)"),
    Row(
        "request", "", """
        (can|could|may) (i|we|you) (get|have|do|order|please get|also get|also have|give me|make
        me|get me|try| please have|just get|just have|grab), (i|we|ill|id|well|wed)
        (want|need|like|take|have|get|would like|will have|will take|would like to order| would
        like to get|would like to have|want to order|want to get|do|go with| like to order|like to
        get|like to have|love|also want|also like|also take|just want| just need|also need|would
        also like|also have|will get), give me, get me, let me get, let me have, let me do, lets
        do, can i, can you, can we, could i, could you, could we, may i, may we, would you, will
        you, can you please, could you please, can i please, lets get, lets have, lets go with,
        order me, do me, make me, hook me up with, im going to get, im going to have, im going to
        do, going to get, going to have, fix me, bring me, im looking for, (im|were|) going to
        (need|want|try|order|grab), (were|) going to (take|go with), were going to (get|have),
        i will try, ill try
        """,
    ),
    Row(
        "serve", "dine_in", """
        (thats|its|this is|itll be|make it|make that|make this|thats be|) (for here|to stay), for
        here please, dine in, dine here, eat in, eat here, (to|well|ill) eat (it|) (here|in), for
        (dine in|dining in|eating in), (im|were|) (eating|dining|sitting) (in|here|inside), were
        staying, staying here, were sitting down, (sit|stay) in, (have|eat) (it|this) here, ill
        have it here, well have it here, (im|were|) going to (eat|dine|stay|sit) (here|in|inside),
        (im|were|) going to (eat|have) (it|this) here, its to eat (in|here)
        """,
    ),
    Row(
        "serve", "take_away", """
        (thats|its|this is|itll be|make it|make that|make this|everything|all of it|all|thats be|)
        (to go|takeout|for takeout|for carryout|for pickup|carryout), its a pickup, for (take
        out|take away|carry out|pick up), take out please, take away, takeaway, carry out,
        carryout please, pickup, pick up please, (thats|its) (take out|carry out|take
        away|pickup), to (take out|take away), (to|ill|well|i will|i want to) take
        (it|this|that|them|everything|) (home|with me|with us), (im|were|) taking
        (it|this|that|them|everything) (home|with me|with us|to go), (ill|well) (eat|have)
        (it|this|that) in the car, on the go, pick up, (bag|box) (it|that|this|them) up
        """,
    ),
    Row(
        "act", "repeat", """
        (can you|could you|would you|) (repeat|say|tell me|run) (that|it) (again|one more
        time|once more|by me|by me again|back|), (would you|do you|) mind (repeating|saying) that
        (again|), repeat, say again, repeat (the question|your question|that last part|that
        please), say what, (can you|could you|) (go|run) (over|through) that (again|one more
        time|once more), come again, one more time, once more, one more time please, huh, eh,
        pardon, pardon me, (i|) beg your pardon, what, what now, excuse me what, sorry what, you
        what, whats that again, what (did|do) you (say|just say), whatd you (say|just say), what
        were you saying, what was (that|the question|that again), tell me again, (i|)
        (didnt|couldnt|cant|didnt quite|couldnt quite) (hear|catch|get|understand)
        (you|that|it|what you said|the question|what you just said), (i|) missed (that|what you
        said|the question|the last part|it), speak up, louder, (a little|a bit|) louder please, i
        wasnt listening, i dont understand what you said
        """,
    ),
    Row(
        "act", "undo", """
        undo, undo (that|it|last), take that back, go back,
        go back (one|a step|one step), back up, never mind, nevermind, revert, revert that,
        forget i said (that|anything), put it back, put that back, forget (about|) that,
        (put it|put that|go) back (to|) (the way|how) it was,
        (ignore|disregard) (that|it),
        (undo|ignore|disregard|forget|forget about|scratch|strike|cancel)
        (that|the|my) last (one|thing|item|bit|part),
        (never mind|nevermind) (that|that one|about that), forget that one,
        take that off, remove that, delete that,
        i didnt (mean|say|order|ask for|want) (that|that one|it)
        """,
    ),
    Row(
        "act", "clear", """
        (can we|can i|could we|could i|lets|i want to|i need to|i would like to|lets just|) start
        (over|again|fresh|afresh|from scratch|all over|over again|all over again|anew),
        (start|begin) (this|the order|my order|it|me|this order|it all|everything)
        (over|again|from scratch), begin (again|from scratch|over), lets begin again, restart
        (it|the order|my order|everything|), lets restart, start again please, reset (it|the
        order|my order|everything|), (redo|do over) (it|the order|my order|everything), do over, a
        do over, do (it|this) (all|) over, (take it|) from the (beginning|top|start), (go|) back
        to the (beginning|start), clean slate, (clear|wipe|erase|empty) (it|it all|it out|it
        clean|everything|all of it|that|), reset (it all|that),
        (clear|wipe|erase|empty|scrap|scratch|trash|throw out|toss out|get rid of|remove|delete)
        (the|my|this|that|) (cart|whole order|entire order|whole cart), (clear|wipe|erase|empty)
        (the|my|this|that) order, (scrap|scratch|trash|remove|delete|throw out|toss out|get rid
        of) (everything|it all|all that|all of that|all of it), take everything off, throw
        (it|that) all out
        """,
    ),
    Row(
        "act", "cancel", """
        cancel, (cancel|call off|forget|void|abort) (it|it all|all of it|everything|that whole
        thing|the whole thing|this), (cancel|forget|void|abort|scrap|drop|kill|trash|delete|call
        off) (the|my|this|that|our) order, (cancel|forget|void) (the|my|this|that|our)
        (whole|entire) order, cancel order, i want to cancel, call it off, abort, quit, exit, i
        changed my mind about everything, (never mind|nevermind) (everything|the whole thing),
        nothing anymore, (i|we) dont want (anything|nothing|any of it|any of this|any of that),
        (i|we) dont want (anything|nothing|any of it|to order) (anymore|any more|now), (im|were)
        (leaving|out of here|going to leave), (i|we) gotta (go|leave|run), i have to (leave|run),
        (ill|well|im going to|were going to|im|were|lets|) (go|going) (somewhere|someplace) else,
        not ordering anything
        """,
    ),
    Row(
        "act", "person", """
        (a|an|the|your) (real|actual|live|human|) (person|human|human
        being|employee|manager|supervisor|
        worker|cashier|attendant|agent|representative|operator|team member|staff member),
        (real|actual|live|human) (person|human|people|being), (is there|isnt there) (a|any)
        (real|actual|human|live|) (person|human|people), person please, human, somebody real,
        someone real, (talk|speak|talking|speaking|chat) (to|with)
        (someone|somebody|anyone|anybody|people), (talk|speak|talking|speaking) (to|with)
        (a|an|the|your) (real|actual|live|human|) (person|human|manager|employee|cashier),
        (get|call|find|send|have|bring|fetch) (me|)
        (someone|somebody) (else|out|over|out here|over here|here|), (put|connect|transfer) me
        (with|to|through to) (someone|somebody), can i talk to (someone|somebody), connect me,
        transfer me, (is|is there|) (anyone|anybody|someone|somebody) (there|here|in
        there|working|home), (customer service|representative|operator|agent|manager|supervisor),
        whoevers in charge, who is in charge, the person in charge, (need|want|get|have|use)
        (some|a little|) (help|assistance), help, help me, help please, assistance, assistance
        please, (someone|somebody) (please|) help, (someone|somebody) help me, (can|could)
        (someone|somebody|anyone|anybody) (please|) help (me|us|), (this|it|this thing)
        (isnt|aint) working, this is not working, this thing is broken, (this|this thing) doesnt
        work, (youre|you keep) not (understanding|listening to|hearing|getting)
        (me|this|it), youre not listening, you dont understand (me|), you keep getting (it|my
        order|that) wrong, this is ridiculous, stupid machine, stupid robot, youre useless, i hate
        (this|these|that|talking to) (machine|machines|robot|robots|thing|things), (are you|is
        this|am i talking to|im talking to|i dont want|not|no|im not talking to|dont want)
        (a|an|any|) (robot|robots|machine|computer|bot), (are you|is this) a real person,
        (talk|talking|talk to|talking to|with|to) (a|an) (robot|machine|computer|bot)
        """,
    ),
)  # fmt: skip
