"""What `knowledge check` finds in the files: each with file, line and remedy."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secondment.knowledge.checking import Finding, check_files, check_online
from tests.knowledge_folder import LEFT_OUT, small_folder, write_article

_TODAY = date(2026, 11, 21)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The small folder."""
    return small_folder(tmp_path)


def found(folder: Path, today: date = _TODAY, code: list[Path] | None = None) -> list[Finding]:
    """The findings of a folder."""
    return check_files(folder, today, code or [])[1]


def only(folder: Path, today: date = _TODAY) -> Finding:
    """The one finding of a folder that has exactly one."""
    (told,) = found(folder, today)
    return told


def line_of(path: Path, text: str) -> int:
    """The number of the first line that holds a text."""
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def test_a_good_folder_has_no_findings(folder: Path) -> None:
    """The small folder is well formed."""
    assert [] == found(folder)


def test_every_broken_file_is_told(folder: Path) -> None:
    """The first one does not hide the others."""
    for name in ("visa", "mentor"):
        write_article(folder, name, owner=LEFT_OUT)
    broken = [told.path.stem for told in found(folder) if told.check == "schema"]

    assert ["mentor", "visa"] == sorted(broken)


def test_a_schema_error_names_its_line_and_a_remedy(folder: Path) -> None:
    """HR should not have to search."""
    path = write_article(folder, "visa", facts=["F005"], audience=["secondee", "everybody"])
    told = next(one for one in found(folder) if one.check == "schema")

    assert (path, line_of(path, "- everybody"), "error") == (told.path, told.line, told.level)
    assert "README" in told.remedy


def test_an_id_is_the_name_of_its_file(folder: Path) -> None:
    """Else nobody finds the file of an answer."""
    path = write_article(folder, "extension", id="extensions")

    assert ("names", line_of(path, "id: extensions")) == (only(folder).check, only(folder).line)


def test_an_article_stands_in_the_folder_of_its_topic(folder: Path) -> None:
    """Else nobody finds it at all."""
    write_article(folder, "extension", topic="types")

    assert "the topic types is not the folder's name" == only(folder).what


def test_a_heading_that_is_never_told_is_found(folder: Path) -> None:
    """A typing error in a heading would hide its text."""
    path = write_article(folder, "extension", more="Ask early.")
    path.write_text(path.read_text().replace("## More", "## Moer"))

    assert ("names", line_of(path, "## Moer")) == (only(folder).check, only(folder).line)


def test_one_id_belongs_to_one_article(folder: Path) -> None:
    """The same file name in two topics is not enough to tell them apart."""
    path = write_article(folder, "extension")
    other = folder / "types" / "extension.md"
    other.parent.mkdir()
    other.write_text(path.read_text().replace("topic: benefits", "topic: types"))

    assert "ids" in {told.check for told in found(folder)}


@pytest.mark.parametrize("related", ["no-such-article", "extension"])
def test_a_related_article_exists_and_is_another(folder: Path, related: str) -> None:
    """A button to nowhere, or to itself, is of no use."""
    path = write_article(folder, "extension", related=["visa", related])

    assert ("links", line_of(path, "- visa") + 1) == (only(folder).check, only(folder).line)


def test_a_fact_nobody_knows_is_found(folder: Path) -> None:
    """A slip in a number would leave a fact without an answer."""
    write_article(folder, "extension", facts=["F777"])

    assert "the fact F777 is not in facts.tsv" == only(folder).what


def test_a_fact_of_the_table_needs_its_article(folder: Path) -> None:
    """Whoever deletes a source deletes an answer."""
    write_article(folder, "visa")
    told = {one.what for one in found(folder)}

    assert {"visa does not name F005 in its sources", "no article answers F005"} == told


def test_an_article_of_a_fact_stands_in_the_table(folder: Path) -> None:
    """The table says all articles of a fact."""
    write_article(folder, "extension", facts=["F001"])

    assert "facts.tsv does not name this article for F001" == only(folder).what


def test_a_missing_fact_table_is_found(folder: Path) -> None:
    """With the command that writes it."""
    (folder / "facts.tsv").unlink()

    assert "knowledge facts" in found(folder)[0].remedy


def test_the_table_of_usual_questions_names_articles_that_exist(folder: Path) -> None:
    """An article that is renamed or deleted leaves its questions without an answer."""
    (folder / "questions.tsv").write_text("question\tarticles\tfields\n1\tvisa\t\n2\tvisa,gone\tend_date\n")
    assert (3, "question 2: the article gone does not exist") == (only(folder).line, only(folder).what)


@pytest.mark.parametrize("where", ["front matter", "asked file"])
def test_the_same_question_twice_is_found(folder: Path, where: str) -> None:
    """Two articles cannot both answer it best; case and punctuation do not make another."""
    if where == "front matter":
        changes: dict[str, Any] = {"questions": ["Somebody to show me the ROPES?", *(f"ask {n}" for n in range(8))]}
    else:
        changes = {"asked": "how long\nsomebody to show me the ropes!\n"}
    path = write_article(folder, "extension", **changes)
    first, second = sorted(
        [(folder / "cultural_adjustment" / "mentor.md"), path.with_suffix(".asked.txt") if "asked" in changes else path]
    )
    told = only(folder)

    assert "duplicates" == told.check
    assert {first, second} >= {told.path}
    assert "ropes" in told.path.read_text().splitlines()[told.line - 1].lower()


