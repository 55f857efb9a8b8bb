"""Handles a repeated request once: idempotency keys of API calls and forms, claimed in the transaction of the act.

Only keyed marks are stored: of the key, of the content and of the subject's name. No response is stored. A repeated
call reads the thing in its present state, so the access policy decides as for any read.
"""
