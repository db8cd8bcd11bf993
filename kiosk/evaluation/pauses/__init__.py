"""When is a guest done? Sentences with pauses put in, ended by the strategies that listen.

``hesitant`` puts pauses into what is said, ``sound`` makes sound of it, ``hearing`` listens with
the real pipeline at every setting of the strategy, ``score`` counts.
"""
