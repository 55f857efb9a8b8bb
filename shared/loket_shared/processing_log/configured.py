"""Which store a service was told to log its processing in."""

from loket_shared.processing_log.file_store import FileStore
from loket_shared.processing_log.otlp_store import OtlpStore
from loket_shared.processing_log.store import NoStore, Store
from loket_shared.service.settings import ServiceSettings


def configured_store(settings: ServiceSettings) -> Store:
    """Return the store by OTLP where there is one, else the folder of JSON lines, else one that keeps nothing."""
    if settings.ldv_endpoint:
        return OtlpStore(settings.ldv_endpoint, settings.ldv_token_file)
    return FileStore(settings.ldv_dir) if settings.ldv_dir else NoStore()
