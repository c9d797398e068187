/* constants.c - constants of a program as values, each type and value once, and operators on them.
 *
 * Guarantees: two equal constants of one compilation are one object, where equal means the same type
 * and the same bits (0.0 is not -0.0, 1 is not True nor 1.0, (0.0,) is not (-0.0,)). Folding never
 * makes a value much larger than its source text, and gives up where the operator would raise.
 */
#include "compile/compiler.h"

#include "object/containers.h"
#include "object/native.h"
#include "object/number.h"

/* Most bits of a folded int, items of a tuple, characters of a str. */
enum { MOST_INT_BITS = 128, MOST_ITEMS = 256, MOST_CHARACTERS = 4096 };

/* ---- equality of constants ---- */

static uint64_t mix(uint64_t h, uint64_t word)
{
    h = (h ^ word) * 0x9E3779B97F4A7C15ULL;
    return h ^ (h >> 29);
}

static uint64_t hash_bytes(const void *bytes, size_t length)
{
    const unsigned char *p = bytes;
    uint64_t h = 0xCBF29CE484222325ULL ^ length;
    while (length >= 8) {
        uint64_t word;
        memcpy(&word, p, 8);
        h = mix(h, word);
        p += 8;
        length -= 8;
    }
    uint64_t rest = 0;
    if (length > 0) {
        memcpy(&rest, p, length);
    }
    return mix(h, rest);
}

static uint64_t constant_hash(Thread *t, Value v)
{
    if (!value_is_pointer(v)) {
        return mix(1, v);
    }
    if (object_is(v, T(t, str))) {
        Str *s = as_str(v);
        return hash_bytes(str_data(s), (size_t)s->length * s->width);
    }
    if (object_is(v, T(t, tuple))) {
        Tuple *tuple = as_tuple(v);
        uint64_t h = 2;
        for (size_t i = 0; i < tuple_length(tuple); i++) {
            h = mix(h, tuple->items[i]);
        }
        return h;
    }
    if (object_is(v, T(t, bytes))) {
        Bytes *bytes = value_pointer(v);
        return mix(3, hash_bytes(bytes->data, bytes->length));
    }
    if (object_is(v, T(t, int))) {
        BigInt *big = value_pointer(v);
        size_t limbs = (size_t)(big->size < 0 ? -big->size : big->size);
        return mix((uint64_t)big->size, hash_bytes(big->limbs, limbs * sizeof big->limbs[0]));
    }
    if (object_is(v, T(t, float))) {
        return mix(4, hash_bytes(&((BoxedFloat *)value_pointer(v))->number, sizeof(double)));
    }
    if (object_is(v, T(t, complex))) {
        Complex *z = value_pointer(v);
        return mix(hash_bytes(&z->real, sizeof z->real), hash_bytes(&z->imaginary, sizeof z->real));
    }
    return mix(5, v);
}

static bool constant_same(Thread *t, Value a, Value b)
{
    if (a == b) {
        return true;
    }
    if (!value_is_pointer(a) || !value_is_pointer(b) ||
        value_object(a)->type != value_object(b)->type) {
        return false;
    }
    if (object_is(a, T(t, str))) {
        return weft__str_equal(as_str(a), as_str(b));
    }
    if (object_is(a, T(t, tuple))) { /* items are canonical already */
        size_t length = tuple_length(as_tuple(a));
        return length == tuple_length(as_tuple(b)) &&
               memcmp(as_tuple(a)->items, as_tuple(b)->items, length * sizeof(Value)) == 0;
    }
    if (object_is(a, T(t, bytes))) {
        Bytes *x = value_pointer(a), *y = value_pointer(b);
        return x->length == y->length && memcmp(x->data, y->data, x->length) == 0;
    }
    if (object_is(a, T(t, int))) {
        BigInt *x = value_pointer(a), *y = value_pointer(b);
        size_t limbs = (size_t)(x->size < 0 ? -x->size : x->size);
        return x->size == y->size && memcmp(x->limbs, y->limbs, limbs * sizeof x->limbs[0]) == 0;
    }
    if (object_is(a, T(t, float))) {
        return memcmp(&((BoxedFloat *)value_pointer(a))->number,
                      &((BoxedFloat *)value_pointer(b))->number, sizeof(double)) == 0;
    }
    if (object_is(a, T(t, complex))) {
        Complex *x = value_pointer(a), *y = value_pointer(b);
        return memcmp(&x->real, &y->real, sizeof x->real) == 0 &&
               memcmp(&x->imaginary, &y->imaginary, sizeof x->real) == 0;
    }
    return false;
}

