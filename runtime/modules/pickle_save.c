/* pickle_save.c - `_pickling.save`: writes objects for pickle.Pickler, as the bytes that it would write.
 *
 * Numbers, text, bytes, tuples, lists, dicts, sets, references to what was written before, and what
 * __reduce_ex__ usually gives are written here, into a buffer that goes to the Pickler's framer before any of
 * its methods is called. All else (large text, classes and functions, protocol 0, unusual reductions) is
 * done by methods of the Pickler, which come back here for the parts. A Pickler whose subclass decides about
 * each object (persistent_id) never comes here.
 *
 * Containers are read without a lock: another thread may change them meanwhile, and what is written is a
 * pickle in any case, because sizes are not written before items.
 */
#include "modules/pickle.h"

enum { BATCH = 1000, FRAME_TARGET = 64 * 1024 };

typedef struct Saver {
    Thread *t;
    Value pickler, framer;
    Dict *memo;
    int64_t protocol;
    bool fast;
    unsigned char *buffer; /* in a ByteArray of the heap, which this word keeps alive */
    size_t used, room;
    size_t outside;        /* bytes of the present frame that the framer has */
} Saver;

static bool save(Saver *s, Value v);

/* ---- the buffer ---- */

static Value framer_call(Saver *s, const char *method, Value *args, size_t count)
{
    Str *name = weft__intern_c(s->t, method);
    return name == NULL ? EMPTY : weft__call_method(s->t, s->framer, name, args, count);
}

static bool flush(Saver *s)
{
    if (s->used == 0) {
        return true;
    }
    Value data = value_or_empty(weft__bytes_new(s->t, s->buffer, s->used));
    s->outside += s->used;
    s->used = 0;
    return data != EMPTY && framer_call(s, "write", &data, 1) != EMPTY;
}

/* Behind a call that may have written: how much the frame holds now. */
static bool look_outside(Saver *s)
{
    Str *name = weft__intern_c(s->t, "_size");
    Value size = name == NULL ? EMPTY : weft__get_attribute(s->t, s->framer, name);
    return size != EMPTY && weft__to_size(s->t, size, &s->outside, "size");
}

/* Calls a method of the Pickler; what it writes comes behind what is in the buffer. */
static bool pickler_call(Saver *s, const char *method, Value *args, size_t count)
{
    Str *name = weft__intern_c(s->t, method);
    return name != NULL && flush(s) && weft__call_method(s->t, s->pickler, name, args, count) != EMPTY &&
           look_outside(s);
}

static bool make_room(Saver *s, size_t size)
{
    size_t room = s->room < 512 ? 1024 : 2 * s->room;
    while (room - s->used < size) {
        room *= 2;
    }
    ByteArray *larger = weft__byte_array_new(s->t, room);
    if (larger == NULL) {
        return false;
    }
    if (s->used > 0) {
        memcpy(larger->bytes, s->buffer, s->used);
    }
    s->buffer = larger->bytes;
    s->room = room;
    return true;
}

static ALWAYS_INLINE bool put(Saver *s, const void *bytes, size_t size)
{
    if (UNLIKELY(s->room - s->used < size) && !make_room(s, size)) {
        return false;
    }
    memcpy(s->buffer + s->used, bytes, size);
    s->used += size;
    return true;
}

static ALWAYS_INLINE bool put_byte(Saver *s, unsigned char byte) { return put(s, &byte, 1); }

/* An opcode and a number of `width` bytes behind it. */
static bool put_number(Saver *s, unsigned char operation, uint64_t number, size_t width)
{
    unsigned char bytes[9] = {operation};
    for (size_t i = 1; i <= width; i++, number >>= 8) {
        bytes[i] = (unsigned char)number;
    }
    return put(s, bytes, width + 1);
}

/* ---- memo ---- */

static Value identity(Saver *s, Value v) { return int_from_i64(s->t, (int64_t)(uintptr_t)value_pointer(v)); }

