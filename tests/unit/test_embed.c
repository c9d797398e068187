/* test_embed.c - the embedding interface as a host sees it: include/weft/weft.h alone. */
#include <criterion/criterion.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <weft/weft.h>

static WeftThread *create(void)
{
    WeftThread *thread = weft_runtime_create(NULL);
    cr_assert_not_null(thread);
    return thread;
}

/* Ends the runtime; nothing may have leaked. */
static void destroy(WeftThread *thread)
{
    WeftReport report;
    cr_assert_eq(weft_runtime_destroy(thread, &report), 1);
    cr_assert_eq(report.leaked_values, 0);
    cr_assert_eq(report.threads_left, 0);
}

static void run(WeftThread *thread, const char *source)
{
    if (!weft_run(thread, source, "test.py")) {
        fprintf(stderr, "%s", weft_error_traceback(thread));
        cr_assert(0);
    }
}

/* repr of an expression, or the error's type. */
static const char *shown(WeftThread *thread, const char *expression)
{
    static char text[400];
    char source[400];
    snprintf(source, sizeof source, "repr(%s)", expression);
    WeftValue value = weft_evaluate(thread, source);
    if (value == 0) {
        snprintf(text, sizeof text, "%s", weft_error_type(thread));
    } else {
        cr_assert(weft_to_string(thread, value, text, sizeof text, NULL));
        cr_assert(weft_release(thread, value));
    }
    return text;
}

Test(embed, runs_programs)
{
    WeftThread *thread = create();
    cr_assert_str_eq(weft_version(), "0.1.0");
    run(thread, "def f(x): return x * 2\nname = __name__");
    cr_assert_str_eq(shown(thread, "f(21)"), "42");
    cr_assert_str_eq(shown(thread, "name"), "'__main__'");
    cr_assert_str_eq(shown(thread, "__import__('sys').stdout"), "None");
    cr_assert_str_eq(shown(thread, "__import__('sys').argv"), "['']");
    run(thread, "import json; text = json.dumps([1, {'a': None}])");
    cr_assert_str_eq(shown(thread, "text"), "'[1, {\"a\": null}]'");
    destroy(thread);
}

Test(embed, values_of_every_kind)
{
    WeftThread *thread = create();
    WeftValue items[8] = {weft_none(thread), weft_bool(thread, 5), weft_int(thread, INT64_MIN),
                          weft_float(thread, 0.1), weft_string(thread, "h\xC3\xA9llo", SIZE_MAX),
                          weft_bytes(thread, "a\0b", 3), weft_dict(thread), 0};
    const WeftKind kinds[7] = {WEFT_NONE, WEFT_BOOL, WEFT_INT, WEFT_FLOAT, WEFT_STRING, WEFT_BYTES, WEFT_DICT};
    for (int i = 0; i < 7; i++) {
        cr_assert_eq(weft_kind(thread, items[i]), kinds[i]);
    }
    cr_assert(weft_set_item(thread, items[6], items[4], items[2]));
    items[7] = weft_tuple(thread, items, 7);
    WeftValue list = weft_list(thread, items, 8);
    cr_assert_eq(weft_kind(thread, list), WEFT_LIST);
    cr_assert(weft_set(thread, 0, "row", list));
    cr_assert_str_eq(shown(thread, "row[:7]"), "[None, True, -9223372036854775808, 0.1, 'h\xC3\xA9llo', b'a\\x00b', "
                                               "{'h\xC3\xA9llo': -9223372036854775808}]");
    cr_assert_str_eq(shown(thread, "row[7] == tuple(row[:7])"), "True");
    size_t length = 0;
    cr_assert(weft_length(thread, list, &length));
    cr_assert_eq(length, 8);
    int64_t whole;
    double real;
    int truth;
    cr_assert(weft_to_int(thread, items[2], &whole));
    cr_assert_eq(whole, INT64_MIN);
    cr_assert(weft_to_float(thread, items[3], &real));
    cr_assert_eq(real, 0.1);
    cr_assert(weft_to_bool(thread, items[0], &truth));
    cr_assert_eq(truth, 0);
    cr_assert_not(weft_to_int(thread, items[4], &whole));
    cr_assert_str_eq(weft_error_type(thread), "TypeError");
    WeftValue large = weft_evaluate(thread, "2 ** 63");
    cr_assert_not(weft_to_int(thread, large, &whole));
    cr_assert_str_eq(weft_error_type(thread), "OverflowError");
    WeftValue first = weft_get_item(thread, list, items[1]); /* True is index 1 */
    cr_assert_eq(weft_kind(thread, first), WEFT_BOOL);
    for (int i = 0; i < 8; i++) {
        cr_assert(weft_release(thread, items[i]));
    }
    cr_assert(weft_release(thread, first));
    cr_assert(weft_release(thread, large));
    cr_assert(weft_release(thread, list));
    destroy(thread);
}