/* Adds to the table of canonical constants; returns its index. */
static uint32_t add_value(Compiler *c, Value v)
{
    if (!weft__compiler_grow(c, &c->values, c->value_count, &c->value_capacity,
                             sizeof *c->values)) {
        return 0;
    }
    weft__compiler_keep(c, v);
    c->values[c->value_count] = v;
    return c->value_count++;
}

static void grow_buckets(Compiler *c)
{
    uint32_t room = c->value_buckets == NULL ? 64 : (c->value_mask + 1) * 2;
    while ((c->value_count + 1) * 2 >= room) { /* folding adds values without looking them up */
        room *= 2;
    }
    uint32_t *buckets = weft__compiler_allocate(c, room * sizeof *buckets);
    if (buckets == NULL) {
        return;
    }
    c->value_buckets = buckets;
    c->value_mask = room - 1;
    for (uint32_t n = 0; n < c->value_count; n++) {
        uint32_t i = (uint32_t)constant_hash(c->thread, c->values[n]) & c->value_mask;
        while (buckets[i] != 0) {
            i = (i + 1) & c->value_mask;
        }
        buckets[i] = n + 1;
    }
}

/* Index of the canonical form of v. */
static uint32_t canonical_index(Compiler *c, Value v)
{
    if (c->value_buckets == NULL || (c->value_count + 1) * 2 > c->value_mask) {
        grow_buckets(c);
        if (c->failed) {
            return 0;
        }
    }
    uint32_t i = (uint32_t)constant_hash(c->thread, v) & c->value_mask;
    for (; c->value_buckets[i] != 0; i = (i + 1) & c->value_mask) {
        if (constant_same(c->thread, c->values[c->value_buckets[i] - 1], v)) {
            return c->value_buckets[i] - 1;
        }
    }
    uint32_t index = add_value(c, v);
    if (!c->failed) {
        c->value_buckets[i] = index + 1;
    }
    return index;
}

/* Strings that look like names are interned, so that looking them up is mostly identity. */
static bool looks_like_name(const Str *s)
{
    if (!s->ascii) {
        return false;
    }
    const unsigned char *data = str_data(s);
    for (uint32_t i = 0; i < s->length; i++) {
        unsigned char ch = data[i];
        if (!((ch >= 'a' && ch <= 'z') || (ch >= 'A' && ch <= 'Z') || (ch >= '0' && ch <= '9') ||
              ch == '_')) {
            return false;
        }
    }
    return true;
}

static Value canonical_tuple(Compiler *c, Value v)
{
    Tuple *tuple = as_tuple(v);
    size_t length = tuple_length(tuple);
    bool changed = false;
    for (size_t i = 0; i < length && !changed; i++) {
        changed = weft__canonical(c, tuple->items[i]) != tuple->items[i];
    }
    if (!changed || c->failed) {
        return v;
    }
    Tuple *copy = weft__tuple_new(c->thread, length);
    if (copy == NULL) {
        c->failed = true;
        return EMPTY;
    }
    for (size_t i = 0; i < length; i++) {
        copy->items[i] = weft__canonical(c, tuple->items[i]);
    }
    return value_from_pointer(copy);
}

