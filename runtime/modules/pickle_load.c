/* pickle_load.c - `_pickling.run`: the common opcodes of pickles, for pickle.Unpickler.
 *
 * Runs over the bytes that the reader has (a frame, or all of it) until an opcode comes that it does not
 * know, whose operand is not complete, or whose stack is not what the opcode needs. Nothing of that opcode
 * has happened then: _pickle_load does it the general way, with the right error where it is one, and comes
 * back. So every rule about malformed pickles stands once, in Python.
 *
 * The stack, the stacks below the marks and the memo are the Unpickler's own lists and dict. `stack` is
 * another list behind each mark; the Unpickler learns it before user code runs and before run() returns.
 */
#include "modules/pickle.h"

typedef struct Loader {
    Thread *t;
    Value unpickler;
    const unsigned char *data;
    size_t at, length;
    List *stack, *marked;
    List *told;  /* the list that the Unpickler knows as its stack */
    Dict *memo;
} Loader;

typedef enum Step { STEP_DONE, STEP_GENERAL, STEP_FAILED } Step;

static Step push(Loader *l, Value v)
{
    return v != EMPTY && weft__list_append(l->t, l->stack, v) ? STEP_DONE : STEP_FAILED;
}

static Value pop(Loader *l) { return weft__list_pop(l->t, l->stack, -1); }

static Value peek(Loader *l, size_t below)
{
    size_t size = list_length(l->stack);
    return below < size ? list_get(l->stack, size - 1 - below) : EMPTY;
}

static bool tell_stack(Loader *l)
{
    if (l->told == l->stack) {
        return true;
    }
    l->told = l->stack;
    Str *name = weft__intern_c(l->t, "stack");
    return name != NULL && weft__set_attribute(l->t, l->unpickler, name, value_from_pointer(l->stack));
}

static uint64_t little_endian(const unsigned char *bytes, size_t count)
{
    uint64_t n = 0;
    for (size_t i = count; i-- > 0;) {
        n = n << 8 | bytes[i];
    }
    return n;
}

/* ---- numbers, text and bytes ---- */

static Step load_float(Loader *l, const unsigned char *bytes)
{
    uint64_t bits = 0;
    double d;
    for (size_t i = 0; i < 8; i++) {
        bits = bits << 8 | bytes[i];
    }
    memcpy(&d, &bits, sizeof d);
    return push(l, float_new(l->t, d));
}

/* LONG1 of up to 8 bytes. */
static Step load_long(Loader *l)
{
    size_t left = l->length - l->at;
    size_t size = left > 1 ? l->data[l->at + 1] : 255;
    if (size > 8 || left < size + 2) {
        return STEP_GENERAL;
    }
    const unsigned char *bytes = l->data + l->at + 2;
    uint64_t n = little_endian(bytes, size);
    if (size > 0 && size < 8 && bytes[size - 1] & 0x80) {
        n |= ~(uint64_t)0 << (8 * size);
    }
    l->at += size + 2;
    return push(l, int_from_i64(l->t, (int64_t)n));
}

static Value text_of(Loader *l, const unsigned char *bytes, size_t size)
{
    unsigned char all = 0;
    for (size_t i = 0; i < size; i++) {
        all |= bytes[i];
    }
    return value_or_empty(all < 128 ? weft__str_from_ascii(l->t, (const char *)bytes, size)
                                    : weft__decode(l->t, bytes, size, "utf-8", "surrogatepass"));
}

/* Text or bytes behind their length of `width` bytes. */
static Step load_sized(Loader *l, size_t width, bool text)
{
    size_t left = l->length - l->at - 1;
    if (left < width) {
        return STEP_GENERAL;
    }
    uint64_t size = little_endian(l->data + l->at + 1, width);
    if (left - width < size) {
        return STEP_GENERAL;
    }
    const unsigned char *bytes = l->data + l->at + 1 + width;
    l->at += 1 + width + size;
    return push(l, text ? text_of(l, bytes, size) : value_or_empty(weft__bytes_new(l->t, bytes, size)));
}

/* ---- containers ---- */

static Step load_mark(Loader *l)
{
    List *fresh = weft__list_new(l->t, 8);
    if (fresh == NULL || !weft__list_append(l->t, l->marked, value_from_pointer(l->stack))) {
        return STEP_FAILED;
    }
    l->stack = fresh;
    return STEP_DONE;
}

