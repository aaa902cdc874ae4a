"""Reading articles: what a good one holds, and every way to be wrong."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from secondment.errors import KnowledgeError
from secondment.knowledge.article import fingerprint, read_article, read_folder, texts_of, unwrap
from tests.knowledge_folder import IDS, LEFT_OUT, small_folder, write_article


def test_an_article_holds_what_its_file_says(tmp_path: Path) -> None:
    """Front matter, answer, sections and asked messages are read together."""
    path = write_article(
        tmp_path, "visa", answer="You need a permit.\nAsk early.", more="It takes weeks.", asked="permit?\n\nvisa pls\n"
    )

    told = read_article(path)

    assert ("visa", "immigration", "You need a permit. Ask early.") == (told.id, told.topic, told.answer)
    assert {"More": "It takes weeks."} == told.sections
    assert ("permit?", "visa pls") == told.asked
    assert date(2026, 6, 1) == told.reviewed


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        *(
            ({key: LEFT_OUT}, f"'{key}' is a required property")
            for key in ("id", "title", "topic", "questions", "owner")
        ),
        *(({key: LEFT_OUT}, f"'{key}' is a required") for key in ("audience", "applies_to", "sources", "reviewed")),
        *(({key: LEFT_OUT}, f"'{key}' is a required") for key in ("related", "record_fields", "review_every_months")),
        ({"topic": "weather"}, "topic: 'weather' is not known; known are agreement_terms"),
        ({"questions": "who pays me"}, "questions: 'who pays me' is not of type 'array'"),
        ({"questions": []}, "questions"),
        ({"audience": ["everybody"]}, "audience.0: 'everybody' is not known"),
        ({"applies_to": {"forms": ["any"]}}, "'jurisdictions' is a required property"),
        ({"applies_to": {"forms": ["lunar"], "jurisdictions": ["any"]}}, "applies_to.forms.0: 'lunar' is not known"),
        # an unquoted NO is "false" in YAML
        ({"applies_to": {"forms": ["any"], "jurisdictions": [False]}}, "False is not of type 'string'"),
        ({"sources": []}, "sources"),
        ({"sources": [{"facts": ["F001"]}]}, "'title' is a required property"),
        ({"sources": [{"title": "Notes", "facts": ["77"]}]}, "'77' does not match"),
        ({"reviewed": "last June"}, "reviewed: 'last June' is not a date"),
        ({"reviewed": "2026-06-02"}, "reviewed: '2026-06-02' is not a date"),
        ({"review_every_months": "yearly"}, "review_every_months: 'yearly' is not of type 'integer'"),
        ({"record_fields": ["shoe_size"]}, "record_fields.0: 'shoe_size' is not known"),
        ({"colour": "blue"}, "'colour' was unexpected"),
    ],
)
def test_a_front_matter_that_departs_from_the_schema_is_refused(
    tmp_path: Path, changes: dict[str, Any], reason: str
) -> None:
    """The error names the file, the place and the reason."""
    path = write_article(tmp_path, "visa", **changes)

    with pytest.raises(KnowledgeError) as caught:
        read_article(path)

    assert reason in str(caught.value)
    assert str(path) in str(caught.value)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("no front matter at all", "no front matter between"),
        ("---\nid: [unclosed\n---\nAnswer", "front matter is not YAML"),
        ("---\n- a list\n---\nAnswer", "front matter is not a mapping"),
        ("---\nreviewed: 2026-13-40\n---\nAnswer", "front matter is not YAML: month must be in"),
    ],
)
def test_a_file_without_a_readable_front_matter_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    """Broken YAML is told as such, an impossible date as well."""
    path = tmp_path / "broken.md"
    path.write_text(text)

    with pytest.raises(KnowledgeError, match=reason):
        read_article(path)


def test_a_file_that_is_not_utf8_is_refused(tmp_path: Path) -> None:
    """An editor may have saved it in another encoding; nothing is guessed."""
    path = write_article(tmp_path, "visa")
    path.write_bytes(path.read_bytes() + b"\xe9t\xe9")

    with pytest.raises(KnowledgeError, match=r"visa\.md: cannot be read"):
        read_article(path)


def test_an_article_without_an_answer_is_refused(tmp_path: Path) -> None:
    """A body that begins with a heading would answer nothing."""
    path = write_article(tmp_path, "visa")
    path.write_text(path.read_text().split("\n---\n")[0] + "\n---\n## More\n\nOnly more.\n")

    with pytest.raises(KnowledgeError, match="no answer before the first heading"):
        read_article(path)


def test_windows_line_ends_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    """HR edits with whatever is at hand."""
    path = write_article(tmp_path, "visa", more="It takes weeks.")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))

    assert {"More": "It takes weeks."} == read_article(path).sections


def test_a_folder_is_read_in_the_order_of_the_ids(tmp_path: Path) -> None:
    """The order does not depend on topics or the file system."""
    told = read_folder(small_folder(tmp_path))

    assert sorted(IDS) == [article.id for article in told]


def test_a_folder_without_articles_is_refused(tmp_path: Path) -> None:
    """An empty knowledge base must not go live."""
    with pytest.raises(KnowledgeError, match="no articles found"):
        read_folder(tmp_path)


def test_two_articles_of_one_id_are_refused(tmp_path: Path) -> None:
    """One of the two would never be found."""
    folder = small_folder(tmp_path)
    write_article(folder, "second-visa", id="visa")

    with pytest.raises(KnowledgeError, match="the id visa belongs to"):
        read_folder(folder)


def test_facts_are_those_of_all_sources(tmp_path: Path) -> None:
    """An article may draw on several sources."""
    sources = [{"title": "One", "facts": ["F001", "F002"]}, {"title": "Other"}, {"title": "Third", "facts": ["F009"]}]

    assert ("F001", "F002", "F009") == read_article(write_article(tmp_path, "visa", sources=sources)).facts


def test_wrapped_lines_join_and_lists_stay() -> None:
    """A person reads paragraphs; list items keep their lines."""
    assert "One line.\n\nA list:\n- first thing\n- second" == unwrap(
        "One\nline.\n\nA list:\n- first\n  thing\n- second\n"
    )


def test_passages_are_sentences_worth_finding(tmp_path: Path) -> None:
    """Scraps of three words say nothing."""
    article = read_article(
        write_article(tmp_path, "visa", answer="You need a work permit. Ask HR.", more="It takes weeks.")
    )

    assert ["You need a work permit."] == list(texts_of(article))


@pytest.mark.parametrize("file", ["immigration/visa.md", "immigration/visa.asked.txt"])
def test_the_fingerprint_changes_with_each_file(tmp_path: Path, file: str) -> None:
    """Articles and asked messages make the index; both count."""
    folder = small_folder(tmp_path)
    (folder / "immigration" / "visa.asked.txt").write_text("permit?\n")
    before = fingerprint(folder)

    with (folder / file).open("a") as stream:
        stream.write("one more line\n")

    assert before != fingerprint(folder)


def test_the_fingerprint_does_not_change_with_the_time_of_a_file(tmp_path: Path) -> None:
    """Touching a file is no edit."""
    folder = small_folder(tmp_path)
    before = fingerprint(folder)

    (folder / "immigration" / "visa.md").touch()

    assert before == fingerprint(folder)
