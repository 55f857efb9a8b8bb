"""The sample service."""

from loket_sample.api import router as api
from loket_sample.pages import router as pages
from loket_shared.contracts.texts import Text
from loket_shared.ops.runtime import ServiceDefinition
from loket_shared.ops.settings import ServiceSettings

SERVICE = ServiceDefinition(
    name="sample",
    title=Text(nl="Proefdienst", en="Sample service"),
    version="1.2.3",
    settings=ServiceSettings,
    publishes=(),
    subscriptions={},
    routers=(api,),
    pages=(pages,),
)
