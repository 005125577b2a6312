"""Names of persons: their parts, how alike two are, and what is known of a person beside them."""
