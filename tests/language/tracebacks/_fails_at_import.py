value = 1
checked = {"limit": value}["limits"]
