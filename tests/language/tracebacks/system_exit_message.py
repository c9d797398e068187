"""SystemExit with a text: printed on standard error, exit code 1."""
raise SystemExit("fatal: cannot go on")
