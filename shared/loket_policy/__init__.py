"""The law of the desk: departments, code lists, vault grants, covert departments and the register of processing.

It consists of data and pure rules. The transport library ``loket_shared`` does not know it; each service passes it in
with its ServiceDefinition.
"""
