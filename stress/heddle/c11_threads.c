/* C11's <threads.h> on top of the pthread versions; the C library's types for both are the same. */
#include "state.h"

#include <errno.h>
#include <pthread.h>
#include <sched.h>
#include <threads.h>

static int from_errno(int error)
{
    return error == 0 ? thrd_success : error == EBUSY ? thrd_busy : error == ETIMEDOUT ? thrd_timedout : thrd_error;
}

struct call { thrd_start_t function; void *argument; };

static void *call_c11(void *argument)
{
    struct call call = *(struct call *)argument;
    return (void *)(intptr_t)call.function(call.argument);
}

API int thrd_create(thrd_t *thread, thrd_start_t function, void *argument)
{
    struct call *call = pool(sizeof *call);
    *call = (struct call){function, argument};
    *thread = (thrd_t)heddle__create(call_c11, call, false, PC())->handle;
    return thrd_success;
}
API int thrd_join(thrd_t thread, int *result)
{
    void *value = NULL;
    int error = heddle__join(heddle__thread_of((void *)thread), &value, PC());
    if (result)
        *result = (int)(intptr_t)value;
    return from_errno(error);
}
API int thrd_detach(thrd_t thread) { return from_errno(pthread_detach((pthread_t)thread)); }
API void thrd_exit(int result) { heddle__thread_exit((void *)(intptr_t)result); }
API int thrd_equal(thrd_t a, thrd_t b) { return a == b; }
API thrd_t thrd_current(void) { return (thrd_t)pthread_self(); }
API void thrd_yield(void) { sched_yield(); }
API int thrd_sleep(const struct timespec *time, struct timespec *rest)
{
    (void)rest;
    if (time->tv_sec < 0 || !heddle__time_valid(time))
        return -2; /* -1 would be a signal */
    heddle__yield(OP_SLEEP, heddle__nanoseconds(time) + 1, PC());
    return 0;
}

/* Reports name the program's call: what may wait or fail is told where that is. */
API int mtx_init(mtx_t *mutex, int type)
{
    pthread_mutexattr_t attributes;
    pthread_mutexattr_init(&attributes);
    pthread_mutexattr_settype(&attributes, type & mtx_recursive ? PTHREAD_MUTEX_RECURSIVE : PTHREAD_MUTEX_NORMAL);
    return from_errno(pthread_mutex_init((pthread_mutex_t *)mutex, &attributes));
}
API int mtx_lock(mtx_t *mutex) { return from_errno(heddle__mutex_lock((pthread_mutex_t *)mutex, PC())); }
API int mtx_trylock(mtx_t *mutex) { return from_errno(heddle__mutex_trylock((pthread_mutex_t *)mutex, PC())); }
API int mtx_timedlock(mtx_t *restrict mutex, const struct timespec *restrict until)
{
    return from_errno(heddle__mutex_timedlock((pthread_mutex_t *)mutex, until, PC()));
}
API int mtx_unlock(mtx_t *mutex) { return from_errno(heddle__mutex_unlock((pthread_mutex_t *)mutex, PC())); }
API void mtx_destroy(mtx_t *mutex) { pthread_mutex_destroy((pthread_mutex_t *)mutex); }
API int cnd_init(cnd_t *cond) { return from_errno(pthread_cond_init((pthread_cond_t *)cond, NULL)); }
API int cnd_signal(cnd_t *cond) { return from_errno(heddle__cond_signal((pthread_cond_t *)cond, false, PC())); }
API int cnd_broadcast(cnd_t *cond) { return from_errno(heddle__cond_signal((pthread_cond_t *)cond, true, PC())); }
API int cnd_wait(cnd_t *cond, mtx_t *mutex)
{
    return from_errno(heddle__cond_wait((pthread_cond_t *)cond, (pthread_mutex_t *)mutex, NULL, PC()));
}
API int cnd_timedwait(cnd_t *restrict cond, mtx_t *restrict mutex, const struct timespec *restrict until)
{
    return from_errno(heddle__cond_wait((pthread_cond_t *)cond, (pthread_mutex_t *)mutex, until, PC()));
}
API void cnd_destroy(cnd_t *cond) { pthread_cond_destroy((pthread_cond_t *)cond); }
API void call_once(once_flag *flag, void (*routine)(void)) { pthread_once((pthread_once_t *)flag, routine); }
API int tss_create(tss_t *key, tss_dtor_t destructor) { return from_errno(pthread_key_create(key, destructor)); }
API void *tss_get(tss_t key) { return pthread_getspecific(key); }
API int tss_set(tss_t key, void *value) { return from_errno(pthread_setspecific(key, value)); }
API void tss_delete(tss_t key) { pthread_key_delete(key); }
