"""What a sentence leaves open comes from the story: `resolve` turns passages into facts."""

from services.extractor.story.resolve import resolve

__all__ = ["resolve"]
