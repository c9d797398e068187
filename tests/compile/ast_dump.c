/*
 * ast_dump.c - prints syntax trees, for compare_ast.py and compare_errors.py to check.
 *
 * Reads requests from standard input until its end: a line "MODE LENGTH" and LENGTH bytes of
 * source. MODE is exec, eval or single; a `+` behind it keeps an open block open, a `u` says that
 * the source is text, a `w` that the answer is its warnings. Answers each with a line "LENGTH" and
 * that many bytes: a line for each node and field of the tree in order, or one line that begins
 * with FAIL.
 *
 * `ast_dump --time FILE N` parses a file N times and prints the mean in milliseconds;
 * `ast_dump --stack DEPTH` (with sources on standard input as above) sets the depth limit;
 * `ast_dump --starve` parses each source again and again with more memory allowed each time, and
 * answers with the number of times it took.
 */
#include "compile/lexer.h"
#include "compile/parser.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct Output {
    char *bytes;
    size_t length;
    size_t capacity;
} Output;

static void put(Output *output, const char *bytes, size_t length)
{
    if (output->length + length > output->capacity) {
        output->capacity = (output->capacity + length) * 2 + 4096;
        output->bytes = realloc(output->bytes, output->capacity);
        if (output->bytes == NULL) {
            exit(2);
        }
    }
    if (length > 0) {
        memcpy(output->bytes + output->length, bytes, length);
        output->length += length;
    }
}

PRINTF_LIKE(2, 3) static void print(Output *output, const char *format, ...)
{
    char line[1024];
    va_list arguments;
    va_start(arguments, format);
    int length = vsnprintf(line, sizeof line, format, arguments);
    va_end(arguments);
    put(output, line, (size_t)length);
}

static void put_hexadecimal(Output *output, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        print(output, "%02x", (unsigned)(uint8_t)bytes[i]);
    }
}

/* ---- nodes ----------------------------------------------------------------------------------- */

static const char *const binary_names[] = {
#define BINARY_OPERATOR(kind, name, spelling) name,
#include "compile/syntax.def"
};
static const char *const unary_names[] = {
#define UNARY_OPERATOR(kind, name) name,
#include "compile/syntax.def"
};
static const char *const compare_names[] = {
#define COMPARE_OPERATOR(kind, name) name,
#include "compile/syntax.def"
};
static const char *const bool_names[] = {
#define BOOL_OPERATOR(kind, name) name,
#include "compile/syntax.def"
};
static const char *const context_names[] = {
#define EXPRESSION_CONTEXT(kind, name) name,
#include "compile/syntax.def"
};

static void dump_node(Output *output, const Node *node);

static void dump_child(Output *output, const char *label, const Node *node)
{
    if (node == NULL) {
        print(output, "%s None\n", label);
    } else {
        print(output, "%s ", label);
        dump_node(output, node);
    }
}

static void dump_list(Output *output, const char *label, const NodeList *list)
{
    print(output, "%s [%zu\n", label, list->count);
    for (size_t i = 0; i < list->count; i++) {
        dump_child(output, "-", list->items[i]);
    }
}

static void dump_name(Output *output, const char *label, const Name *name)
{
    print(output, "%s ", label);
    if (name == NULL) {
        print(output, "None\n");
    } else {
        put(output, name->text, name->length);
        put(output, "\n", 1);
    }
}

static void dump_names(Output *output, const char *label, const NameList *list)
{
    print(output, "%s [%zu\n", label, list->count);
    for (size_t i = 0; i < list->count; i++) {
        dump_name(output, "-", list->items[i]);
    }
}

static const char *singleton_name(ConstantKind kind)
{
    return kind == CONSTANT_NONE ? "None" : kind == CONSTANT_TRUE ? "True" : "False";
}

static void dump_constant(Output *output, const ConstantValue *value)
{
    switch (value->kind) {
    case CONSTANT_NONE:
    case CONSTANT_TRUE:
    case CONSTANT_FALSE: print(output, "value %s", singleton_name(value->kind)); break;
    case CONSTANT_ELLIPSIS: print(output, "value Ellipsis"); break;
    case CONSTANT_STRING:
    case CONSTANT_BYTES:
        print(output, "value %c:", value->kind == CONSTANT_STRING ? 's' : 'b');
        put_hexadecimal(output, value->text, value->length);
        break;
    default:
        print(output, "value number ");
        put(output, value->text, value->length);
        put(output, "j", value->kind == CONSTANT_IMAGINARY);
        break;
    }
    print(output, "%s\n", value->unicode_prefix ? " u" : "");
}

