"""Whether the counted has happened: modality, tense, negation and what governs the trigger, from the clause outwards.

The dangerous error is a plan that counts as done, so a cue of planning anywhere above the trigger wins over the past tense below it.
"""

from __future__ import annotations

import re
from itertools import islice

from schemas.figure import Status
from services.extractor.readers.tree import Tree

_FUTURE = frozenset({"will", "'ll", "wo", "shall", "would", "could", "may", "might", "can", "should", "must", "ought"})
_PLANNING = frozenset(
    """
    agree agrees agreed agreeing plan plans planned planning expect expects expected expecting promise promises promised promising pledge
    pledges
    pledged pledging vow vows vowed vowing undertake undertakes undertook undertaken schedule scheduled intend intends intended hope
    hopes hoped
    aim aims aimed offer offers offered offering propose proposes proposed prepare prepares prepared preparing due want wants wanted seek
    seeks
    sought demand demands demanded ask asks asked foresee foresees foresaw foreseen provide provides envisage envisages envisaged oblige
    obliges
    obliged discuss discusses discussed discussing negotiate negotiating negotiated order orders ordered
    decide decides decided ready willing supposed bound likely begin-to threaten threatens threatened remaining awaiting await awaits
    wait waits waited waiting
    called calls
    pencilled slated commit committed commits concerns
    approve approves approved approving authorise authorises authorised authorize authorizes authorized consider considers
    considering mull mulls mulled mulling weigh weighs weighed weighing recommend recommends recommended contemplate contemplates
    contemplated contemplating debate debates debated debating instruct instructs instructed direct directs directed
    urge urges urged urging postpone postpones postponed postponing suspend suspends suspended suspending delay delays delayed delaying
    cancel cancels cancelled canceled block blocks blocked blocking halt halts halted refuse refuses refused refusing threaten threatened
    """.split()
)
_PURSUIT = frozenset(
    """
    work works worked working press presses pressed pressing push pushes pushed pushing negotiate negotiates negotiated negotiating
    talk talks talked talking bargain bargains bargained bargaining haggle haggles haggled haggling campaign campaigns campaigned
    campaigning lobby lobbies lobbied lobbying fight fights fought fighting struggle struggles struggled struggling strive strives strove
    striving mediate mediates mediated mediating plead pleads pleaded pleading appeal appeals appealed appealing pray prays prayed
    praying argue argues argued arguing wrangle wrangles wrangled wrangling rally rallies rallied rallying march marches marched marching
    effort efforts attempt attempts bid bids drive pressure progress contacts dispute disputes discussion discussions
    way
    """.split()
)
"""*Working on the release of 30*, *efforts for the return of 30*, *cleared the way for*: what is pursued is not reached."""
_LETTING_GO = frozenset(
    "release releases return handover hand-over freeing freedom exchange swap transfer repatriation liberation pardon amnesty".split()
)
_PURSUED = frozenset({"on", "for", "over", "toward", "towards", "about"})
_SWAPS = frozenset("exchange exchanged exchanges exchanging swap swapped swaps swapping trade traded trades trading".split())
_PLAN_NOUNS = frozenset(
    """
    agreement deal accord truce ceasefire framework roadmap
    plan plans promise pledge proposal offer pact formula undertaking commitment preparation preparations talks
    negotiations
    lists list names work readiness intention decision order bid call calls demand demands request goal target idea possibility prospect
    hopes hope
    arrangement warrant warrants reward rewards bounty bounties permission approval
    """.split()
)
_DONE = frozenset(
    "completed complete finished over implemented fulfilled honoured honored concluded done carried-out wrapped carried executed".split()
)
_ACHIEVED = frozenset({"led", "resulted", "ended", "secured", "produced", "saw", "yielded", "won", "culminated"})
"""*The deal that led to the release of 80*, and not *that included* it: what it has brought."""
_CONTAINING = frozenset("see sees include includes included involve involves involved cover covers covered entail entails entailed".split())
_ASCERTAINING = frozenset({"confirm", "verify", "document", "establish", "account", "identify", "count", "find"})
"""*It could confirm only 49 releases*: what one can make sure of has happened."""
_DENIAL = frozenset(
    """
    deny denies denied denying refute refutes refuted reject rejects rejected rejecting dismiss dismisses dismissed dispute disputes
    disputed
    contrary untrue false invented fabricated rubbished withdrawn wrong debunked disproved
    """.split()
)
_REPORTS = frozenset(
    "report reports claim claims rumour rumours rumor rumors allegation allegations figure figures number "
    "statement talk assertion assertions".split()
)
_SAYS_TOO = frozenset("said says saying insisted insists claimed claims admitted acknowledged".split())
_HARM = frozenset(
    """
    death deaths fatality fatalities killing killings injury injuries murder murders massacre massacres casualties loss wounding drowning
    drownings arrest arrests kidnapping kidnappings abduction abductions disappearance disappearances
    """.split()
)
"""*Blamed for 27 deaths*, *sentenced for the kidnapping of six*: a deed that one answers for, and nobody makes a list for it to come."""
_IN_RETURN = frozenset({"exchange", "return"})
"""*freed 32 in exchange for the return of two*: what is given in return happens or is planned as the rest is."""
_WHEN = frozenset({"since", "when", "after", "as", "because", "although", "though", "while", "before", "where"})
_IF = frozenset({"if", "unless", "whether"})
_FORTHCOMING = re.compile(
    r"\b(?:forthcoming|upcoming|remaining|planned|proposed|promised|scheduled|pending|prospective)\b[^;:.]{0,12}\Z", re.I
)
_TO_COME = re.compile(
    r"[^;:.]{0,24}\b(?:(?:intended|destined|meant|earmarked|selected|shortlisted) for (?:an? |the )?(?:[a-z-]+ ){0,2}"
    r"(?:exchange|swap|release|handover|transfer|repatriation)|still to (?:come|go|follow)|yet to (?:come|be|go|return)|"
    r"(?:is|are) (?:still )?to (?:follow|come)|left to (?:go|come|free))\b",
    re.I,
)
_WINDOW = re.compile(
    r"\b(?:will|'ll|would|could|may|might|is to|are to|was to|were to|to be|(?:is|are|was|were) due|due to|expected to|set to|plans? to|"
    r"planned|agreed (?:to|on)|"
    r"scheduled|pencilled in|promised|pledged|undertakes? to|in exchange would|still to come|to follow)\b",
    re.I,
)
_COULD_TELL = re.compile(r"\b(?:could|can|may) (?:only )?(?:confirm|verify|document|establish|account for|identify|count)\b", re.I)
OF_A_PART = (
    r" (?:[\w’'-]+ ){0,5}?(?:roles?|part|involvement|responsibility|knowledge|complicity|hand|blame|links?|connection|wrongdoing|"
    r"charges?|negligence|guilt|liability|fault)\b"
)
"""What else is denied than that something happened, after the word of denying."""
_A_PART = re.compile(OF_A_PART)
_PART_REACH = 8
_MAX_UP = 12


