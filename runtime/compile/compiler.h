/* compiler.h - what the files of the compiler share: from tree to code object.
 *
 * One Compiler lives on the C stack of weft__compile(). All its working memory is one arena; every
 * heap object that it needs later (names, constants, inner code objects) is also kept in
 * Compiler.roots, because the collector does not look into an arena.
 *
 * Failure is sticky: the first error sets `failed` with an exception pending, and every function
 * below does nothing from then on. So callers need not check each step; they check where they would
 * go on to touch the heap or loop for long.
 *
 * Passes, in order: parse, future statements, fold (fold.c), scopes (scopes.c), emit (emit*.c) and,
 * for each code object: flow (flow*.c), assemble (assemble.c).
 */
#ifndef WEFT_COMPILE_COMPILER_H
#define WEFT_COMPILE_COMPILER_H

#include "compile/arena.h"
#include "compile/ast.h"
#include "compile/compile.h"
#include "compile/opcodes.h"
#include "compile/scopes.h"

/* Displays and calls with more parts than this are built piece by piece, so that no frame needs a
 * large stack. */
enum { LARGE_DISPLAY = 30 };
enum { MOST_NESTED_BLOCKS = 20 };
/* ConstantValue.kind of a node that folding made; its value is Compiler.values[length - 1]. */
enum { CONSTANT_FOLDED = CONSTANT_KIND_COUNT };
#define NO_POSITION ((Position){-1, -1, -1, -1})
/* Position.end_column of an error whose end is not told. */
enum { NO_END_COLUMN = -2 };

/* Opcodes that exist only until the flow passes: they mark where handlers begin and end to hold. */
enum PseudoOpcode {
    PSEUDO_SETUP_FINALLY = OPC_COUNT, /* handler gets the exception */
    PSEUDO_SETUP_CLEANUP,             /* handler gets the unit number, the exception */
    PSEUDO_SETUP_WITH,                /* the same, with the top (result of enter) dropped */
    PSEUDO_POP_BLOCK,
};

/* Open-addressing map from a 64-bit key to a number; arena memory. */
typedef struct IndexMap {
    uint64_t *keys;
    uint32_t *values; /* number + 1; 0: free bucket */
    uint32_t mask, count;
} IndexMap;

typedef struct Block Block;
typedef struct Handler Handler;

/* The handler that holds at an instruction, and those around it. */
struct Handler {
    Block *block;
    Handler *outer;
    uint32_t depth;   /* stack depth to restore */
    bool push_unit;   /* the unit number of the raising instruction is pushed too */
};

typedef struct Step { /* one instruction before assembly */
    uint16_t op;      /* Opcode or PseudoOpcode */
    uint16_t b;
    uint32_t a;
    Block *target;    /* of jumps and SETUP pseudo opcodes */
    Handler *handler; /* set by weft__flow_handlers */
    Position at;
} Step;

struct Block { /* a basic block: entered at its start only, left at its end only (or by exception) */
    Block *next;
    Step *steps;
    uint32_t count, capacity;
    uint32_t index;         /* place in the row of blocks */
    uint32_t predecessors;  /* jumps and falls into it */
    uint32_t offset;        /* unit number, by the assembler */
    int32_t depth;          /* stack depth at its start; -1: not reached */
    Handler *handlers;      /* holding at its start */
    uint64_t *unbound;      /* locals that may be unbound at its start */
    Block *work;            /* next in a pass's row of work */
    Block *landing;         /* of an empty block: a later one that it leads to, or NULL (flow.c) */
    bool closed;            /* ends with a jump or an exit: nothing may be added */
    bool falls_through;     /* control may go on in `next` */
    bool exits;             /* ends with return, raise or reraise */
    bool reached, queued;
    bool is_handler;
};

typedef enum NestKind { /* what a statement stands in, for break, continue and return */
    NEST_WHILE, NEST_FOR, NEST_TRY, NEST_FINALLY, NEST_FINALLY_END, NEST_WITH, NEST_ASYNC_WITH,
    NEST_HANDLER, NEST_VALUE, NEST_EXCEPT, NEST_EXCEPT_STAR, NEST_ASYNC_COMPREHENSION
} NestKind;
typedef struct Nest {
    NestKind kind;
    Block *start, *exit;  /* loops: where continue and break go */
    const Node *node;     /* with: the statement; finally: the try */
    Name *name;           /* handlers: `as name`, or NULL */
} Nest;

typedef enum EmitterKind {
    EMIT_MODULE, EMIT_CLASS, EMIT_FUNCTION, EMIT_ASYNC_FUNCTION, EMIT_LAMBDA, EMIT_COMPREHENSION
} EmitterKind;