/* 1: a reference was written; 0: the object is new; -1: failure. */
static int put_reference(Saver *s, Value v)
{
    Value known = value_is_pointer(v) ? weft__dict_get(s->t, s->memo, identity(s, v)) : EMPTY;
    if (known == EMPTY) {
        return exception_pending(s->t) ? -1 : 0;
    }
    uint64_t number = (uint64_t)value_small_int(as_tuple(known)->items[0]);
    bool fine = number < 256 ? put_number(s, 'h', number, 1) : put_number(s, 'j', number, 4);
    return fine ? 1 : -1;
}

static bool memoize(Saver *s, Value v)
{
    if (s->fast || !value_is_pointer(v)) {
        return s->fast || pickler_call(s, "memoize", &v, 1);
    }
    size_t number = weft__dict_length(s->t, s->memo);
    bool fine = s->protocol >= 4 ? put_byte(s, 0x94)
                : number < 256   ? put_number(s, 'q', number, 1)
                                 : put_number(s, 'r', number, 4);
    Value entry = fine ? weft__tuple2(s->t, value_from_small_int((int64_t)number), v) : EMPTY;
    return entry != EMPTY && weft__dict_set(s->t, s->memo, identity(s, v), entry);
}

/* ---- numbers, text and bytes ---- */

static bool save_int(Saver *s, int64_t n)
{
    if (n >= INT32_MIN && n <= INT32_MAX) {
        return n >= 0 && n <= 0xFF     ? put_number(s, 'K', (uint64_t)n, 1)
               : n >= 0 && n <= 0xFFFF ? put_number(s, 'M', (uint64_t)n, 2)
                                       : put_number(s, 'J', (uint64_t)n, 4);
    }
    unsigned char bytes[10] = {0x8a};
    size_t size = 8;
    while (size > 1) { /* as few bytes as keep the sign */
        int64_t without = n >> (8 * (size - 1) - 1);
        if (without != 0 && without != -1) {
            break;
        }
        size--;
    }
    bytes[1] = (unsigned char)size;
    for (size_t i = 0; i < size; i++) {
        bytes[i + 2] = (unsigned char)((uint64_t)n >> (8 * i));
    }
    return put(s, bytes, size + 2);
}

static bool save_float(Saver *s, double d)
{
    uint64_t bits;
    unsigned char bytes[9] = {'G'};
    memcpy(&bits, &d, sizeof bits);
    for (size_t i = 8; i > 0; i--, bits >>= 8) {
        bytes[i] = (unsigned char)bits;
    }
    return put(s, bytes, sizeof bytes);
}

static bool save_sized(Saver *s, Value v, const void *data, size_t size, unsigned char brief, unsigned char usual)
{
    bool fine = brief != 0 && size <= 0xFF ? put_number(s, brief, size, 1) : put_number(s, usual, size, 4);
    return fine && put(s, data, size) && memoize(s, v);
}

static bool save_str(Saver *s, Value v)
{
    Str *text = as_str(v);
    size_t size = text->length;
    const char *data = text->ascii ? (const char *)str_data(text) : weft__str_utf8(s->t, text, &size);
    if (data == NULL) {
        return false;
    }
    if (size >= FRAME_TARGET) {
        return pickler_call(s, "_save_exact", &v, 1);
    }
    return save_sized(s, v, data, size, s->protocol >= 4 ? 0x8c : 0, 'X');
}

static bool save_bytes(Saver *s, Value v)
{
    Bytes *bytes = value_pointer(v);
    if (bytes->length >= FRAME_TARGET || s->protocol < 3) {
        return pickler_call(s, "_save_exact", &v, 1);
    }
    return save_sized(s, v, bytes->data, bytes->length, 'C', 'B');
}

/* ---- containers ---- */

static bool save_tuple(Saver *s, Value v)
{
    size_t size = tuple_length(as_tuple(v));
    bool brief = size <= 3 && s->protocol >= 2;
    if (size == 0) {
        return put_byte(s, ')');
    }
    if (!brief && !put_byte(s, '(')) {
        return false;
    }
    for (size_t i = 0; i < size; i++) {
        if (!save(s, as_tuple(v)->items[i])) {
            return false;
        }
    }
    /* The items may have led back to the tuple, which has been written as one of their parts. */
    if (weft__dict_get(s->t, s->memo, identity(s, v)) != EMPTY) {
        bool fine = brief ? put(s, "000", size) : put_byte(s, '1');
        return fine && put_reference(s, v) > 0;
    }
    return put_byte(s, brief ? (unsigned char)(0x84 + size) : 't') && memoize(s, v);
}

