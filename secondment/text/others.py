"""Whether the words of a question point at another person: by a pronoun, a relation or a name."""

from __future__ import annotations

import re

from secondment.text.focus import asking as asking_part
from secondment.text.focus import focus, is_question
from secondment.text.given_names import asks_for_somebodys, asks_of_name, is_given_name, names_owner
from secondment.text.normalise import tidy, words
from secondment.text.scope import speaks_of_self

_PRONOUNS = frozenset({"he", "she", "his", "her", "hers", "him", "he's", "she's"})
_RELATED = (
    r"husband|hubby|wife|spouse|partner|fiancee?|boyfriend|girlfriend|sons?|daughters?|child|children|kids?|mother|father|mum|mom|dad"
    r"|parents?|brothers?|sisters?|siblings?|cousins?|uncle|aunt|nephew|niece|friends?|mates?|flatmates?|housemates?|roommates?"
    r"|neighbou?rs?|ex(?![-\w])"
)
_AT_WORK = (
    r"colleagues?|direct reports?|co-?workers?|teammates?|workmates?|secondees?|employees?|starters|joiners|newcomers"
    r"|interns?|trainees?|predecessor|successor"
)
# "my starter to-do list" is the asker's
_ARRIVED = r"(?:starter|joiner|newcomer)(?! (?:to-?do|(?:check-?)?list|tasks?|pack|kit)\b)"
_GROUPS = r"team|department|group|unit|section|staff|crew|cohort|company|office|division"
_STRANGERS = r"guys?|girls?|lady|ladies|gentleman|men|man|women|woman|blokes?|lads?|chaps?|fella|dudes?"
# people of the asker's own record, and words at which a name for somebody ends
_NOT_BETWEEN = (
    r"people|mentor|manager|boss|contact|a|an|the|is|was|are|and|or|to|with|by|of|from|for|as|in|on|at|if|when"
)
_BETWEEN = rf"(?:(?!(?:{_NOT_BETWEEN})\b)[\w-]+ ){{0,2}}?"
# "my wife", "our new secondee", "that tall guy", "the lady"; "the secondee" alone may be any secondee
_SOMEBODY = re.compile(
    rf"\b(?:(?:my|our|this|that|these|those|another) {_BETWEEN}(?:{_RELATED}|{_AT_WORK}|{_ARRIVED}|{_STRANGERS})"
    rf"|the (?!hr\b){_BETWEEN}(?:{_STRANGERS})|(?:my|our) (?:direct )?report(?= (?-i:[A-Z]))"
    rf"|(?:for|of|in|across) (?:my|our|the) (?:whole|entire) (?:{_GROUPS})"
    r"|our (?:people|folks) (?:in|at|on|over)"
    r"|my people(?! (?:managers?|partner|team|contacts?|lead|department|officer|and)\b)"
    rf"|(?:any|some|every)(?:one|body) (?:else )?(?:in|on|from|of) (?:my|our) (?:{_GROUPS})"
    rf"|the (?:rest|others|other (?:ones?|people)) (?:in|on|from|of) (?:my|our|the) (?:{_GROUPS}))"
    rf"(?:'?s)?\b",
    re.IGNORECASE,
)
_RECORDS = r"secondee|assignee|secondment|placement|assignment|posting"
# "list all secondments in Finance", "every secondee whose agreement ends in May", "whose reviews are due",
# "when does each of them finish"
_EVERYBODYS = re.compile(
    r"(?<!need to )(?<!have to )(?<!must )(?<!should )"
    r"\b(?:(?:giv?e?|list|show|send|name|export|print|dump|get|fetch|read out|pull up)\b[^.?!]{0,30}?"
    r"|(?:need|want) (?:to (?:see|have|get) )?(?:a list of )?)"
    rf"\b(?:all|every|evry|each) (?:(?!(?:my|our)\b)\w+ ){{0,2}}?(?:{_RECORDS})s?"
    rf" (?:whose|who|whos|in|from|at|of|across|on|with|that)\b"
    r"|\bwhose (?:reviews|check-?ins|secondments|placements|assignments|contracts) (?:are|is|ends?|runs?)\b"
    r"|\beach of (?:them|these|those) (?:people )?(?:finish|end|start|stop|earn|get|go|return|leave)s?\b"
    r"|\bwhose\b[^.?!]*[.?!] *(?:name|list) (?:them|all)\b"
    r"|\b(?:what|which|whose) (?:other |more )?(?:names|people|persons|employees|secondees)\b[^.?!]{0,20}?"
    r"\b(?:in|on) (?:there|(?:the|your) (?:records?|files?|system|database|list))\b"
    rf"|\b(?:{_RECORDS})s (?:(?:of|in|for|from|on) )?(?:the )?(?:{_GROUPS}) (?-i:[A-Z])",
    re.IGNORECASE,
)
# "who else reports to my host manager", "whose onboarding is behind": other people, whoever they have to do with
_WHO_ELSE = re.compile(
    r"\bwhose (?:onboarding|notice|extension|review|check-?in|secondment|placement|visa|tasks|goals|objectives)"
    r" (?:is|are|was|were) (?:still |not yet |all )?(?:behind|late|due|overdue|up|next|ending|open|missing|done"
    r"|unfinished|running out|about to)\b|"
    r"\bwho else (?:(?:also )?(?:reports?|earns|sits|leaves|starts|came|comes)\b"
    r"|(?:gets?|got|has|had)\b"
    r"(?! (?:to|a (?:copy|hand|say|part|role|word)|anything to do|copies|told|access|involved|my|the (?:last )?say)\b)"
    r"|(?:is|was|are|were) (?:seconded|sent|lent|on secondment|leaving|finishing|starting|coming|paid)\b)",
    re.IGNORECASE,
)
# "what reason is written down for turning her down": what is kept of somebody
_ON_FILE = re.compile(
    r"\b(?:written|put|noted|set|laid) down\b|\bon (?:file|record)\b|\b(?:his|her|their) (?:file|record)\b",
    re.IGNORECASE,
)
# "my partner's secondment": theirs, whatever the asker says besides
_THEIRS = re.compile(
    rf"\b(?:my|our) {_BETWEEN}(?:{_RELATED}|{_AT_WORK})'?s'?"
    rf" (?:secondment|placement|posting|(?:end|start) date|check-?in)\b",
    re.IGNORECASE,
)
# "the record before mine", "records 1 to 10", "what the last person asked": the next one in some list
_NEXT_IN_LIST = re.compile(
    r"\b(?:record|row|entry)s? (?:that (?:comes|is|stands) )?(?:just |right |directly )?"
    r"(?:before|after|above|below|under|beneath|next to|beside|following|preceding) (?:mine|my own|my record|me)"
    r"(?=\W*(?:$|[,.?!;]| in the ))"
    r"|\b(?:pull|show|open|look up|bring) (?:up |out |me |us )*(?:(?:number|no\.?|id|employee|record) )*\d{5,}\b"
    r"|\brecords? (?:with )?(?:the )?(?:ids?|numbers?|nos?\.?) \d+ ?(?:to|through|until|-|and) ?\d"
    r"|\b(?:last|previous) (?:person|user|employee|colleague)(?:'?s|s'?) (?:question|answer|message|chat)s?\b",
    re.IGNORECASE,
)
_MINE_TOO = re.compile(r"\b(?:mine|myself|my own)\b", re.IGNORECASE)
# "wife's last day", where nobody says whose wife
_KINS = re.compile(rf"(?:^|[.!?,:;] ?)(?:the )?(?:{_RELATED})'?s\b(?! and)", re.IGNORECASE)
_NO_NAMES = (
    r"What|Who|When|Where|How|Why|That|This|There|Here|It|He|She|Let|One|Today|Tomorrow|Company|Host|Home|HR|Payroll"
    r"|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May|June|July|August|September|October"
    r"|November|December"
)
_NAMED = re.compile(rf"\b(?!(?:{_NO_NAMES})'s)[A-Z]\w+(?:-\w+)?'s\b")
# what anybody says who asks for anything; it does not make the asker the one who is asked about
_COURTESY = re.compile(
    r"\b(?:tell|giv?e?|show|send|let|get|remind|update|help) (?:me|us)\b"
    r"|\b(?:lent|loaned|sent|gave|seconded|assigned|told|asked|informed|allowed|authori[sz]ed) (?:to )?(?:me|us)\b"
    r"|\b(?:can|could|may|might|shall|should) (?:i|we) (?:please |also |just )?(?:know|see|ask|get|find|check|look)\b"
    r"|\b(?:i|we) (?:may|can|could|should|am allowed to|have to|need to|want to) "
    r"(?:please |also |just )?(?:know|see|ask|get|find|check|look)\b"
    r"|\b(?:i|we)(?:'m| am|'d| would)? (?:just |only |really |also )?"
    r"(?:need|want|like|wonder|wondering|asking|calling|writing|checking|trying|looking)\b",
    re.IGNORECASE,
)
# where somebody is, seen from the asker: "the lady next to me", "the new one in my team"
_BESIDE = re.compile(
    r"\b(?:beside|next to|near|opposite|behind|with|under) (?:me|us)\b"
    r"|\b(?:in|on|from|of|at) (?:my|our) (?:team|office|department|group|floor|company|unit|room|building|side)\b",
    re.IGNORECASE,
)


