"""Wire formats, one a file: bytes in, `Article` out, or a `PermanentError` that says what to mend."""
