"""What the parameters and the parts of every API mean, in the words of its description; one word means one thing."""

from collections.abc import Mapping
from types import MappingProxyType

PARAMETERS: Mapping[str, str] = MappingProxyType(
    {
        "Idempotency-Key": "Een sleutel die u kiest. Een verzoek dat u onder dezelfde sleutel herhaalt, telt één keer.",
        "If-Match": "De versie die u hebt gezien. Is er intussen een nieuwere, dan verandert er niets (412).",
        "action": "Alleen wat zo heet, zoals `case.read`.",
        "actor": "Alleen wat deze persoon of dit systeem deed.",
        "at": "Het moment waarvoor de klokken worden berekend; nu, als het ontbreekt.",
        "cursor": "Waar de lijst verdergaat: `next` van de vorige bladzijde.",
        "from": "Vanaf wanneer.",
        "id": "Het kenmerk, een UUID.",
        "letter_id": "Het kenmerk van het bericht dat niet is verwerkt, een UUID.",
        "limit": "Hoeveel er hoogstens op een bladzijde staan.",
        "order": "Wat vooraan staat: de zaak die het laatst is geopend, of die het eerst af moet.",
        "query": "Woorden die alle in de naam staan.",
        "queue": "Welke zaken: uw eigen, die van uw departement, die van de frontoffice, of alle.",
        "reference": "De referentie van de vraag, zoals `KV-2026-000123`.",
        "refused": "Alleen wat is geweigerd.",
        "state": "Alleen wat in deze toestand is.",
        "to": "Tot wanneer.",
        "until": "Tot en met wanneer.",
        "version": "De versie van de regelset, zoals `2026.1`.",
    }
)
"""By name, wherever a parameter of that name stands."""

PARTS: Mapping[str, str] = MappingProxyType(
    {
        "answer": "Het antwoord op een vraag: schrijven, voorleggen, goedkeuren.",
        "cases": "De zaken van het loket, en wat ermee gebeurt.",
        "code lists": "De lijsten waaruit u kiest; iedereen mag ze lezen.",
        "contribution requests": "Wat aan departementen wordt gevraagd, en wat zij bijdragen.",
        "dead-letters": "Berichten die niet konden worden verwerkt.",
        "decisions": "De verdeling van vragen over departementen, met de redenen.",
        "deliveries": "De mail die het loket stuurt.",
        "gaps": "Berichten die ontbreken, en wat daarop wacht.",
        "message flow": "Hoe de berichten van dit onderdeel stromen.",
        "operations": "Wat de beheerder ziet en doet.",
        "questions": "Vragen indienen en volgen.",
        "rule sets": "De regels waarmee vragen worden verdeeld.",
        "simulations": "Regels uitproberen op vragen van vroeger.",
    }
)
"""By tag."""
