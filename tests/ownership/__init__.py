"""Owners, shares and the rules of ownership."""
