/* scopes_resolve.c - from mentions of names to variables: local, cell, free, global.
 *
 * A name that a scope does not bind belongs to the innermost function around it that binds it; class
 * bodies are passed over (but for the implicit __class__), and a `global` statement on the way makes
 * it global. Guarantees: a binding function marks the name as a cell, and every scope between it and
 * the user has the name as a free variable, so that closures can be handed down.
 */
#include "compile/scopes_internal.h"

#include "object/native.h"

enum { FEW_SYMBOLS = 8 };

static uint32_t symbol_bucket(const Str *name, uint32_t mask)
{
    return (uint32_t)((pointer_key(name) * 0x9E3779B97F4A7C15ULL) >> 32) & mask;
}

Symbol *weft__scope_find(const Scope *scope, const Str *mangled)
{
    if (scope->buckets == NULL) {
        for (Symbol *s = scope->first; s != NULL; s = s->next) {
            if (s->name == mangled) {
                return s;
            }
        }
        return NULL;
    }
    uint32_t i = symbol_bucket(mangled, scope->mask);
    while (scope->buckets[i] != NULL && scope->buckets[i]->name != mangled) {
        i = (i + 1) & scope->mask;
    }
    return scope->buckets[i];
}

static void place_symbol(Scope *scope, Symbol *symbol)
{
    uint32_t i = symbol_bucket(symbol->name, scope->mask);
    while (scope->buckets[i] != NULL) {
        i = (i + 1) & scope->mask;
    }
    scope->buckets[i] = symbol;
}

Symbol *weft__scope_symbol(Compiler *c, Scope *scope, Str *mangled)
{
    if (c->failed) {
        return NULL;
    }
    Symbol *symbol = weft__scope_find(scope, mangled);
    if (symbol != NULL) {
        return symbol;
    }
    symbol = weft__compiler_allocate(c, sizeof *symbol);
    if (symbol == NULL) {
        return NULL;
    }
    symbol->name = mangled;
    symbol->slot = -1;
    symbol->name_index = -1;
    *(scope->last == NULL ? &scope->first : &scope->last->next) = symbol;
    scope->last = symbol;
    scope->count++;
    if (scope->buckets == NULL ? scope->count > FEW_SYMBOLS
                               : scope->count * 2 > scope->mask + 1) {
        uint32_t room = scope->buckets == NULL ? 32 : (scope->mask + 1) * 2;
        Symbol **buckets = weft__compiler_allocate(c, room * sizeof *buckets);
        if (buckets == NULL) {
            return NULL;
        }
        scope->buckets = buckets;
        scope->mask = room - 1;
        for (Symbol *s = scope->first; s != NULL; s = s->next) {
            place_symbol(scope, s);
        }
    } else if (scope->buckets != NULL) {
        place_symbol(scope, symbol);
    }
    return symbol;
}

/* The scope around `scope` whose variable `name` is, or NULL for a global. */
static Scope *find_binder(Compiler *c, const Scope *scope, const Str *name)
{
    for (Scope *s = scope->parent; s != NULL; s = s->parent) {
        if (s->type == SCOPE_CLASS) {
            if (name == N(c->thread, __class__)) {
                return s;
            }
        } else if (s->type == SCOPE_FUNCTION) {
            const Symbol *symbol = weft__scope_find(s, name);
            if (symbol != NULL && (symbol->flags & SYMBOL_GLOBAL)) {
                return NULL;
            }
            if (symbol != NULL && (symbol->flags & SYMBOL_BOUND) &&
                !(symbol->flags & SYMBOL_NONLOCAL)) {
                return s;
            }
        }
    }
    return NULL;
}

/* Makes `name` free in all scopes between its binder and the user of it. */
static void link_free(Compiler *c, Scope *user, Scope *binder, Str *name)
{
    for (Scope *s = user->parent; s != binder; s = s->parent) {
        Symbol *symbol = weft__scope_find(s, name);
        if (symbol == NULL) {
            symbol = weft__scope_symbol(c, s, name);
            if (symbol == NULL) {
                return;
            }
            symbol->resolution = RESOLVED_FREE;
        } else if (s->type == SCOPE_CLASS && (symbol->flags & (SYMBOL_BOUND | SYMBOL_GLOBAL)) &&
                   symbol->resolution != RESOLVED_FREE) {
            symbol->flags |= SYMBOL_FREE_CLASS;
        }
    }
    if (binder->type == SCOPE_CLASS) {
        binder->needs_class_closure = true;
    } else {
        weft__scope_find(binder, name)->resolution = RESOLVED_CELL;
    }
}

