"""Whether a mention is denied: "geen militaire toepassing" is, "niet alleen civiel" is not.

The scope is closed: a denial reaches at most six words ahead, never over a sentence mark or a word
that opens another clause, and goes on through an enumeration ("geen wapens, munitie of springstof").
"""

from loket_routing.domain.text.words import Words

_REACH = 6


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


_DETERMINERS = _words("geen zonder no without neither noch nor non none")
_DENIALS = _DETERMINERS | _words(
    "niet nooit niets nergens niemand nimmer not never nothing nobody cannot "
    "isnt arent wasnt werent dont doesnt didnt wont wouldnt cant couldnt hasnt havent hadnt"
)
_CLAUSES = _words(
    "maar doch echter wel tenzij behalve dan want omdat doordat dat die waarbij waarvoor terwijl hoewel zodat en "
    "but however yet unless except than because that which who while although whereas so and"
)
_MARKS = frozenset(".,;:!?()")
_LIMITERS = _words(
    "alleen enkel slechts uitsluitend louter zozeer noodzakelijk per only just merely solely exclusively "
    "necessarily simply of whether if zeker duidelijk bekend helder sure clear certain known yet"
)
_EXCLUDING = _words("uitsluiten uitgesloten exclude excluded excluding rule ruled")
_OPEN = _EXCLUDING | _words("whether if")
_JOINING = _words(", of en or and noch nor")
_UNDECIDED = _words("nog weten weet wisten")
_AFTERWARDS = (
    "uitgesloten",
    "niet aan de orde",
    "niet voorzien",
    "geen sprake",
    "is er niet",
    "zijn er niet",
    "niet beoogd",
    "excluded",
    "ruled out",
    "not intended",
    "not foreseen",
    "not involved",
    "not planned",
)


def denied_before(words: Words, first: int, determiner_only: bool) -> bool:
    """Return whether a denial before piece ``first`` reaches it."""
    denials = _DETERMINERS if determiner_only else _DENIALS
    for number in range(first - 1, max(first - 2 - _REACH, -1), -1):
        piece = words.pieces[number]
        if piece in denials:
            return not _lifted(words, number, first)
        if piece in _MARKS or piece in _CLAUSES:
            return False
    return False


def _lifted(words: Words, denial: int, first: int) -> bool:
    """Return whether what follows the denial takes it away: not only, not sure, cannot rule out, No 428/2009."""
    between = words.pieces[denial + 1 : first]
    before = words.pieces[denial - 1] if denial else ""
    following = between[0] if between else ""
    return (
        (following in _LIMITERS and words.pieces[denial] not in _DETERMINERS)
        or following.isdigit()
        or before in _UNDECIDED
        or any(piece in _OPEN for piece in between)
    )


def denied_after(words: Words, last: int) -> bool:
    """Return whether the clause after piece ``last`` denies it: "militair gebruik is uitgesloten"."""
    clause: list[str] = []
    for piece in words.pieces[last + 1 : last + 2 + _REACH]:
        if piece in _MARKS or piece in _CLAUSES:
            break
        clause.append(piece)
    text = f" {' '.join(clause)} "
    if any(f" {denial} {excluding} " in text for denial in ("niet", "not") for excluding in (*_EXCLUDING, "uit")):
        return False
    return any(f" {phrase} " in text for phrase in _AFTERWARDS)


def goes_on(words: Words, last_of_previous: int, first: int) -> bool:
    """Return whether a mention continues an enumeration that the previous mention is part of."""
    between = words.pieces[last_of_previous + 1 : first]
    return bool(between) and len(between) <= 2 and between[0] in _JOINING
