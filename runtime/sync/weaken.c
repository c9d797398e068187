/* weaken.c - which atomic accesses are made relaxed (see weaken.h); empty in ordinary builds.
 *
 * The answer for a site never changes, so it is asked for once and kept in the site. The functions are
 * hidden from ThreadSanitizer, and take no lock that it knows: nothing here may put two threads in an
 * order that the program under test does not give them. */
#include "sync/weaken.h"

#ifdef WEFT_WEAKEN
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define HIDDEN_FROM_TSAN __attribute__((no_sanitize("thread"), noinline))
enum { IS_STRONG = 1, IS_WEAK = 2 };

static WeakenSite *sites; /* executed so far; a race between two first executions may lose one */

HIDDEN_FROM_TSAN static const char *base_name(const char *path)
{
    const char *base = path;
    for (const char *at = path; *at != '\0'; at++) {
        if (*at == '/') {
            base = at + 1;
        }
    }
    return base;
}

/* Whether `wish` begins with FILE:LINE of the site. */
HIDDEN_FROM_TSAN static bool begins_with_site(const char *wish, const char *base, int line)
{
    while (*base != '\0' && *wish == *base) {
        wish++;
        base++;
    }
    if (*base != '\0' || *wish != ':') {
        return false;
    }
    int number = 0;
    for (wish++; *wish >= '0' && *wish <= '9'; wish++) {
        number = number * 10 + (*wish - '0');
    }
    return number == line && (*wish == ',' || *wish == '\0');
}

HIDDEN_FROM_TSAN static unsigned char look_up(WeakenSite *site)
{
    const char *base = base_name(site->file);
    const char *wish = getenv("WEFT_WEAKEN");
    while (wish != NULL && *wish != '\0') {
        if (begins_with_site(wish, base, site->line)) {
            return IS_WEAK;
        }
        while (*wish != '\0' && *wish++ != ',') {
        }
    }
    return IS_STRONG;
}

HIDDEN_FROM_TSAN bool weft__site_is_weakened(WeakenSite *site)
{
    if (site->state == 0) {
        unsigned char state = look_up(site);
        if (site->state == 0) {
            site->state = state;
            site->next = sites;
            sites = site;
        }
    }
    return site->state == IS_WEAK;
}

HIDDEN_FROM_TSAN __attribute__((destructor)) static void write_sites(void)
{
    const char *path = getenv("WEFT_WEAKEN_SITES");
    FILE *file = path == NULL ? NULL : fopen(path, "a");
    for (WeakenSite *site = sites; file != NULL && site != NULL; site = site->next) {
        (void)fprintf(file, "%s:%d\n", base_name(site->file), site->line);
    }
    if (file != NULL) {
        (void)fclose(file);
    }
}
#endif