static void error_at_directive(Compiler *c, const Symbol *symbol, const char *format)
{
    weft__scope_error(c, position_of(symbol->directive),
                      weft__str_format(c->thread, format, symbol->name));
}

static void resolve_symbol(Compiler *c, Scope *scope, Symbol *symbol)
{
    uint32_t flags = symbol->flags;
    if (flags & SYMBOL_GLOBAL) {
        if (flags & SYMBOL_NONLOCAL) {
            error_at_directive(c, symbol, "name '%S' is nonlocal and global");
        }
        symbol->resolution = RESOLVED_GLOBAL_EXPLICIT;
        return;
    }
    if (flags & SYMBOL_NONLOCAL) {
        if (scope->type == SCOPE_MODULE) {
            error_at_directive(c, symbol, "nonlocal declaration not allowed at module level");
            return;
        }
        Scope *binder = find_binder(c, scope, symbol->name);
        if (binder == NULL) {
            error_at_directive(c, symbol, "no binding for nonlocal '%S' found");
            return;
        }
        symbol->resolution = RESOLVED_FREE;
        link_free(c, scope, binder, symbol->name);
        return;
    }
    if (flags & SYMBOL_BOUND) {
        if (symbol->resolution != RESOLVED_CELL) {
            symbol->resolution = RESOLVED_LOCAL;
        }
        return;
    }
    Scope *binder = find_binder(c, scope, symbol->name);
    if (binder != NULL) {
        symbol->resolution = RESOLVED_FREE;
        link_free(c, scope, binder, symbol->name);
    } else {
        symbol->resolution = RESOLVED_GLOBAL_IMPLICIT;
    }
}

void weft__scopes_resolve(Compiler *c, Scope *scope)
{
    /* A row instead of recursion: scopes may nest as deep as the tree. Order: a scope, then what is
     * inside it, as errors are reported in that order. */
    for (Scope *s = scope; s != NULL && !c->failed;) {
        Symbol *end = s->last; /* symbols that inner scopes add are resolved already */
        for (Symbol *symbol = s->first; symbol != NULL && !c->failed; symbol = symbol->next) {
            resolve_symbol(c, s, symbol);
            if (symbol == end) {
                break;
            }
        }
        if (s->first_child != NULL) {
            s = s->first_child;
            continue;
        }
        while (s != scope && s->sibling == NULL) {
            s = s->parent;
        }
        s = s == scope ? NULL : s->sibling;
    }
}

/* ---- for the emitter ---- */

Scope *weft__scope_of(Compiler *c, const Node *node)
{
    uint32_t found = weft__map_get(&c->scope_index, pointer_key(node));
    WEFT_ASSERT(found != UINT32_MAX);
    return c->scopes[found];
}

/* Merge sort: the count of a program's variables is not bounded. */
static void sort_symbols(Symbol **items, Symbol **space, size_t count)
{
    if (count < 2) {
        return;
    }
    size_t half = count / 2;
    sort_symbols(items, space, half);
    sort_symbols(items + half, space, count - half);
    size_t i = 0, j = half, k = 0;
    while (i < half && j < count) {
        space[k++] = weft__str_compare(items[j]->name, items[i]->name) < 0 ? items[j++]
                                                                          : items[i++];
    }
    while (i < half) {
        space[k++] = items[i++];
    }
    memcpy(items, space, k * sizeof *items);
}

Symbol **weft__scope_sorted(Compiler *c, const Scope *scope, bool cells, size_t *count)
{
    size_t n = 0;
    *count = 0;
    for (const Symbol *s = scope->first; s != NULL; s = s->next) {
        n += cells ? s->resolution == RESOLVED_CELL
                   : s->resolution == RESOLVED_FREE || (s->flags & SYMBOL_FREE_CLASS) != 0;
    }
    if (n == 0) {
        return NULL;
    }
    Symbol **items = weft__compiler_allocate(c, 2 * n * sizeof(Symbol *));
    if (items == NULL) {
        return NULL;
    }
    size_t used = 0;
    for (Symbol *s = scope->first; s != NULL; s = s->next) {
        if (cells ? s->resolution == RESOLVED_CELL
                  : s->resolution == RESOLVED_FREE || (s->flags & SYMBOL_FREE_CLASS) != 0) {
            items[used++] = s;
        }
    }
    sort_symbols(items, items + n, n);
    *count = n;
    return items;
}