Test(embed, text_is_cut_between_characters)
{
    WeftThread *thread = create();
    const char *whole = "a\xE2\x82\xAC" "b";
    WeftValue text = weft_string(thread, whole, SIZE_MAX);
    char buffer[8];
    size_t bytes = 0;
    const char *const cut[] = {"", "", "a", "a", "a", "a\xE2\x82\xAC", whole};
    for (size_t size = 1; size <= 6; size++) {
        cr_assert(weft_to_string(thread, text, buffer, size, &bytes));
        cr_assert_eq(bytes, 5);
        cr_assert_str_eq(buffer, cut[size]);
    }
    cr_assert(weft_to_string(thread, text, NULL, 0, &bytes));
    cr_assert_eq(bytes, 5);
    cr_assert(weft_release(thread, text));
    WeftValue raw = weft_bytes(thread, "\0\1\2", 3);
    cr_assert(weft_to_bytes(thread, raw, buffer, 2, &bytes));
    cr_assert_eq(bytes, 3);
    cr_assert_eq(memcmp(buffer, "\0\1", 2), 0);
    cr_assert(weft_release(thread, raw));
    destroy(thread);
}

Test(embed, errors_are_told)
{
    WeftThread *thread = create();
    cr_assert_eq(weft_error(thread), WEFT_NO_ERROR);
    cr_assert_str_eq(weft_error_message(thread), "");
    cr_assert_not(weft_run(thread, "def f():\n  1/0\nf()", "calc.py"));
    cr_assert_eq(weft_error(thread), WEFT_EXCEPTION);
    cr_assert_str_eq(weft_error_type(thread), "ZeroDivisionError");
    cr_assert_str_eq(weft_error_message(thread), "division by zero");
    cr_assert_str_eq(weft_error_traceback(thread),
                     "Traceback (most recent call last):\n  File \"calc.py\", line 3, in <module>\n"
                     "  File \"calc.py\", line 2, in f\nZeroDivisionError: division by zero\n");
    WeftValue exception = weft_error_value(thread);
    WeftValue arguments = weft_get(thread, exception, "args");
    cr_assert_eq(weft_kind(thread, arguments), WEFT_TUPLE);
    cr_assert(weft_release(thread, arguments));
    cr_assert(weft_release(thread, exception));
    weft_error_clear(thread);
    cr_assert_eq(weft_error(thread), WEFT_NO_ERROR);
    cr_assert_not(weft_run(thread, "x = (", NULL));
    cr_assert_str_eq(weft_error_type(thread), "SyntaxError");
    cr_assert_not(weft_run(thread, "import sys; sys.exit(3)", NULL));
    cr_assert_str_eq(weft_error_type(thread), "SystemExit");
    cr_assert_eq(weft_import(thread, "no.such.module"), 0);
    cr_assert_str_eq(weft_error_type(thread), "ModuleNotFoundError");
    cr_assert_not(weft_raise(thread, "NoSuchError", "text"));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    destroy(thread);
}

Test(embed, two_runtimes_share_nothing)
{
    WeftThread *one = create(), *two = create();
    run(one, "shared = 1\nimport json; json.mark = 1");
    run(two, "shared = 2");
    cr_assert_str_eq(shown(one, "shared"), "1");
    cr_assert_str_eq(shown(two, "shared"), "2");
    cr_assert_str_eq(shown(two, "hasattr(__import__('json'), 'mark')"), "False");
    WeftValue value = weft_evaluate(one, "[1, 2]");
    cr_assert_eq(weft_kind(two, value), WEFT_NOTHING);
    cr_assert_not(weft_set(two, 0, "stolen", value));
    cr_assert_eq(weft_error(two), WEFT_MISUSE);
    cr_assert_not(weft_release(two, value));
    cr_assert_eq(weft_kind(one, value), WEFT_LIST);
    cr_assert(weft_release(one, value));
    destroy(one);
    cr_assert_str_eq(shown(two, "shared"), "2");
    destroy(two);
}