static void dump_head(Output *output, const Node *node, bool has_position)
{
    print(output, "%s", weft__node_kind_name(node->kind));
    if (has_position) {
        print(output, " %d %d %d %d", (int)node->line, (int)node->column, (int)node->end_line,
              (int)node->end_column);
    }
    print(output, "\n");
}

/* An `if` and all its `elif`, with a loop: their number is not bounded. */
static void dump_if(Output *output, const Node *node)
{
    for (;;) {
        dump_head(output, node, true);
        dump_child(output, "test", node->if_statement.test);
        dump_list(output, "body", &node->if_statement.body);
        const Node *next = weft__elif_next(node);
        if (next == NULL) {
            dump_list(output, "orelse", &node->if_statement.orelse);
            return;
        }
        print(output, "orelse [1\n- ");
        node = next;
    }
}

static void dump_node(Output *output, const Node *node)
{
    if (node->kind == NODE_IF) {
        dump_if(output, node);
        return;
    }
    switch (node->kind) {
#define NODE_EMPTY(kind, name, has_position)    \
    case NODE_##kind:                           \
        dump_head(output, node, has_position);  \
        break;
#define NODE_LIKE(kind, member, name, has_position) case NODE_##kind:
#define NODE_BEGIN(kind, member, name, has_position)              \
    case NODE_##kind: {                                           \
        const __typeof__(((Node *)0)->member) *fields = &node->member; \
        dump_head(output, node, has_position);
#define NODE_END(member) \
    break;               \
    }
#define FIELD_NODE(field) dump_child(output, #field, fields->field);
#define FIELD_OPTIONAL_NODE(field) dump_child(output, #field, fields->field);
#define FIELD_LIST(field) dump_list(output, #field, &fields->field);
#define FIELD_NAME(field) dump_name(output, #field, fields->field);
#define FIELD_OPTIONAL_NAME(field) dump_name(output, #field, fields->field);
#define FIELD_NAMES(field) dump_names(output, #field, &fields->field);
#define FIELD_FLAG(field) print(output, #field " %d\n", (int)fields->field);
#define FIELD_INTEGER(field) print(output, #field " %d\n", (int)fields->field);
#define FIELD_CONTEXT(field) print(output, #field " %s\n", context_names[fields->field]);
#define FIELD_BINARY(field) print(output, #field " %s\n", binary_names[fields->field]);
#define FIELD_UNARY(field) print(output, #field " %s\n", unary_names[fields->field]);
#define FIELD_BOOL(field) print(output, #field " %s\n", bool_names[fields->field]);
#define FIELD_SINGLETON(field) print(output, #field " %s\n", singleton_name(fields->field));
#define FIELD_CONSTANT(field) dump_constant(output, &fields->field);
#define FIELD_COMPARES(field)                                        \
    print(output, #field " [%zu\n", fields->comparators.count);      \
    for (size_t i = 0; i < fields->comparators.count; i++) {         \
        print(output, "- %s\n", compare_names[fields->field[i]]);    \
    }
#include "compile/syntax.def"
    default: print(output, "unknown\n"); break;
    }
}

/* ---- failures -------------------------------------------------------------------------------- */

static const char *const failure_names[] = {
    "None", "SyntaxError", "IndentationError", "TabError", "MemoryError", "RecursionError",
};

static void dump_failure(Output *output, const SyntaxFailure *failure)
{
    print(output, "FAIL %s %d %d %d %d %d ", failure_names[failure->kind], (int)failure->line,
          (int)failure->column, (int)failure->end_line, (int)failure->end_column,
          (int)failure->incomplete);
    if (failure->text == NULL) {
        print(output, "-");
    } else {
        print(output, "t");
        put_hexadecimal(output, failure->text, failure->text_length);
    }
    print(output, " %s", failure->message);
}

/* ---- running --------------------------------------------------------------------------------- */

typedef struct Starving {
    long left;
} Starving;

static void *allocate_starving(void *context, size_t size)
{
    Starving *starving = context;
    return starving->left-- > 0 ? malloc(size) : NULL;
}

static void release_starving(void *context, void *block, size_t size)
{
    (void)context;
    (void)size;
    free(block);
}

