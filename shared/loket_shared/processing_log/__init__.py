"""The log of processing (Logboek Dataverwerkingen 1.0): the processing of personal data, act by act.

Its source is the audit trail, which commits with each act. ``service/log_shipper.py`` sends every chained record in
order, and moves its cursor after the log has acknowledged them. So nothing is lost or sampled, an unreachable log
delays nobody, and a record that is sent twice has the same ids. ``records.py`` defines the content of a record.
``loket_policy`` has the register that assigns each action to a processing activity.
"""