Test(embed, handles_tell_when_they_are_wrong)
{
    WeftThread *thread = create();
    WeftValue value = weft_int(thread, 7), again = weft_copy(thread, value);
    cr_assert_neq(value, again);
    cr_assert(weft_release(thread, value));
    cr_assert_not(weft_release(thread, value));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert_eq(weft_kind(thread, value), WEFT_NOTHING);
    int64_t number = 0;
    cr_assert_not(weft_to_int(thread, value, &number));
    WeftValue next = weft_int(thread, 8); /* very likely in the same slot */
    cr_assert_neq(next, value);
    cr_assert_eq(weft_kind(thread, value), WEFT_NOTHING);
    cr_assert(weft_to_int(thread, again, &number));
    cr_assert_eq(number, 7);
    cr_assert_eq(weft_list(thread, &value, 1), 0);
    cr_assert_eq(weft_list(thread, NULL, 1), 0);
    cr_assert_eq(weft_call(thread, 0, NULL, 0), 0);
    cr_assert_eq(weft_copy(thread, 12345), 0);
    cr_assert_eq(weft_copy(thread, ~(WeftValue)0), 0);
    cr_assert_not(weft_run(thread, NULL, NULL));
    cr_assert_eq(weft_get(thread, 0, NULL), 0);
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert(weft_release(thread, next));
    WeftReport report;
    cr_assert_eq(weft_runtime_destroy(thread, &report), 1);
    cr_assert_eq(report.leaked_values, 1);
}

Test(embed, wrong_configurations_and_threads)
{
    WeftConfig config = WEFT_CONFIG_INIT;
    config.size = 1;
    cr_assert_null(weft_runtime_create(&config));
    config.size = sizeof config.size; /* of a host that knows no other field */
    WeftThread *thread = weft_runtime_create(&config);
    cr_assert_not_null(thread);
    cr_assert_null(weft_thread_attach(thread)); /* it is attached already */
    cr_assert_null(weft_thread_attach(NULL));
    cr_assert_not(weft_thread_detach(thread));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert_not(weft_run(NULL, "1", NULL));
    cr_assert_eq(weft_runtime_destroy(NULL, NULL), 0);
    destroy(thread);
    config = (WeftConfig)WEFT_CONFIG_INIT;
    config.memory_budget = 1000; /* no runtime fits */
    cr_assert_null(weft_runtime_create(&config));
}

static void *use_foreign_thread(void *context)
{
    WeftThread *thread = context;
    cr_assert_not(weft_run(thread, "touched = 1", NULL));
    cr_assert_eq(weft_int(thread, 1), 0);
    cr_assert_eq(weft_runtime_destroy(thread, NULL), 0);
    cr_assert_str_eq(weft_error_message(thread), "");
    return NULL;
}

Test(embed, calls_on_another_thread_are_refused)
{
    WeftThread *thread = create();
    pthread_t other;
    cr_assert_eq(pthread_create(&other, NULL, use_foreign_thread, thread), 0);
    pthread_join(other, NULL);
    cr_assert_str_eq(shown(thread, "'touched' in globals()"), "False");
    destroy(thread);
}

enum { WORKERS = 4, ROUNDS = 400 };
static void *work(void *context)
{
    WeftThread *thread = weft_thread_attach(context);
    cr_assert_not_null(thread);
    WeftValue counter = weft_get(thread, 0, "Counter");
    for (int i = 0; i < ROUNDS; i++) {
        WeftValue number = weft_int(thread, i);
        WeftValue result = weft_call(thread, counter, &number, 1);
        WeftValue value = weft_get(thread, result, "value");
        int64_t found = -1;
        cr_assert(weft_to_int(thread, value, &found));
        cr_assert_eq(found, i + 1);
        WeftValue name = weft_call_name(thread, result, "name", NULL, 0);
        char text[32], expected[32];
        snprintf(expected, sizeof expected, "c%d", i);
        cr_assert(weft_to_string(thread, name, text, sizeof text, NULL));
        cr_assert_str_eq(text, expected);
        cr_assert(weft_release(thread, number) && weft_release(thread, result) && weft_release(thread, value) &&
                  weft_release(thread, name));
    }
    cr_assert(weft_release(thread, counter));
    cr_assert(weft_thread_detach(thread));
    return NULL;
}

