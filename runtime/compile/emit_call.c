/* emit_call.c - calls: plain, of methods, with keywords, with * and **, and super().
 *
 * Stack of a call: callable, self or EMPTY, arguments (see opcodes.def). Guarantees: a global that is
 * called pushes its EMPTY itself; a method call makes no bound method; super().name and
 * super(C, x).name make no super object where `super` is the builtin (the handler checks).
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

/* ---- keywords ---- */

static bool has_spread(const NodeList *args, const NodeList *keywords)
{
    for (size_t i = 0; i < args->count; i++) {
        if (args->items[i]->kind == NODE_STARRED) {
            return true;
        }
    }
    for (size_t i = 0; i < keywords->count; i++) {
        if (keywords->items[i]->keyword.arg == NULL) {
            return true;
        }
    }
    return false;
}

static void report_repeated(Compiler *c, const Node *keyword)
{
    at_node(c, keyword);
    if (!c->failed) {
        weft__syntax_error(c, c->emitter->at,
                           weft__str_format(c->thread, "keyword argument repeated: %S",
                                            weft__name_string(c, keyword->keyword.arg)));
    }
}

static void check_keywords(Compiler *c, const NodeList *keywords)
{
    IndexMap seen = {0};
    for (size_t i = 0; i < keywords->count && !c->failed; i++) {
        const Name *name = keywords->items[i]->keyword.arg;
        if (name == NULL || weft__forbidden_name(c, weft__name_string(c, name), CONTEXT_STORE)) {
            continue;
        }
        if (keywords->count > 8) {
            if (weft__map_get(&seen, pointer_key(name)) != UINT32_MAX) {
                report_repeated(c, keywords->items[i]);
            } else {
                weft__map_put(c, &seen, pointer_key(name), 0);
            }
            continue;
        }
        for (size_t j = i + 1; j < keywords->count && !c->failed; j++) {
            if (keywords->items[j]->keyword.arg == name) {
                report_repeated(c, keywords->items[j]);
            }
        }
    }
}

static Value keyword_names(Compiler *c, const NodeList *keywords, size_t from, size_t to)
{
    Tuple *names = c->failed ? NULL : weft__tuple_new(c->thread, to - from);
    if (names == NULL) {
        c->failed = true;
        return EMPTY;
    }
    for (size_t i = from; i < to; i++) {
        names->items[i - from] =
            value_or_empty(weft__name_string(c, keywords->items[i]->keyword.arg));
    }
    return c->failed ? EMPTY : value_from_pointer(names);
}

static void visit_keyword_values(Compiler *c, const NodeList *keywords, size_t from, size_t to)
{
    for (size_t i = from; i < to && !c->failed; i++) {
        weft__visit(c, keywords->items[i]->keyword.value);
    }
}

/* Arguments without spreads are on the stack: the call itself. */
static void emit_plain_call(Compiler *c, uint32_t count, const NodeList *keywords)
{
    if (keywords->count == 0) {
        emit(c, OPC_CALL, count);
        return;
    }
    weft__emit_constant(c, keyword_names(c, keywords, 0, keywords->count));
    emit(c, OPC_CALL_KW, count + (uint32_t)keywords->count);
}

/* name=value pairs [from, to) as a dict. */
static void emit_keyword_dict(Compiler *c, const NodeList *keywords, size_t from, size_t to)
{
    size_t count = to - from;
    bool large = count * 2 > LARGE_DISPLAY;
    if (count > 1 && !large) {
        visit_keyword_values(c, keywords, from, to);
        weft__emit_constant(c, keyword_names(c, keywords, from, to));
        emit(c, OPC_BUILD_CONST_KEY_MAP, (uint32_t)count);
        return;
    }
    if (large) {
        emit(c, OPC_BUILD_MAP, 0);
    }
    for (size_t i = from; i < to && !c->failed; i++) {
        Str *name = weft__name_string(c, keywords->items[i]->keyword.arg);
        weft__emit_constant(c, value_or_empty(name));
        weft__visit(c, keywords->items[i]->keyword.value);
        if (large) {
            emit(c, OPC_MAP_ADD, 1);
        }
    }
    if (!large) {
        emit(c, OPC_BUILD_MAP, (uint32_t)count);
    }
}

static void emit_keyword_spread(Compiler *c, const NodeList *keywords)
{
    bool built = false;
    size_t pending = 0;
    for (size_t i = 0; i <= keywords->count && !c->failed; i++) {
        const Node *keyword = i < keywords->count ? keywords->items[i] : NULL;
        if (keyword != NULL && keyword->keyword.arg != NULL) {
            pending++;
            continue;
        }
        if (pending > 0) {
            emit_keyword_dict(c, keywords, i - pending, i);
            if (built) {
                emit(c, OPC_DICT_MERGE, 1);
            }
            built = true;
            pending = 0;
        }
        if (keyword != NULL) {
            if (!built) {
                emit(c, OPC_BUILD_MAP, 0);
                built = true;
            }
            weft__visit(c, keyword->keyword.value);
            emit(c, OPC_DICT_MERGE, 1);
        }
    }
}

