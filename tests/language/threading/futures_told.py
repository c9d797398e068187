# A result is given once, and the exception that says so is public.
import concurrent.futures
import io
import logging
done = concurrent.futures.Future()
done.set_result(1)
try:
    done.set_exception(ValueError())
except concurrent.futures.InvalidStateError as error:
    print(type(error).__mro__[1:3], str(error).partition(":")[0])

# A callback that fails is told in the program's log.
log = io.StringIO()
logging.getLogger("concurrent.futures").addHandler(logging.StreamHandler(log))
done.add_done_callback(lambda future: 1 / 0)
print(log.getvalue().splitlines()[-1], log.getvalue().startswith("exception calling callback for <Future"))