Value weft__canonical(Compiler *c, Value v)
{
    if (c->failed || v == EMPTY) {
        return EMPTY;
    }
    if (!value_is_pointer(v)) {
        return v;
    }
    Thread *t = c->thread;
    if (object_is(v, T(t, code))) {
        weft__compiler_keep(c, v);
        return v;
    }
    if (object_is(v, T(t, str)) && looks_like_name(as_str(v))) {
        v = value_or_empty(weft__intern(t, as_str(v)));
    } else if (object_is(v, T(t, tuple))) {
        v = weft__compiler_enter(c) ? canonical_tuple(c, v) : EMPTY;
    }
    if (v == EMPTY) {
        c->failed = true;
        return EMPTY;
    }
    uint32_t index = canonical_index(c, v);
    return c->failed ? EMPTY : c->values[index];
}

/* ---- literals ---- */

static Value small_int_literal(const ConstantValue *literal)
{
    if (literal->length == 0 || literal->length > 18 ||
        (literal->text[0] == '0' && literal->length > 1)) {
        return EMPTY;
    }
    int64_t number = 0;
    for (size_t i = 0; i < literal->length; i++) {
        if (literal->text[i] < '0' || literal->text[i] > '9') {
            return EMPTY;
        }
        number = number * 10 + (literal->text[i] - '0');
    }
    return value_from_small_int(number);
}

static Value text_value(Thread *t, const ConstantValue *literal)
{
    if (literal->kind == CONSTANT_BYTES) {
        return value_or_empty(weft__bytes_new(t, literal->text, literal->length));
    }
    return value_or_empty(weft__str_from_utf8(t, literal->text == NULL ? "" : literal->text,
                                              literal->length));
}

static bool grow_literals(Compiler *c)
{
    uint32_t room = c->literals == NULL ? 64 : (c->literal_mask + 1) * 2;
    LiteralEntry *entries = weft__compiler_allocate(c, room * sizeof *entries);
    if (entries == NULL) {
        return false;
    }
    uint32_t old_room = c->literals == NULL ? 0 : c->literal_mask + 1;
    for (uint32_t n = 0; n < old_room; n++) {
        LiteralEntry *old = &c->literals[n];
        if (old->value != 0) {
            uint32_t i = (uint32_t)old->hash & (room - 1);
            while (entries[i].value != 0) {
                i = (i + 1) & (room - 1);
            }
            entries[i] = *old;
        }
    }
    c->literals = entries;
    c->literal_mask = room - 1;
    return true;
}

/* str and bytes: the same text gives the same object without making it again. */
static Value string_literal(Compiler *c, const ConstantValue *literal)
{
    if ((c->literals == NULL || (c->literal_count + 1) * 2 > c->literal_mask) &&
        !grow_literals(c)) {
        return EMPTY;
    }
    bool is_bytes = literal->kind == CONSTANT_BYTES;
    uint64_t hash = mix(hash_bytes(literal->text, literal->length), is_bytes);
    uint32_t i = (uint32_t)hash & c->literal_mask;
    for (; c->literals[i].value != 0; i = (i + 1) & c->literal_mask) {
        LiteralEntry *entry = &c->literals[i];
        if (entry->hash == hash && entry->is_bytes == is_bytes &&
            entry->length == literal->length &&
            (literal->length == 0 || memcmp(entry->text, literal->text, literal->length) == 0)) {
            return entry->value;
        }
    }
    Value v = text_value(c->thread, literal);
    if (v == EMPTY) {
        c->failed = true;
        return EMPTY;
    }
    v = weft__canonical(c, v);
    if (v != EMPTY) {
        c->literals[i] = (LiteralEntry){literal->text, literal->length, hash, v, is_bytes};
        c->literal_count++;
    }
    return v;
}

static Value number_literal(Compiler *c, const ConstantValue *literal)
{
    Thread *t = c->thread;
    double number = 0;
    Value v;
    if (literal->kind == CONSTANT_INTEGER) {
        v = small_int_literal(literal);
        if (v == EMPTY) {
            v = weft__int_from_literal(t, literal->text, literal->length);
        }
    } else {
        if (!weft__double_parse(literal->text, literal->length, &number)) {
            WEFT_UNREACHABLE(); /* the lexer checked the form */
        }
        v = literal->kind == CONSTANT_FLOAT ? float_new(t, number) : weft__complex_new(t, 0, number);
    }
    if (v == EMPTY) {
        c->failed = true;
    }
    return weft__canonical(c, v);
}

