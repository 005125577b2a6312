"""Lists from their publishers: fetched, judged, accepted or refused. The only room with a network.

Nothing imports it but `screen lists update`, so that no screening can ever reach beyond this
computer; a test holds the code to that.
"""
