"""The project's own form of lists, edited by hand, and the tables that come with the program."""
