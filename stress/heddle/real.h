/* The C library's own versions of the functions that Heddle puts its own in front of and needs itself.
 * Found once, at start-up, with dlsym; before that only start.c runs. */
#ifndef HEDDLE_REAL_H
#define HEDDLE_REAL_H

#include <pthread.h>
#include <stddef.h>

struct heddle_real {
    int (*pthread_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    void *(*memmove)(void *, const void *, size_t);
    void *(*memset)(void *, int, size_t);
    int (*pthread_mutex_lock)(pthread_mutex_t *);
    int (*pthread_mutex_unlock)(pthread_mutex_t *);
    int (*pthread_once)(pthread_once_t *, void (*)(void));
    int (*clock_gettime)(int, void *);
};

#endif
