"""When is a guest done? Sentences with pauses put in, ended by the strategies that listen.

``said`` takes turns out of scenarios, ``hesitant`` puts pauses into them, ``sound`` makes sound of
it, ``hearing`` listens with the real pipeline at every setting of the strategy, ``score`` counts.
"""
