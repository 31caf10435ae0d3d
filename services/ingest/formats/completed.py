"""What a producer leaves out of an article and its text says."""

from __future__ import annotations

from schemas.article import Article
from services.chassis.credit_lines import credit_line, dateline
from services.ingest.formats.text import content_hash
from services.ingest.notices import kind_of


def completed(article: Article) -> Article:
    """The article with credit, dateline and kind as its text gives them, and the hash of its text whatever the producer sent."""
    said: dict[str, object] = {"content_hash": content_hash(article.headline, article.body)}
    if article.credit is None:
        said["credit"] = credit_line(article.headline, article.body)
    if not article.dateline:
        said["dateline"] = dateline(article.body)
    if "kind" not in article.model_fields_set:
        said["kind"] = kind_of(article.headline, article.body)
    return article.model_copy(update=said)
