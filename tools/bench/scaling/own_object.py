"""Each thread changes attributes of an object of its own."""
from harness import measure


class Account:
    def __init__(self):
        self.balance = 0
        self.moves = 0


def work(shared, n):
    account = Account()
    for i in range(n):
        account.balance += i
        account.moves += 1
    return account.balance, account.moves


measure("own object", lambda: None, work)
