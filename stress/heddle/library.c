/* Functions of the C library that read or write memory of the program: strings, formatted text, streams.
 * The library is not instrumented, so each of them says what it touches, as an access of the caller. Text
 * and string functions are simple loops of their own; the others call the library's version. */
#include "state.h"
#include "real.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#define API __attribute__((visibility("default"), used))

static bool watched(void) { return H.running && !H.inside; }

static void reads(const void *at, size_t size, uintptr_t pc)
{
    if (watched())
        heddle__race_range((uintptr_t)at, size, false, pc);
}
static void writes(const void *at, size_t size, uintptr_t pc)
{
    if (watched())
        heddle__race_range((uintptr_t)at, size, true, pc);
}

static size_t length_of(const char *text, size_t limit)
{
    size_t length = 0;
    while (length < limit && ((const volatile char *)text)[length])
        length++;
    return length;
}

/* ---- strings ---- */

/* Copies `size` bytes and ends the text, as the caller's accesses. */
static char *put_text(char *to, const char *from, size_t size, uintptr_t pc)
{
    reads(from, size, pc);
    writes(to, size + 1, pc);
    copy_bytes(to, from, size);
    to[size] = 0;
    return to;
}

API char *strcpy(char *restrict to, const char *restrict from)
{
    return put_text(to, from, length_of(from, SIZE_MAX), PC());
}
API char *stpcpy(char *restrict to, const char *restrict from)
{
    size_t length = length_of(from, SIZE_MAX);
    return put_text(to, from, length, PC()) + length;
}
API char *strncpy(char *restrict to, const char *restrict from, size_t size)
{
    size_t length = length_of(from, size);
    reads(from, length < size ? length + 1 : size, PC());
    writes(to, size, PC());
    copy_bytes(to, from, length);
    fill_bytes(to + length, 0, size - length);
    return to;
}
API char *strcat(char *restrict to, const char *restrict from)
{
    size_t before = length_of(to, SIZE_MAX);
    reads(to, before + 1, PC());
    put_text(to + before, from, length_of(from, SIZE_MAX), PC());
    return to;
}
API char *strncat(char *restrict to, const char *restrict from, size_t size)
{
    size_t before = length_of(to, SIZE_MAX);
    reads(to, before + 1, PC());
    put_text(to + before, from, length_of(from, size), PC());
    return to;
}
API size_t strnlen(const char *text, size_t limit)
{
    size_t length = length_of(text, limit);
    reads(text, length < limit ? length + 1 : limit, PC());
    return length;
}
API int strncmp(const char *a, const char *b, size_t size)
{
    size_t i = 0;
    while (i < size && a[i] && a[i] == b[i])
        i++;
    size_t seen = i < size ? i + 1 : size;
    reads(a, seen, PC());
    reads(b, seen, PC());
    return i < size ? (unsigned char)a[i] - (unsigned char)b[i] : 0;
}
API char *strchr(const char *text, int wanted)
{
    size_t i = 0;
    while (text[i] && text[i] != (char)wanted)
        i++;
    reads(text, i + 1, PC());
    return text[i] == (char)wanted ? (char *)(uintptr_t)(text + i) : NULL;
}
API char *strrchr(const char *text, int wanted)
{
    const char *found = NULL;
    size_t i = 0;
    for (;; i++) {
        if (text[i] == (char)wanted)
            found = text + i;
        if (!text[i])
            break;
    }
    reads(text, i + 1, PC());
    return (char *)(uintptr_t)found;
}
API void *memchr(const void *at, int wanted, size_t size)
{
    const unsigned char *bytes = at;
    size_t i = 0;
    while (i < size && bytes[i] != (unsigned char)wanted)
        i++;
    reads(at, i < size ? i + 1 : size, PC());
    return i < size ? (void *)(uintptr_t)(bytes + i) : NULL;
}

/* ---- formatted text ---- */

static int format(char *to, size_t room, const char *text, va_list arguments, uintptr_t pc)
{
    int length = heddle__real->vsnprintf(to, room, text, arguments);
    if (length >= 0 && room)
        writes(to, (size_t)length < room ? (size_t)length + 1 : room, pc);
    return length;
}

API int vsnprintf(char *restrict to, size_t room, const char *restrict text, va_list arguments)
{
    return format(to, room, text, arguments, PC());
}
API int vsprintf(char *restrict to, const char *restrict text, va_list arguments)
{
    return format(to, INT32_MAX, text, arguments, PC());
}
API int snprintf(char *restrict to, size_t room, const char *restrict text, ...)
{
    va_list arguments;
    va_start(arguments, text);
    int length = format(to, room, text, arguments, PC());
    va_end(arguments);
    return length;
}
API int sprintf(char *restrict to, const char *restrict text, ...)
{
    va_list arguments;
    va_start(arguments, text);
    int length = format(to, INT32_MAX, text, arguments, PC());
    va_end(arguments);
    return length;
}

/* ---- streams ---- */

API char *fgets(char *restrict to, int room, FILE *restrict stream)
{
    char *line = heddle__real->fgets(to, room, stream);
    if (line)
        writes(to, length_of(to, (size_t)room) + 1, PC());
    return line;
}
API size_t fread(void *restrict to, size_t size, size_t count, FILE *restrict stream)
{
    size_t got = heddle__real->fread(to, size, count, stream);
    writes(to, got * size, PC());
    return got;
}
API size_t fwrite(const void *restrict from, size_t size, size_t count, FILE *restrict stream)
{
    reads(from, size * count, PC());
    return heddle__real->fwrite(from, size, count, stream);
}
API int fputs(const char *restrict text, FILE *restrict stream)
{
    reads(text, length_of(text, SIZE_MAX) + 1, PC());
    return heddle__real->fputs(text, stream);
}
API int puts(const char *text)
{
    reads(text, length_of(text, SIZE_MAX) + 1, PC());
    return heddle__real->puts(text);
}
