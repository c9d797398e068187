/* host.c - a host of Weft whose two threads work on one list, dictionary, set and class without any lock: under
 * Heddle it runs the runtime's own lock-free reads (list, dict, set, type version, specialized sites) under
 * schedules and memory orders that come from the seed. Each thread looks at what the other has just made, checks what it
 * may rely on, and the end is checked. */
#include <pthread.h>
#include <stdlib.h>

#include <heddle.h>
#include <weft/weft.h>

static const char program[] =
    "class Counter:\n"
    "    step = 1\n"
    "    def __init__(self): self.pair = (0, 0)\n"
    "    def read(self): return self.step\n"
    "shared_list, shared_dict, shared_set = [(0, 0)], {'a': (0, 0)}, {'1000'}\n"
    "counter = Counter()\n"
    "def work(me):\n"
    "    other = 3 - me\n"
    "    for i in range(4):\n"
    "        mine, theirs = me * 10000 + i, other * 10000 + i\n"
    "        shared_list.append((me, i))\n"
    "        shared_dict[mine] = (me, i)\n"
    "        shared_set.add(str(mine))\n"
    "        shared_list[0] = shared_dict['a'] = counter.pair = (me, i)\n"
    "        if me == 1: Counter.step = i + 2\n"
    "        assert 1 <= counter.read() <= 5\n"
    "        who, number = shared_list[-1]\n"
    "        assert who in (1, 2) and 0 <= number < 4 and shared_dict[mine] == (me, i)\n"
    "        assert shared_dict.get(theirs, (other, i)) == (other, i)\n"
    "        assert '1000' in shared_set and str(mine) in shared_set and (str(theirs) in shared_set or True)\n"
    "        for who, number in (shared_list[0], shared_dict['a'], counter.pair):\n"
    "            assert who in (1, 2) and 0 <= number < 4\n"
    "    return 1\n"
    "def finish():\n"
    "    return len(shared_list) * 10000 + len(shared_dict) * 100 + len(shared_set)\n";

static WeftThread *first;

static int64_t call(WeftThread *thread, const char *name, int64_t argument, size_t count)
{
    WeftValue value = weft_int(thread, argument);
    WeftValue result = weft_call_name(thread, 0, name, &value, count);
    int64_t number = -1;
    heddle_assert(result != 0 && weft_to_int(thread, result, &number));
    weft_release(thread, result);
    weft_release(thread, value);
    return number;
}

static void *second(void *unused)
{
    WeftThread *thread = weft_thread_attach(first);
    heddle_assert(thread != NULL);
    heddle_assert(call(thread, "work", 2, 1) == 1);
    weft_thread_detach(thread);
    return unused;
}

int main(void)
{
    first = weft_runtime_create(NULL);
    heddle_assert(first != NULL && weft_run(first, program, "host.py"));
    pthread_t other;
    if (pthread_create(&other, NULL, second, NULL) != 0) {
        abort();
    }
    heddle_assert(call(first, "work", 1, 1) == 1);
    (void)pthread_join(other, NULL);
    heddle_assert(call(first, "finish", 0, 0) == 90909);
    (void)weft_runtime_destroy(first, NULL);
    return 0;
}
