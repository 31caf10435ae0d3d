"""The surface reader: numbers read by the words beside them, where the parse of wire copy is known to go wrong."""

from services.extractor.readers.idioms.read import read_idioms

__all__ = ["read_idioms"]
