"""How the lead and the priority were chosen, in words that name the rules and the precedence.

Only open rules name a lead or a priority, so these words never rest on covert participation.
"""

from loket_routing.domain.deciding.setting import Setting
from loket_routing.domain.deciding.votes import Ballot, Vote
from loket_shared.contracts.texts import BilingualText

NOBODY_LEADS = BilingualText(
    nl="Geen regel wijst een penvoerder aan: de leiding blijft bij het loket.",
    en="No rule names a lead: the front office keeps the lead.",
)
NORMAL = BilingualText(nl="Geen regel vraagt om spoed.", en="No rule asks for urgency.")


def explain_lead(ballot: Ballot, setting: Setting) -> tuple[BilingualText, ...]:
    """Say which rule names the lead, and which rules lower in the precedence name one too."""
    naming = [vote for vote in ballot.votes if vote.rule.then.lead]
    if not naming:
        return (NOBODY_LEADS,)
    leading, *others = naming
    return (_chosen(leading, setting), *(_outranked(other, leading, setting) for other in others))


def explain_priority(ballot: Ballot) -> tuple[BilingualText, ...]:
    """Say which rules ask for urgency, or that none does."""
    asking = [vote.rule.id for vote in ballot.votes if vote.rule.then.priority == "urgent"]
    told = tuple(
        BilingualText(nl=f"Regel {rule} vraagt om spoed.", en=f"Rule {rule} asks for urgency.") for rule in asking
    )
    return told or (NORMAL,)


def _chosen(vote: Vote, setting: Setting) -> BilingualText:
    who, (nl, en) = setting.short_name(vote.named[0]), _place_of(vote, setting)
    return BilingualText(
        nl=f"{who} leidt: dat zegt regel {nl}, en geen regel die hoger staat wijst een penvoerder aan.",
        en=f"{who} leads: so says rule {en}, and no rule that stands higher names a lead.",
    )


def _outranked(vote: Vote, leading: Vote, setting: Setting) -> BilingualText:
    who, (nl, en) = setting.short_name(vote.named[0]), _place_of(vote, setting)
    if vote.rule.then.lead == leading.rule.then.lead:
        return BilingualText(
            nl=f"Ook regel {nl}, wijst {who} als penvoerder aan.", en=f"Rule {en}, names {who} as lead too."
        )
    return BilingualText(
        nl=f"Regel {nl}, wijst {who} als penvoerder aan; omdat die lager staat, denkt {who} mee.",
        en=f"Rule {en}, names {who} as lead; as it stands lower, {who} contributes.",
    )


def _place_of(vote: Vote, setting: Setting) -> tuple[str, str]:
    rule_set = setting.rule_set
    place, places = rule_set.places[vote.line], len(rule_set.precedence)
    title = rule_set.ranked[place].title
    return (
        f"{vote.rule.id} ('{title.nl}'), op plaats {place + 1} van {places} in de voorrang",
        f"{vote.rule.id} ('{title.en}'), at place {place + 1} of {places} in the precedence",
    )
