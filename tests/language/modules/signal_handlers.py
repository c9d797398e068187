"""signal: handlers, what they may do, timers, masks, threads, numbers and names."""
import os
import signal
import sys
import threading
import time

print(signal.SIGINT, repr(signal.SIGINT), signal.SIGTERM + 0, signal.Signals(15).name, signal.SIG_DFL, repr(signal.SIG_IGN))
print(repr(signal.SIG_BLOCK), signal.NSIG, signal.ITIMER_REAL, len(signal.valid_signals()), sorted(signal.valid_signals())[:3])
print(signal.strsignal(signal.SIGSEGV), signal.strsignal(2), signal.ItimerError is OSError)
print(signal.getsignal(signal.SIGINT) is signal.default_int_handler, repr(signal.getsignal(signal.SIGUSR1)))
seen = []


def handler(number, frame):
    seen.append((signal.Signals(number).name, frame.f_code.co_name))


print(repr(signal.signal(signal.SIGUSR1, handler)), signal.getsignal(signal.SIGUSR1) is handler)


def sender():
    signal.raise_signal(signal.SIGUSR1)
    os.kill(os.getpid(), signal.SIGUSR1)
    for _ in range(1000):
        pass


sender()
print(seen)
seen.clear()


class Stop(Exception):
    pass


def stopper(number, frame):
    raise Stop(number)


signal.signal(signal.SIGALRM, stopper)
signal.setitimer(signal.ITIMER_REAL, 0.02)
try:
    while True:
        pass
except Stop as stop:
    print("stopped by", stop.args[0].__class__, stop.args)
print(signal.getitimer(signal.ITIMER_REAL), signal.setitimer(signal.ITIMER_REAL, 0))
signal.setitimer(signal.ITIMER_REAL, 0.02)
begin = time.monotonic()
try:
    time.sleep(20)
except Stop:
    print("sleep ended", time.monotonic() - begin < 10)
signal.setitimer(signal.ITIMER_REAL, 0.02)
lock = threading.Lock()
lock.acquire()
try:
    lock.acquire()
except Stop:
    print("wait ended", lock.locked())
print(signal.alarm(0), signal.alarm(100), signal.alarm(0) in (99, 100))

ticks = []
signal.signal(signal.SIGALRM, lambda number, frame: ticks.append(number))
signal.setitimer(signal.ITIMER_REAL, 0.01, 0.01)
while len(ticks) < 3:
    time.sleep(0.01)
signal.setitimer(signal.ITIMER_REAL, 0)
print(set(ticks))
signal.setitimer(signal.ITIMER_REAL, 0.02)
signal.pause()
print("paused", len(ticks) > 3)

in_thread = []
signal.signal(signal.SIGUSR2, lambda number, frame: in_thread.append(threading.current_thread() is threading.main_thread()))


def worker():
    os.kill(os.getpid(), signal.SIGUSR2)
    try:
        signal.signal(signal.SIGUSR2, signal.SIG_DFL)
    except ValueError as error:
        in_thread.append(str(error))


thread = threading.Thread(target=worker)
thread.start()
thread.join()
while len(in_thread) < 2:
    time.sleep(0.001)
print(sorted(map(str, in_thread)))

try:
    signal.raise_signal(signal.SIGINT)
    for _ in range(1000):
        pass
except KeyboardInterrupt:
    print("KeyboardInterrupt")
print(signal.signal(signal.SIGINT, handler) is signal.default_int_handler)
signal.raise_signal(signal.SIGINT)
for _ in range(1000):
    pass
print(seen)
signal.signal(signal.SIGINT, signal.SIG_IGN)
signal.raise_signal(signal.SIGINT)
print(repr(signal.signal(signal.SIGINT, signal.default_int_handler)), signal.getsignal(2) is signal.default_int_handler)

seen.clear()
print(signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGUSR1}))
os.kill(os.getpid(), signal.SIGUSR1)
print(signal.sigpending(), seen)
print(signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1]), signal.pthread_sigmask(signal.SIG_BLOCK, []))
for _ in range(1000):
    pass
print(len(seen))
signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGUSR1])
os.kill(os.getpid(), signal.SIGUSR1)
print(repr(signal.sigwait([signal.SIGUSR1])))
signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGUSR1])

reader, writer = os.pipe()
os.set_blocking(writer, False)
print(signal.set_wakeup_fd(writer))
signal.raise_signal(signal.SIGUSR1)
print(os.read(reader, 10), signal.set_wakeup_fd(-1) == writer)
for bad in (lambda: signal.signal(0, handler), lambda: signal.signal(99, handler), lambda: signal.signal(10, 5),
            lambda: signal.signal(10, None), lambda: signal.signal(signal.SIGKILL, handler), lambda: signal.getsignal(100),
            lambda: signal.signal("x", handler), lambda: signal.setitimer(9, 1), lambda: signal.strsignal(-1),
            lambda: signal.raise_signal(1000), lambda: signal.set_wakeup_fd(9999)):
    try:
        print(bad())
    except (ValueError, TypeError, OSError) as error:
        print(type(error).__name__, str(error).splitlines()[0])
sys.stdout.flush()
signal.signal(signal.SIGTERM, lambda number, frame: sys.exit(7))
os.kill(os.getpid(), signal.SIGTERM)
time.sleep(5)