Test(embed, threads_call_at_the_same_time)
{
    WeftThread *thread = create();
    run(thread, "class Counter:\n  def __init__(self, n): self.value = n + 1; self.n = n\n"
                "  def name(self): return 'c%d' % self.n");
    pthread_t threads[WORKERS];
    for (int i = 0; i < WORKERS; i++) {
        cr_assert_eq(pthread_create(&threads[i], NULL, work, thread), 0);
    }
    for (int i = 0; i < 20; i++) {
        cr_assert(weft_collect(thread, NULL));
    }
    for (int i = 0; i < WORKERS; i++) {
        pthread_join(threads[i], NULL);
    }
    destroy(thread);
}

typedef struct Stay {
    WeftThread *main_thread;
    pthread_barrier_t attached, leave;
} Stay;
static void *stay(void *context)
{
    Stay *s = context;
    WeftThread *thread = weft_thread_attach(s->main_thread);
    pthread_barrier_wait(&s->attached);
    pthread_barrier_wait(&s->leave);
    cr_assert(weft_thread_detach(thread));
    return NULL;
}

Test(embed, a_runtime_in_use_is_not_destroyed)
{
    Stay s = {.main_thread = create()};
    pthread_barrier_init(&s.attached, NULL, 2);
    pthread_barrier_init(&s.leave, NULL, 2);
    pthread_t other;
    cr_assert_eq(pthread_create(&other, NULL, stay, &s), 0);
    pthread_barrier_wait(&s.attached);
    cr_assert_eq(weft_runtime_destroy(s.main_thread, NULL), 0);
    cr_assert_eq(weft_error(s.main_thread), WEFT_MISUSE);
    run(s.main_thread, "x = 1");
    pthread_barrier_wait(&s.leave);
    pthread_join(other, NULL);
    destroy(s.main_thread);
}

static WeftValue join_texts(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    char text[200] = "";
    size_t used = 0, bytes;
    __atomic_add_fetch((int *)user, 1, __ATOMIC_RELAXED);
    for (size_t i = 0; i < count; i++) {
        if (!weft_to_string(thread, arguments[i], text + used, sizeof text - used, &bytes)) {
            return 0;
        }
        used += bytes;
    }
    return weft_string(thread, text, used);
}

static WeftValue call_back(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    (void)user;
    cr_assert_eq(weft_runtime_destroy(thread, NULL), 0);
    return weft_call(thread, arguments[0], arguments + 1, count - 1);
}

static WeftValue nothing(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    (void)thread, (void)user, (void)arguments, (void)count;
    return 0;
}

static WeftValue first_argument(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    (void)thread, (void)user, (void)count;
    return arguments[0];
}

static WeftValue refuse(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    (void)user, (void)arguments, (void)count;
    weft_raise(thread, "KeyError", "no");
    return 0;
}

Test(embed, native_functions)
{
    WeftThread *thread = create();
    int calls = 0;
    cr_assert(weft_define(thread, 0, "join", join_texts, &calls, 0, WEFT_ANY_COUNT));
    cr_assert(weft_define(thread, 0, "call", call_back, NULL, 1, WEFT_ANY_COUNT));
    cr_assert(weft_define(thread, 0, "nothing", nothing, NULL, 0, 0));
    cr_assert(weft_define(thread, 0, "first", first_argument, NULL, 1, 2));
    cr_assert(weft_define(thread, 0, "refuse", refuse, NULL, 0, 0));
    cr_assert_not(weft_define(thread, 0, "wrong", nothing, NULL, 2, 1));
    cr_assert_str_eq(shown(thread, "join(1, 'a', None, *range(12))"), "'1aNone01234567891011'");
    cr_assert_str_eq(shown(thread, "call(call, join, 1, 2)"), "'12'");
    cr_assert_str_eq(shown(thread, "[first(x) for x in (1, 'a', [])]"), "[1, 'a', []]");
    cr_assert_str_eq(shown(thread, "nothing()"), "SystemError");
    cr_assert_str_eq(shown(thread, "refuse()"), "KeyError");
    cr_assert_str_eq(shown(thread, "call(lambda: 1/0)"), "ZeroDivisionError");
    cr_assert_str_eq(shown(thread, "first()"), "TypeError");
    cr_assert_str_eq(weft_error_message(thread), "first() takes at least 1 arguments (0 given)");
    cr_assert_str_eq(shown(thread, "first(1, 2, 3)"), "TypeError");
    cr_assert_str_eq(shown(thread, "nothing(x=1)"), "TypeError");
    cr_assert_str_eq(shown(thread, "(join, join.__name__)"), "(<host function join>, 'join')");
    run(thread, "def deep(n): return call(deep, n + 1)");
    cr_assert_str_eq(shown(thread, "deep(0)"), "RecursionError");
    run(thread, "import threading\nout = []\n"
                "ts = [threading.Thread(target=lambda i=i: out.append(join(*[i] * 20))) for i in range(4)]\n"
                "[t.start() for t in ts]; [t.join() for t in ts]\n"
                "assert sorted(out) == [str(i) * 20 for i in range(4)], out");
    cr_assert_eq(calls, 6);
    run(thread, "def busy():\n  for i in range(300): assert join(i, 'x') == '%dx' % i\n"
                "ts = [threading.Thread(target=busy) for i in range(4)]\n[t.start() for t in ts]; [t.join() for t in ts]");
    cr_assert_eq(calls, 1206);
    destroy(thread);
}

