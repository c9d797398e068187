"""SystemExit without a code is success."""
print("done")
raise SystemExit
