"""A thread that ends before it could say that it has started makes start() raise; CPython 3.11 would
wait for ever, so this program is for Weft alone."""
import threading

from _harness import done, rounds

threading.excepthook = lambda args: None


class Unstartable(threading.Thread):
    def _bootstrap(self):
        raise SystemExit


def start(_):
    for _ in range(5):
        try:
            Unstartable().start()
        except RuntimeError as error:
            assert str(error) == "can't start new thread", error
        else:
            assert False, "it started"
        results = []
        thread = threading.Thread(target=results.append, args=(1,))
        thread.start()
        thread.join()
        assert results == [1] and not thread.is_alive()


rounds(lambda number: None, [start, start])
done()
