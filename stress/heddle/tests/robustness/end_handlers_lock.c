/* expect: OK runs=20
 * says: outcome +20  handler;destructor
 * run: --seeds 20
 * Exit handlers and destructor functions lock, signal and wait as others do. */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
static sem_t sem;
static void say(const char *text)
{
    pthread_mutex_lock(&mutex);
    sem_post(&sem);
    sem_wait(&sem);
    puts(text);
    pthread_mutex_unlock(&mutex);
}
static void handler(void) { say("handler"); }
static void __attribute__((destructor)) destructor(void) { say("destructor"); }
static void *body(void *unused)
{
    pthread_mutex_lock(&mutex);
    pthread_mutex_unlock(&mutex);
    return unused;
}
int main(void)
{
    pthread_t t;
    sem_init(&sem, 0, 0);
    atexit(handler);
    pthread_create(&t, 0, body, 0);
    pthread_detach(t);
    return 0;
}