def test_the_same_title_twice_is_found(folder: Path) -> None:
    """People choose between titles."""
    write_article(folder, "extension", title="What does a mentor do")

    assert "duplicates" == only(folder).check


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ({"answer": "word " * 81}, "the answer has 81 words, 80 are allowed"),
        ({"more": "word " * 201}, "“More” has 201 words, 200 are allowed"),
        ({"title": "A" * 81}, "the title has 81 characters, 80 are allowed"),
        ({"questions": [f"question {n}" for n in range(7)]}, "7 questions, at least 8 are needed"),
    ],
)
def test_what_is_too_long_or_too_few_is_found(folder: Path, changes: dict[str, Any], what: str) -> None:
    """Answers stay short, and are found in many ways."""
    write_article(folder, "extension", **changes)

    assert what == only(folder).what


def test_a_side_section_has_a_limit_of_its_own(folder: Path) -> None:
    """Ninety words for each side."""
    path = write_article(folder, "extension")
    path.write_text(path.read_text() + "\n## For the host organisation\n\n" + "word " * 91 + "\n")

    assert ("length", line_of(path, "## For the host")) == (only(folder).check, only(folder).line)


def test_exactly_the_limit_is_allowed(folder: Path) -> None:
    """Eighty words are eighty words."""
    write_article(folder, "extension", answer="word " * 80, title="A" * 80)

    assert [] == found(folder)


def test_a_review_falls_due_the_day_after_its_interval(folder: Path) -> None:
    """Reviewed on 1 June 2026 for twelve months; told as a notice, since time alone must not stop a publish."""
    due = date(2027, 6, 1)

    assert [] == found(folder, due)
    assert {("review", "notice")} == {(told.check, told.level) for told in found(folder, due.replace(day=2))}


def test_a_review_in_the_future_is_an_error(folder: Path) -> None:
    """Nobody has read it then."""
    told = found(folder, date(2026, 5, 31))

    assert {("review", "error")} == {(one.check, one.level) for one in told}


@pytest.mark.parametrize("url", ["gov.uk/visa", "ftp://gov.uk/x", "https://nowhere", "https://gov.uk/a b"])
def test_an_address_that_is_none_is_found(folder: Path, url: str) -> None:
    """Without going online."""
    path = write_article(folder, "extension", sources=[{"title": "Guidance", "url": url}])

    assert ("sources", line_of(path, "url: ")) == (only(folder).check, only(folder).line)


def test_a_dead_address_is_found_online_and_asked_once(folder: Path) -> None:
    """Two articles that share a source cost one request."""
    for name in ("extension", "notice"):
        write_article(folder, name, sources=[{"title": "Guidance", "url": "https://example.org/gone"}])
    asked: list[str] = []

    def gone(url: str) -> str | None:
        asked.append(url)
        return "answers 404"

    told = check_online(check_files(folder, _TODAY)[0], gone)

    assert ["https://example.org/gone: answers 404"] * 2 == [one.what for one in told]
    assert ["https://example.org/gone"] == asked


def test_asked_messages_without_an_article_are_found(folder: Path) -> None:
    """After a rename they would be lost in silence."""
    (folder / "immigration" / "visas.asked.txt").write_text("permit?\n")

    assert "asked" == only(folder).check


def test_an_empty_folder_is_an_error(tmp_path: Path) -> None:
    """A wrong path must not look well."""
    assert "no articles found" in [told.what for told in found(tmp_path)]


def sentences(folder: Path, text: str, python: str) -> list[Finding]:
    """The findings of one sentence file against one Python file."""
    (folder / "sentences" / "words.yml").write_text(text)
    code = folder.parent / "code"
    code.mkdir()
    (code / "telling.py").write_text(python)
    return found(folder, code=[code])


@pytest.mark.parametrize(
    "python",
    [
        "say('hello', name=x)",
        "services.sentences.say('hello', name=x)",
        "say(services, 'hello', name=x)",
        "say(services, 'hello' if good else 'other', name=x)",
        "say('hello', **places)",
    ],
)
def test_a_sentence_that_is_there_and_filled_is_well(folder: Path, python: str) -> None:
    """In each way the code says sentences."""
    assert [] == sentences(folder, 'hello: "Hello {name}."\nother: "Hm."\n', python)


@pytest.mark.parametrize("python", ["say('goodbye')", "class Broken(Error):\n    sentence = 'goodbye'\n"])
def test_a_sentence_the_code_says_must_exist(folder: Path, python: str) -> None:
    """Else somebody sees an error instead of it."""
    (told,) = sentences(folder, 'hello: "Hello."\n', python)

    assert "the code says “goodbye”, and no file in sentences/ has it" == told.what


def test_a_place_nobody_fills_is_found_where_it_stands(folder: Path) -> None:
    """HR may have invented it."""
    (told,) = sentences(folder, 'a: "A."\nhello: "Hello {nickname}."\n', "say('hello', name=x)")

    assert (folder / "sentences" / "words.yml", 2) == (told.path, told.line)
    assert "{nickname}" in told.what
    assert "known here: name" in told.remedy


def test_a_record_sentence_is_known_without_its_prefix(folder: Path) -> None:
    """The part on a person's record says keys of its own file."""
    assert [] == sentences(folder, 'record_end: "Ends {end} {at_host}."\n', "about.say('end', end=x)")


@pytest.mark.parametrize("text", ['hello: "Hello {name"\n', 'hello: "Hello"\n bad\n  : yaml: no'])
def test_a_broken_sentence_is_found(folder: Path, text: str) -> None:
    """A lost brace or quote."""
    assert "sentences" in {told.check for told in sentences(folder, text, "")}


def test_a_sentence_stands_in_one_file(folder: Path) -> None:
    """Two of one key contradict each other sooner or later."""
    (folder / "sentences" / "more.yml").write_text('hello: "Hi."\n')

    assert "“hello” stands in more.yml already" == only(folder).what
