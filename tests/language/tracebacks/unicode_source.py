"""Carets under text with non-ASCII characters."""
größe = {"länge": 0}
print("é" + "ü", 1 / größe["länge"])
