"""The rules of the back office in plain Python: facts in, states, clocks and permissions out, no IO.

Read ``case.py`` first: a case is its facts and its contribution requests; everything else is derived.
"""