Value weft__constant_value(Compiler *c, Node *constant)
{
    if (c->failed) {
        return EMPTY;
    }
    const ConstantValue *literal = &constant->constant.value;
    switch ((int)literal->kind) {
    case CONSTANT_NONE:
        return NONE;
    case CONSTANT_TRUE:
        return TRUE_VALUE;
    case CONSTANT_FALSE:
        return FALSE_VALUE;
    case CONSTANT_ELLIPSIS:
        return ELLIPSIS;
    case CONSTANT_FOLDED:
        return c->values[literal->length - 1];
    case CONSTANT_STRING:
    case CONSTANT_BYTES:
        return string_literal(c, literal);
    default:
        return number_literal(c, literal);
    }
}

Node *weft__constant_node(Compiler *c, const Node *at, Value v)
{
    Node *node = weft__compiler_allocate(c, sizeof *node);
    if (node == NULL) {
        return NULL;
    }
    node->kind = NODE_CONSTANT;
    node->depth = 1;
    node->line = at->line;
    node->column = at->column;
    node->end_line = at->end_line;
    node->end_column = at->end_column;
    uint32_t index = 0;
    if (value_is_pointer(v)) {
        v = weft__canonical(c, v);
        index = c->failed ? 0 : canonical_index(c, v);
    } else {
        index = add_value(c, v);
    }
    node->constant.value.kind = (ConstantKind)CONSTANT_FOLDED;
    node->constant.value.length = (size_t)index + 1;
    return node;
}

/* ---- operators ---- */

BinaryOperation weft__binary_operation(BinaryOperator op)
{
    static const uint8_t operations[BINARY_OPERATOR_COUNT] = {
        [OPERATOR_ADD] = OP_ADD,           [OPERATOR_SUB] = OP_SUBTRACT,
        [OPERATOR_MULT] = OP_MULTIPLY,     [OPERATOR_MAT_MULT] = OP_MATRIX_MULTIPLY,
        [OPERATOR_DIV] = OP_TRUE_DIVIDE,   [OPERATOR_MOD] = OP_REMAINDER,
        [OPERATOR_POW] = OP_POWER,         [OPERATOR_L_SHIFT] = OP_LEFT_SHIFT,
        [OPERATOR_R_SHIFT] = OP_RIGHT_SHIFT, [OPERATOR_BIT_OR] = OP_OR,
        [OPERATOR_BIT_XOR] = OP_XOR,       [OPERATOR_BIT_AND] = OP_AND,
        [OPERATOR_FLOOR_DIV] = OP_FLOOR_DIVIDE,
    };
    return (BinaryOperation)operations[op];
}

/* Items that v holds, nested tuples included; more than `limit` counts as limit + 1. */
static size_t count_items(Thread *t, Value v, size_t limit)
{
    if (!object_is(v, T(t, tuple))) {
        return 0;
    }
    size_t total = tuple_length(as_tuple(v));
    for (size_t i = 0; i < tuple_length(as_tuple(v)) && total <= limit; i++) {
        total += count_items(t, as_tuple(v)->items[i], limit);
    }
    return total;
}

static bool repeat_is_small(Thread *t, Value number, Value sequence)
{
    int64_t times;
    if (!weft__int_fits_i64(t, number, &times) || times < 0) {
        return false;
    }
    if (object_is(sequence, T(t, tuple))) {
        size_t length = tuple_length(as_tuple(sequence));
        if (length > 0 && (uint64_t)times > MOST_ITEMS / length) {
            return false;
        }
        return times == 0 || count_items(t, sequence, 1024 / (size_t)times) <= 1024 / (size_t)times;
    }
    size_t length = object_is(sequence, T(t, str)) ? as_str(sequence)->length
                                                   : ((Bytes *)value_pointer(sequence))->length;
    return length == 0 || (uint64_t)times <= MOST_CHARACTERS / length;
}

