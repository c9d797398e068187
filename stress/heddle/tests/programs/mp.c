/* Message passing, all relaxed: which outcomes a model allows. */
#include <pthread.h>
#include <stdatomic.h>
#include "heddle.h"
atomic_int x, y; int r1, r2;
void *t1(void *unused){ (void)unused; atomic_store_explicit(&x,1,memory_order_relaxed); atomic_store_explicit(&y,1,memory_order_relaxed); return 0; }
void *t2(void *unused){ (void)unused; r1=atomic_load_explicit(&y,memory_order_relaxed); r2=atomic_load_explicit(&x,memory_order_relaxed); return 0; }
int main(){ pthread_t a,b; pthread_create(&a,0,t1,0); pthread_create(&b,0,t2,0); pthread_join(a,0); pthread_join(b,0); heddle_outcome("r1=%d r2=%d",r1,r2); return 0; }
