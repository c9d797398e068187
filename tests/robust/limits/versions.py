"""Classes and instances that change while code that has specialized on them runs, also after the numbers of
class and dictionary versions have run out: then nothing is cached, and all answers are right."""


class Base:
    value = 0

    def method(self):
        return self.value


def ask(thing):
    return thing.method(), thing.value, thing.own


wrong = 0
classes = [type(f"C{i}", (Base,), {}) for i in range(50)]
for round in range(20):
    Base.value = round
    for number, cls in enumerate(classes):
        thing = cls()
        thing.own = number
        for _ in range(5):
            wrong += ask(thing) != (round, round, number)
        cls.method = lambda self, number=number: number
        wrong += ask(thing) != (number, round, number)
        del cls.method
        thing.value = -1
        wrong += ask(thing) != (-1, -1, number)
        del thing.value
        wrong += ask(thing) != (round, round, number)
        globals()[f"name{number % 7}"] = round
        wrong += eval(f"name{number % 7}") != round
print("all as it should be" if wrong == 0 else f"{wrong} wrong answers")
