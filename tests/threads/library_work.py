"""Library work in C on objects that threads share: csv rows are whole, pickles of containers that change meanwhile
are pickles of states that existed item by item, packed structures are whole, decimals and dates agree with what
made them, lines of streams in memory are whole lines."""
import csv
import io
import pickle
import struct
from datetime import date, datetime, timedelta
from decimal import Decimal

from _harness import done, rounds

EACH = 25


class Record:
    def __init__(self, number):
        self.name, self.number = "record", number


class State:
    def __init__(self, number):
        self.reader = csv.reader(["row,%d,\"%d\"" % (i, i) for i in range(200)])
        self.text, self.bytes = io.StringIO("line\n" * 400), io.BytesIO(b"line\n" * 400)
        self.buffer = bytearray(48)
        self.items, self.names = [0, 0], {"k%d" % i: i for i in range(30)}
        self.record = Record(1)
        self.price, self.moment = Decimal("1.10"), datetime(2020, 1, 1)


def tables(state):
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    for row in state.reader:
        assert row[0] == "row" and row[1] == row[2] and len(row) == 3, row
    for i in range(EACH):
        assert writer.writerow(["a", i, None]) == len("a,%d,\r\n" % i)
        assert state.text.readline() in ("line\n", "")
        assert state.bytes.readline() in (b"line\n", b"")
    assert list(csv.reader(io.StringIO(out.getvalue()))) == [["a", str(i), ""] for i in range(EACH)]


def pickles(state):
    for i in range(EACH):
        items, names, record = pickle.loads(pickle.dumps((state.items, state.names, state.record), 2 + i % 4))
        assert all(item % 7 == 0 for item in items), items
        assert all(name == "k%d" % (value % 30) for name, value in names.items()), names
        assert record.name == "record" and record.number > 0


def change(state):
    for i in range(EACH):
        state.items.append(i * 7)
        if i % 9 == 8:
            state.items.clear()
        state.names["k%d" % (i % 30)] = i + 30
        state.record.number = i + 1
        struct.pack_into("<II", state.buffer, i % 6 * 8, 0x01010101 * (i % 250), 0)


def numbers(state):
    for i in range(EACH):
        first, second = struct.unpack_from("<II", state.buffer, i % 6 * 8)
        assert second == 0 and first % 0x01010101 == 0, hex(first)
        assert (state.price * 3 + i).quantize(Decimal("0.1")) == i + Decimal("3.3")
        assert str(state.price / 4 * 4) == "1.100" and state.price < 2
        assert (state.moment + timedelta(days=i)) - state.moment == timedelta(days=i)
        assert state.moment.isoformat() == "2020-01-01T00:00:00" and hash(state.moment) == hash(datetime(2020, 1, 1))
        assert date(2020, 1, 1) + timedelta(i) == (state.moment + timedelta(i)).date()


rounds(State, [tables, tables, pickles, change, numbers])
done()
