"""Identifiers that the examples of the catalogue share."""

from datetime import UTC, datetime
from uuid import UUID

QUESTION_ID = UUID("0192f0c1-7c3a-7def-8a00-000000000001")
REQUEST_ID = UUID("0192f0c1-7c3a-7def-8a00-000000000002")
DELIVERY_ID = UUID("0192f0c1-7c3a-7def-8a00-000000000003")
DEAD_LETTER_ID = UUID("0192f0c1-7c3a-7def-8a00-000000000004")
RULE_SET_ID = UUID("0192f0c1-7c3a-7def-8a00-000000000005")
REFERENCE = "KV-2026-000123"
MOMENT = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
DUE = datetime(2026, 12, 14, 16, 0, tzinfo=UTC)