typedef struct Emitter { /* one code object in the making */
    struct Emitter *outer;
    EmitterKind kind;
    Scope *scope;
    Str *name, *qualname;
    Str *private_name; /* the class whose name mangles, or NULL */
    int32_t first_line;
    uint32_t argument_count, positional_only_count, keyword_only_count;
    Value docstring;
    Position at;       /* position of the instructions to come */
    Block *entry, *current, *last;
    uint32_t block_count;
    Value *constants;
    uint32_t constant_count, constant_capacity;
    IndexMap constant_index;
    Str **names;
    uint32_t name_count, name_capacity;
    IndexMap name_index;
    Str **locals;      /* parameters, then locals in the order of first use */
    uint32_t local_count, local_capacity;
    Symbol **cells, **frees; /* sorted by name; in classes cells may be just __class__ */
    size_t cell_count, free_count;
    Nest nests[MOST_NESTED_BLOCKS];
    uint32_t nest_count;
} Emitter;

typedef struct LiteralEntry {
    const char *text;
    size_t length;
    uint64_t hash;
    Value value;
    bool is_bytes;
} LiteralEntry;

struct Compiler {
    Thread *thread;
    Arena *arena;
    List *roots; /* everything on the heap that this compilation needs */
    Str *filename;
    const char *source;
    size_t source_length;
    CompileMode mode;
    bool failed;
    bool hidden_frames;      /* COMPILE_HIDDEN_FRAMES */
    unsigned optimize;       /* 1: no assert, __debug__ is False; 2: no docstrings either */
    bool future_annotations;
    int32_t future_line;     /* line of the last statement that may be a future statement */
    uint32_t inherited_flags; /* CODE_FUTURE_ANNOTATIONS for co_flags */
    bool adaptive[OPC_COUNT]; /* base opcodes with specialized forms: get a counter */
    IndexMap name_strings;   /* Name * -> index in `strings` */
    Str **strings;
    uint32_t string_count, string_capacity;
    Value *values;           /* canonical constants */
    uint32_t value_count, value_capacity;
    uint32_t *value_buckets; /* index + 1 */
    uint32_t value_mask;
    LiteralEntry *literals;
    uint32_t literal_count, literal_mask;
    IndexMap scope_index;    /* Node * -> index in `scopes` */
    Scope **scopes;
    uint32_t scope_count, scope_capacity;
    IndexMap code_index;     /* Node * -> index in `codes`: what a copied finally body reuses */
    Code **codes;
    uint32_t code_count, code_capacity;
    Scope *module_scope;
    Emitter *emitter;
    Block spare_block;       /* stands in for blocks that could not be allocated */
    uint32_t nest_level;     /* > 1 inside functions and classes */
    Str *super_name, *implicit_argument, *return_name, *empty_name;
};

/* ---- support (compiler_support.c) ---- */
void *weft__compiler_allocate(Compiler *c, size_t bytes); /* NULL: failed */
/* Makes room for one more item in an arena array of `size`-byte items. False: failed. */
bool weft__compiler_grow(Compiler *c, void *array, uint32_t count, uint32_t *capacity, size_t size);
void weft__compiler_out_of_memory(Compiler *c);
/* Notes that an exception is pending. */
void weft__compiler_fail(Compiler *c);
/* Keeps a heap object alive until the compilation ends. */
void weft__compiler_keep(Compiler *c, Value v);
bool weft__compiler_enter(Compiler *c); /* recursion guard: false when failed */
uint32_t weft__map_get(const IndexMap *map, uint64_t key); /* UINT32_MAX: absent */
void weft__map_put(Compiler *c, IndexMap *map, uint64_t key, uint32_t value); /* key is new */
static inline uint64_t pointer_key(const void *p) { return (uint64_t)(uintptr_t)p; }
Str *weft__name_string(Compiler *c, const Name *name);  /* interned */
Str *weft__compiler_intern(Compiler *c, const char *text);
Str *weft__mangle(Compiler *c, Str *private_name, Str *name);
static inline Position position_of(const Node *node)
{
    return (Position){node->line, node->end_line, node->column, node->end_column};
}
/* The docstring of a body, or NULL. */
const Node *weft__docstring(const NodeList *body);

/* ---- errors (syntax_error.c) ---- */
/* SyntaxError at a position; `message` NULL: out of memory. The two forms differ as Python's do in
 * what exception.args holds. */
void weft__syntax_error(Compiler *c, Position at, Str *message);
void weft__scope_error(Compiler *c, Position at, Str *message);
/* At the emitter's position. */
void weft__emit_error(Compiler *c, const char *format, ...);
/* SyntaxWarning; it may be turned into an error. */
void weft__syntax_warning(Compiler *c, Position at, Str *message);
struct SyntaxFailure;
void weft__raise_parse_failure(Compiler *c, const void *syntax_failure);
bool weft__warnings_loaded(Thread *t); /* the module `warnings`, which keeps the filters */
/* Calls warnings.warn_explicit; false: an exception is pending. */
bool weft__warn_in_source(Thread *t, Type *category, Str *message, Str *filename, int32_t line);

