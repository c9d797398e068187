/* The C library's own versions of the functions that Heddle puts its own in front of and needs itself.
 * Found once, at start-up, with dlsym; before that only start.c runs. */
#ifndef HEDDLE_REAL_H
#define HEDDLE_REAL_H

#include <pthread.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>

struct heddle_real {
    int (*pthread_create)(pthread_t *, const pthread_attr_t *, void *(*)(void *), void *);
    void *(*memmove)(void *, const void *, size_t);
    void *(*memset)(void *, int, size_t);
    int (*pthread_mutex_lock)(pthread_mutex_t *);
    int (*pthread_mutex_trylock)(pthread_mutex_t *);
    int (*pthread_mutex_unlock)(pthread_mutex_t *);
    int (*pthread_once)(pthread_once_t *, void (*)(void));
    int (*clock_gettime)(int, void *);
    int (*vsnprintf)(char *, size_t, const char *, va_list);
    char *(*fgets)(char *, int, FILE *);
    size_t (*fread)(void *, size_t, size_t, FILE *);
    size_t (*fwrite)(const void *, size_t, size_t, FILE *);
    int (*fputs)(const char *, FILE *);
    int (*puts)(const char *);
};

#endif