Test(embed, a_budget_ends_in_memory_error)
{
    WeftConfig config = WEFT_CONFIG_INIT;
    config.memory_budget = (size_t)24 << 20;
    WeftThread *thread = weft_runtime_create(&config);
    cr_assert_not_null(thread);
    cr_assert_not(weft_run(thread, "row = []\nwhile True: row.append(bytes(100000))", NULL));
    cr_assert_str_eq(weft_error_type(thread), "MemoryError");
    run(thread, "del row");
    WeftMemory memory;
    cr_assert(weft_collect(thread, &memory));
    cr_assert_eq(memory.budget, config.memory_budget);
    cr_assert_lt(memory.used, config.memory_budget / 2);
    cr_assert_gt(memory.peak, config.memory_budget / 2);
    cr_assert_gt(memory.collections, 0);
    destroy(thread);
}

static void *interrupt_soon(void *context)
{
    struct timespec soon = {0, 50000000};
    nanosleep(&soon, NULL);
    weft_interrupt(context);
    return NULL;
}

Test(embed, a_loop_can_be_interrupted)
{
    WeftThread *thread = create();
    pthread_t other;
    cr_assert_eq(pthread_create(&other, NULL, interrupt_soon, thread), 0);
    cr_assert_not(weft_run(thread, "while True: pass", NULL));
    cr_assert_str_eq(weft_error_type(thread), "KeyboardInterrupt");
    pthread_join(other, NULL);
    run(thread, "x = 1");
    destroy(thread);
}

Test(embed, the_search_path_is_the_hosts)
{
    char folder[] = "/tmp/weft-embed-XXXXXX", path[64];
    cr_assert_not_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/beside.py", folder);
    FILE *file = fopen(path, "w");
    fputs("answer = 42\n", file);
    fclose(file);
    const char *folders[] = {folder, NULL};
    int user;
    WeftConfig config = WEFT_CONFIG_INIT;
    config.search_path = folders;
    config.user = &user;
    WeftThread *thread = weft_runtime_create(&config);
    cr_assert_not_null(thread);
    cr_assert_eq(weft_user(thread), &user);
    WeftValue module = weft_import(thread, "beside");
    WeftValue answer = weft_get(thread, module, "answer");
    int64_t number = 0;
    cr_assert(weft_to_int(thread, answer, &number));
    cr_assert_eq(number, 42);
    cr_assert(weft_release(thread, answer) && weft_release(thread, module));
    destroy(thread);
    remove(path);
    remove(folder);
    thread = create();
    cr_assert_str_eq(shown(thread, "__import__('beside')"), "ModuleNotFoundError");
    destroy(thread);
}

Test(embed, what_the_program_leaves_behind_ends_in_order)
{
    WeftThread *thread = create();
    int calls = 0;
    cr_assert(weft_define(thread, 0, "join", join_texts, &calls, 0, WEFT_ANY_COUNT));
    run(thread, "import atexit, threading, time\natexit.register(join, 1)\n"
                "class Dying:\n  def __del__(self): join(2)\nd = Dying()\n"
                "threading.Thread(target=lambda: (time.sleep(0.05), join(3))).start()\n"
                "def spin():\n  while True: pass\nthreading.Thread(target=spin, daemon=True).start()");
    destroy(thread);
    cr_assert_eq(calls, 3);
}

