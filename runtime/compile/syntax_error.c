/* syntax_error.c - how the compiler reports what is wrong with a program.
 *
 * Guarantees: the exception's type, message, filename, lineno, offset, text, end_lineno and
 * end_offset are those of CPython 3.11. As there, errors of the parser carry the source line and
 * offsets in characters (in bytes where the source comes as bytes that declare no encoding), errors of later steps carry offsets in bytes, and the line only when it can
 * be read from the file of that name.
 */
#include <stdarg.h>
#include <stdio.h>
#include <sys/stat.h>

#include "compile/compiler.h"
#include "compile/parser.h"
#include "object/native.h"

/* ---- source lines ---- */

/* Bounds of a line of the source, newline included; false: there is no such line. */
static bool source_line(const Compiler *c, int32_t line, const char **start, size_t *length)
{
    const char *p = c->source, *end = c->source + c->source_length;
    for (int32_t i = 1; p != NULL && i < line; i++) {
        p = memchr(p, '\n', (size_t)(end - p));
        p = p == NULL ? NULL : p + 1;
    }
    if (line < 1 || p == NULL || p >= end) {
        return false;
    }
    const char *newline = memchr(p, '\n', (size_t)(end - p));
    *start = p;
    *length = (size_t)((newline == NULL ? end : newline + 1) - p);
    return true;
}

typedef struct FileCheck {
    const char *path;
    bool found;
} FileCheck;
static void check_file(void *context)
{
    FileCheck *check = context;
    struct stat status;
    check->found = stat(check->path, &status) == 0 && S_ISREG(status.st_mode);
}

/* The text of a line when the program comes from a file, else None. */
static Value line_of_file(Compiler *c, int32_t line)
{
    const char *start;
    size_t length, bytes;
    if (!source_line(c, line, &start, &length)) {
        return NONE;
    }
    const char *path = weft__str_utf8(c->thread, c->filename, &bytes);
    if (path == NULL) {
        return EMPTY;
    }
    if (bytes == 0 || path[0] == '<' || memchr(path, 0, bytes) != NULL) {
        return NONE;
    }
    FileCheck check = {path, false};
    weft__run_outside(c->thread, check_file, &check);
    if (!check.found) {
        return NONE;
    }
    return value_or_empty(weft__str_from_utf8(c->thread, start, length));
}

/* ---- errors of the later steps ---- */

static Value offset_value(int32_t column)
{
    return value_from_small_int((int64_t)column + 1);
}

void weft__syntax_error(Compiler *c, Position at, Str *message)
{
    if (c->failed) {
        return;
    }
    Thread *t = c->thread;
    c->failed = true;
    Value text = message == NULL ? EMPTY : line_of_file(c, at.line);
    if (text == EMPTY) {
        return;
    }
    Value details[6] = {value_from_pointer(c->filename),
                        value_from_small_int(at.line),
                        offset_value(at.column),
                        text,
                        value_from_small_int(at.end_line),
                        offset_value(at.end_column)};
    Tuple *tuple = weft__tuple_from(t, details, 6);
    if (tuple != NULL) {
        Value args[2] = {value_from_pointer(message), value_from_pointer(tuple)};
        weft__raise_with(t, EXC(t, SyntaxError), args, 2);
    }
}

void weft__scope_error(Compiler *c, Position at, Str *message)
{
    if (c->failed) {
        return;
    }
    Thread *t = c->thread;
    c->failed = true;
    Value text = message == NULL ? EMPTY : line_of_file(c, at.line);
    if (text == EMPTY) {
        return;
    }
    Value exception = weft__call1(t, value_from_pointer(EXC(t, SyntaxError)),
                                  value_from_pointer(message));
    if (exception == EMPTY ||
        !weft__set_attribute(t, exception, N(t, lineno), value_from_small_int(at.line)) ||
        !weft__set_attribute(t, exception, N(t, offset), offset_value(at.column)) ||
        !weft__set_attribute(t, exception, N(t, end_lineno), value_from_small_int(at.end_line)) ||
        !weft__set_attribute(t, exception, N(t, end_offset),
                             at.end_column == NO_END_COLUMN ? NONE : offset_value(at.end_column)) ||
        !weft__set_attribute(t, exception, N(t, filename), value_from_pointer(c->filename)) ||
        !weft__set_attribute(t, exception, N(t, text), text)) {
        return;
    }
    weft__raise_value(t, exception);
}

void weft__emit_error(Compiler *c, const char *format, ...)
{
    if (c->failed) {
        return;
    }
    char message[200];
    va_list arguments;
    va_start(arguments, format);
    vsnprintf(message, sizeof message, format, arguments);
    va_end(arguments);
    weft__syntax_error(c, c->emitter->at, weft__str_from_c(c->thread, message));
}

