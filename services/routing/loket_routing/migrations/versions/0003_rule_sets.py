"""Rule sets as data with a lifecycle, and the evidence of each version of a question."""

from datetime import UTC, datetime

import orjson
import sqlalchemy as sa
from alembic import op

from loket_routing.domain.lifecycle.examples import examples_as_json
from loket_routing.policy import examples, rule_set
from loket_shared.db.ids import new_id

revision = "0003"
down_revision = "0002"

_TIME = sa.DateTime(timezone=True)
_FIRST = "2026.1"
_OPENED = datetime(2022, 1, 30, 23, 0, tzinfo=UTC)
_RELEASE = {"by": "release", "name": "Release", "at": _OPENED}


def upgrade() -> None:
    """Create the tables, and put the first policy in force."""
    op.create_table(
        "evidence",
        sa.Column("question_id", sa.Uuid, sa.ForeignKey("questions.question_id"), primary_key=True),
        sa.Column("question_version", sa.Integer, primary_key=True),
        sa.Column("sealed", sa.LargeBinary, nullable=False),
    )
    rule_sets = op.create_table(
        "rule_sets",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("version", sa.Text, nullable=False, unique=True),
        sa.Column("based_on", sa.Text),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("document", sa.Text, nullable=False),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("examples", sa.Text, nullable=False),
        sa.Column("verdict", sa.Text, nullable=False),
        sa.Column("erred_at", _TIME),
        sa.Column("erred_why", sa.Text),
    )
    steps = op.create_table(
        "rule_set_steps",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("rule_set_id", sa.Uuid, sa.ForeignKey("rule_sets.id"), nullable=False, index=True),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("sound", sa.Boolean, nullable=False),
        sa.Column("reason", sa.Text),
    )
    activations = op.create_table(
        "rule_set_activations",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("rule_set_id", sa.Uuid, sa.ForeignKey("rule_sets.id"), nullable=False),
        sa.Column("position", sa.BigInteger, sa.Identity(always=True), nullable=False),
        sa.Column("active_from", _TIME, nullable=False),
        sa.Column("at", _TIME, nullable=False),
        sa.Column("by", sa.Text, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("cancelled_at", _TIME),
        sa.Column("announced_at", _TIME),
    )
    _install(rule_sets, steps, activations)


def _install(rule_sets: sa.Table, steps: sa.Table, activations: sa.Table) -> None:
    """Activate the first policy from the day the desk opened (docs/domain.md#the-desk)."""
    first = rule_set(_FIRST)
    row_id = new_id()
    op.bulk_insert(
        rule_sets,
        [
            {
                "id": row_id,
                "version": first.version,
                "revision": 1,
                "document": orjson.dumps(first.document()).decode(),
                "digest": first.digest,
                "examples": examples_as_json(examples(_FIRST)),
                "verdict": "{}",
            }
        ],
    )
    op.bulk_insert(steps, [{"id": new_id(), "rule_set_id": row_id, "kind": "installed", "sound": True, **_RELEASE}])
    begin = {"active_from": _OPENED, "announced_at": _OPENED, **_RELEASE}
    op.bulk_insert(activations, [{"id": new_id(), "rule_set_id": row_id, **begin}])
