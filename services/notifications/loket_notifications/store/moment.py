"""The column type of a moment."""

from datetime import datetime

from sqlalchemy import DateTime
from sqlalchemy.types import TypeDecorator


class Moment(TypeDecorator[datetime]):
    """An aware moment; PostgreSQL keeps it in UTC."""

    impl = DateTime(timezone=True)
    cache_ok = True
