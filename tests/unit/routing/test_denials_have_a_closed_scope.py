"""What is denied gives no signal; what only looks like a denial does."""

import pytest
from unit.routing.asking import decided, question, signals_in


@pytest.mark.parametrize(
    "text",
    [
        "Er is geen militaire toepassing.",
        "Er is geen enkele militaire toepassing.",
        "Geen enkel militair doel is voorzien.",
        "Het onderzoek is niet militair.",
        "Een niet-militaire toepassing.",
        "Zonder militaire toepassing.",
        "Zonder civiele of militaire toepassing.",
        "Het is niet bedoeld voor militair gebruik.",
        "De partner heeft geen banden met de krijgsmacht.",
        "Het gaat niet om wapens, munitie of springstof.",
        "Geen wapens, raketten en torpedo's.",
        "Militair gebruik is uitgesloten.",
        "Militaire toepassingen zijn niet aan de orde.",
        "Van militair gebruik is geen sprake.",
        "There is no military use.",
        "This is non-military research.",
        "It is not intended for military purposes.",
        "The work isn't military.",
        "Without any military end use.",
        "Neither civil nor military applications.",
        "Military use is excluded.",
        "Military end use is not foreseen.",
        "Geen van de partners heeft banden met het leger.",
        "Wij hebben geen aanwijzingen dat de partner banden heeft met het leger.",
        "There is no evidence that the partner serves the armed forces.",
        "Wij maken geen uniformen, wapens of drones.",
        "This involves no dual-use items, weapons or drones.",
        "Met wapens hebben wij niets te maken.",
        "The army has nothing to do with this.",
        "Wapens komen er niet aan te pas.",
        "Militair onderzoek doen wij niet.",
        "Het leger speelt geen rol.",
        "Civiel onderzoek in plaats van militair onderzoek.",
        "Civil rather than military research.",
        "Los van elke militaire toepassing.",
        "Is het militair onderzoek? Nee, het is theologie.",
        "Wapens, munitie of andere militaire goederen komen er niet voor.",
        "The study excludes any military application.",
        "Onze samenwerking sluit militaire toepassingen uit.",
        "We do not know whether he can attend. No military partner is involved.",
        "Militaire toepassing: geen.",
        "Military use: none. Topic: law.",
    ],
)
def test_a_denied_mention_gives_no_signal(text: str) -> None:
    assert "military" not in signals_in(text)


@pytest.mark.parametrize(
    "text",
    [
        "De toepassing is niet alleen civiel maar ook militair.",
        "Niet alleen militair, ook civiel.",
        "Niet uitsluitend militaire toepassingen.",
        "Niet civiel, maar militair.",
        "Het is geen grap. Militair gebruik is voorzien.",
        "Geen bezwaar: het leger betaalt.",
        "Wij weten niet of er een militaire toepassing is.",
        "Het is niet zeker of de partner militair is.",
        "Wij kunnen militair gebruik niet uitsluiten.",
        "Militair gebruik is niet uitgesloten.",
        "Er is nog geen militaire toepassing.",
        "Niets anders dan militair onderzoek.",
        "Wij hebben geen cleanroom en doen militair onderzoek.",
        "Not only military but also civil use.",
        "Not just military use.",
        "We cannot rule out military use.",
        "Military use is not excluded.",
        "We do not know whether the partner is military.",
        "No later than May the army will visit.",
        "Regulation (EC) No 428/2009 and military goods.",
        "There is no budget, but the army pays.",
        "No doubt that it is military.",
        "Het project is niet louter civiel.",
        "Its use is not exclusively civilian.",
        "Niet zonder militaire betekenis.",
        "Not without military relevance.",
        "Het onderzoek is niet beperkt tot militaire doelen.",
        "Not used only by the army.",
        "Wij kunnen niet garanderen dat er geen militair gebruik volgt.",
        "We cannot guarantee that there will be no military use.",
        "Het is onduidelijk of er geen militaire toepassing is.",
        "De partner werkt al dan niet voor het leger.",
        "Een project met of zonder militaire partner.",
        "Wij hebben geen ervaring met militaire partners.",
        "Mag het zonder toestemming van defensie?",
        "Zonder subsidie bouwen wij militaire drones.",
        "In plaats van bruggen bouwen wij militaire drones.",
        "Is er geen militaire toepassing denkbaar?",
        "Is there no military use?",
        "Het leger heeft niets te maken met deze vraag, maar wel met het project; het leger betaalt.",
        "De wapens zijn niet bedoeld voor de jacht.",
        "Military funds are not used for teaching.",
        "Militaire toepassing: geen idee.",
        "De overeenkomst sluit militair gebruik niet uit.",
        "The agreement does not exclude military applications.",
    ],
)
def test_a_sentence_that_denies_something_else_gives_it(text: str) -> None:
    assert "military" in signals_in(text)


@pytest.mark.parametrize(
    ("text", "signal", "given"),
    [
        ("Wij hebben nog niet met de leverancier gesproken.", "company", True),
        ("We have not signed with the company.", "company", True),
        ("Er is geen bedrijf betrokken.", "company", False),
        ("No company is involved.", "company", False),
        ("De partner staat niet op een sanctielijst.", "export-or-sanctions", False),
        ("There is no embargo.", "export-or-sanctions", False),
        ("Er is niets gestolen.", "incident-words", False),
        ("Nothing was stolen.", "incident-words", False),
        ("Het was geen statelijke actor.", "state-actor", False),
        ("Zonder gezichtsherkenning.", "surveillance", False),
        ("Wij werken niet aan drones.", "civil-technology", False),
        ("Er gaat geen laptop mee.", "travel-device", False),
        ("Mijn laptop mag niet mee.", "travel-device", True),
        ("Het gaat niet om een bedrijf.", "company", False),
        ("It does not involve a company.", "company", False),
        ("De sensoren zijn niet bedoeld voor militair gebruik.", "civil-technology", True),
        ("Onze drones hebben niets te maken met wapens.", "civil-technology", True),
        ("Our drones have nothing to do with weapons.", "civil-technology", True),
        ("Bij drones is geen sprake van militair gebruik.", "civil-technology", True),
        ("Geen wapens, wel drones.", "civil-technology", True),
        ("Zonder defensie bouwen wij drones.", "civil-technology", True),
    ],
)
def test_how_each_kind_of_word_is_denied(text: str, signal: str, given: bool) -> None:
    assert (signal in signals_in(text)) is given


def test_a_denied_word_is_kept_as_a_fact_with_its_place() -> None:
    decision = decided(question("other", text="Geen militaire toepassing."))
    denied = [fact.source for fact in decision.facts if fact.name == "denied-signal" and fact.value == "military"]
    assert denied == ["description[5:14]: *militair*"]


@pytest.mark.parametrize("line_end", ["\n\n", "\r\n\r\n", " \n \n"])
def test_a_denial_ends_with_its_paragraph_also_without_a_mark(line_end: str) -> None:
    assert "military" in signals_in(f"Geen bijzonderheden{line_end}Militair onderzoek samen met het leger")