/* ---- constants (constants.c) ---- */
Value weft__canonical(Compiler *c, Value v);  /* one object per type and value; EMPTY: failed */
Value weft__constant_value(Compiler *c, Node *constant); /* canonical; EMPTY: failed */
static inline bool is_constant(const Node *node) { return node->kind == NODE_CONSTANT; }
Node *weft__constant_node(Compiler *c, const Node *at, Value v);
/* Results of operators on constants; EMPTY without exception: not to be folded. */
Value weft__fold_binary(Compiler *c, BinaryOperator op, Value a, Value b);
Value weft__fold_unary(Compiler *c, UnaryOperator op, Value v);
Value weft__fold_subscript(Compiler *c, Value v, Value key);
BinaryOperation weft__binary_operation(BinaryOperator op);

/* ---- fold.c, future.c ---- */
void weft__fold_tree(Compiler *c, Node *tree);
void weft__future_statements(Compiler *c, Node *tree);

/* ---- emitting (emit.c) ---- */
void weft__emit2(Compiler *c, unsigned op, uint32_t a, uint32_t b);
static inline void emit(Compiler *c, unsigned op, uint32_t a) { weft__emit2(c, op, a, 0); }
static inline void emit0(Compiler *c, unsigned op) { weft__emit2(c, op, 0, 0); }
void weft__emit_jump(Compiler *c, unsigned op, Block *target);
void weft__emit_artificial_jump(Compiler *c, unsigned op, Block *target); /* without position */
void weft__emit_artificial(Compiler *c, unsigned op);
Block *weft__block_new(Compiler *c);
void weft__block_use(Compiler *c, Block *block);
static inline void at_node(Compiler *c, const Node *node) { c->emitter->at = position_of(node); }
static inline void at_nothing(Compiler *c) { c->emitter->at = NO_POSITION; }
uint32_t weft__constant_index(Compiler *c, Value v);
void weft__emit_constant(Compiler *c, Value v);
static inline void emit_int(Compiler *c, int64_t i)
{
    weft__emit_constant(c, value_from_small_int(i));
}
uint32_t weft__name_number(Compiler *c, Str *name);
/* An opcode whose operand is an attribute or module name; mangled. */
void weft__emit_named(Compiler *c, unsigned op, Str *name);
void weft__emit_named_plain(Compiler *c, unsigned op, Str *name); /* not mangled */
void weft__emit_variable(Compiler *c, Str *name, ExpressionContext context);
bool weft__forbidden_name(Compiler *c, Str *name, ExpressionContext context); /* true: failed */
void weft__emit_yield(Compiler *c);
void weft__emit_yield_from(Compiler *c);
void weft__nest_push(Compiler *c, NestKind kind, Block *start, Block *exit, const Node *node,
                     Name *name);
void weft__nest_pop(Compiler *c);
/* Emits what leaving the enclosing blocks takes, up to a loop (returned) or the function's edge. */
void weft__unwind_nest(Compiler *c, const Nest *nest, bool keep_top);
bool weft__unwind_nests(Compiler *c, bool keep_top, bool to_loop, Nest *loop);
void weft__emit_exit_call(Compiler *c); /* exit(None, None, None) */

/* Scopes of code objects. */
void weft__emitter_enter(Compiler *c, Emitter *e, EmitterKind kind, Str *name, const Node *node,
                         int32_t line);
/* Ends the current emitter: optimizes and assembles. NULL: failed. */
Code *weft__emitter_finish(Compiler *c, bool return_none);
/* The code of a node that was emitted before (in another copy of a finally body), or NULL. */
Code *weft__emitted_code(Compiler *c, const Node *node);
void weft__emit_closure(Compiler *c, Code *code, uint32_t flags);
Symbol *weft__symbol_here(Compiler *c, Str *name); /* mangles; NULL: none */
bool weft__in_function(Compiler *c);

/* ---- by theme ---- */
void weft__visit(Compiler *c, Node *expression);            /* emit_expression.c */
void weft__visit_list(Compiler *c, const NodeList *list);
void weft__jump_if(Compiler *c, Node *test, Block *target, bool when);
void weft__emit_sequence(Compiler *c, const NodeList *elements, uint32_t pushed, unsigned build,
                         unsigned add, unsigned extend, bool tuple); /* emit_display.c */