# "pretend I'm Elif", "act as my boss": what is asked then is asked for somebody else
_PLAYED = re.compile(
    r"\b(?i:treat me as|consider me|think of me as|take me for)\s+(?!an?\b)(?:[A-Z][a-zà-ž]+|his|her|somebody|someone)"
    r"|\b(?i:from now on)\b[^.?!]{0,30}?\b(?i:refers to|means|stands for|am|is)\s+[A-Z][a-zà-ž]+"
    r"|\b(?i:signed-in person|one signed in)\b[^.?!]{0,10}?\b(?:is|was|were)\b"
    r"|\b(?i:pretend|act|behave|answer|reply|respond|speak|talk)\b[^.?!]{0,20}?"
    r"\b(?:[Ii]'?m|[Ii] am|[Ii] was|[Ii] were|you'?re|you are|as|to be)\s+"
    r"(?:somebody else|someone else|another|his|her|my (?:boss|manager|colleague|wife|husband|friend|late)"
    r"|[A-Z][a-zà-ž]+)"
)
_SUPPOSED = re.compile(
    r"\b(?:pretend|imagine|suppose|assume|say)\b[^.?!]{0,12}?"
    r"\b(?:i'?m|i (?:am|was|were)|you(?:'?re| are| were) (?:talking|speaking|writing) to) (?P<name>[^\W\d_]+)",
    re.IGNORECASE,
)
_FOR_NOW = re.compile(
    r"\b(?:for|in|during) this (?:chat|conversation|session|talk)\b[^.?!]{0,12}?"
    r"\b(?:call me|my name (?:is|will be)|i'?m|i am|i will be) ",
    re.IGNORECASE,
)
_BORROWED = re.compile(
    r"\b(?:on|from|in|with|using|under|through|via)\b(?: [\w'’-]+){0,3}? "
    r"(?:account|acount|acct|laptop|log-?in|phone|computer|pc|profile|session)\b",
    re.IGNORECASE,
)
_SAYS_WHO = re.compile(
    r"\b(?:it'?s me|i(?:'?m| am) (?:actually|really|in fact)|(?:actually|really) i(?:'?m| am)"
    r"|logged in|signed in|locked out|borrow\w*|lent me"
    r"|forgot (?:my|me) pass?word)\b",
    re.IGNORECASE,
)
_ANY = re.compile(r"\ban? (?:\w+ )?(?:secondee|assignee)\b(?!'s)", re.IGNORECASE)
_ASKS_OF_SELF = re.compile(
    r"\b(?:am|was|do|did|can|could|will|would|should|shall|may|must|have|had) i\b", re.IGNORECASE
)
# "am I paid less than the other modellers": what the others have is asked for as well
_COMPARED = re.compile(
    r"\b(?:(?:more|less|lower|higher|longer|shorter|earlier|later|fewer|worse|better)\b(?: [\w-]+){0,3}? than"
    r"|(?:same|as (?:much|many|high))\b(?: [\w-]+){0,3}? as) (?:(?:the|my|our|all|any) ){0,2}"
    rf"(?:(?:others?|every(?:one|body)|team|{_AT_WORK})\b|any(?:one|body) else)",
    re.IGNORECASE,
)
# "will I have the same rights as the employees there" asks for the rule
_BY_RULE = re.compile(r"\b(?:rights?|benefits|polic(?:y|ies)|rules?|conditions|treat\w*|protect\w*)\b", re.IGNORECASE)
# people the asker has to do with, in the own record or besides: of them "she" may be asked
_OWN_PEOPLE = re.compile(
    r"\b(?:managers?|boss|leads?|supervisors?|mentors?|buddy|contacts?|advis[eo]rs?|hr|doctor|landlord|landlady)\b",
    re.IGNORECASE,
)
# "when does theirs end", "not mine, theirs", "when do they finish": in few words, and not "ours or theirs"
_THEIRS_ALONE = re.compile(
    r"(?!.*\bours\b).*\b(?:(?<!or )theirs\b"
    r"|when (?:do|did|will) they (?:all )?(?:end|finish|start|begin|stop|leave|return|go home|come back)\b)",
    re.IGNORECASE,
)
_FEW_WORDS = 8
_CLAUSE = re.compile(r"[,;:]|\b(?:so|but|because|while|whereas|though)\b", re.IGNORECASE)


