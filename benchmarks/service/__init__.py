"""The service under load: what it serves, what it sheds, and how soon it is well again."""
