/* specialize.c - how a site rewrites itself: the protocol, and the families without attributes.
 *
 * Protocol (rules R2, R3, R11). A site's shared words are `op`, `counter` and, where the family has
 * one, `cache`; any thread that runs the site may write them.
 *   specialize: read op (base); decide; store the cache word (release); compare-exchange op from
 *               the value that was read. A failed exchange drops the decision.
 *   miss:       a specialized handler whose guard fails runs the base path; every so often the
 *               miss exchanges op back to the base opcode.
 * Two racing specializers may leave the opcode of one over the cache word of the other. That is
 * harmless, because a handler acts only on a word whose own kind and guard match what it needs.
 */
#include "interpret/interpreter.h"

enum { MISSES_BEFORE_DEOPT = 12 };

CacheRecord *weft__cache_record_new(Thread *t, RecordKind kind, uint32_t version,
                                    uint32_t second_version, uint32_t index, Value value,
                                    Value second)
{
    CacheRecord *record = weft__alloc(t, sizeof *record, T(t, cache_record));
    if (record == NULL) {
        exception_take(t); /* a cache is a luxury: the site stays as it is */
        return NULL;
    }
    record->kind = (uint32_t)kind;
    record->version = version;
    record->second_version = second_version;
    record->index = index;
    record->value = value;
    record->second = second;
    return record;
}

static void record_trace(Tracer *tracer, Object *object)
{
    CacheRecord *record = (CacheRecord *)(void *)object;
    if (record->kind == RECORD_POLY) {
        PolyRecord *poly = (PolyRecord *)(void *)object;
        for (uint32_t i = 0; i < poly->count; i++) {
            weft__trace_value(tracer, poly->entries[i].value);
        }
        return;
    }
    weft__trace_value(tracer, record->value);
    weft__trace_value(tracer, record->second);
}
void weft__init_cache_record_type(Thread *t, Type *type)
{
    weft__type_prepare(t, type, NULL, sizeof(CacheRecord), TYPE_PRIVATE | TYPE_FINAL);
    type->head.trace = record_trace;
    weft__type_ready(t, type);
}

static bool exchange_op(Thread *t, Unit *site, unsigned seen, Opcode op)
{
    uint8_t expected = (uint8_t)seen;
    weft__store_relaxed(&site->instruction.counter, (uint8_t)MISSES_BEFORE_DEOPT); /* edge: site_counter */
    statistic_add(t, STAT_ATTEMPT, seen);
    if (weft__exchange_if_release(&site->instruction.op, &expected, (uint8_t)op)) { /* edge: site_op */
        statistic_add(t, STAT_SUCCESS, seen);
    } else {
        statistic_add(t, STAT_FAILED_EXCHANGE, seen);
    }
    return true;
}

bool weft__site_commit_plain(Thread *t, Unit *site, unsigned seen, Opcode op)
{
    return exchange_op(t, site, seen, op);
}

/* The member that does the same for a site that loads the owner from a local itself. */
static Opcode with_local(unsigned seen, Opcode op)
{
    enum { OF_ATTR = OPC_LOAD_FAST_LOAD_ATTR_SLOT - OPC_LOAD_ATTR_SLOT,
           OF_METHOD = OPC_LOAD_FAST_LOAD_METHOD_PLAIN - OPC_LOAD_METHOD_PLAIN };
    _Static_assert((int)OPC_LOAD_ATTR_POLY + OF_ATTR == OPC_LOAD_FAST_LOAD_ATTR_POLY &&
                       (int)OPC_LOAD_METHOD_POLY + OF_METHOD == OPC_LOAD_FAST_LOAD_METHOD_POLY,
                   "members stand in the same order");
    Opcode base = base_of(seen);
    return base == OPC_LOAD_FAST_LOAD_ATTR     ? (Opcode)((int)op + OF_ATTR)
           : base == OPC_LOAD_FAST_LOAD_METHOD ? (Opcode)((int)op + OF_METHOD)
                                               : op;
}

bool weft__site_commit(Thread *t, Unit *site, unsigned seen, Opcode op, uint64_t word)
{
    op = with_local(seen, op);
#if defined(WEFT_PLAIN_CACHE_SLOT)
    if ((word & 1) != 0) {
        *(volatile uint64_t *)(void *)&site[1].cache = word;
        return exchange_op(t, site, seen, op);
    }
#endif
    weft__store_release(&site[1].cache, word); /* edge: site_cache */
    return exchange_op(t, site, seen, op);
}

