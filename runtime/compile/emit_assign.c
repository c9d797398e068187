/* emit_assign.c - assignments of all kinds, and imports, which assign too.
 *
 * Guarantees: the value is evaluated before the targets, targets left to right; an augmented
 * assignment evaluates the parts of its target once.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

void weft__emit_assign(Compiler *c, Node *s)
{
    const NodeList *targets = &s->assign.targets;
    weft__visit(c, s->assign.value);
    for (size_t i = 0; i < targets->count && !c->failed; i++) {
        if (i + 1 < targets->count) {
            emit(c, OPC_COPY, 1);
        }
        weft__visit(c, targets->items[i]);
    }
}

/* The top is spread over a list or tuple of targets. */
void weft__emit_unpack(Compiler *c, const NodeList *targets)
{
    bool starred = false;
    size_t count = targets->count;
    for (size_t i = 0; i < count && !c->failed; i++) {
        if (targets->items[i]->kind != NODE_STARRED) {
            continue;
        }
        if (starred) {
            weft__emit_error(c, "multiple starred expressions in assignment");
        } else if (i >= 256 || count - i - 1 > UINT16_MAX) {
            weft__emit_error(c, "too many expressions in star-unpacking assignment");
        }
        weft__emit2(c, OPC_UNPACK_EX, (uint32_t)i, (uint32_t)(count - i - 1));
        starred = true;
    }
    if (!starred) {
        emit(c, OPC_UNPACK_SEQUENCE, (uint32_t)count);
    }
    for (size_t i = 0; i < count && !c->failed; i++) {
        Node *target = targets->items[i];
        weft__visit(c, target->kind == NODE_STARRED ? target->starred.value : target);
    }
}

/* ---- augmented ---- */

void weft__emit_augmented(Compiler *c, Node *s)
{
    Node *target = s->aug_assign.target;
    Str *name = target->kind == NODE_ATTRIBUTE ? weft__name_string(c, target->attribute.attr)
                : target->kind == NODE_NAME    ? weft__name_string(c, target->name.id)
                                               : NULL;
    at_node(c, target);
    switch (target->kind) {
    case NODE_ATTRIBUTE:
        weft__visit(c, target->attribute.value);
        emit(c, OPC_COPY, 1);
        weft__at_attribute(c, target);
        weft__emit_named(c, OPC_LOAD_ATTR, name);
        break;
    case NODE_SUBSCRIPT:
        weft__visit(c, target->subscript.value);
        weft__visit(c, target->subscript.slice);
        emit(c, OPC_COPY, 2);
        emit(c, OPC_COPY, 2);
        emit0(c, OPC_BINARY_SUBSCR);
        break;
    default:
        weft__emit_variable(c, name, CONTEXT_LOAD);
        break;
    }
    at_node(c, s);
    weft__visit(c, s->aug_assign.value);
    weft__emit2(c, OPC_BINARY_OP, (uint32_t)weft__binary_operation(s->aug_assign.op), 1);
    at_node(c, target);
    switch (target->kind) {
    case NODE_ATTRIBUTE:
        weft__at_attribute(c, target);
        emit(c, OPC_SWAP, 2);
        if (!c->failed && !weft__forbidden_name(c, name, CONTEXT_STORE)) {
            weft__emit_named(c, OPC_STORE_ATTR, name);
        }
        break;
    case NODE_SUBSCRIPT:
        emit(c, OPC_SWAP, 3);
        emit(c, OPC_SWAP, 2);
        emit0(c, OPC_STORE_SUBSCR);
        break;
    default:
        weft__emit_variable(c, name, CONTEXT_STORE);
        break;
    }
}

/* ---- annotated ---- */

static void evaluate(Compiler *c, Node *e)
{
    weft__visit(c, e);
    emit0(c, OPC_POP_TOP);
}

static void evaluate_subscript(Compiler *c, Node *e)
{
    if (e->kind == NODE_SLICE) {
        Node *parts[3] = {e->slice.lower, e->slice.upper, e->slice.step};
        for (int i = 0; i < 3; i++) {
            if (parts[i] != NULL) {
                evaluate(c, parts[i]);
            }
        }
    } else if (e->kind == NODE_TUPLE) {
        for (size_t i = 0; i < e->sequence.elts.count && !c->failed; i++) {
            Node *element = e->sequence.elts.items[i];
            if (element->kind == NODE_SLICE) {
                evaluate_subscript(c, element);
            } else {
                evaluate(c, element);
            }
        }
    } else {
        evaluate(c, e);
    }
}

static void store_annotation(Compiler *c, Node *s, Str *name)
{
    if (c->future_annotations) {
        weft__emit_annotation(c, s->ann_assign.annotation);
    } else {
        weft__visit(c, s->ann_assign.annotation);
    }
    weft__emit_named(c, OPC_LOAD_NAME, N(c->thread, __annotations__));
    if (!c->failed) {
        Str *mangled = weft__mangle(c, c->emitter->private_name, name);
        weft__emit_constant(c, value_from_pointer(mangled));
    }
    emit0(c, OPC_STORE_SUBSCR);
}

