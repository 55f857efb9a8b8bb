"""``/v1/cases/{reference}/answer/...``: write, submit, return and approve the answer; approving sends it.

``version`` is the version of the answer, not of the case.
"""

from fastapi import APIRouter

from loket_backoffice.api.change_guards import IfMatch, Once
from loket_backoffice.handlers.answer_steps import (
    AnswerRemarkBody,
    approve_answer,
    return_answer,
    submit_answer,
    write_answer_draft,
)
from loket_backoffice.handlers.bodies import TextBody, VersionedBody
from loket_backoffice.views.case_view import CaseView
from loket_shared.http.direct_route import DirectRoute
from loket_shared.http.route_rules import LONG_TEXTS_BYTES
from loket_shared.identity.tokens import CurrentPrincipal

router = APIRouter(prefix="/v1/cases/{reference}/answer", tags=["answer"], route_class=DirectRoute)


@router.post("/draft", response_model_exclude_unset=True, max_body_size=LONG_TEXTS_BYTES)
async def write(reference: str, body: TextBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once) -> CaseView:
    """Keep a draft of the answer."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference, lambda work: write_answer_draft(work, principal, reference, body.text, version)
        )


@router.post("/submission", response_model_exclude_unset=True)
async def submit(
    reference: str, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> CaseView:
    """Put the answer before a second officer."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_case(reference, lambda work: submit_answer(work, principal, reference, version))


@router.post("/approval", response_model_exclude_unset=True)
async def approve(
    reference: str, if_match: IfMatch, principal: CurrentPrincipal, once: Once, body: VersionedBody | None = None
) -> CaseView:
    """Approve the answer; it goes out to the asker."""
    with if_match.or_version_of(body or VersionedBody()) as version:
        return await once.on_case(reference, lambda work: approve_answer(work, principal, reference, version))


@router.post("/return", response_model_exclude_unset=True)
async def send_back(
    reference: str, body: AnswerRemarkBody, if_match: IfMatch, principal: CurrentPrincipal, once: Once
) -> CaseView:
    """Return the answer to its authors."""
    with if_match.or_version_of(body) as version:
        return await once.on_case(
            reference,
            lambda work: return_answer(
                work, principal, reference, body.remark, version, for_cleared=body.remark_for_cleared
            ),
        )