bool weft__site_back_off(Thread *t, Unit *site, unsigned seen)
{
    statistic_add(t, STAT_ATTEMPT, seen);
    weft__store_relaxed(&site->instruction.counter, (uint8_t)t->runtime->backoff); /* edge: site_counter */
    return false;
}

void weft__site_miss(Thread *t, Unit *site)
{
    uint8_t op = weft__load_relaxed(&site->instruction.op); /* edge: site_op */
    statistic_add(t, STAT_MISS, op);
    uint8_t left = weft__load_relaxed(&site->instruction.counter); /* edge: site_counter */
    if (left > 0) {
        weft__store_relaxed(&site->instruction.counter, (uint8_t)(left - 1)); /* edge: site_counter */
        return;
    }
    Opcode base = base_of(op);
    if (base == (Opcode)op) {
        return; /* somebody else was faster */
    }
    weft__store_relaxed(&site->instruction.counter, (uint8_t)(t->runtime->backoff / 4)); /* edge: site_counter */
    if (weft__exchange_if_release(&site->instruction.op, &op, (uint8_t)base)) { /* edge: site_op */
        statistic_add(t, STAT_DEOPT, (unsigned)base);
    } else {
        statistic_add(t, STAT_FAILED_EXCHANGE, (unsigned)base);
    }
}

#define SEEN() weft__load_relaxed(&site->instruction.op) /* edge: site_op */

bool weft__specialize_global(Thread *t, Frame *frame, Unit *site)
{
    unsigned seen = SEEN();
    Str *name = as_str(frame->code->names->items[site->instruction.a]);
    Dict *globals = frame->function->globals, *builtins = frame->function->plain_builtins;
    if (!object_is(value_from_pointer(globals), T(t, dict)) || globals->owner != EMPTY ||
        builtins->owner != EMPTY) {
        return weft__site_back_off(t, site, seen);
    }
    /* The version is read before the search: a name added in between leaves it stale, and the
     * guard fails. */
    uint32_t version = weft__dict_assign_keys_version(t, globals);
    DictTable *table = weft__load_acquire(&globals->table); /* edge: dict_table */
    int64_t entry = weft__dict_find_entry(t, table, name);
    if (entry >= 0 && dict_entry_value(table, (uint32_t)entry) != EMPTY) {
        uint32_t layout = weft__load_relaxed(&table->layout_id); /* edge: dict_layout */
        if (layout == 0 || entry >= CACHE_PAYLOAD_LIMIT) {
            return weft__site_back_off(t, site, seen);
        }
        return weft__site_commit(t, site, seen, OPC_LOAD_GLOBAL_MODULE,
                                 cache_word(CACHE_ENTRY, layout, (uint32_t)entry));
    }
    DictTable *outer = weft__load_acquire(&builtins->table); /* edge: dict_table */
    entry = weft__dict_find_entry(t, outer, name);
    uint32_t outer_layout = weft__load_relaxed(&outer->layout_id); /* edge: dict_layout */
    if (version == 0 || outer_layout == 0 || entry < 0) {
        return weft__site_back_off(t, site, seen);
    }
    CacheRecord *record = weft__cache_record_new(t, RECORD_BUILTIN, version, outer_layout,
                                                 (uint32_t)entry, EMPTY, EMPTY);
    return record == NULL ? weft__site_back_off(t, site, seen)
                          : weft__site_commit(t, site, seen, OPC_LOAD_GLOBAL_BUILTIN,
                                              (uint64_t)(uintptr_t)record);
}

static bool float_or_small_int(Value v)
{
    return value_is_immediate_float(v) || value_is_small_int(v);
}