static bool save_list(Saver *s, Value v)
{
    List *list = as_list(v);
    if (!put_byte(s, ']') || !memoize(s, v)) {
        return false;
    }
    size_t size = list_length(list);
    if (size == 1) {
        Value item = list_get(list, 0);
        return item == EMPTY || (save(s, item) && put_byte(s, 'a'));
    }
    for (size_t i = 0; i < size;) {
        if (!put_byte(s, '(')) {
            return false;
        }
        for (size_t count = 0; count < BATCH && i < size; count++, i++) {
            Value item = list_get(list, i);
            if (item == EMPTY) {
                size = i; /* shorter by now */
            } else if (!save(s, item)) {
                return false;
            }
        }
        if (!put_byte(s, 'e')) {
            return false;
        }
    }
    return true;
}

static bool save_dict(Saver *s, Value v)
{
    Dict *dict = as_dict(v);
    size_t position = 0, count = BATCH, size = weft__dict_length(s->t, dict);
    Value key, value;
    if (!put_byte(s, '}') || !memoize(s, v)) {
        return false;
    }
    if (size <= 1) {
        return !weft__dict_next(s->t, dict, &position, &key, &value) ||
               (save(s, key) && save(s, value) && put_byte(s, 's'));
    }
    /* As in CPython, a dict of whole batches has an empty one at its end. */
    while (count == BATCH) {
        if (!put_byte(s, '(')) {
            return false;
        }
        for (count = 0; count < BATCH && weft__dict_next(s->t, dict, &position, &key, &value); count++) {
            if (!save(s, key) || !save(s, value)) {
                return false;
            }
        }
        if (weft__dict_length(s->t, dict) != size) {
            RAISE(s->t, RuntimeError, "dictionary changed size during iteration");
            return false;
        }
        if (!put_byte(s, 'u')) {
            return false;
        }
    }
    return true;
}

/* ---- what __reduce_ex__ gave ---- */

/* A class, when the reduction makes an instance of the object's own class by copyreg.__newobj__. */
static Value new_object_class(Saver *s, Value function, Tuple *args, Value v)
{
    Value maker = weft__import_attribute(s->t, "copyreg", "__newobj__");
    if (maker == EMPTY || maker != function || s->protocol < 2 || tuple_length(args) == 0 ||
        args->items[0] != value_from_pointer(type_of(s->t, v)) ||
        weft__get_attribute(s->t, v, N(s->t, __class__)) != args->items[0]) {
        return EMPTY;
    }
    return args->items[0];
}

static bool save_maker(Saver *s, Value function, Value args, Value cls)
{
    if (cls == EMPTY) {
        return save(s, function) && save(s, args) && put_byte(s, 'R');
    }
    Tuple *all = as_tuple(args);
    Tuple *rest = weft__tuple_from(s->t, all->items + 1, tuple_length(all) - 1);
    return rest != NULL && save(s, cls) && save(s, value_from_pointer(rest)) && put_byte(s, 0x81);
}

/* The usual reductions; the Pickler writes the others. */
static bool save_reduction(Saver *s, Value result, Value v)
{
    Thread *t = s->t;
    Value both[2] = {result, v};
    size_t size = object_is(result, T(t, tuple)) ? tuple_length(as_tuple(result)) : 0;
    Value *items = size == 0 ? NULL : as_tuple(result)->items;
    bool usual = size >= 2 && size <= 6 && object_is(items[1], T(t, tuple));
    for (size_t i = 3; usual && i < size; i++) {
        usual = items[i] == NONE;
    }
    if (!usual) {
        return pickler_call(s, "_save_reduced", both, 2);
    }
    Value cls = new_object_class(s, items[0], as_tuple(items[1]), v);
    if (exception_pending(t)) {
        return false;
    }
    if (cls == EMPTY && !has_type_flag(t, items[0], TYPE_IS_TYPE)) {
        return pickler_call(s, "_save_reduced", both, 2); /* a function: copyreg's have forms of their own */
    }
    if (!save_maker(s, items[0], items[1], cls)) {
        return false;
    }
    /* The arguments may have led back to the object, which is known by now. */
    Value known = value_is_pointer(v) ? weft__dict_get(t, s->memo, identity(s, v)) : EMPTY;
    bool fine = known != EMPTY ? put_byte(s, '0') && put_reference(s, v) > 0 : memoize(s, v);
    if (!fine || exception_pending(t)) {
        return false;
    }
    return size < 3 || items[2] == NONE || (save(s, items[2]) && put_byte(s, 'b'));
}

