"""Files as they are read and written: what others wrote is refused in one clear sentence."""