/* ---- boxes ---- */

static void count_end(void *data) { (*(int *)data)++; }

Test(embed, a_box_gives_its_data_back_by_name)
{
    WeftThread *thread = create();
    int ended = 0;
    void *data = NULL;
    WeftValue box = weft_box(thread, &ended, "shop.Basket", count_end);
    cr_assert(box != 0);
    cr_assert_eq(weft_kind(thread, box), WEFT_OTHER);
    char name[] = "shop.Basket"; /* the same text elsewhere */
    cr_assert(weft_unbox(thread, box, name, &data));
    cr_assert_eq(data, &ended);
    cr_assert_not(weft_unbox(thread, box, "shop.Till", &data));
    cr_assert_str_eq(weft_error_type(thread), "TypeError");
    cr_assert_str_eq(weft_error_message(thread), "expected a host box 'shop.Till', not 'shop.Basket'");
    WeftValue number = weft_int(thread, 5);
    cr_assert_not(weft_unbox(thread, number, "shop.Basket", &data));
    cr_assert_str_eq(weft_error_message(thread), "expected a host box 'shop.Basket', not int");
    cr_assert_not(weft_unbox(thread, box, NULL, &data));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert_not(weft_unbox(thread, box, "shop.Basket", NULL));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert_not(weft_box(thread, &ended, NULL, NULL));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert(weft_set(thread, 0, "basket", box));
    cr_assert(weft_release(thread, box) && weft_release(thread, number));
    run(thread, "keep = {basket: 1}; text = repr(basket)[:24]");
    cr_assert_str_eq(shown(thread, "(text, basket.__name__, keep[basket])"),
                     "(\"<host box 'shop.Basket' \", 'shop.Basket', 1)");
    cr_assert_str_eq(shown(thread, "type(basket)()"), "TypeError");
    cr_assert(weft_collect(thread, NULL));
    cr_assert_eq(ended, 0);
    destroy(thread);
    cr_assert_eq(ended, 1);
}

Test(embed, a_box_ends_once_when_nothing_leads_to_it)
{
    WeftThread *thread = create();
    int ended = 0;
    for (int i = 0; i < 100; i++) {
        WeftValue box = weft_box(thread, &ended, "counter", count_end);
        cr_assert(weft_set(thread, 0, "last", box)); /* each takes the place of the one before */
        cr_assert(weft_release(thread, box));
        WeftValue silent = weft_box(thread, NULL, "nothing", NULL);
        cr_assert(weft_release(thread, silent));
    }
    for (int i = 0; i < 3; i++) {
        cr_assert(weft_collect(thread, NULL));
    }
    cr_assert_geq(ended, 90); /* the native stack may still show a few */
    cr_assert_leq(ended, 99);
    destroy(thread);
    cr_assert_eq(ended, 100);
}

Test(embed, a_box_without_memory_stays_the_hosts)
{
    WeftConfig config = WEFT_CONFIG_INIT;
    config.memory_budget = (size_t)16 << 20;
    WeftThread *thread = weft_runtime_create(&config);
    int ended = 0, made = 0;
    cr_assert_not_null(thread);
    run(thread, "row, spare = [], bytes(200000)\ntry:\n  while True: row.append(bytes(1000))\n"
                "except MemoryError: spare = None");
    static WeftValue boxes[1 << 16];
    while (made < 1 << 16 && (boxes[made] = weft_box(thread, &ended, "counter", count_end)) != 0) {
        made++;
    }
    cr_assert_lt(made, 1 << 16);
    cr_assert_str_eq(weft_error_type(thread), "MemoryError");
    for (int i = 0; i < made; i++) {
        cr_assert(weft_release(thread, boxes[i]));
    }
    destroy(thread);
    cr_assert_eq(ended, made);
}

/* ---- stops ---- */

static void *stop_soon(void *context)
{
    struct timespec soon = {0, 50000000};
    nanosleep(&soon, NULL);
    weft_stop(context);
    return NULL;
}

/* Runs the source, which is stopped after a moment. */
static void run_stopped(WeftThread *thread, const char *source)
{
    pthread_t other;
    cr_assert_eq(pthread_create(&other, NULL, stop_soon, thread), 0);
    cr_assert_not(weft_run(thread, source, NULL));
    cr_assert_eq(weft_error(thread), WEFT_STOPPED, "%s", weft_error_traceback(thread));
    cr_assert_str_eq(weft_error_type(thread), "");
    cr_assert_str_eq(weft_error_message(thread), "stopped by the host");
    cr_assert_eq(weft_error_value(thread), 0);
    pthread_join(other, NULL);
    run(thread, "assert not heard");
}

