"""re: being written."""
