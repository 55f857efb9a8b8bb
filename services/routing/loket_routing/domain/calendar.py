"""The calendar by which the law counts."""

from loket_shared.dutch_day import dutch_day

__all__ = ["dutch_day"]
