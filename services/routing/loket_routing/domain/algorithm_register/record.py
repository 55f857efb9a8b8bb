"""The record of an algorithm, in the fields of the publication standard of the Algoritmeregister, version 1.0."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Words = Annotated[str, Field(min_length=1, max_length=2500)]
Title = Annotated[str, Field(min_length=1, max_length=100)]
Link = Annotated[str, Field(max_length=500)]
Category = Literal[
    "Organisatie en bedrijfsvoering",
    "Cultuur en recreatie",
    "Economie",
    "Overheidsfinanciën",
    "Wonen",
    "Internationaal",
    "Migratie en integratie",
    "Natuur en milieu",
    "Onderwijs en wetenschap",
    "Openbare orde en veiligheid",
    "Recht",
    "Ruimte en infrastructuur",
    "Sociale zekerheid",
    "Verkeer",
    "Werk",
    "Zorg en gezondheid",
]


class Strict(BaseModel):
    """The base of what has the field names of the standard, which are not those of the desk's own API."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class SourceReference(Strict):
    """A source of data, and where to read about it."""

    title: Annotated[str, Field(min_length=1, max_length=500)]
    link: Link


class AlgorithmRecord(Strict):
    """The record; it is in Dutch only, as the standard has it."""

    name: Title
    description_short: Annotated[str, Field(min_length=1, max_length=350)]
    organization: Title
    category: Annotated[tuple[Category, ...], Field(max_length=3)]
    status: Literal["In ontwikkeling", "In gebruik", "Buiten gebruik"]
    begin_date: Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
    contact_email: Link
    publication_category: Literal["Hoog-risico AI-systeem", "Impactvolle algoritmes", "Overige algoritmes"]
    goal: Words
    proportionality: Words
    human_intervention: Words
    risks: Words
    lawful_basis: Words
    impacttoetsen: Words
    source_data: Words
    source_data_grouping: tuple[SourceReference, ...]
    methods_and_models: Annotated[str, Field(min_length=1, max_length=5000)]
    provider: Annotated[str, Field(min_length=1, max_length=200)]
    lang: Literal["nld"] = "nld"
    standard_version: Literal["1.0"] = "1.0"
    source_id: Title
    tags: Words
