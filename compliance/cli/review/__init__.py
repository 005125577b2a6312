"""`screen review`, `screen baseline`: decisions at a terminal, from a report, and their record."""
