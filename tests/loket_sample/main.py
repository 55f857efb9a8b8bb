"""The sample service."""

from loket_policy.policy import DESK_POLICY
from loket_sample.api import router as api
from loket_sample.pages import router as pages
from loket_shared.contracts.texts import BilingualText
from loket_shared.service.runtime import ServiceDefinition
from loket_shared.service.settings import ServiceSettings

SERVICE = ServiceDefinition(
    name="sample",
    title=BilingualText(nl="Proefdienst", en="Sample service"),
    version="1.2.3",
    settings=ServiceSettings,
    publishes=(),
    subscriptions={},
    policy=DESK_POLICY,
    routers=(api,),
    pages=(pages,),
)
