# The main thread can be joined: whoever does it goes on when the main program has ended, before
# the functions of atexit run.
import atexit
import threading

main = threading.current_thread()


def after_main():
    started.set()
    main.join()
    print("main is over:", main.is_alive(), threading.main_thread() is main)
    main.join(0.01)


started = threading.Event()
atexit.register(print, "atexit comes last")
thread = threading.Thread(target=after_main)
thread.start()
started.wait()
main_alive = main.is_alive()
print("end of the main program:", main_alive)
