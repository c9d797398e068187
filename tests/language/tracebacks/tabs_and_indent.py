"""Indented and tabbed lines are shown stripped."""
def f():
	if True:
		for i in range(1):
			return undefined_with_tabs + i


f()