def status_of(tree: Tree, at: int, *, zero: bool = False) -> Status:
    """The status of what the token ``at`` (the trigger, or the number where there is none) says. ``zero``: the count is none at all,
    so its negation has been counted already.
    """
    previous = at
    found: Status | None = None
    own_clause = tree.clause(at)
    for steps, i in enumerate((at, *tree.ancestors(at))):
        if steps > _MAX_UP or (i != at and _parted(tree, previous, i)):
            break
        word = tree.lower[i]
        arc = tree.dep[previous] if i != at else ""
        if (
            not zero
            and found is None
            and tree.clause(i) == own_clause
            and any(not_ <= i + 1 for not_ in tree.children(i, "neg"))  # "died, not civilians" denies nothing
            and (tree.is_verb(i) or tree.tag[i][0] == "J")
        ):
            return "denied"
        marks = {tree.lower[c] for c in tree.children(i, "mark", "advmod", "aux", "nsubj")}
        if "until" in marks:
            found = found or "planned"
        if marks & _IF and i != at:
            return found or "hypothetical"
        if word in _DENIAL and (i != at) and arc not in ("advcl", "conj") and not _is_of_a_part(tree, i):
            return "denied"
        if _is_planning(tree, i, previous, at):
            found = found or "planned"
        if word in _REPORTS and any(tree.lower[j] in _DENIAL for j in tree.ancestors(i)):
            return "denied"
        if tree.is_verb(i) and tree.dep[i] == "conj" and i == at and any(True for _ in tree.children(i, "nsubj", "nsubjpass")):
            # A coordinated clause with a subject of its own: what governs its neighbour does not govern it, only what governs both.
            above = tree.head[i]
            if tree.dep[above] in ("ROOT", "conj") or (tree.dep[above] == "relcl" and _past(tree, i)):
                break
        if i == own_clause and tree.dep[i] == "relcl" and i != at and is_past(tree, i) and tree.lower[i] in _ACHIEVED:
            break  # "the deal that led to the release of 80"
        if tree.dep[i] == "relcl" and tree.dep[previous] == "conj" and previous == at and _past(tree, i) and _past(tree, at):
            break  # "a deal under which they handed over 40 and got 30 back"
        if (
            previous == at
            and _is_outcome(tree, at)
            and is_past(tree, i)
            and (tree.dep[i] == "relcl" or (tree.dep[i] == "advcl" and marks & _WHEN))
        ):
            break  # "called off the search of a train that left the rails, killing 142"
        if i == own_clause and _past(tree, at) and (tree.dep[i] == "relcl" or (tree.dep[i] == "advcl" and marks & _WHEN)):
            break
        if i != at and tree.dep[i] == "conj" and tree.lower[i] in _SAYS_TOO:
            break  # "denied that it had lost 13 and said only four were dead"
        previous = i
    return found or "happened"


