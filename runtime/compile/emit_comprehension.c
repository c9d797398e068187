/* emit_comprehension.c - comprehensions and generator expressions, each a function of its own.
 *
 * Guarantees: the iterable of the first `for` is evaluated outside and comes in as the argument
 * `.0`; everything else runs inside. Names are <listcomp>, <setcomp>, <dictcomp> and <genexpr>.
 */
#include "compile/compiler.h"

typedef struct Comprehension {
    NodeKind kind;
    const NodeList *generators;
    Node *element; /* the key of a dict comprehension */
    Node *value;   /* of a dict comprehension, else NULL */
} Comprehension;

static void emit_generator(Compiler *c, const Comprehension *comp, size_t index, uint32_t depth);

/* The innermost part: the element goes into the container, which stands `depth` iterators below. */
static void emit_element(Compiler *c, const Comprehension *comp, uint32_t depth)
{
    weft__visit(c, comp->element);
    switch (comp->kind) {
    case NODE_LIST_COMP:
        emit(c, OPC_LIST_APPEND, depth + 1);
        break;
    case NODE_SET_COMP:
        emit(c, OPC_SET_ADD, depth + 1);
        break;
    case NODE_DICT_COMP:
        weft__visit(c, comp->value);
        emit(c, OPC_MAP_ADD, depth + 1);
        break;
    default:
        weft__emit_yield(c);
        emit0(c, OPC_POP_TOP);
        break;
    }
}

static void emit_inner(Compiler *c, const Comprehension *comp, size_t index, uint32_t depth,
                       Block *skip)
{
    const NodeList *tests = &comp->generators->items[index]->comprehension.ifs;
    for (size_t i = 0; i < tests->count && !c->failed; i++) {
        weft__jump_if(c, tests->items[i], skip, false);
    }
    if (index + 1 < comp->generators->count) {
        emit_generator(c, comp, index + 1, depth);
    } else {
        emit_element(c, comp, depth);
    }
}

/* `for y in [f(x)]` only names a value: no iteration is needed. NULL: not of that form. */
static Node *single_item(const Node *iterable)
{
    if (iterable->kind != NODE_LIST && iterable->kind != NODE_TUPLE) {
        return NULL;
    }
    const NodeList *elements = &iterable->sequence.elts;
    return elements->count == 1 && elements->items[0]->kind != NODE_STARRED ? elements->items[0]
                                                                            : NULL;
}

static void emit_sync_generator(Compiler *c, const Comprehension *comp, size_t index,
                                uint32_t depth)
{
    const Node *generator = comp->generators->items[index];
    Block *skip = weft__block_new(c);
    Node *single = index == 0 ? NULL : single_item(generator->comprehension.iter);
    if (single != NULL) {
        weft__visit(c, single);
        weft__visit(c, generator->comprehension.target);
        emit_inner(c, comp, index, depth, skip);
        weft__block_use(c, skip);
        return;
    }
    Block *start = weft__block_new(c), *end = weft__block_new(c);
    if (index == 0) {
        c->emitter->argument_count = 1;
        emit(c, OPC_LOAD_FAST, 0);
    } else {
        weft__visit(c, generator->comprehension.iter);
        emit0(c, OPC_GET_ITER);
    }
    weft__block_use(c, start);
    weft__emit_jump(c, OPC_FOR_ITER, end);
    weft__visit(c, generator->comprehension.target);
    emit_inner(c, comp, index, depth + 1, skip);
    weft__block_use(c, skip);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__block_use(c, end);
}

