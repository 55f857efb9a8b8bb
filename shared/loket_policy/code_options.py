"""The shared code lists as options of a form, in one language."""

from collections.abc import Sequence

from loket_policy import code_lists
from loket_policy.countries import countries
from loket_shared.contracts.texts import Language

Options = list[tuple[str, str]]
"""Pairs of a code and its name."""


class CodeOptions:
    """The choices of each shared code list, named in one language; each service extends the class for its pages."""

    def __init__(self, language: Language) -> None:
        self._language = language

    @property
    def topics(self) -> Options:
        """The topics, including that of an incident report."""
        return self._options(code_lists.topics())

    @property
    def fields(self) -> Options:
        """The fields of knowledge."""
        return self._options(code_lists.fields())

    @property
    def partner_types(self) -> Options:
        """The kinds of partner."""
        return self._options(code_lists.partner_types())

    @property
    def institution_kinds(self) -> Options:
        """The kinds of institution."""
        return self._options(code_lists.institution_kinds())

    @property
    def countries(self) -> Options:
        """The countries, by name."""
        return list(countries(self._language).items())

    def _options(self, entries: Sequence[code_lists.Code]) -> Options:
        return [(entry.code, entry.name.in_language(self._language)) for entry in entries]
