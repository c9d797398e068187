/* scopes.h - which variable each name of a program means.
 *
 * weft__scopes_build() walks the tree once, makes a Scope for the module and for every function,
 * lambda, class and comprehension in it, and resolves each name to local, cell, free or global, by
 * the rules of Python 3.11. It reports the errors that belong to this step (with Python's texts and
 * positions). Names are interned str, mangled as the class around them demands, so that two names
 * are the same variable name exactly when their pointers are equal.
 */
#ifndef WEFT_COMPILE_SCOPES_H
#define WEFT_COMPILE_SCOPES_H

#include "compile/ast.h"
#include "object/text.h"

typedef struct Compiler Compiler;
typedef struct Scope Scope;

typedef enum ScopeType { SCOPE_MODULE, SCOPE_CLASS, SCOPE_FUNCTION, SCOPE_ANNOTATION } ScopeType;

enum { /* Symbol.flags: how a scope mentions a name */
    SYMBOL_GLOBAL = 1,
    SYMBOL_LOCAL = 2,
    SYMBOL_PARAMETER = 4,
    SYMBOL_NONLOCAL = 8,
    SYMBOL_USED = 16,
    SYMBOL_IMPORTED = 32,
    SYMBOL_ANNOTATED = 64,
    SYMBOL_COMPREHENSION_TARGET = 128,
    SYMBOL_FREE_CLASS = 256, /* bound in this class body, and free in a function inside it */
    SYMBOL_DELETED = 512,
    SYMBOL_BOUND = SYMBOL_LOCAL | SYMBOL_PARAMETER | SYMBOL_IMPORTED,
};

typedef enum Resolution {
    RESOLVED_UNKNOWN,
    RESOLVED_LOCAL,
    RESOLVED_GLOBAL_EXPLICIT,
    RESOLVED_GLOBAL_IMPLICIT,
    RESOLVED_FREE,
    RESOLVED_CELL,
} Resolution;

typedef struct Symbol {
    Str *name;           /* interned, mangled; kept alive by Compiler.roots */
    struct Symbol *next; /* in the order of first mention; parameters come first */
    uint32_t flags;
    Resolution resolution;
    int32_t slot;        /* the emitter's: number of the local or cell, -1: none yet */
    int32_t name_index;  /* the emitter's: index in co_names, -1: none yet */
    const Node *directive; /* the global or nonlocal statement that names it, for errors */
} Symbol;

struct Scope {
    Scope *parent;
    Scope *first_child, *last_child, *sibling;
    const Node *node;
    Symbol *first, *last;
    Symbol **buckets; /* hash table of all symbols once there are more than a few */
    uint32_t mask;
    uint32_t count;
    ScopeType type;
    NodeKind comprehension; /* NODE_LIST_COMP, ... or NODE_MODULE for none */
    uint32_t iterable_depth; /* > 0 inside the iterable of a comprehension */
    bool in_target;          /* visiting the target of a comprehension */
    bool nested;
    bool generator, coroutine;
    bool varargs, varkeywords;
    bool needs_class_closure; /* class: some method uses __class__ */
};

/* Makes all scopes of the tree. NULL: an exception is pending and the compiler has failed. */
Scope *weft__scopes_build(Compiler *c, Node *tree);
/* The scope of a function, lambda, class or comprehension node. */
Scope *weft__scope_of(Compiler *c, const Node *node);
/* NULL: the scope does not mention the name. */
Symbol *weft__scope_find(const Scope *scope, const Str *mangled);
/* Symbols that are free (or, `cells`, cells) in the scope, sorted by name. Arena memory. */
Symbol **weft__scope_sorted(Compiler *c, const Scope *scope, bool cells, size_t *count);

#endif
