/* embed.c - a host of Weft: native functions, threads that share one program, errors, a memory budget.
 *
 * The host owns a table of prices; a program in Python, given as text, decides about orders with it.
 * Four threads of the host call the program at the same time, without any lock around it.
 *
 *     cc embed.c $(pkg-config --cflags --libs weft) -o embed && ./embed
 */
#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <weft/weft.h>

enum { THREADS = 4, ORDERS = 5000 };

static const char program[] =
    "import threading\n"
    "totals = {}\n"
    "lock = threading.Lock()\n"
    "\n"
    "def order(customer, item, amount):\n"
    "    cost = price(item) * amount\n"
    "    if amount >= 10:\n"
    "        cost = cost * 9 // 10\n"
    "    with lock:\n"
    "        totals[customer] = totals.get(customer, 0) + cost\n"
    "    return cost\n";

typedef struct Price {
    const char *item;
    int64_t cents;
} Price;
static const Price prices[] = {{"apple", 30}, {"bread", 250}, {"cheese", 1200}};

/* price(item): called by the program, on whichever thread it runs. */
static WeftValue price(WeftThread *thread, void *user, const WeftValue *arguments, size_t count)
{
    char item[32];
    const Price *table = user;
    (void)count;
    if (!weft_to_string(thread, arguments[0], item, sizeof item, NULL)) {
        return 0;
    }
    for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
        if (strcmp(table[i].item, item) == 0) {
            return weft_int(thread, table[i].cents);
        }
    }
    weft_raise(thread, "LookupError", item);
    return 0;
}

static int64_t place_order(WeftThread *thread, const char *customer, const char *item, int64_t amount)
{
    WeftValue arguments[3] = {weft_string(thread, customer, SIZE_MAX), weft_string(thread, item, SIZE_MAX),
                              weft_int(thread, amount)};
    WeftValue result = weft_call_name(thread, 0, "order", arguments, 3);
    int64_t cost = -1;
    if (result == 0 || !weft_to_int(thread, result, &cost)) {
        printf("refused: %s: %s\n", weft_error_type(thread), weft_error_message(thread));
        cost = -1;
    }
    weft_release(thread, result);
    for (size_t i = 0; i < 3; i++) {
        weft_release(thread, arguments[i]);
    }
    return cost;
}

typedef struct Customer {
    WeftThread *main_thread;
    char name[24];
    int64_t spent;
} Customer;

static void *shop(void *context)
{
    Customer *customer = context;
    WeftThread *thread = weft_thread_attach(customer->main_thread);
    for (int i = 0; thread != NULL && i < ORDERS; i++) {
        customer->spent += place_order(thread, customer->name, prices[i % 3].item, 1 + i % 12);
    }
    if (thread != NULL) {
        weft_thread_detach(thread);
    }
    return NULL;
}

/* What the host counted is what the program counted; 1 when it is. */
static int same_total(WeftThread *thread, const Customer *customer)
{
    int64_t total = -1;
    WeftValue totals = weft_get(thread, 0, "totals");
    WeftValue name = weft_string(thread, customer->name, SIZE_MAX);
    WeftValue found = weft_get_item(thread, totals, name);
    weft_to_int(thread, found, &total);
    weft_release(thread, found);
    weft_release(thread, name);
    weft_release(thread, totals);
    printf("%s spent %lld\n", customer->name, (long long)total);
    return total == customer->spent;
}

static int shop_with_threads(WeftThread *thread)
{
    Customer customers[THREADS];
    pthread_t threads[THREADS];
    int right = 0;
    for (int i = 0; i < THREADS; i++) {
        customers[i] = (Customer){thread, "", 0};
        snprintf(customers[i].name, sizeof customers[i].name, "customer-%d", i);
        if (pthread_create(&threads[i], NULL, shop, &customers[i]) != 0) {
            return 0;
        }
    }
    for (int i = 0; i < THREADS; i++) {
        pthread_join(threads[i], NULL);
        right += same_total(thread, &customers[i]);
    }
    return right == THREADS;
}

int main(void)
{
    WeftConfig config = WEFT_CONFIG_INIT;
    config.memory_budget = (size_t)64 << 20;
    WeftThread *thread = weft_runtime_create(&config);
    if (thread == NULL) {
        fputs("no runtime\n", stderr);
        return 1;
    }
    if (!weft_define(thread, 0, "price", price, (void *)prices, 1, 1) || !weft_run(thread, program, "shop.py")) {
        fputs(weft_error_traceback(thread), stderr);
        return 1;
    }
    int right = shop_with_threads(thread);
    place_order(thread, "customer-0", "caviar", 1);
    if (!weft_run(thread, "row = []\nwhile True: row.append(bytes(1 << 20))", "greedy.py")) {
        printf("stopped: %s\n", weft_error_type(thread));
    }
    weft_error_clear(thread);
    WeftReport report;
    int destroyed = weft_runtime_destroy(thread, &report);
    printf("leaked handles: %zu\n", report.leaked_values);
    return right && destroyed == 1 && report.leaked_values == 0 ? 0 : 1;
}
