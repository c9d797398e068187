"""SystemExit with another object."""
import sys
sys.exit([1, "two"])