void weft__emit_arguments(Compiler *c, uint32_t pushed, const NodeList *args,
                          const NodeList *keywords)
{
    check_keywords(c, keywords);
    if (c->failed) {
        return;
    }
    if (args->count + keywords->count * 2 <= LARGE_DISPLAY && !has_spread(args, keywords)) {
        weft__visit_list(c, args);
        visit_keyword_values(c, keywords, 0, keywords->count);
        emit_plain_call(c, pushed + (uint32_t)args->count, keywords);
        return;
    }
    if (pushed == 0 && args->count == 1 && args->items[0]->kind == NODE_STARRED) {
        weft__visit(c, args->items[0]->starred.value);
    } else {
        weft__emit_sequence(c, args, pushed, OPC_BUILD_LIST, OPC_LIST_APPEND, OPC_LIST_EXTEND,
                            true);
    }
    if (keywords->count > 0) {
        emit_keyword_spread(c, keywords);
    }
    emit(c, OPC_CALL_FUNCTION_EX, keywords->count > 0);
}

/* ---- super ---- */

/* Whether `super` can only be the builtin here, so far as the program's text tells. */
static bool names_builtin_super(Compiler *c, const Node *function)
{
    if (function->kind != NODE_NAME ||
        weft__name_string(c, function->name.id) != c->super_name || c->failed) {
        return false;
    }
    const Symbol *here = weft__scope_find(c->emitter->scope, c->super_name);
    const Symbol *global = weft__scope_find(c->module_scope, c->super_name);
    return here != NULL && here->resolution == RESOLVED_GLOBAL_IMPLICIT &&
           (global == NULL || !(global->flags & (SYMBOL_BOUND | SYMBOL_GLOBAL)));
}

/* super() needs the cell __class__ and a first argument, which must still be there. */
static bool has_implicit_super(Compiler *c)
{
    const Emitter *e = c->emitter;
    const Symbol *cell = weft__scope_find(e->scope, N(c->thread, __class__));
    return e->scope->type == SCOPE_FUNCTION && e->argument_count > 0 &&
           !(e->scope->first->flags & SYMBOL_DELETED) && cell != NULL &&
           cell->resolution == RESOLVED_FREE && !(cell->flags & SYMBOL_NONLOCAL);
}

bool weft__emit_super_attribute(Compiler *c, Node *attribute, bool method)
{
    Node *call = attribute->attribute.value;
    if (c->failed || call->kind != NODE_CALL || call->call.keywords.count > 0 ||
        !names_builtin_super(c, call->call.func)) {
        return false;
    }
    const NodeList *args = &call->call.args;
    bool given = args->count == 2;
    if (given ? has_spread(args, &call->call.keywords)
              : args->count != 0 || !has_implicit_super(c)) {
        return false;
    }
    Str *name = weft__name_string(c, attribute->attribute.attr);
    if (name == N(c->thread, __class__)) {
        return false;
    }
    Position saved = c->emitter->at;
    weft__visit(c, call->call.func);
    at_node(c, call);
    if (given) {
        weft__visit(c, args->items[0]);
        weft__visit(c, args->items[1]);
    } else {
        weft__emit_variable(c, N(c->thread, __class__), CONTEXT_LOAD);
        weft__emit_variable(c, c->emitter->scope->first->name, CONTEXT_LOAD);
    }
    c->emitter->at = saved;
    if (method) {
        at_node(c, attribute);
    }
    weft__at_attribute(c, attribute);
    Str *mangled = c->failed ? NULL : weft__mangle(c, c->emitter->private_name, name);
    weft__emit2(c, method ? OPC_LOAD_SUPER_METHOD : OPC_LOAD_SUPER_ATTR,
                c->failed ? 0 : weft__name_number(c, mangled), given);
    return true;
}

/* ---- calls ---- */

/* owner.name(...): no bound method is made. False: not of that form. */
static bool emit_method_call(Compiler *c, Node *e)
{
    Node *method = e->call.func;
    const NodeList *args = &e->call.args, *keywords = &e->call.keywords;
    if (method->kind != NODE_ATTRIBUTE || method->attribute.ctx != CONTEXT_LOAD ||
        args->count + keywords->count + (keywords->count != 0) >= LARGE_DISPLAY ||
        has_spread(args, keywords)) {
        return false;
    }
    if (!weft__emit_super_attribute(c, method, true)) {
        weft__visit(c, method->attribute.value);
        at_node(c, method);
        weft__at_attribute(c, method);
        Str *name = weft__name_string(c, method->attribute.attr);
        if (!c->failed) {
            weft__emit_named(c, OPC_LOAD_METHOD, name);
        }
    }
    at_node(c, e);
    check_keywords(c, keywords);
    weft__visit_list(c, args);
    visit_keyword_values(c, keywords, 0, keywords->count);
    weft__at_attribute(c, method);
    emit_plain_call(c, (uint32_t)args->count, keywords);
    return true;
}

/* The callable with the EMPTY that stands for the absent self. */
static void emit_callable(Compiler *c, Node *function)
{
    weft__visit(c, function);
    if (c->failed) {
        return;
    }
    Block *block = c->emitter->current;
    Step *last = block->count > 0 ? &block->steps[block->count - 1] : NULL;
    if (function->kind == NODE_NAME && last != NULL && last->op == OPC_LOAD_GLOBAL) {
        last->b = 1;
        return;
    }
    Position saved = c->emitter->at;
    at_node(c, function);
    emit0(c, OPC_PUSH_NULL);
    c->emitter->at = saved;
}

void weft__emit_call(Compiler *c, Node *e)
{
    if (emit_method_call(c, e)) {
        return;
    }
    weft__warn_call(c, e);
    emit_callable(c, e->call.func);
    weft__emit_arguments(c, 0, &e->call.args, &e->call.keywords);
}