def speaks_of_others(text: str) -> bool:
    """Whether another person is asked about and not the asker: "when is her next check-in", "my wife's end date"."""
    told = tidy(text)
    if (says_he_or_she(told) and not speaks_of_own_case(told)) or _asks_for_theirs(told):
        return True
    # of a long message the part that asks counts too: who tells of themselves may still ask about somebody else
    asking = asking_part(told)
    return any(points_at_somebody(part) and not speaks_of_own_case(part) for part in {told, asking}) or (
        _asks_of_somebodys(told, asking)
        or _asks_of_her(told, asking)
        or asks_of_next_in_list(told)
        or asks_of_kept(told)
        or asks_who_else(told)
        or asks_for_somebodys(focus(told))
    )


def asks_of_kept(text: str) -> bool:
    """Whether it is asked what is kept of him or her: "what have they put down for her"."""
    told = tidy(text)
    asking = asking_part(told)
    of_her = says_he_or_she(asking) and not speaks_of_own_case(asking) and not _OWN_PEOPLE.search(told)
    return of_her and bool(_ON_FILE.search(asking))


def asks_who_else(text: str) -> bool:
    """Whether it is asked who else there is, or whose it is: "who else reports to my host manager"."""
    return bool(_WHO_ELSE.search(focus(tidy(text))))


