"""Swedish is the source language of the screen; other languages are catalogues."""