bool weft__specialize_binary(Thread *t, Unit *site, Value a, Value b)
{
    static const uint8_t int_ops[OP_BINARY_COUNT] = {
        [OP_ADD] = OPC_BINARY_ADD_INT,
        [OP_SUBTRACT] = OPC_BINARY_SUBTRACT_INT,
        [OP_MULTIPLY] = OPC_BINARY_MULTIPLY_INT,
        [OP_FLOOR_DIVIDE] = OPC_BINARY_FLOOR_DIVIDE_INT,
        [OP_REMAINDER] = OPC_BINARY_REMAINDER_INT,
        [OP_AND] = OPC_BINARY_AND_INT,
        [OP_OR] = OPC_BINARY_OR_INT,
        [OP_XOR] = OPC_BINARY_XOR_INT,
        [OP_LEFT_SHIFT] = OPC_BINARY_LEFT_SHIFT_INT,
        [OP_RIGHT_SHIFT] = OPC_BINARY_RIGHT_SHIFT_INT,
        [OP_TRUE_DIVIDE] = OPC_BINARY_DIVIDE_FLOAT,
    };
    static const uint8_t float_ops[OP_BINARY_COUNT] = {
        [OP_ADD] = OPC_BINARY_ADD_FLOAT,
        [OP_SUBTRACT] = OPC_BINARY_SUBTRACT_FLOAT,
        [OP_MULTIPLY] = OPC_BINARY_MULTIPLY_FLOAT,
        [OP_TRUE_DIVIDE] = OPC_BINARY_DIVIDE_FLOAT,
    };
    unsigned seen = SEEN(), op = 0;
    uint32_t operation = site->instruction.a;
    if (operation >= OP_BINARY_COUNT) {
        return weft__site_back_off(t, site, seen);
    }
    if (value_both_small_ints(a, b)) {
        op = int_ops[operation];
    } else if (float_or_small_int(a) && float_or_small_int(b)) {
        op = float_ops[operation];
    } else if (operation == OP_ADD && object_is(a, T(t, str)) && object_is(b, T(t, str))) {
        op = OPC_BINARY_ADD_STR;
    }
    return op == 0 ? weft__site_back_off(t, site, seen)
                   : weft__site_commit_plain(t, site, seen, (Opcode)op);
}

