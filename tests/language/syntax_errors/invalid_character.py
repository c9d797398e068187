a = 5
b = a ¿ 3
