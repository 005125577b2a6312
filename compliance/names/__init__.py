"""Pure: raw text to a prepared name. One normaliser for lists and for questions."""
