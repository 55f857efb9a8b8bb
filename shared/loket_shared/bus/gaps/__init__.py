"""Events that are missing, and the records that wait for them: seen by the operator, who may drop a stray one."""
