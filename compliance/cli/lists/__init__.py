"""`screen lists`: what is in use, how it came here, and its versions."""
