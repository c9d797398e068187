/* compile.c - source text to a code object: runs the passes and owns what they share.
 *
 * Guarantees: the compiler runs no user code but the warnings filter; its working memory is bounded
 * and given back on every path; on failure exactly one exception is pending.
 */
#include "compile/compile.h"

#include "compile/code.h"
#include "compile/compiler.h"
#include "compile/parser.h"
#include "compile/tree_objects.h"
#include "object/containers.h"
#include "object/native.h"

/* Most working memory of one compilation; nested finally blocks can ask for very much. */
static const size_t arena_limit = (size_t)1 << 30;

static bool deliver_warning(void *context, bool deprecation, const char *message, int32_t line,
                            int32_t column)
{
    Compiler *c = context;
    Thread *t = c->thread;
    (void)column;
    if (c->failed) {
        return true;
    }
    Type *category = deprecation ? EXC(t, DeprecationWarning) : EXC(t, SyntaxWarning);
    if (deprecation && !weft__warnings_loaded(t)) {
        return true; /* ignored unless somebody set filters */
    }
    Str *text = weft__str_from_utf8(t, message, strlen(message));
    if (text != NULL && weft__warn_in_source(t, category, text, c->filename, line)) {
        return true;
    }
    if (text != NULL && weft__exception_matches(t, category)) {
        exception_take(t);
        return false; /* the parser makes it a SyntaxError */
    }
    c->failed = true;
    return true;
}

static bool start(Compiler *c)
{
    Thread *t = c->thread;
    c->roots = weft__list_new(t, 16);
    if (c->roots == NULL) {
        c->failed = true;
        return false;
    }
    weft__compiler_keep(c, value_from_pointer(c->filename));
    weft__adaptive_opcodes(c->adaptive);
    c->super_name = weft__compiler_intern(c, "super");
    c->implicit_argument = weft__compiler_intern(c, ".0");
    c->return_name = weft__compiler_intern(c, "return");
    c->empty_name = t->runtime->empty_str;
    c->future_line = -1;
    return !c->failed;
}

static Node *parse(Compiler *c, const char *source, size_t length, uint32_t flags, bool *incomplete)
{
    static const ParseMode modes[] = {
        [COMPILE_EXEC] = PARSE_FILE, [COMPILE_EVAL] = PARSE_EVAL, [COMPILE_SINGLE] = PARSE_SINGLE};
    const char *filename = weft__str_utf8(c->thread, c->filename, NULL);
    if (filename == NULL) {
        c->failed = true;
        return NULL;
    }
    SyntaxFailure failure = {.kind = FAILURE_NONE};
    ParseOptions options = {
        .filename = filename,
        .mode = modes[c->mode],
        .integer_digit_limit = (unsigned)weft__load_relaxed(
            &c->thread->runtime->int_max_str_digits), /* edge: settings */
        .source_is_utf8 = (flags & COMPILE_SOURCE_IS_TEXT) != 0,
        .source_is_file = (flags & COMPILE_SOURCE_IS_FILE) != 0,
        .keep_block_open = (flags & COMPILE_DONT_IMPLY_DEDENT) != 0,
        .warn = deliver_warning,
        .context = c,
    };
    Node *tree = weft__parse_with(c->arena, source, length, &options, &failure);
    if (c->failed) {
        return NULL;
    }
    if (tree == NULL) {
        if (incomplete != NULL) {
            *incomplete = failure.incomplete;
        }
        weft__raise_parse_failure(c, &failure);
        return NULL;
    }
    return tree;
}

static Code *emit_tree(Compiler *c, Node *tree)
{
    Emitter module;
    Str *name = weft__compiler_intern(c, "<module>");
    if (c->failed) {
        return NULL;
    }
    weft__emitter_enter(c, &module, EMIT_MODULE, name, tree, 1);
    weft__emit_module(c, tree);
    return weft__emitter_finish(c, tree->kind != NODE_EXPRESSION);
}

static Code *compile_tree(Compiler *c, Node *tree)
{
    weft__future_statements(c, tree);
    if (!c->failed) {
        c->inherited_flags = (c->future_annotations ? (uint32_t)CODE_FUTURE_ANNOTATIONS : 0) |
                             (c->hidden_frames ? (uint32_t)CODE_HIDDEN : 0);
        weft__fold_tree(c, tree);
    }
    c->module_scope = c->failed ? NULL : weft__scopes_build(c, tree);
    return c->failed ? NULL : emit_tree(c, tree);
}

/* A compiler for one compilation; its arena is given back by whoever made it. False: failed. */
static bool begin(Compiler *c, Arena *arena, Thread *t, Str *filename, CompileMode mode, uint32_t flags)
{
    memset(c, 0, sizeof *c);
    weft__arena_init(arena, arena_limit, NULL);
    c->thread = t;
    c->arena = arena;
    c->filename = filename;
    c->mode = mode;
    c->hidden_frames = (flags & COMPILE_HIDDEN_FRAMES) != 0;
    c->optimize = flags & COMPILE_LEVEL_2   ? 2
                  : flags & COMPILE_LEVEL_1 ? 1
                  : flags & COMPILE_LEVEL_0 ? 0
                                            : t->runtime->optimize;
    c->future_annotations = (flags & COMPILE_FUTURE_ANNOTATIONS) != 0;
    return start(c);
}

Code *weft__compile(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                    uint32_t flags, bool *incomplete)
{
    Arena arena;
    Compiler c;
    if (incomplete != NULL) {
        *incomplete = false;
    }
    Code *code = NULL;
    if (begin(&c, &arena, t, filename, mode, flags)) {
        c.source = source;
        c.source_length = length;
        Node *tree = parse(&c, source, length, flags, incomplete);
        if (tree != NULL && !c.failed) {
            code = compile_tree(&c, tree);
        }
    }
    weft__arena_free(&arena);
    WEFT_ASSERT(code != NULL || exception_pending(t));
    return code;
}

Value weft__parse_objects(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                          uint32_t flags, Dict *classes)
{
    Arena arena;
    Compiler c;
    Value made = EMPTY;
    if (begin(&c, &arena, t, filename, mode, flags)) {
        c.source = source;
        c.source_length = length;
        Node *tree = parse(&c, source, length, flags, NULL);
        if (tree != NULL && !c.failed) {
            made = weft__tree_to_objects(&c, tree, classes);
        }
    }
    weft__arena_free(&arena);
    WEFT_ASSERT(made != EMPTY || exception_pending(t));
    return made;
}

Code *weft__compile_objects(Thread *t, Value tree, Str *filename, CompileMode mode, uint32_t flags,
                            Dict *classes)
{
    Arena arena;
    Compiler c;
    Code *code = NULL;
    if (begin(&c, &arena, t, filename, mode, flags)) {
        static const NodeKind roots[] = {
            [COMPILE_EXEC] = NODE_MODULE, [COMPILE_EVAL] = NODE_EXPRESSION, [COMPILE_SINGLE] = NODE_INTERACTIVE};
        Node *root = weft__tree_from_objects(&c, tree, roots[mode], classes);
        if (root != NULL) {
            weft__check_tree(&c, root);
        }
        if (root != NULL && !c.failed) {
            code = compile_tree(&c, root);
        }
    }
    weft__arena_free(&arena);
    WEFT_ASSERT(code != NULL || exception_pending(t));
    return code;
}
