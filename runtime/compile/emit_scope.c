/* emit_scope.c - beginning and end of a code object: qualified name, parameters, closures, flags.
 *
 * Guarantees: an Emitter lives on the C stack of the function that enters it, and is left by
 * weft__emitter_finish() on every path; numbers that symbols keep for the emitter start anew, since
 * a body may be emitted twice (in the copies of a finally block).
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

static Str *join_names(Compiler *c, Str *first, const char *between, Str *second)
{
    if (c->failed || first == NULL || second == NULL) {
        return NULL;
    }
    TextBuilder b;
    weft__builder_init(&b, c->thread);
    weft__builder_str(&b, first);
    weft__builder_c(&b, between);
    weft__builder_str(&b, second);
    Str *joined = weft__builder_finish(&b);
    joined = joined == NULL ? NULL : weft__intern(c->thread, joined);
    if (joined == NULL) {
        c->failed = true;
        return NULL;
    }
    weft__compiler_keep(c, value_from_pointer(joined));
    return joined;
}

static Str *qualified_name(Compiler *c, const Emitter *e)
{
    const Emitter *outer = e->outer;
    if (outer == NULL || outer->kind == EMIT_MODULE || c->failed) {
        return e->name;
    }
    if (e->kind == EMIT_FUNCTION || e->kind == EMIT_ASYNC_FUNCTION || e->kind == EMIT_CLASS) {
        Str *mangled = weft__mangle(c, outer->private_name, e->name);
        const Symbol *symbol = c->failed ? NULL : weft__scope_find(outer->scope, mangled);
        if (symbol != NULL && symbol->resolution == RESOLVED_GLOBAL_EXPLICIT) {
            return e->name;
        }
    }
    bool in_function = outer->kind == EMIT_FUNCTION || outer->kind == EMIT_ASYNC_FUNCTION ||
                       outer->kind == EMIT_LAMBDA;
    return join_names(c, outer->qualname, in_function ? ".<locals>." : ".", e->name);
}

/* The implicit cell of a class whose methods use __class__. */
static void add_class_cell(Compiler *c, Emitter *e)
{
    Symbol *symbol = weft__compiler_allocate(c, sizeof *symbol);
    Symbol **cells = weft__compiler_allocate(c, sizeof(Symbol *));
    if (symbol != NULL && cells != NULL) {
        symbol->name = N(c->thread, __class__);
        symbol->resolution = RESOLVED_CELL;
        symbol->slot = -1;
        cells[0] = symbol;
        e->cells = cells;
        e->cell_count = 1;
    }
}

void weft__emitter_enter(Compiler *c, Emitter *e, EmitterKind kind, Str *name, const Node *node,
                         int32_t line)
{
    memset(e, 0, sizeof *e);
    e->outer = c->emitter;
    e->kind = kind;
    e->name = name;
    e->docstring = NONE;
    e->first_line = line;
    e->entry = e->current = &c->spare_block;
    e->at = kind == EMIT_MODULE ? (Position){0, 1, 0, 0} : (Position){line, line, 0, 0};
    c->emitter = e;
    if (c->failed) {
        return;
    }
    e->scope = weft__scope_of(c, node);
    e->private_name = e->outer == NULL ? NULL : e->outer->private_name;
    e->qualname = qualified_name(c, e);
    e->entry = e->current = weft__block_new(c);
    e->cells = weft__scope_sorted(c, e->scope, true, &e->cell_count);
    e->frees = weft__scope_sorted(c, e->scope, false, &e->free_count);
    if (e->scope->needs_class_closure) {
        add_class_cell(c, e);
    }
    for (Symbol *s = e->scope->first; s != NULL; s = s->next) {
        s->slot = -1;
        s->name_index = -1;
    }
    for (Symbol *s = e->scope->first; s != NULL && (s->flags & SYMBOL_PARAMETER); s = s->next) {
        if (!weft__compiler_grow(c, &e->locals, e->local_count, &e->local_capacity,
                                 sizeof *e->locals)) {
            break;
        }
        e->locals[e->local_count] = s->name;
        s->slot = (int32_t)e->local_count++;
    }
    c->nest_level++;
}

static uint32_t code_flags(const Compiler *c)
{
    const Emitter *e = c->emitter;
    const Scope *scope = e->scope;
    uint32_t flags = c->inherited_flags;
    if (scope->type == SCOPE_FUNCTION) {
        flags |= CODE_OPTIMIZED | CODE_NEWLOCALS;
        flags |= scope->nested ? CODE_NESTED : 0;
        flags |= scope->generator && !scope->coroutine ? CODE_GENERATOR : 0;
        flags |= !scope->generator && scope->coroutine ? CODE_COROUTINE : 0;
        flags |= scope->generator && scope->coroutine ? CODE_ASYNC_GENERATOR : 0;
        flags |= scope->varargs ? CODE_VARARGS : 0;
        flags |= scope->varkeywords ? CODE_VARKEYWORDS : 0;
        bool simple = !scope->varargs && !scope->varkeywords && e->keyword_only_count == 0 &&
                      e->cell_count == 0 && !scope->generator && !scope->coroutine;
        flags |= simple ? (uint32_t)CODE_SIMPLE : 0;
    }
    return flags;
}

