"""What readers of lists share: files, rows, XML, dates, names, countries; no list is known here."""