def _is_outcome(tree: Tree, at: int) -> bool:
    """*..., killing 142*: what came of the verb above."""
    return tree.tag[at] == "VBG" and tree.dep[at] == "advcl" and not any(True for _ in tree.children(at, "mark", "aux"))


def _is_of_a_part(tree: Tree, denial: int) -> bool:
    """*Denied any role in the deaths of 21*: that they died stands."""
    return _A_PART.match(" " + " ".join(tree.lower[denial + 1 : denial + _PART_REACH])) is not None


def _parted(tree: Tree, one: int, other: int) -> bool:
    """Whether a semicolon stands between: what governs one side of it does not govern the other."""
    return any(tree.text[i] == ";" for i in range(min(one, other), max(one, other)))


def is_past(tree: Tree, verb: int) -> bool:
    """Whether the verb itself says that it is done: *freed*, *were freed*, *have been freed*; no helping verb of the future."""
    auxiliaries = {tree.lower[c] for c in tree.children(verb, "aux", "auxpass")}
    if auxiliaries & _FUTURE or "to" in auxiliaries:
        return False
    return tree.tag[verb] == "VBD" or (tree.tag[verb] == "VBN" and bool(auxiliaries & {"was", "were", "had", "has", "have"}))


def _past(tree: Tree, verb: int) -> bool:
    """*an exchange that freed 1,000*, *in which 390 were released*: done, whatever the sentence plans next."""
    if tree.tag[verb] == "VBD":
        return True
    if tree.tag[verb] != "VBN":
        return False
    helpers = [tree.lower[c] for c in tree.children(verb, "aux", "auxpass")]
    if not helpers and tree.dep[verb] == "conj":  # "in which 600 were killed and 40 taken hostage"
        helpers = [tree.lower[c] for c in tree.children(tree.head[verb], "auxpass")]
    return any(helper in ("was", "were", "had") for helper in helpers)


