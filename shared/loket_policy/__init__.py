"""The law of the desk: departments, code lists, who reaches which compartment, what is hidden, what is processed.

It is data and pure rules. The transport library knows none of it; each service hands it in by its definition.
"""
