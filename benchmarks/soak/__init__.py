"""The soak: an hour of everything at once, and whether anything grows, leaks or changes its mind."""