/* Cells are made, and a generator is returned, before anything of the body runs. */
static void emit_prefix(Compiler *c, Block *body)
{
    Emitter *e = c->emitter;
    Block *prefix = weft__block_new(c);
    if (c->failed) {
        return;
    }
    prefix->next = body;
    Block *last = e->current;
    e->current = prefix;
    at_nothing(c);
    if (e->free_count > 0) {
        emit(c, OPC_COPY_FREE_VARS, (uint32_t)e->free_count);
    }
    /* In the order of slots: parameters that are cells first. */
    for (int parameters = 1; parameters >= 0; parameters--) {
        for (uint32_t slot = 0; parameters && slot < e->local_count; slot++) {
            for (size_t i = 0; i < e->cell_count; i++) {
                if (e->locals[slot] == e->cells[i]->name) {
                    emit(c, OPC_MAKE_CELL, (uint32_t)i);
                }
            }
        }
        for (size_t i = 0; !parameters && i < e->cell_count; i++) {
            if (e->cells[i]->slot < 0) {
                emit(c, OPC_MAKE_CELL, (uint32_t)i);
            }
        }
    }
    if (e->scope->generator || e->scope->coroutine) {
        if (e->scope->type == SCOPE_FUNCTION) {
            e->at = (Position){e->first_line, e->first_line, -1, -1};
            emit0(c, OPC_RETURN_GENERATOR);
            emit0(c, OPC_POP_TOP);
        }
    }
    e->entry = prefix;
    e->current = last == body && c->failed ? prefix : last;
}

static void note_code(Compiler *c, const Node *node, Code *code)
{
    if (!c->failed && weft__compiler_grow(c, &c->codes, c->code_count, &c->code_capacity,
                                          sizeof *c->codes)) {
        c->codes[c->code_count] = code;
        weft__map_put(c, &c->code_index, pointer_key(node), c->code_count++);
    }
}

Code *weft__emitted_code(Compiler *c, const Node *node)
{
    uint32_t found = weft__map_get(&c->code_index, pointer_key(node));
    return found == UINT32_MAX ? NULL : c->codes[found];
}

Code *weft__emitter_finish(Compiler *c, bool return_none)
{
    Emitter *e = c->emitter;
    Code *code = NULL;
    if (!c->failed && !e->current->exits) {
        at_nothing(c);
        if (return_none) {
            weft__emit_constant(c, NONE);
        }
        emit0(c, OPC_RETURN_VALUE);
    }
    if (!c->failed) {
        emit_prefix(c, e->entry);
    }
    weft__flow_handlers(c);
    weft__flow_optimize(c);
    weft__flow_positions(c);
    weft__flow_variables(c);
    if (!c->failed) {
        code = weft__assemble(c, code_flags(c));
        if (code == NULL) {
            c->failed = true;
        } else {
            weft__compiler_keep(c, value_from_pointer(code));
        }
    }
    if (e->scope != NULL) {
        c->nest_level--;
        note_code(c, e->scope->node, code);
    }
    c->emitter = e->outer;
    return c->failed ? NULL : code;
}

/* Number of the cell or free variable `name` in the emitter. */
static uint32_t closure_number(Compiler *c, const Str *name)
{
    Emitter *e = c->emitter;
    for (size_t i = 0; i < e->cell_count; i++) {
        if (e->cells[i]->name == name) {
            return (uint32_t)i;
        }
    }
    for (size_t i = 0; i < e->free_count; i++) {
        if (e->frees[i]->name == name) {
            return (uint32_t)(e->cell_count + i);
        }
    }
    WEFT_UNREACHABLE();
}

void weft__emit_closure(Compiler *c, Code *code, uint32_t flags)
{
    if (c->failed) {
        return;
    }
    size_t count = code->free_count;
    for (size_t i = 0; i < count && !c->failed; i++) {
        emit(c, OPC_LOAD_CLOSURE, closure_number(c, as_str(code->free_names->items[i])));
    }
    if (count > 0) {
        flags |= 8;
        emit(c, OPC_BUILD_TUPLE, (uint32_t)count);
    }
    weft__emit_constant(c, value_from_pointer(code));
    emit(c, OPC_MAKE_FUNCTION, flags);
}
