/* expect: OK runs=300
 * says: outcome +300  2 1 7 9
 * run: --seeds 300 */
#include <stdio.h>
#include <threads.h>
#include <time.h>
static mtx_t mutex;
static cnd_t ready;
static tss_t key;
static once_flag flag = ONCE_FLAG_INIT;
static int count, once, gone;
static void init(void) { once++; }
static void drop(void *v) { gone = *(int *)v; }
static int body(void *a)
{
    call_once(&flag, init);
    tss_set(key, a);
    mtx_lock(&mutex);
    count++;
    cnd_signal(&ready);
    mtx_unlock(&mutex);
    if (*(int *)a == 8)
        thrd_exit(7);
    return *(int *)a;
}
int main(void)
{
    thrd_t a, b;
    int eight = 8, nine = 9, x, y;
    struct timespec now;
    if (mtx_init(&mutex, mtx_timed | mtx_recursive) || cnd_init(&ready) || tss_create(&key, drop))
        return 1;
    thrd_create(&a, body, &eight);
    mtx_lock(&mutex);
    while (count < 1)
        cnd_wait(&ready, &mutex);
    timespec_get(&now, TIME_UTC);
    now.tv_sec++;
    if (mtx_timedlock(&mutex, &now))
        return 2; /* recursive */
    mtx_unlock(&mutex);
    mtx_unlock(&mutex);
    thrd_join(a, &x);
    thrd_create(&b, body, &nine);
    thrd_join(b, &y);
    if (gone != 9)
        return 3;
    printf("%d %d %d %d", count, once, x, y);
    mtx_destroy(&mutex);
    cnd_destroy(&ready);
    tss_delete(key);
    return 0;
}