def _is_planning(tree: Tree, i: int, below: int, at: int) -> bool:
    word = tree.lower[i]
    auxiliaries = [tree.lower[c] for c in tree.children(i, "aux", "auxpass")]
    if any(aux in _FUTURE for aux in auxiliaries):
        return not (_perfect(auxiliaries) or (i != at and word in _ASCERTAINING))
    if "to" in auxiliaries and _infinitive_of_duty(tree, i):
        return True
    if auxiliaries == ["be"] and tree.tag[i] == "VBN":
        return True  # "the court directed that 16 be released"
    if i == at:
        if tree.tag[i].startswith("NN") and tree.dep[i] == "pobj" and tree.lower[tree.head[i]] == "for" and word not in _HARM:
            return not (_done_above(tree, i) or _is_given_in_return(tree, tree.head[i]))
        return any(
            tree.lower[c] in ("planned", "forthcoming", "upcoming", "proposed", "promised", "future", "remaining", "scheduled")
            for c in tree.children(i, "amod")
        )
    if word in _PURSUIT and tree.dep[below] == "prep" and tree.lower[below] in _PURSUED:
        return tree.lower[at] in _LETTING_GO and not _done_above(tree, i)
    if word in _CONTAINING and tree.dep[below] in ("dobj", "ccomp"):
        return _is_plan(tree, tree.head[i] if tree.dep[i] == "relcl" else tree.subject(i))  # "a truce that includes the release of 50"
    if word in _PLANNING and tree.tag[i][0] in "VJ":
        if tree.lower[below] == "about":
            return False  # "asked about reports of 15 wounded"
        if any(tree.lower[child] in _DONE for child in tree.children(i, "conj")):
            return False  # "was agreed on Monday and carried out on Tuesday"
        if tree.dep[below] == "ccomp" and is_past(tree, at) and tree.tag[at] in ("VBD", "VBN"):
            return False  # "agreed that 40 had been freed"
        return (
            tree.dep[below] in ("xcomp", "ccomp", "dobj", "prep", "nsubj", "nsubjpass", "advcl", "pcomp", "pobj", "acl", "oprd", "dative")
            and (tree.dep[below] != "advcl" or "to" in (tree.lower[c] for c in tree.children(below, "aux")))
            and not _only_holds(tree, i, below)
        )
    return (
        word in _PLAN_NOUNS
        and tree.tag[i].startswith("NN")
        and tree.dep[below] in ("acl", "prep", "compound", "relcl")
        and not _done_above(tree, i)
    )


def _is_plan(tree: Tree, noun: int | None) -> bool:
    """Whether the noun is a plan, or stands after one whose relative clause the parser hangs on it: *a truce with Hamas that includes*."""
    if noun is None:
        return False
    above = tree.head[tree.head[noun]] if tree.dep[noun] == "pobj" else noun
    truce = any(tree.lower[i - 2 : i + 1] == ["cease", "-", "fire"] for i in (noun, above) if i >= 2)
    return truce or tree.lower[noun] in _PLAN_NOUNS or tree.lower[above] in _PLAN_NOUNS


def _is_given_in_return(tree: Tree, preposition: int) -> bool:
    """Whether *for* goes with *in exchange* or *in return*, whatever verb the parser hangs it on (*were swapped in exchange for the release
    of 16*), or with a verb of swapping (*exchanged two spies for the release of six*).
    """
    if any(tree.lower[i] in _SWAPS for i in islice(tree.ancestors(preposition), _MAX_UP)):
        return True
    return tree.lower[tree.head[preposition]] in _IN_RETURN or (preposition > 0 and tree.lower[preposition - 1] in _IN_RETURN)


def _only_holds(tree: Tree, planning: int, below: int) -> bool:
    """The planning word is only where or when the thing was said to be planned: *the exchange agreed in May was completed*."""
    return tree.dep[planning] in ("acl", "amod") and tree.dep[below] == "prep"


def _done_above(tree: Tree, noun: int) -> bool:
    return any(tree.lower[i] in _DONE for i in tree.ancestors(noun))


def _perfect(auxiliaries: list[str]) -> bool:
    """*may have killed* is a doubt about the past, not a plan; *will have been exchanged* stays one."""
    return "have" in auxiliaries and not {"will", "'ll", "shall", "would"} & set(auxiliaries)


def _infinitive_of_duty(tree: Tree, i: int) -> bool:
    """*is to free*, *to trade 1,000 captives* in a headline, *the deal to free 40*."""
    arc, head = tree.dep[i], tree.head[i]
    if arc == "ROOT":
        return True
    if arc in ("xcomp", "ccomp", "attr") and tree.lower[head] in ("is", "are", "was", "were", "be", "been", "'s", "'re"):
        return True
    return arc == "acl" and tree.lower[head] in _PLAN_NOUNS


def status_in(text: str, start: int) -> Status:
    """A guess from words alone, for what the parser has not seen. ``start`` is where the number begins in ``text``."""
    window = _COULD_TELL.sub(" ", text[max(0, start - 80) : start + 60])
    return "planned" if _WINDOW.search(window) else "happened"


def is_forthcoming(text: str, start: int, end: int) -> bool:
    """Whether the words around a number say that it is still to come: *303 still to come*, *the remaining 303*."""
    return bool(_FORTHCOMING.search(text[max(0, start - 30) : start]) or _TO_COME.match(text[end : end + 60]))
