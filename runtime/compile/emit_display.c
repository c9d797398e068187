/* emit_display.c - list, tuple, set and dict displays, and f-strings.
 *
 * Guarantees: the depth of the stack stays bounded however long a display is: beyond LARGE_DISPLAY
 * parts it is built piece by piece.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"

static bool all_constant(const NodeList *list, size_t from, size_t to)
{
    for (size_t i = from; i < to; i++) {
        if (list->items[i] == NULL || !is_constant(list->items[i])) {
            return false;
        }
    }
    return true;
}

static Value constant_tuple(Compiler *c, const NodeList *list, size_t from, size_t to)
{
    Tuple *tuple = c->failed ? NULL : weft__tuple_new(c->thread, to - from);
    if (tuple == NULL) {
        c->failed = true;
        return EMPTY;
    }
    for (size_t i = from; i < to; i++) {
        tuple->items[i - from] = weft__constant_value(c, list->items[i]);
    }
    return c->failed ? EMPTY : value_from_pointer(tuple);
}

/* A display of constants: one constant instead of many pushes. */
static void emit_constants(Compiler *c, const NodeList *elements, uint32_t pushed, unsigned build,
                           unsigned add, unsigned extend, bool tuple)
{
    Value folded = constant_tuple(c, elements, 0, elements->count);
    if (tuple && pushed == 0) {
        weft__emit_constant(c, folded);
        return;
    }
    if (add == OPC_SET_ADD && !c->failed) {
        folded = value_or_empty(weft__set_from_iterable(c->thread, folded, true));
        c->failed = c->failed || folded == EMPTY;
    }
    emit(c, build, pushed);
    weft__emit_constant(c, folded);
    emit(c, extend, 1);
    if (tuple) {
        emit0(c, OPC_LIST_TO_TUPLE);
    }
}

void weft__emit_sequence(Compiler *c, const NodeList *elements, uint32_t pushed, unsigned build,
                         unsigned add, unsigned extend, bool tuple)
{
    size_t count = elements->count;
    if (c->failed) {
        return;
    }
    if (count > 2 && all_constant(elements, 0, count)) {
        emit_constants(c, elements, pushed, build, add, extend, tuple);
        return;
    }
    bool large = count + pushed > LARGE_DISPLAY, starred = false;
    for (size_t i = 0; i < count && !starred; i++) {
        starred = elements->items[i]->kind == NODE_STARRED;
    }
    if (!starred && !large) {
        weft__visit_list(c, elements);
        emit(c, tuple ? OPC_BUILD_TUPLE : build, (uint32_t)count + pushed);
        return;
    }
    bool built = large;
    if (large) {
        emit(c, build, pushed);
    }
    for (size_t i = 0; i < count && !c->failed; i++) {
        Node *element = elements->items[i];
        if (element->kind == NODE_STARRED) {
            if (!built) {
                emit(c, build, (uint32_t)i + pushed);
                built = true;
            }
            weft__visit(c, element->starred.value);
            emit(c, extend, 1);
        } else {
            weft__visit(c, element);
            if (built) {
                emit(c, add, 1);
            }
        }
    }
    if (tuple) {
        emit0(c, OPC_LIST_TO_TUPLE);
    }
}

void weft__emit_list(Compiler *c, Node *e)
{
    weft__emit_sequence(c, &e->sequence.elts, 0, OPC_BUILD_LIST, OPC_LIST_APPEND, OPC_LIST_EXTEND,
                        false);
}

void weft__emit_tuple(Compiler *c, Node *e)
{
    weft__emit_sequence(c, &e->sequence.elts, 0, OPC_BUILD_LIST, OPC_LIST_APPEND, OPC_LIST_EXTEND,
                        true);
}

void weft__emit_set(Compiler *c, Node *e)
{
    weft__emit_sequence(c, &e->set.elts, 0, OPC_BUILD_SET, OPC_SET_ADD, OPC_SET_UPDATE, false);
}

/* ---- dict ---- */

static void emit_pairs(Compiler *c, Node *e, size_t from, size_t to)
{
    const NodeList *keys = &e->dict.keys, *values = &e->dict.values;
    size_t count = to - from;
    bool large = count * 2 > LARGE_DISPLAY;
    if (count > 1 && !large && all_constant(keys, from, to)) {
        for (size_t i = from; i < to; i++) {
            weft__visit(c, values->items[i]);
        }
        weft__emit_constant(c, constant_tuple(c, keys, from, to));
        emit(c, OPC_BUILD_CONST_KEY_MAP, (uint32_t)count);
        return;
    }
    if (large) {
        emit(c, OPC_BUILD_MAP, 0);
    }
    for (size_t i = from; i < to && !c->failed; i++) {
        weft__visit(c, keys->items[i]);
        weft__visit(c, values->items[i]);
        if (large) {
            emit(c, OPC_MAP_ADD, 1);
        }
    }
    if (!large) {
        emit(c, OPC_BUILD_MAP, (uint32_t)count);
    }
}

/* Pairs [to - *pending, to) become a dict, merged into the one that is there. */
static void flush_pairs(Compiler *c, Node *e, size_t *pending, size_t to, bool *built)
{
    if (*pending > 0) {
        emit_pairs(c, e, to - *pending, to);
        if (*built) {
            emit(c, OPC_DICT_UPDATE, 1);
        }
        *built = true;
        *pending = 0;
    }
}

void weft__emit_dict(Compiler *c, Node *e)
{
    size_t count = e->dict.values.count, pending = 0;
    bool built = false;
    for (size_t i = 0; i < count && !c->failed; i++) {
        if (e->dict.keys.items[i] == NULL) { /* **mapping */
            flush_pairs(c, e, &pending, i, &built);
            if (!built) {
                emit(c, OPC_BUILD_MAP, 0);
                built = true;
            }
            weft__visit(c, e->dict.values.items[i]);
            emit(c, OPC_DICT_UPDATE, 1);
        } else if (pending * 2 > LARGE_DISPLAY) {
            pending++;
            flush_pairs(c, e, &pending, i + 1, &built);
        } else {
            pending++;
        }
    }
    flush_pairs(c, e, &pending, count, &built);
    if (!built) {
        emit(c, OPC_BUILD_MAP, 0);
    }
}

/* ---- f-strings ---- */

void weft__emit_formatted(Compiler *c, Node *e)
{
    uint32_t how = 0;
    weft__visit(c, e->formatted_value.value);
    switch (e->formatted_value.conversion) {
    case 's':
        how = 1;
        break;
    case 'r':
        how = 2;
        break;
    case 'a':
        how = 3;
        break;
    default:
        break;
    }
    if (e->formatted_value.format_spec != NULL) {
        weft__visit(c, e->formatted_value.format_spec);
        how |= 4;
    }
    emit(c, OPC_FORMAT_VALUE, how);
}

void weft__emit_joined(Compiler *c, Node *e)
{
    const NodeList *values = &e->joined_str.values;
    if (values->count > LARGE_DISPLAY) {
        weft__emit_constant(c, value_from_pointer(c->thread->runtime->empty_str));
        weft__emit_named(c, OPC_LOAD_METHOD, N(c->thread, join));
        emit(c, OPC_BUILD_LIST, 0);
        for (size_t i = 0; i < values->count && !c->failed; i++) {
            weft__visit(c, values->items[i]);
            emit(c, OPC_LIST_APPEND, 1);
        }
        emit(c, OPC_CALL, 1);
        return;
    }
    weft__visit_list(c, values);
    if (values->count != 1) {
        emit(c, OPC_BUILD_STRING, (uint32_t)values->count);
    }
}