bool weft__specialize_compare(Thread *t, Unit *site, Value a, Value b)
{
    unsigned seen = SEEN();
    Opcode next = base_of(weft__load_relaxed(&site[1].instruction.op)); /* edge: site_op */
    bool jump = next == OPC_POP_JUMP_IF_FALSE || next == OPC_POP_JUMP_IF_TRUE;
    if (value_both_small_ints(a, b)) {
        return weft__site_commit_plain(t, site, seen, jump ? OPC_COMPARE_INT_JUMP : OPC_COMPARE_INT);
    }
    if (float_or_small_int(a) && float_or_small_int(b)) {
        return weft__site_commit_plain(t, site, seen,
                                       jump ? OPC_COMPARE_FLOAT_JUMP : OPC_COMPARE_FLOAT);
    }
    if (object_is(a, T(t, str)) && object_is(b, T(t, str)) &&
        (site->instruction.a == CMP_EQ || site->instruction.a == CMP_NE)) {
        return weft__site_commit_plain(t, site, seen, OPC_COMPARE_STR);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_contains(Thread *t, Unit *site, Value container)
{
    unsigned seen = SEEN();
    if (object_is(container, T(t, dict))) {
        return weft__site_commit_plain(t, site, seen, OPC_CONTAINS_DICT);
    }
    if (object_is(container, T(t, set)) || object_is(container, T(t, frozenset))) {
        return weft__site_commit_plain(t, site, seen, OPC_CONTAINS_SET);
    }
    return weft__site_back_off(t, site, seen);
}

/* A plain Python `__getitem__(self, key)`. */
static bool specialize_getitem(Thread *t, Unit *site, unsigned seen, Value container)
{
    AttributeResolution found;
    weft__resolve_attribute(t, type_of(t, container), N(t, __getitem__), &found);
    if (found.version == 0 || found.kind != ATTRIBUTE_METHOD ||
        !object_is(found.value, T(t, function))) {
        return weft__site_back_off(t, site, seen);
    }
    Function *function = value_pointer(found.value);
    Code *code = weft__load_acquire(&function->code); /* edge: function_code */
    if (!(code->flags & CODE_SIMPLE) || code->argument_count != 2) {
        return weft__site_back_off(t, site, seen);
    }
    CacheRecord *record = weft__cache_record_new(t, RECORD_GETITEM, found.version, 0, 0, found.value,
                                                 value_from_pointer(code));
    return record == NULL ? weft__site_back_off(t, site, seen)
                          : weft__site_commit(t, site, seen, OPC_SUBSCR_GETITEM,
                                              (uint64_t)(uintptr_t)record);
}

bool weft__specialize_subscript(Thread *t, Unit *site, Value container, Value key)
{
    unsigned seen = SEEN();
    if (!value_is_pointer(container)) {
        return weft__site_back_off(t, site, seen);
    }
    Type *type = value_object(container)->type;
    if (type == T(t, dict)) {
        return weft__site_commit_plain(t, site, seen, OPC_SUBSCR_DICT);
    }
    if (value_is_small_int(key)) {
        if (type == T(t, list)) {
            return weft__site_commit_plain(t, site, seen, OPC_SUBSCR_LIST_INT);
        }
        if (type == T(t, tuple)) {
            return weft__site_commit_plain(t, site, seen, OPC_SUBSCR_TUPLE_INT);
        }
        if (type == T(t, str)) {
            return weft__site_commit_plain(t, site, seen, OPC_SUBSCR_STR_INT);
        }
    }
    if (type->flags & TYPE_HEAP) {
        return specialize_getitem(t, site, seen, container);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_store_subscript(Thread *t, Unit *site, Value container, Value key)
{
    unsigned seen = SEEN();
    if (object_is(container, T(t, list)) && value_is_small_int(key)) {
        return weft__site_commit_plain(t, site, seen, OPC_STORE_SUBSCR_LIST_INT);
    }
    if (object_is(container, T(t, dict))) {
        return weft__site_commit_plain(t, site, seen, OPC_STORE_SUBSCR_DICT);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_jump(Thread *t, Unit *site, Value v)
{
    unsigned seen = SEEN();
    bool if_true = base_of(seen) == OPC_POP_JUMP_IF_TRUE;
    if (value_is_bool(v)) {
        return weft__site_commit_plain(t, site, seen,
                                       if_true ? OPC_JUMP_IF_TRUE_BOOL : OPC_JUMP_IF_FALSE_BOOL);
    }
    if (value_is_small_int(v)) {
        return weft__site_commit_plain(t, site, seen,
                                       if_true ? OPC_JUMP_IF_TRUE_INT : OPC_JUMP_IF_FALSE_INT);
    }
    if (object_is(v, T(t, list))) {
        return weft__site_commit_plain(t, site, seen,
                                       if_true ? OPC_JUMP_IF_TRUE_LIST : OPC_JUMP_IF_FALSE_LIST);
    }
    if (v == NONE || (value_is_pointer(v) && type_of(t, v)->slots.truth == NULL &&
                      type_of(t, v)->slots.length == NULL)) {
        return weft__site_commit_plain(t, site, seen,
                                       if_true ? OPC_JUMP_IF_TRUE_OBJECT : OPC_JUMP_IF_FALSE_OBJECT);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_unpack(Thread *t, Unit *site, Value v)
{
    unsigned seen = SEEN();
    uint32_t count = site->instruction.a;
    if (object_is(v, T(t, tuple)) && tuple_length(as_tuple(v)) == count) {
        return weft__site_commit_plain(t, site, seen, count == 2 ? OPC_UNPACK_PAIR : OPC_UNPACK_TUPLE);
    }
    if (object_is(v, T(t, list)) && list_length(as_list(v)) == count) {
        return weft__site_commit_plain(t, site, seen, OPC_UNPACK_LIST);
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_iteration(Thread *t, Unit *site, Value iterator)
{
    unsigned seen = SEEN();
    if (value_is_pointer(iterator)) {
        Type *type = value_object(iterator)->type;
        unsigned after = weft__load_relaxed(&site[2].instruction.op); /* edge: site_op */
        unsigned form = after == OPC_STORE_FAST ? 1 : after == OPC_STORE_FAST_LOAD_FAST ? 2 : 0;
        static const uint8_t of_range[] = {OPC_FOR_ITER_RANGE, OPC_FOR_ITER_RANGE_STORE,
                                           OPC_FOR_ITER_RANGE_STORE_LOAD};
        static const uint8_t of_list[] = {OPC_FOR_ITER_LIST, OPC_FOR_ITER_LIST_STORE,
                                          OPC_FOR_ITER_LIST_STORE_LOAD};
        Opcode op = type == T(t, range_iterator)   ? (Opcode)of_range[form]
                    : type == T(t, list_iterator)  ? (Opcode)of_list[form]
                    : type == T(t, tuple_iterator) ? OPC_FOR_ITER_TUPLE
                    : type == T(t, generator)      ? OPC_FOR_ITER_GENERATOR
                                                   : OPC_NOP;
        if (op != OPC_NOP) {
            return weft__site_commit_plain(t, site, seen, op);
        }
    }
    return weft__site_back_off(t, site, seen);
}

bool weft__specialize_send(Thread *t, Unit *site, Value receiver)
{
    unsigned seen = SEEN();
    if (object_is(receiver, T(t, generator)) || object_is(receiver, T(t, coroutine))) {
        return weft__site_commit_plain(t, site, seen, OPC_SEND_GENERATOR);
    }
    return weft__site_back_off(t, site, seen);
}

/* Plain Python functions and native functions; classes with a Python __init__. */
static bool specialize_class_call(Thread *t, Unit *site, unsigned seen, Type *type)
{
    if (type->head.head.type != T(t, type) || !(type->flags & TYPE_HEAP) ||
        !(type->flags & TYPE_PLAIN_NEW) || (type->flags & (TYPE_ABSTRACT | TYPE_VARIABLE))) {
        return weft__site_back_off(t, site, seen);
    }
    AttributeResolution found;
    weft__resolve_attribute(t, type, N(t, __init__), &found);
    if (found.version == 0 || found.kind != ATTRIBUTE_METHOD ||
        !object_is(found.value, T(t, function))) {
        return weft__site_back_off(t, site, seen);
    }
    Function *function = value_pointer(found.value);
    Code *code = weft__load_acquire(&function->code); /* edge: function_code */
    if (!(code->flags & CODE_SIMPLE)) {
        return weft__site_back_off(t, site, seen);
    }
    CacheRecord *record = weft__cache_record_new(t, RECORD_CLASS_CALL, found.version, 0, 0,
                                                 found.value, value_from_pointer(code));
    return record == NULL ? weft__site_back_off(t, site, seen)
                          : weft__site_commit(t, site, seen, OPC_CALL_CLASS,
                                              (uint64_t)(uintptr_t)record);
}

bool weft__specialize_call(Thread *t, Unit *site, Value callable, bool has_self)
{
    unsigned seen = SEEN();
    if (!value_is_pointer(callable)) {
        return weft__site_back_off(t, site, seen);
    }
    Type *type = value_object(callable)->type;
    size_t count = (size_t)site->instruction.a + has_self;
    Opcode op = OPC_CALL_PYTHON;
    if (type == T(t, method) && !has_self) {
        callable = ((Method *)value_pointer(callable))->function;
        if (!object_is(callable, T(t, function))) {
            return weft__site_back_off(t, site, seen);
        }
        type = T(t, function);
        op = OPC_CALL_BOUND;
        count++;
    }
    if (type == T(t, function)) {
        Code *code = weft__load_acquire(&((Function *)value_pointer(callable))->code); /* edge: function_code */
        if (!(code->flags & CODE_SIMPLE) || count > code->argument_count) {
            return weft__site_back_off(t, site, seen);
        }
        if (count < code->argument_count) {
            if (op == OPC_CALL_BOUND) {
                return weft__site_back_off(t, site, seen);
            }
            op = OPC_CALL_PYTHON_DEFAULTS;
        }
        return weft__site_commit_plain(t, site, seen, op);
    }
    if (type == T(t, native_function) || type == T(t, native_method)) {
        NativeFunction *native = value_pointer(callable);
        if (native->positional_exact == count && native->self == EMPTY &&
            !(native->def->flags & NATIVE_CHANGES_LOOP)) {
            return weft__site_commit(t, site, seen, OPC_CALL_NATIVE, (uint64_t)(uintptr_t)native);
        }
        return weft__site_back_off(t, site, seen);
    }
    if (!has_self && (type->flags & TYPE_IS_TYPE)) {
        return specialize_class_call(t, site, seen, value_pointer(callable));
    }
    return weft__site_back_off(t, site, seen);
}
