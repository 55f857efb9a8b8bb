"""The rules of the back office in plain Python: facts in, states, clocks and permissions out, no IO.

Read ``facts.py`` first: a case is the list of facts recorded about it; everything else is derived.
"""