static void emit_async_generator(Compiler *c, const Comprehension *comp, size_t index,
                                 uint32_t depth)
{
    const Node *generator = comp->generators->items[index];
    Block *start = weft__block_new(c), *skip = weft__block_new(c), *end = weft__block_new(c);
    if (index == 0) {
        c->emitter->argument_count = 1;
        emit(c, OPC_LOAD_FAST, 0);
    } else {
        weft__visit(c, generator->comprehension.iter);
        emit0(c, OPC_GET_AITER);
    }
    weft__block_use(c, start);
    weft__nest_push(c, NEST_ASYNC_COMPREHENSION, start, NULL, NULL, NULL);
    weft__emit_jump(c, PSEUDO_SETUP_FINALLY, end);
    emit0(c, OPC_GET_ANEXT);
    weft__emit_constant(c, NONE);
    weft__emit_yield_from(c);
    emit0(c, PSEUDO_POP_BLOCK);
    weft__visit(c, generator->comprehension.target);
    emit_inner(c, comp, index, depth + 1, skip);
    weft__block_use(c, skip);
    weft__emit_jump(c, OPC_JUMP, start);
    weft__nest_pop(c);
    weft__block_use(c, end);
    emit0(c, OPC_END_ASYNC_FOR);
}

static void emit_generator(Compiler *c, const Comprehension *comp, size_t index, uint32_t depth)
{
    if (!weft__compiler_enter(c)) {
        return;
    }
    if (comp->generators->items[index]->comprehension.is_async) {
        emit_async_generator(c, comp, index, depth);
    } else {
        emit_sync_generator(c, comp, index, depth);
    }
}

static const char *name_of(NodeKind kind)
{
    return kind == NODE_LIST_COMP   ? "<listcomp>"
           : kind == NODE_SET_COMP  ? "<setcomp>"
           : kind == NODE_DICT_COMP ? "<dictcomp>"
                                    : "<genexpr>";
}

static Code *emit_comprehension_code(Compiler *c, Node *e, const Comprehension *comp,
                                     EmitterKind around)
{
    Emitter inner;
    Code *before = weft__emitted_code(c, e);
    if (before != NULL) {
        return before;
    }
    weft__emitter_enter(c, &inner, EMIT_COMPREHENSION, weft__compiler_intern(c, name_of(e->kind)),
                        e, e->line);
    at_node(c, e);
    if (!c->failed && inner.scope->coroutine && e->kind != NODE_GENERATOR_EXP &&
        around != EMIT_ASYNC_FUNCTION && around != EMIT_COMPREHENSION) {
        weft__emit_error(c, "asynchronous comprehension outside of an asynchronous function");
    }
    if (e->kind != NODE_GENERATOR_EXP) {
        emit(c,
             e->kind == NODE_LIST_COMP  ? OPC_BUILD_LIST
             : e->kind == NODE_SET_COMP ? OPC_BUILD_SET
                                        : OPC_BUILD_MAP,
             0);
    }
    if (!c->failed) {
        emit_generator(c, comp, 0, 0);
    }
    if (e->kind != NODE_GENERATOR_EXP) {
        emit0(c, OPC_RETURN_VALUE);
    }
    return weft__emitter_finish(c, true);
}

void weft__emit_comprehension(Compiler *c, Node *e)
{
    Comprehension comp = {.kind = e->kind};
    if (e->kind == NODE_DICT_COMP) {
        comp.generators = &e->dict_comp.generators;
        comp.element = e->dict_comp.key;
        comp.value = e->dict_comp.value;
    } else {
        comp.generators = &e->comp.generators;
        comp.element = e->comp.elt;
    }
    const Node *first = comp.generators->items[0];
    Code *code = emit_comprehension_code(c, e, &comp, c->emitter->kind);
    bool awaited = code != NULL && (code->flags & CODE_COROUTINE) != 0;
    weft__emit_closure(c, code, 0);
    weft__visit(c, first->comprehension.iter);
    emit0(c, first->comprehension.is_async ? OPC_GET_AITER : OPC_GET_ITER);
    emit(c, OPC_CALL, 0); /* function, iterator: the iterator stands as self */
    if (awaited) {
        emit(c, OPC_GET_AWAITABLE, 0);
        weft__emit_constant(c, NONE);
        weft__emit_yield_from(c);
    }
}