void weft__emit_annotated(Compiler *c, Node *s)
{
    Node *target = s->ann_assign.target;
    bool evaluated = c->emitter->kind == EMIT_MODULE || c->emitter->kind == EMIT_CLASS;
    if (s->ann_assign.value != NULL) {
        weft__visit(c, s->ann_assign.value);
        weft__visit(c, target);
    }
    if (target->kind == NODE_NAME) {
        Str *name = weft__name_string(c, target->name.id);
        if (c->failed || weft__forbidden_name(c, name, CONTEXT_STORE)) {
            return;
        }
        if (s->ann_assign.simple && evaluated) {
            store_annotation(c, s, name);
        }
    } else if (target->kind == NODE_ATTRIBUTE) {
        Str *name = weft__name_string(c, target->attribute.attr);
        if (c->failed || weft__forbidden_name(c, name, CONTEXT_STORE)) {
            return;
        }
        if (s->ann_assign.value == NULL) {
            evaluate(c, target->attribute.value);
        }
    } else if (target->kind == NODE_SUBSCRIPT && s->ann_assign.value == NULL) {
        evaluate(c, target->subscript.value);
        evaluate_subscript(c, target->subscript.slice);
    }
    if (!s->ann_assign.simple && evaluated && !c->future_annotations) {
        evaluate(c, s->ann_assign.annotation);
    }
}

/* ---- imports ---- */

/* Part [from, to) of a dotted name. */
static Str *name_part(Compiler *c, const Name *name, size_t from, size_t to)
{
    Str *part = c->failed ? NULL : weft__intern_utf8(c->thread, name->text + from, to - from);
    if (part == NULL) {
        c->failed = true;
        return NULL;
    }
    weft__compiler_keep(c, value_from_pointer(part));
    return part;
}

static size_t find_dot(const Name *name, size_t from)
{
    const char *dot = memchr(name->text + from, '.', name->length - from);
    return dot == NULL ? SIZE_MAX : (size_t)(dot - name->text);
}

/* import a.b.c as d: the import left `a`; takes the way down to `c`. */
static void emit_import_as(Compiler *c, const Name *name, Str *bound)
{
    size_t dot = find_dot(name, 0);
    if (dot == SIZE_MAX) {
        weft__emit_variable(c, bound, CONTEXT_STORE);
        return;
    }
    for (;;) {
        size_t start = dot + 1;
        dot = find_dot(name, start);
        Str *part = name_part(c, name, start, dot == SIZE_MAX ? name->length : dot);
        weft__emit_named_plain(c, OPC_IMPORT_FROM, part);
        if (dot == SIZE_MAX || c->failed) {
            break;
        }
        emit(c, OPC_SWAP, 2);
        emit0(c, OPC_POP_TOP);
    }
    weft__emit_variable(c, bound, CONTEXT_STORE);
    emit0(c, OPC_POP_TOP);
}

void weft__emit_import(Compiler *c, Node *s)
{
    const NodeList *names = &s->import_statement.names;
    for (size_t i = 0; i < names->count && !c->failed; i++) {
        const Node *alias = names->items[i];
        const Name *name = alias->alias.name;
        emit_int(c, 0);
        weft__emit_constant(c, NONE);
        weft__emit_named(c, OPC_IMPORT_NAME, weft__name_string(c, name));
        if (alias->alias.asname != NULL) {
            emit_import_as(c, name, weft__name_string(c, alias->alias.asname));
        } else {
            size_t dot = find_dot(name, 0);
            weft__emit_variable(c,
                                dot == SIZE_MAX ? weft__name_string(c, name)
                                                : name_part(c, name, 0, dot),
                                CONTEXT_STORE);
        }
    }
}

static Value imported_names(Compiler *c, const NodeList *aliases)
{
    Tuple *tuple = c->failed ? NULL : weft__tuple_new(c->thread, aliases->count);
    if (tuple == NULL) {
        c->failed = true;
        return EMPTY;
    }
    for (size_t i = 0; i < aliases->count; i++) {
        tuple->items[i] = value_or_empty(weft__name_string(c, aliases->items[i]->alias.name));
    }
    return c->failed ? EMPTY : value_from_pointer(tuple);
}

void weft__emit_import_from(Compiler *c, Node *s)
{
    const NodeList *aliases = &s->import_from.names;
    const Name *module = s->import_from.module;
    emit_int(c, s->import_from.level);
    weft__emit_constant(c, imported_names(c, aliases));
    if (s->line > c->future_line && module != NULL && strcmp(module->text, "__future__") == 0) {
        weft__emit_error(c, "from __future__ imports must occur at the beginning of the file");
    }
    weft__emit_named(c, OPC_IMPORT_NAME,
                     module == NULL ? c->empty_name : weft__name_string(c, module));
    for (size_t i = 0; i < aliases->count && !c->failed; i++) {
        const Node *alias = aliases->items[i];
        if (i == 0 && strcmp(alias->alias.name->text, "*") == 0) {
            emit0(c, OPC_IMPORT_STAR);
            return;
        }
        weft__emit_named(c, OPC_IMPORT_FROM, weft__name_string(c, alias->alias.name));
        weft__emit_variable(c,
                            weft__name_string(c, alias->alias.asname != NULL ? alias->alias.asname
                                                                             : alias->alias.name),
                            CONTEXT_STORE);
    }
    emit0(c, OPC_POP_TOP);
}
