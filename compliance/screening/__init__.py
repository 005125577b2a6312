"""From a file of parties to its answers: what is asked, who answers, and what is held of it."""
