"""`.venv/bin/python -m tests.nlu.measure [--misses] [--articles]`: how right each held-out set is.

By style or kind; then the own record by field and the articles by topic, with `--articles` each article.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tests.inner_servers import missing
from tests.nlu import disturb, held_out, moves, scripted, subjects
from tests.nlu.held_out import EMPLOYEE, Verdict, share
from tests.product import whole_product


def table(name: str, verdicts: Sequence[Verdict]) -> str:
    """The share of right answers by group and in all."""
    groups = sorted({one.group for one in verdicts})
    lines = [f"{name}: {share(verdicts):.1f} % of {len(verdicts)}"]
    if name in held_out.KNOWLEDGE:
        outright = 100 * sum(map(held_out.told_outright, verdicts)) / len(verdicts)
        wrong = held_out.wrong_outright(verdicts)
        lines.append(f"  told one article outright {outright:.1f} %, a wrong one {wrong:.1f} %")
    for group in groups:
        part = [one for one in verdicts if one.group == group]
        lines.append(f"  {group:<22}{len(part):>4} {share(part):6.1f} %")
    return "\n".join(lines)


def misses(verdicts: Sequence[Verdict]) -> str:
    """What was not answered rightly, a line each."""
    wrong = [one for one in verdicts if not one.right]
    return "\n".join(f"    {one.asked['id']}: {one.asked['text']!r} -> {one.came}" for one in wrong)


def main(arguments: list[str]) -> int:
    """Measure everything on the product as it stands here; 0, or 2 when it cannot be started."""
    reason = missing()
    if reason:
        print(reason, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="secondment-measure-") as home, whole_product(Path(home)) as product:
        chat = product.chat(EMPLOYEE)
        found = {name: held_out.ask(name, chat.say) for name in held_out.SETS}
        found["disturbed, of those right before"] = disturb.stay_right(chat.say, found)
        found["scripted conversations"] = scripted.talk(chat.hear)
    found["conversation_moves"] = moves.understand()
    for name, verdicts in found.items():
        print(table(name, verdicts))
        if "--misses" in arguments:
            print(misses(verdicts))
    print(subjects.tables(found, with_articles="--articles" in arguments))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
