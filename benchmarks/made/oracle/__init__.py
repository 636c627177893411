"""The meaning of the assessment a second time: plain Python, every pair by brute force.

Written from the documents alone (the model and the method), before its author had read the rules
in SQL, so that the two can disagree. Each module says one part of the method once, in the order in
which the method gives them; ``denials`` and ``claims`` stand on top. None is *unknown*, as NULL is
in the rules.
"""