/* The list below the last mark becomes the stack; *items: what was above. False: there is no mark. */
static bool pop_mark(Loader *l, List **items)
{
    size_t marks = list_length(l->marked);
    if (marks == 0) {
        return false;
    }
    Value below = weft__list_pop(l->t, l->marked, -1);
    if (below == EMPTY) {
        (void)exception_take(l->t); /* somebody else took it */
        return false;
    }
    *items = l->stack;
    l->stack = as_list(below);
    return true;
}

/* The top of the stack below the last mark; EMPTY: none. */
static Value below_mark(Loader *l)
{
    size_t marks = list_length(l->marked);
    Value below = marks == 0 ? EMPTY : list_get(l->marked, marks - 1);
    size_t size = below == EMPTY ? 0 : list_length(as_list(below));
    return size == 0 ? EMPTY : list_get(as_list(below), size - 1);
}

static Step load_tuple(Loader *l, size_t size)
{
    Value items[3];
    if (list_length(l->stack) < size) {
        return STEP_GENERAL;
    }
    for (size_t i = size; i-- > 0;) {
        items[i] = pop(l);
        if (items[i] == EMPTY) {
            return STEP_FAILED;
        }
    }
    l->at++;
    return push(l, value_or_empty(weft__tuple_from(l->t, items, size)));
}

static Step load_marked(Loader *l, unsigned char operation)
{
    List *items;
    if (!pop_mark(l, &items)) {
        return STEP_GENERAL;
    }
    l->at++;
    if (operation == 'l') {
        return push(l, value_from_pointer(items));
    }
    return push(l, operation == 't' ? weft__list_to_tuple(l->t, items)
                                    : value_or_empty(weft__set_from_iterable(l->t, value_from_pointer(items), true)));
}

static bool set_pairs(Loader *l, Value into, List *items)
{
    for (size_t i = 0;; i += 2) {
        Value key = list_get(items, i), value = list_get(items, i + 1);
        if (key == EMPTY || value == EMPTY) {
            return true;
        }
        if (!weft__dict_set(l->t, as_dict(into), key, value)) {
            return false;
        }
    }
}

/* APPENDS, SETITEMS and ADDITEMS to exact builtin containers. */
static Step load_items(Loader *l, unsigned char operation)
{
    Thread *t = l->t;
    Value into = below_mark(l);
    List *items;
    Type *type = operation == 'e' ? T(t, list) : operation == 'u' ? T(t, dict) : T(t, set);
    if (into == EMPTY || !object_is(into, type) || (operation == 'u' && list_length(l->stack) % 2 != 0) ||
        !pop_mark(l, &items)) {
        return STEP_GENERAL;
    }
    l->at++;
    bool fine = operation == 'e'   ? weft__list_extend(t, as_list(into), value_from_pointer(items))
                : operation == 'u' ? set_pairs(l, into, items)
                                   : weft__set_update(t, value_pointer(into), value_from_pointer(items));
    return fine ? STEP_DONE : STEP_FAILED;
}

static Step load_item(Loader *l, unsigned char operation)
{
    bool pair = operation == 's';
    Value into = peek(l, pair ? 2 : 1);
    if (into == EMPTY || !object_is(into, pair ? T(l->t, dict) : T(l->t, list))) {
        return STEP_GENERAL;
    }
    l->at++;
    Value value = pop(l), key = pair && value != EMPTY ? pop(l) : EMPTY;
    if (value == EMPTY || (pair && key == EMPTY)) {
        return STEP_FAILED;
    }
    return (pair ? weft__dict_set(l->t, as_dict(into), key, value) : weft__list_append(l->t, as_list(into), value))
               ? STEP_DONE
               : STEP_FAILED;
}

/* ---- memo ---- */

static Step load_get(Loader *l, size_t width)
{
    if (l->length - l->at <= width) {
        return STEP_GENERAL;
    }
    uint64_t number = little_endian(l->data + l->at + 1, width);
    Value v = weft__dict_get(l->t, l->memo, value_from_small_int((int64_t)number));
    if (v == EMPTY) {
        return STEP_GENERAL;
    }
    l->at += 1 + width;
    return push(l, v);
}

