/* A run of more than 5,000 steps, with text in all places that a page must not take for its own. */
#include <heddle.h>
#include <pthread.h>
#include <stdatomic.h>

int pthread_setname_np(pthread_t thread, const char *name);

static atomic_int größe;

static void *count(void *unused)
{
    pthread_setname_np(pthread_self(), "<b>&\"'é");
    for (int i = 0; i < 2600; i++) {
        heddle_label("<i>&\"q'ü");
        atomic_fetch_add(&größe, 1 & 3); /* <script>alert("sö")</script> */
    }
    return unused;
}

int main(void)
{
    pthread_t thread;
    pthread_create(&thread, 0, count, 0);
    for (int i = 0; i < 2600; i++)
        atomic_fetch_add(&größe, 1);
    pthread_join(thread, 0);
    heddle_assert(!"<tag> & \"quote\" é");
    return 0;
}
