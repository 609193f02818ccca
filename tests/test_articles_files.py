"""Files of every kind, read with title, day and text, or refused with an exact sentence."""

from datetime import date

import pytest
from article_files import PARTS, READ, REFUSED, TITLE

from geo.articles import File, Refusal, read, read_all
from geo.errors import ArticleError
from geo.model import Article

DAY = date(2024, 7, 3)


@pytest.fixture(scope="module")
def found() -> dict[str, Article | Refusal]:
    files = [File(name, make()) for name, make in READ.items()]
    return dict(zip(READ, read_all(files), strict=True))


@pytest.mark.parametrize("name", READ)
def test_a_file_of_any_kind_gives_title_day_and_text_in_order(name: str, found: dict[str, Article | Refusal]) -> None:
    article = found[name]
    assert isinstance(article, Article), article
    assert article.title.removesuffix(" – ¡atención!") == TITLE
    assert article.published == DAY
    assert article.published_from
    flat = " ".join(article.text.split())
    places = [flat.find(part) for part in PARTS]
    assert -1 not in places, article.text
    assert places == sorted(places)
    assert article.language == "en"


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_article_is_refused_in_a_sentence_that_says_what_to_do(name: str) -> None:
    make, said = REFUSED[name]
    with pytest.raises(ArticleError, match=said):
        read(make(), name=name)


def test_there_are_forty_fixtures_and_more() -> None:
    assert len(READ) >= 40
