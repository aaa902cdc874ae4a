"""All actions of the server, one per goal of `domain.yml` (a test compares the two)."""

from __future__ import annotations

from actions.affirm import Affirm
from actions.answer_question import AnswerQuestion
from actions.ask_human import AskHuman
from actions.ask_in_general import AskInGeneral
from actions.ask_mine import AskMine
from actions.ask_side import AskSide
from actions.base import SecondmentAction
from actions.case_status import CaseStatus
from actions.choose_none import ChooseNone
from actions.correct import Correct
from actions.deny import Deny
from actions.my_secondment import MySecondment
from actions.open_article import OpenArticle
from actions.rate_down import RateDown
from actions.rate_up import RateUp
from actions.refuse_someone_elses_record import RefuseSomeoneElsesRecord
from actions.remark import Remark
from actions.share_turns import ShareTurns
from actions.tell_me_more import TellMeMore
from actions.welcome import Welcome
from actions.why_source import WhySource
from secondment.wiring import Services

GOALS: tuple[type[SecondmentAction], ...] = (
    Affirm,
    AnswerQuestion,
    AskHuman,
    AskInGeneral,
    AskMine,
    AskSide,
    CaseStatus,
    ChooseNone,
    Correct,
    Deny,
    MySecondment,
    OpenArticle,
    RateDown,
    RateUp,
    RefuseSomeoneElsesRecord,
    Remark,
    ShareTurns,
    TellMeMore,
    Welcome,
    WhySource,
)


def build_actions(services: Services) -> list[SecondmentAction]:
    """One action of each goal, all on the same services."""
    return [goal(services) for goal in GOALS]
