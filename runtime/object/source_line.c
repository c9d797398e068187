/* source_line.c - one line of a source file, for tracebacks. Reading happens outside the world.
 *
 * The file is read anew for each line that is asked for, up to that line; a file that is gone gives none.
 */
#include <stdio.h>
#include <stdlib.h>

#include "object/exceptions.h"

typedef struct LineRequest {
    const char *path;
    int32_t number;
    char *line;    /* malloc */
    ssize_t length;
} LineRequest;

static void read_line(void *context)
{
    LineRequest *request = context;
    FILE *file = fopen(request->path, "rb");
    if (file == NULL) {
        return;
    }
    size_t capacity = 0;
    for (int32_t i = 1; i <= request->number; i++) {
        request->length = getline(&request->line, &capacity, file);
        if (request->length < 0) {
            break;
        }
    }
    fclose(file);
}

Str *weft__source_line(Thread *t, Str *filename, int32_t number)
{
    if (number < 1 || filename->length == 0 ||
        (str_char(filename, 0) == '<' && str_char(filename, filename->length - 1) == '>')) {
        return NULL;
    }
    size_t bytes;
    const char *path = weft__str_utf8(t, filename, &bytes);
    if (path == NULL || memchr(path, 0, bytes) != NULL) {
        t->exception = EMPTY;
        return NULL;
    }
    char *copy = strdup(path); /* heap memory must not be touched outside the world */
    if (copy == NULL) {
        return NULL;
    }
    LineRequest request = {copy, number, NULL, -1};
    weft__run_outside(t, read_line, &request);
    free(copy);
    Str *line = NULL;
    if (request.length >= 0) {
        size_t length = (size_t)request.length;
        while (length > 0 && (request.line[length - 1] == '\n' || request.line[length - 1] == '\r')) {
            length--;
        }
        line = weft__str_from_utf8(t, request.line, length);
        if (line == NULL) {
            t->exception = EMPTY;
        }
    }
    free(request.line);
    return line;
}
