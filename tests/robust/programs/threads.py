"""Threads that share a list, a dictionary and a lock."""
import threading
lock = threading.Lock()
shared, found = {}, []
def work(number):
    for i in range(50):
        with lock:
            shared[i] = shared.get(i, 0) + number
        found.append(number)
threads = [threading.Thread(target=work, args=(n,)) for n in range(3)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
if sum(shared.values()) == 150 and len(found) == 150:
    print("all there")
