"""The inbox: the events that a consumer has received, each recorded in the transaction of its effect (design section
4.3).
"""