static bool is_sequence(Thread *t, Value v)
{
    return object_is(v, T(t, tuple)) || object_is(v, T(t, str)) || object_is(v, T(t, bytes));
}

/* Whether the result stays small, so far as that can be known beforehand. */
static bool worth_folding(Compiler *c, BinaryOperator op, Value a, Value b)
{
    Thread *t = c->thread;
    bool ints = is_int(t, a) && is_int(t, b);
    switch (op) {
    case OPERATOR_MULT:
        if (ints) {
            return weft__int_bit_length(t, a) + weft__int_bit_length(t, b) <= MOST_INT_BITS;
        }
        if (is_int(t, a) && is_sequence(t, b)) {
            return repeat_is_small(t, a, b);
        }
        if (is_int(t, b) && is_sequence(t, a)) {
            return repeat_is_small(t, b, a);
        }
        return true;
    case OPERATOR_POW:
        if (ints && weft__int_sign(t, b) > 0) {
            int64_t exponent;
            uint64_t bits = weft__int_bit_length(t, a);
            return weft__int_fits_i64(t, b, &exponent) &&
                   (bits == 0 || (uint64_t)exponent <= MOST_INT_BITS / bits);
        }
        return true;
    case OPERATOR_L_SHIFT:
        if (ints && weft__int_sign(t, a) != 0 && weft__int_sign(t, b) > 0) {
            int64_t shift;
            uint64_t bits = weft__int_bit_length(t, a);
            return weft__int_fits_i64(t, b, &shift) && shift <= MOST_INT_BITS &&
                   bits <= MOST_INT_BITS - (uint64_t)shift;
        }
        return true;
    case OPERATOR_MOD:
        return !object_is(a, T(t, str)) && !object_is(a, T(t, bytes));
    case OPERATOR_MAT_MULT:
        return false;
    default:
        return true;
    }
}

/* A folded value, or EMPTY where the operator raised: then the program raises when it runs. */
static Value folded(Compiler *c, Value v)
{
    if (v == EMPTY) {
        if (weft__exception_matches(c->thread, EXC(c->thread, MemoryError)) ||
            weft__exception_matches(c->thread, EXC(c->thread, KeyboardInterrupt))) {
            c->failed = true;
        } else {
            exception_take(c->thread);
        }
    }
    return v;
}

Value weft__fold_binary(Compiler *c, BinaryOperator op, Value a, Value b)
{
    if (c->failed || a == EMPTY || b == EMPTY || !worth_folding(c, op, a, b)) {
        return EMPTY;
    }
    return folded(c, op == OPERATOR_POW
                         ? weft__power(c->thread, a, b, NONE)
                         : weft__binary(c->thread, weft__binary_operation(op), a, b));
}

Value weft__fold_unary(Compiler *c, UnaryOperator op, Value v)
{
    if (c->failed || v == EMPTY) {
        return EMPTY;
    }
    if (op == UNARY_OPERATOR_NOT) {
        int truth = weft__truth(c->thread, v);
        return truth < 0 ? folded(c, EMPTY) : value_from_bool(truth == 0);
    }
    return folded(c, weft__unary(c->thread,
                                 op == UNARY_OPERATOR_INVERT  ? OP_INVERT
                                 : op == UNARY_OPERATOR_U_ADD ? OP_POSITIVE
                                                              : OP_NEGATIVE,
                                 v));
}

Value weft__fold_subscript(Compiler *c, Value v, Value key)
{
    if (c->failed || v == EMPTY || key == EMPTY) {
        return EMPTY;
    }
    if (type_of(c->thread, v)->slots.get_item == NULL) {
        return EMPTY;
    }
    return folded(c, weft__get_item(c->thread, v, key));
}
