"""Suggestions for misspelt names."""
class Account:
    def __init__(self):
        self.balance = 10

    def deposit(self, amount):
        self.balance += amuont


a = Account()
try:
    a.balence
except AttributeError:
    a.deposit(5)
