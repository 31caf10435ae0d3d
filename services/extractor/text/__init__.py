"""A story's text as paragraphs and sentences, every one with its characters in ``Article.text``."""

from services.extractor.text.clean import plain
from services.extractor.text.layout import Dateline, StoryText, read_story
from services.extractor.text.sentences import split_sentences

__all__ = ["Dateline", "StoryText", "plain", "read_story", "split_sentences"]
