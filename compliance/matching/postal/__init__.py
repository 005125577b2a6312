"""Addresses: taken apart, and compared with those of listed parties."""