/* ---- errors of the parser ---- */

/* Characters of which the first `bytes` bytes of the text have a part; one more where the position
 * is behind the end of the text. */
static int64_t characters_in(const char *text, size_t length, size_t bytes)
{
    int64_t count = bytes > length ? 1 : 0;
    for (size_t i = 0; i < bytes && i < length; i++) {
        count += ((unsigned char)text[i] & 0xC0U) != 0x80U;
    }
    return count;
}

static Value failure_offset(const SyntaxFailure *failure, int32_t column)
{
    if (column < 0 || failure->byte_offsets) {
        return offset_value(column);
    }
    return value_from_small_int(
        characters_in(failure->text, failure->text_length, (size_t)column + 1));
}

static Type *failure_type(Thread *t, FailureKind kind)
{
    return kind == FAILURE_INDENTATION_ERROR ? EXC(t, IndentationError)
           : kind == FAILURE_TAB_ERROR       ? EXC(t, TabError)
                                             : EXC(t, SyntaxError);
}

void weft__raise_parse_failure(Compiler *c, const void *syntax_failure)
{
    const SyntaxFailure *failure = syntax_failure;
    Thread *t = c->thread;
    c->failed = true;
    if (failure->kind == FAILURE_MEMORY_ERROR) {
        weft__raise_memory_error(t);
        return;
    }
    if (failure->kind == FAILURE_RECURSION_ERROR) {
        RAISE(t, RecursionError, "%s", failure->message);
        return;
    }
    Type *type = failure_type(t, failure->kind);
    Str *message = weft__str_from_utf8(t, failure->message, strlen(failure->message));
    if (message == NULL) {
        return;
    }
    if (failure->text == NULL) {
        Value only = value_from_pointer(message);
        weft__raise_with(t, type, &only, 1);
        return;
    }
    Value text = value_or_empty(weft__str_from_utf8(t, failure->text, failure->text_length));
    if (text == EMPTY) {
        return;
    }
    Value details[6] = {value_from_pointer(c->filename),
                        value_from_small_int(failure->line),
                        failure_offset(failure, failure->column),
                        text,
                        value_from_small_int(failure->end_line),
                        failure_offset(failure, failure->end_column)};
    Tuple *tuple = weft__tuple_from(t, details, 6);
    if (tuple != NULL) {
        Value args[2] = {value_from_pointer(message), value_from_pointer(tuple)};
        weft__raise_with(t, type, args, 2);
    }
}

/* ---- warnings ---- */

bool weft__warnings_loaded(Thread *t)
{
    return t->runtime->modules != NULL &&
           weft__dict_get_c(t, t->runtime->modules, "warnings") != EMPTY;
}

/* The function warnings.warn_explicit; EMPTY without exception: the module is not there. */
static Value warn_explicit(Thread *t)
{
    if (t->runtime->modules == NULL || t->runtime->builtins == NULL) {
        return EMPTY; /* a runtime without the library */
    }
    Value module = weft__dict_get_c(t, t->runtime->modules, "warnings");
    if (module == EMPTY) {
        if (exception_pending(t)) {
            return EMPTY;
        }
        Value import = weft__dict_get_str(t, t->runtime->builtins, N(t, __import__));
        Str *name = weft__intern_c(t, "warnings");
        if (import == EMPTY || name == NULL) {
            return EMPTY;
        }
        module = weft__call1(t, import, value_from_pointer(name));
        if (module == EMPTY) {
            exception_take(t); /* no such module: nobody wants to be warned */
            return EMPTY;
        }
    }
    Str *name = weft__intern_c(t, "warn_explicit");
    bool failed = false;
    return name == NULL ? EMPTY : weft__find_attribute(t, module, name, &failed);
}

bool weft__warn_in_source(Thread *t, Type *category, Str *message, Str *filename, int32_t line)
{
    Value function = warn_explicit(t);
    if (function == EMPTY) {
        return !exception_pending(t);
    }
    Value args[4] = {value_from_pointer(message), value_from_pointer(category),
                     value_from_pointer(filename), value_from_small_int(line)};
    return weft__call(t, function, args, 4, EMPTY) != EMPTY;
}

void weft__syntax_warning(Compiler *c, Position at, Str *message)
{
    if (c->failed) {
        return;
    }
    Thread *t = c->thread;
    if (message == NULL) {
        c->failed = true;
        return;
    }
    Type *category = EXC(t, SyntaxWarning);
    if (!weft__warn_in_source(t, category, message, c->filename, at.line)) {
        if (weft__exception_matches(t, category)) {
            /* The filter makes it an error: it is reported as a SyntaxError then. */
            exception_take(t);
            weft__syntax_error(c, at, message);
        }
        c->failed = true;
    }
}
