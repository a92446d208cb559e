"""Words and sentences of the user interface. Swedish is the source language; other languages are catalogues."""
