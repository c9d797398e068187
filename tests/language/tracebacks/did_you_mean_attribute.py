"""A suggestion for a misspelt attribute."""
class Account:
    def __init__(self):
        self.balance = 10


Account().blance
