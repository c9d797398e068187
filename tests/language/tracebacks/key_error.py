"""KeyError shows the repr of the key."""
prices = {"apple": 3}
order = ["apple", "it's \"odd\""]
print(sum(prices[item] for item in order[:1]))
prices[order[1]]
