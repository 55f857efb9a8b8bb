"""The journey of one question, put together from the log and from exported telemetry."""