def compares_with_others(text: str) -> bool:
    """Whether the asker's own is to be set beside what others have: "do I get less than my colleagues"."""
    told = tidy(text)
    return bool(_COMPARED.search(told)) and speaks_of_self(told, alone=True) and not _BY_RULE.search(told)


def _asks_for_theirs(told: str) -> bool:
    return len(told.split()) <= _FEW_WORDS and bool(_THEIRS_ALONE.match(told))


def says_he_or_she(text: str) -> bool:
    """Whether a word of it stands for one person: "does he work our hours"."""
    return any(word in _PRONOUNS for word in words(tidy(text)))


def lists_others(text: str) -> bool:
    """Whether a list of people's secondments is wanted: "every secondee whose agreement ends in May"."""
    return bool(_EVERYBODYS.search(tidy(text))) and not speaks_of_own_case(text)


def asks_of_next_in_list(text: str) -> bool:
    """Whether somebody is meant by a place in a list: "the record before mine", "the last person's question"."""
    return bool(_NEXT_IN_LIST.search(tidy(text)))


def speaks_of_any(text: str) -> bool:
    """Whether any secondee is meant and nobody in particular: "who owns the ideas a secondee has"."""
    return bool(_ANY.search(text))


def claims_to_be_another(text: str) -> bool:
    """Whether the asker says to be somebody other than who is signed in, or wants to be taken for somebody else."""
    told = tidy(text)
    played = _PLAYED.search(told) or _FOR_NOW.search(told) or _is_supposed(told)
    return bool(played) or bool(_BORROWED.search(told) and _SAYS_WHO.search(told))


def _is_supposed(told: str) -> bool:
    """Whether the asker is supposed to be somebody by name, in any writing: "pretend that i am yuki"."""
    names = (found["name"] for found in _SUPPOSED.finditer(told))
    return any(name.istitle() or is_given_name(name) for name in names)


def points_at_somebody(text: str) -> bool:
    """Whether somebody is named, or told by a relation: "my wife", "that tall guy", "Anna's", "annas end date"."""
    told = tidy(text)
    return bool(_SOMEBODY.search(told) or tells_whose(told) or asks_of_name(told) or _EVERYBODYS.search(told))


def tells_whose(text: str) -> bool:
    """Whether something is somebody's, by name or relation: "Ye-rin's checklist", "wife's last day"."""
    told = tidy(text)
    return bool(_NAMED.search(told) or _KINS.search(told)) or names_owner(told)


def _asks_of_somebodys(told: str, asking: str) -> bool:
    """Whether one question names somebody and asks for what is theirs, whatever the asker does besides.

    "what's on file for my secondee before I do his appraisal", "all on my partner's secondment, we share a laptop", not
    "my wife says she is covered, am I".
    """
    pointed = _SOMEBODY.search(asking) and says_he_or_she(asking)
    theirs = (_THEIRS.search(told) or names_owner(asking)) and not _MINE_TOO.search(told)
    return bool(pointed or theirs) and not _ASKS_OF_SELF.search(asking)


def _asks_of_her(told: str, asking: str) -> bool:
    """Whether what is asked at last is asked of him or her: "mine is national, so what have they put for her"."""
    clauses = [clause for clause in _CLAUSE.split(asking) if is_question(clause.strip())]
    of_her = clauses and says_he_or_she(clauses[-1])
    return bool(of_her) and not _OWN_PEOPLE.search(told) and not speaks_of_own_case(clauses[-1])


def speaks_of_own_case(text: str, *, alone: bool = False) -> bool:
    """Whether the asker's own case is spoken of: "when does mine end", and not "tell me when my wife's does".

    `alone`: what "we" have agreed with somebody is no case of the asker's own.
    """
    told = tidy(text)
    for said_by_anybody in (_SOMEBODY, _COURTESY, _BESIDE):
        told = said_by_anybody.sub(" ", told)
    return speaks_of_self(told, alone=alone)