/* PUT with its number in `width` bytes; none: the next number. */
static Step load_put(Loader *l, size_t width)
{
    Value top = peek(l, 0);
    if (top == EMPTY || l->length - l->at <= width) {
        return STEP_GENERAL;
    }
    uint64_t number = width == 0 ? weft__dict_length(l->t, l->memo) : little_endian(l->data + l->at + 1, width);
    l->at += 1 + width;
    return weft__dict_set(l->t, l->memo, value_from_small_int((int64_t)number), top) ? STEP_DONE : STEP_FAILED;
}

/* ---- objects ---- */

static Step load_stack_global(Loader *l)
{
    Thread *t = l->t;
    Value names[2] = {peek(l, 1), peek(l, 0)};
    if (names[0] == EMPTY || !object_is(names[0], T(t, str)) || !object_is(names[1], T(t, str))) {
        return STEP_GENERAL;
    }
    l->at++;
    Str *method = weft__intern_c(t, "find_class");
    if (method == NULL || pop(l) == EMPTY || pop(l) == EMPTY || !tell_stack(l)) {
        return STEP_FAILED;
    }
    return push(l, weft__call_method(t, l->unpickler, method, names, 2));
}

/* GLOBAL: two lines. */
static Step load_global(Loader *l)
{
    Thread *t = l->t;
    const unsigned char *module = l->data + l->at + 1, *end = l->data + l->length;
    const unsigned char *middle = memchr(module, '\n', (size_t)(end - module));
    const unsigned char *last = middle == NULL ? NULL : memchr(middle + 1, '\n', (size_t)(end - middle - 1));
    if (last == NULL) {
        return STEP_GENERAL;
    }
    l->at = (size_t)(last + 1 - l->data);
    Str *method = weft__intern_c(t, "find_class");
    Value names[2];
    if (method == NULL ||
        (names[0] = value_or_empty(weft__decode(t, module, (size_t)(middle - module), "utf-8", "strict"))) == EMPTY ||
        (names[1] = value_or_empty(weft__decode(t, middle + 1, (size_t)(last - middle - 1), "utf-8", "strict"))) ==
            EMPTY ||
        !tell_stack(l)) {
        return STEP_FAILED;
    }
    return push(l, weft__call_method(t, l->unpickler, method, names, 2));
}

/* NEWOBJ: cls.__new__(cls, *args); REDUCE: function(*args). */
static Step load_call(Loader *l, bool make)
{
    Thread *t = l->t;
    Value args = peek(l, 0), function = peek(l, 1);
    if (function == EMPTY || !object_is(args, T(t, tuple))) {
        return STEP_GENERAL;
    }
    l->at++;
    if (pop(l) == EMPTY || pop(l) == EMPTY || !tell_stack(l)) {
        return STEP_FAILED;
    }
    if (!make) {
        return push(l, weft__call_tuple(t, function, args, EMPTY));
    }
    size_t count = tuple_length(as_tuple(args));
    Tuple *all = weft__tuple_new(t, count + 1);
    if (all == NULL) {
        return STEP_FAILED;
    }
    all->items[0] = function;
    memcpy(all->items + 1, as_tuple(args)->items, count * sizeof(Value));
    Value maker = weft__get_attribute(t, function, N(t, __new__));
    return push(l, maker == EMPTY ? EMPTY : weft__call_tuple(t, maker, value_from_pointer(all), EMPTY));
}

/* BUILD with a dict for an instance that keeps its attributes as usual. */
static Step load_build(Loader *l)
{
    Thread *t = l->t;
    Value state = peek(l, 0), instance = peek(l, 1);
    Str *name = weft__intern_c(t, "__setstate__");
    if (instance == EMPTY || name == NULL) {
        return name == NULL ? STEP_FAILED : STEP_GENERAL;
    }
    bool failed = false;
    Value setter = tell_stack(l) ? weft__find_attribute(t, instance, name, &failed) : EMPTY;
    if (failed || exception_pending(t)) {
        return STEP_FAILED;
    }
    if (setter != EMPTY) {
        l->at++;
        return pop(l) != EMPTY && weft__call1(t, setter, state) != EMPTY ? STEP_DONE : STEP_FAILED;
    }
    Value dict = object_is(state, T(t, dict)) && has_type_flag(t, instance, TYPE_HAS_DICT)
                     ? weft__get_attribute(t, instance, N(t, __dict__))
                     : EMPTY;
    if (exception_pending(t)) {
        return STEP_FAILED;
    }
    if (dict == EMPTY || !object_is(dict, T(t, dict))) {
        return STEP_GENERAL;
    }
    l->at++;
    if (pop(l) == EMPTY) {
        return STEP_FAILED;
    }
    size_t position = 0;
    Value key, value;
    while (weft__dict_next(t, as_dict(state), &position, &key, &value)) {
        if (object_is(key, T(t, str))) {
            Str *interned = weft__intern(t, as_str(key));
            key = value_or_empty(interned);
        }
        if (key == EMPTY || !weft__dict_set(t, as_dict(dict), key, value)) {
            return STEP_FAILED;
        }
    }
    return STEP_DONE;
}