static bool print_warning(void *context, bool deprecation, const char *message, int32_t line,
                          int32_t column)
{
    (void)column;
    if (context != NULL) {
        print(context, "%s %d %s\n", deprecation ? "DeprecationWarning" : "SyntaxWarning",
              (int)line, message);
    }
    return true;
}

/* Parses with every number of chunks until it is enough, and with ever more bytes. */
static void starve(Output *output, const char *source, size_t length, const ParseOptions *options)
{
    enum { STEP = 112 };
    long tries = 0;
    for (long round = 0, enough = 0; enough < 2; round++, tries++) {
        Starving starving = {.left = enough ? LONG_MAX : round};
        ArenaHooks hooks = {allocate_starving, release_starving, &starving};
        Arena arena;
        SyntaxFailure failure;
        weft__arena_init(&arena, enough ? (size_t)round * STEP + 1 : 0, &hooks);
        weft__parse_with(&arena, source, length, options, &failure);
        weft__arena_free(&arena);
        if (failure.kind != FAILURE_MEMORY_ERROR) {
            enough++;
            round = -1;
        }
    }
    print(output, "%ld", tries);
}

static void answer(Output *output, const char *source, size_t length, const ParseOptions *options)
{
    Arena arena;
    SyntaxFailure failure;
    weft__arena_init(&arena, 0, NULL);
    Node *tree = weft__parse_with(&arena, source, length, options, &failure);
    if (options->context != NULL) {
        /* Warnings alone were wanted, and are there. */
    } else if (tree == NULL) {
        dump_failure(output, &failure);
    } else {
        dump_node(output, tree);
    }
    weft__arena_free(&arena);
}

static int time_file(const char *path, int times)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL) {
        return 2;
    }
    Output source = {0};
    char block[65536];
    for (size_t n; (n = fread(block, 1, sizeof block, file)) > 0;) {
        put(&source, block, n);
    }
    fclose(file);
    struct timespec start;
    struct timespec end;
    size_t bytes = 0;
    clock_gettime(CLOCK_MONOTONIC, &start);
    for (int i = 0; i < times; i++) {
        Arena arena;
        SyntaxFailure failure;
        weft__arena_init(&arena, 0, NULL);
        if (weft__parse(&arena, source.bytes, source.length, path, PARSE_FILE, 0, &failure) ==
            NULL) {
            printf("%d: %s\n", (int)failure.line, failure.message);
        }
        bytes = arena.total;
        weft__arena_free(&arena);
    }
    clock_gettime(CLOCK_MONOTONIC, &end);
    double milliseconds = (double)(end.tv_sec - start.tv_sec) * 1e3 +
                          (double)(end.tv_nsec - start.tv_nsec) / 1e6;
    printf("%.3f ms, %zu bytes of source, %zu of tree\n", milliseconds / times, source.length,
           bytes);
    free(source.bytes);
    return 0;
}

int main(int argc, char **argv)
{
    if (argc == 4 && strcmp(argv[1], "--time") == 0) {
        return time_file(argv[2], atoi(argv[3]));
    }
    bool starving = argc > 1 && strcmp(argv[1], "--starve") == 0;
    unsigned depth = argc > 2 && strcmp(argv[1], "--stack") == 0 ? (unsigned)atoi(argv[2]) : 0;
    char mode[16];
    size_t length;
    Output output = {0};
    while (scanf("%15s %zu", mode, &length) == 2 && getchar() == '\n') {
        char *source = malloc(length + 1);
        if (source == NULL || fread(source, 1, length, stdin) != length) {
            return 2;
        }
        ParseOptions options = {
            .filename = "<test>",
            .mode = mode[0] == 's' ? PARSE_SINGLE : mode[1] == 'v' ? PARSE_EVAL : PARSE_FILE,
            .depth_limit = depth,
            .integer_digit_limit = WEFT_INTEGER_DIGITS,
            .source_is_utf8 = strchr(mode, 'u') != NULL,
            .keep_block_open = strchr(mode, '+') != NULL,
            .warn = print_warning,
            .context = strchr(mode, 'w') != NULL ? &output : NULL,
        };
        output.length = 0;
        (starving ? starve : answer)(&output, source, length, &options);
        free(source);
        printf("%zu\n", output.length);
        fwrite(output.bytes, 1, output.length, stdout);
        fflush(stdout);
    }
    free(output.bytes);
    return 0;
}