Test(embed, a_stop_is_not_heard_by_the_program)
{
    WeftThread *thread = create();
    run(thread, "heard = []");
    run_stopped(thread, "while True:\n  try:\n    while True: pass\n  except BaseException: heard.append(1)\n"
                        "  finally: heard.append(2)");
    run_stopped(thread, "class Loop:\n  def __iter__(self): return self\n  def __next__(self): return 1\n"
                        "def endless():\n  try:\n    yield from Loop()\n  except Exception: heard.append(3)\n"
                        "try: sum(endless())\nexcept: heard.append(4)");
    run_stopped(thread, "import time\ntry: time.sleep(60)\nfinally: heard.append(5)");
    run_stopped(thread, "import threading\nlock = threading.Lock()\nlock.acquire()\n"
                        "try: lock.acquire()\nfinally: heard.append(6)");
    run_stopped(thread, "import queue\ntry: queue.Queue().get()\nfinally: heard.append(7)");
    run_stopped(thread, "class Endless:\n  def __del__(self):\n    while True: pass\n"
                        "import gc\nwhile True:\n  Endless(); gc.collect()");
    run(thread, "x = 1\ntry: 1 / 0\nexcept ZeroDivisionError: x = 2");
    cr_assert_str_eq(shown(thread, "x"), "2");
    destroy(thread);
}

/* nested(source): runs the source from inside a native function, and says what became of it. */
static WeftValue run_nested(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    char source[200];
    WeftError *errors = user;
    (void)count;
    cr_assert(weft_to_string(thread, arguments[0], source, sizeof source, NULL));
    cr_assert_not(weft_run(thread, source, NULL));
    errors[0] = weft_error(thread);
    cr_assert_not(weft_run(thread, "while True: pass", NULL)); /* stops again */
    errors[1] = weft_error(thread);
    cr_assert_not(weft_requests_clear(thread));
    return weft_none(thread); /* as if nothing had been */
}

Test(embed, a_stop_goes_through_native_functions)
{
    WeftThread *thread = create();
    WeftError errors[2] = {WEFT_NO_ERROR, WEFT_NO_ERROR};
    run(thread, "heard = []");
    cr_assert(weft_define(thread, 0, "nested", run_nested, errors, 1, 1));
    run_stopped(thread, "try:\n  nested('while True: pass')\n  heard.append('returned')\nfinally: heard.append(1)");
    cr_assert_eq(errors[0], WEFT_STOPPED);
    cr_assert_eq(errors[1], WEFT_STOPPED);
    destroy(thread);
}

Test(embed, requests_can_be_withdrawn)
{
    WeftThread *thread = create();
    weft_stop(thread);
    weft_interrupt(thread);
    cr_assert(weft_requests_clear(thread));
    run(thread, "x = [i for i in range(100)]");
    weft_stop(thread);
    cr_assert_not(weft_run(thread, "def f(): pass\nfor i in range(100): f()", NULL));
    cr_assert_eq(weft_error(thread), WEFT_STOPPED);
    run(thread, "x = 1");
    cr_assert_not(weft_requests_clear(NULL));
    weft_stop(NULL);
    destroy(thread);
}

Test(embed, places_for_results_are_checked)
{
    WeftThread *thread = create();
    WeftValue number = weft_int(thread, 5), text = weft_string(thread, "abc", SIZE_MAX);
    cr_assert_not(weft_to_int(thread, number, NULL));
    cr_assert_eq(weft_error(thread), WEFT_MISUSE);
    cr_assert_str_eq(weft_error_message(thread), "no place for the result");
    cr_assert_not(weft_to_float(thread, number, NULL));
    cr_assert_not(weft_to_bool(thread, number, NULL));
    cr_assert_not(weft_length(thread, text, NULL));
    cr_assert_not(weft_to_string(thread, text, NULL, 5, NULL));
    cr_assert_not(weft_to_bytes(thread, text, NULL, 5, NULL));
    cr_assert(weft_to_string(thread, text, NULL, 0, NULL));
    cr_assert(weft_release(thread, number) && weft_release(thread, text));
    destroy(thread);
}