/* ---- the loop ---- */

static Step load_constant(Loader *l, Value v)
{
    l->at++;
    return push(l, v);
}

static Step load_int(Loader *l, size_t width)
{
    if (l->length - l->at <= width) {
        return STEP_GENERAL;
    }
    uint64_t n = little_endian(l->data + l->at + 1, width);
    l->at += 1 + width;
    return push(l, value_from_small_int(width == 4 ? (int32_t)(uint32_t)n : (int64_t)n));
}

static Step load_one(Loader *l, unsigned char operation)
{
    Thread *t = l->t;
    switch (operation) {
    case 'N': return load_constant(l, NONE);
    case 0x88: return load_constant(l, TRUE_VALUE);
    case 0x89: return load_constant(l, FALSE_VALUE);
    case ')': return load_constant(l, value_from_pointer(t->runtime->empty_tuple));
    case ']': return load_constant(l, value_or_empty(weft__list_new(t, 0)));
    case '}': return load_constant(l, value_or_empty(weft__dict_new(t)));
    case 0x8f: return load_constant(l, value_or_empty(weft__set_new(t, false)));
    case 'K': return load_int(l, 1);
    case 'M': return load_int(l, 2);
    case 'J': return load_int(l, 4);
    case 0x8a: return load_long(l);
    case 'G':
        if (l->length - l->at < 9) {
            return STEP_GENERAL;
        }
        l->at += 9;
        return load_float(l, l->data + l->at - 8);
    case 0x8c: return load_sized(l, 1, true);
    case 'X': return load_sized(l, 4, true);
    case 'C': return load_sized(l, 1, false);
    case 'B': return load_sized(l, 4, false);
    case '(':
        l->at++;
        return load_mark(l);
    case 0x85: return load_tuple(l, 1);
    case 0x86: return load_tuple(l, 2);
    case 0x87: return load_tuple(l, 3);
    case 't': case 'l': case 0x91: return load_marked(l, operation);
    case 'e': case 'u': case 0x90: return load_items(l, operation);
    case 'a': case 's': return load_item(l, operation);
    case 'h': return load_get(l, 1);
    case 'j': return load_get(l, 4);
    case 'q': return load_put(l, 1);
    case 'r': return load_put(l, 4);
    case 0x94: return load_put(l, 0);
    case 0x93: return load_stack_global(l);
    case 'c': return load_global(l);
    case 0x81: return load_call(l, true);
    case 'R': return load_call(l, false);
    case 'b': return load_build(l);
    default: return STEP_GENERAL;
    }
}

/* unpickler, data, at, stack, marked, memo: where the first opcode stands that was not run. */
Value weft__pickle_run(Thread *t, Value *args)
{
    size_t at;
    Loader l = {.t = t, .unpickler = args[0]};
    if (!weft__get_bytes(t, args[1], &l.data, &l.length) || !weft__to_size(t, args[2], &at, "position")) {
        return EMPTY;
    }
    if (!object_is(args[3], T(t, list)) || !object_is(args[4], T(t, list)) || !object_is(args[5], T(t, dict))) {
        return args[2]; /* another stack or memo than Unpickler made: all in the general way */
    }
    l.at = at;
    l.stack = l.told = as_list(args[3]);
    l.marked = as_list(args[4]);
    l.memo = as_dict(args[5]);
    Step step = STEP_DONE;
    while (step == STEP_DONE && l.at < l.length) {
        step = weft__poll(t) ? load_one(&l, l.data[l.at]) : STEP_FAILED;
    }
    if (step == STEP_FAILED) {
        Value exception = exception_take(t);
        bool told = tell_stack(&l);
        if (told) {
            t->exception = exception;
        }
        return EMPTY;
    }
    return tell_stack(&l) ? value_from_small_int((int64_t)l.at) : EMPTY;
}
