"""The log of processing (Logboek Dataverwerkingen 1.0): who was concerned by which processing, and when.

Its source is the audit trail, which commits with each act: ``service/log_shipper.py`` sends every chained record
on, in order, and moves its cursor when the log has acknowledged them. So nothing is lost or sampled,
a log that is away holds nobody up, and what is sent twice has the same ids. ``records.py`` says what is
told of a record, ``loket_policy`` holds the register that says of which processing activity each action is part.
"""
