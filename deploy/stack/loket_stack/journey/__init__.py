"""The journey of one question, combined from the log and from exported telemetry."""
