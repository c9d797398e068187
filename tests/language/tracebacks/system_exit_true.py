"""SystemExit with a bool counts as its number."""
import sys
sys.exit(True)
