"""What is sent twice is done once: keys of calls and of forms, claimed in the transaction of the act itself.

A key is kept as a mark, with a mark of what came under it and the name of what it was about. No answer is
kept: a repeated call reads the thing as it stands for its caller, so the policy decides as for any reading.
"""
