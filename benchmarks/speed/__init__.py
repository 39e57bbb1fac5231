"""How fast texts are read: many, one, the first one; and what that takes of memory and disk."""