void weft__emit_list(Compiler *c, Node *e);
void weft__emit_tuple(Compiler *c, Node *e);
void weft__emit_set(Compiler *c, Node *e);
void weft__emit_dict(Compiler *c, Node *e);
void weft__emit_formatted(Compiler *c, Node *e);
void weft__emit_joined(Compiler *c, Node *e);
void weft__emit_call(Compiler *c, Node *e);                 /* emit_call.c */
void weft__emit_arguments(Compiler *c, uint32_t pushed, const NodeList *args,
                          const NodeList *keywords);
bool weft__emit_super_attribute(Compiler *c, Node *attribute, bool method); /* false: not one */
/* The row where an attribute's name stands, when it is on a later line than the value. */
void weft__at_attribute(Compiler *c, const Node *attribute);
void weft__emit_comprehension(Compiler *c, Node *e);        /* emit_comprehension.c */
void weft__emit_lambda(Compiler *c, Node *e);               /* emit_function.c */
void weft__emit_function(Compiler *c, Node *s);
void weft__emit_class(Compiler *c, Node *s);                /* emit_class.c */
void weft__emit_annotation(Compiler *c, Node *annotation);
void weft__visit_body(Compiler *c, const NodeList *body);
void weft__visit_statement(Compiler *c, Node *s);           /* emit_statement.c */
void weft__visit_statements(Compiler *c, const NodeList *list);
void weft__emit_module(Compiler *c, Node *tree);
void weft__emit_assign(Compiler *c, Node *s);               /* emit_assign.c */
void weft__emit_augmented(Compiler *c, Node *s);
void weft__emit_annotated(Compiler *c, Node *s);
void weft__emit_unpack(Compiler *c, const NodeList *targets);
void weft__emit_import(Compiler *c, Node *s);
void weft__emit_import_from(Compiler *c, Node *s);
void weft__emit_if(Compiler *c, Node *s);                   /* emit_loop.c */
void weft__emit_while(Compiler *c, Node *s);
void weft__emit_for(Compiler *c, Node *s);
void weft__emit_async_for(Compiler *c, Node *s);
void weft__emit_try(Compiler *c, Node *s);                  /* emit_try.c */
void weft__emit_try_star(Compiler *c, Node *s);
void weft__emit_with(Compiler *c, Node *s);                 /* emit_with.c */
void weft__emit_match(Compiler *c, Node *s);                /* emit_match.c */
void weft__warn_compare(Compiler *c, Node *e);              /* emit_warnings.c */
void weft__warn_call(Compiler *c, Node *e);
void weft__warn_subscript(Compiler *c, Node *e);
/* Text of an expression, for annotations kept as strings. NULL: failed. */
Str *weft__unparse(Compiler *c, Node *expression);          /* unparse.c */

/* ---- flow.c, flow_variables.c ---- */
static inline bool step_is_jump(const Step *s)
{
    switch (s->op) {
    case OPC_JUMP: case OPC_JUMP_BACKWARD: case OPC_POP_JUMP_IF_FALSE: case OPC_POP_JUMP_IF_TRUE:
    case OPC_POP_JUMP_IF_NONE: case OPC_POP_JUMP_IF_NOT_NONE: case OPC_JUMP_IF_FALSE_OR_POP:
    case OPC_JUMP_IF_TRUE_OR_POP: case OPC_FOR_ITER: case OPC_SEND:
        return true;
    default:
        return false;
    }
}
static inline bool step_is_exit(const Step *s)
{
    return s->op == OPC_RETURN_VALUE || s->op == OPC_RAISE_VARARGS || s->op == OPC_RERAISE;
}
static inline bool step_is_setup(const Step *s)
{
    return s->op >= PSEUDO_SETUP_FINALLY && s->op <= PSEUDO_SETUP_WITH;
}
/* What a step does to the stack depth, on the way that falls through and on the one that jumps. */
int weft__step_effect(const Step *s, bool jump);
void weft__flow_handlers(Compiler *c);   /* reachability, depths, handlers; drops pseudo opcodes */
void weft__flow_optimize(Compiler *c);
void weft__flow_positions(Compiler *c);
void weft__flow_variables(Compiler *c);  /* LOAD_FAST_CHECK and superinstructions */
/* Simplifies the run of SWAPs that ends at step `at` (flow_swaps.c). */
void weft__flow_swaps(Block *block, uint32_t at);
Code *weft__assemble(Compiler *c, uint32_t flags);
typedef struct CodeParts { /* what a code object is made from; arrays are copied */
    const uint8_t *ops;
    const uint16_t *b;
    const uint32_t *a;
    uint32_t unit_count;
    const ExceptionRange *exceptions;
    uint32_t exception_count;
    const Position *positions; /* one per unit */
    uint8_t warm_up;
    const bool *adaptive;      /* by base opcode */
} CodeParts;
/* A code object with its storage filled; the caller sets the remaining fields. */
Code *weft__code_new(Thread *t, const CodeParts *parts);

#endif