/* An object of no type that is known here. */
static bool save_object(Saver *s, Value v)
{
    Thread *t = s->t;
    Str *name = weft__intern_c(t, "_reduced");
    Value result = name != NULL && flush(s) ? weft__call_method(t, s->pickler, name, &v, 1) : EMPTY;
    if (result == EMPTY || !look_outside(s)) {
        return false;
    }
    return result == NONE || save_reduction(s, result, v);
}

/* ---- any object ---- */

static bool save_pointer(Saver *s, Value v)
{
    Thread *t = s->t;
    int known = put_reference(s, v);
    if (known != 0) {
        return known > 0;
    }
    if (!weft__enter_recursion(t, " while pickling an object")) {
        return false;
    }
    Type *type = type_of(t, v);
    bool fine = type == T(t, tuple)   ? save_tuple(s, v)
                : type == T(t, list)  ? save_list(s, v)
                : type == T(t, dict)  ? save_dict(s, v)
                : type == T(t, bytes) ? save_bytes(s, v)
                                      : save_object(s, v);
    weft__leave_recursion(t);
    return fine;
}

static bool save(Saver *s, Value v)
{
    Thread *t = s->t;
    if (!weft__poll(t)) {
        return false;
    }
    if (UNLIKELY(s->outside + s->used >= FRAME_TARGET)) {
        if (!flush(s) || framer_call(s, "commit", NULL, 0) == EMPTY || !look_outside(s)) {
            return false;
        }
    }
    if (object_is(v, T(t, str))) {
        int known = put_reference(s, v);
        return known > 0 || (known == 0 && save_str(s, v));
    }
    if (value_is_small_int(v)) {
        return s->protocol >= 2 || (value_small_int(v) >= INT32_MIN && value_small_int(v) <= INT32_MAX)
                   ? save_int(s, value_small_int(v))
                   : pickler_call(s, "_save_exact", &v, 1);
    }
    if (v == NONE) {
        return put_byte(s, 'N');
    }
    if (value_is_bool(v) && s->protocol >= 2) {
        return put_byte(s, v == TRUE_VALUE ? 0x88 : 0x89);
    }
    if (value_is_immediate_float(v) || object_is(v, T(t, float))) {
        return save_float(s, as_double(v));
    }
    return value_is_pointer(v) ? save_pointer(s, v) : pickler_call(s, "_save_exact", &v, 1);
}

/* pickler, framer, memo, protocol (1 and more), fast, object */
Value weft__pickle_save(Thread *t, Value *args)
{
    int fast = weft__truth(t, args[4]);
    Saver s = {.t = t, .pickler = args[0], .framer = args[1], .fast = fast > 0};
    if (fast < 0 || !weft__to_i64(t, args[3], &s.protocol) || !look_outside(&s)) {
        return EMPTY;
    }
    if (!object_is(args[2], T(t, dict))) {
        return RAISE(t, TypeError, "memo must be a dict, not %T", args[2]);
    }
    s.memo = as_dict(args[2]);
    return save(&s, args[5]) && flush(&s) ? NONE : EMPTY;
}

bool weft__init_module__pickling(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"save", weft__pickle_save, "pickler, framer, memo, protocol, fast, object, /", NULL, 0},
        {"run", weft__pickle_run, "unpickler, data, at, stack, marked, memo, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "_pickling"));
}
