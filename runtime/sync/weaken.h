/* weaken.h - makes chosen atomic accesses relaxed while a program runs; in builds with -Dweaken=true.
 *
 * Every access that is stronger than relaxed is a site, known by its file and line. The environment
 * says which sites lose their order: WEFT_WEAKEN=dict.c:120,list.c:77 (file names without folders).
 * With WEFT_WEAKEN_SITES=FILE the sites that were executed are appended to FILE when the process ends.
 * tests/edges.py turns names of edges into sites, and asks ThreadSanitizer whether it notices.
 */
#ifndef WEFT_SYNC_WEAKEN_H
#define WEFT_SYNC_WEAKEN_H

#include <stdbool.h>

typedef struct WeakenSite {
    const char *file;
    int line;
    unsigned char state; /* 0: not asked yet; then whether it is weakened */
    struct WeakenSite *next;
} WeakenSite;

bool weft__site_is_weakened(WeakenSite *site);

#define WEFT_SITE_IS_WEAKENED()                                       \
    __extension__({                                                   \
        static WeakenSite weaken_site = {__FILE__, __LINE__, 0, NULL}; \
        weft__site_is_weakened(&weaken_site);                         \
    })

#endif
