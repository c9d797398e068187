/* struct_sequence.c - immutable tuples whose items have names.
 *
 * The type is a final subclass of tuple with a getter per field. Fields beyond the visible ones are
 * attributes only: an instance has room for all values, and its tuple length counts the visible
 * ones. Behind those stands the layout, a tuple (names of all fields, number of fields), then the
 * hidden values. Instances are created by C and by calling the type with a sequence and a dict.
 */
#include "modules/struct_sequence.h"

enum { FIELD_LIMIT = 32 };
enum { LAYOUT_TYPE, LAYOUT_NAMES, LAYOUT_VISIBLE };

#define GETTER(n)                                                            \
    static Value get_##n(Thread *t, Value self)                              \
    {                                                                        \
        (void)t;                                                             \
        Tuple *tuple = as_tuple(self);                                       \
        return tuple->items[n < tuple_length(tuple) ? n : n + 1];            \
    }
GETTER(0) GETTER(1) GETTER(2) GETTER(3) GETTER(4) GETTER(5) GETTER(6) GETTER(7)
GETTER(8) GETTER(9) GETTER(10) GETTER(11) GETTER(12) GETTER(13) GETTER(14) GETTER(15)
GETTER(16) GETTER(17) GETTER(18) GETTER(19) GETTER(20) GETTER(21) GETTER(22) GETTER(23)
GETTER(24) GETTER(25) GETTER(26) GETTER(27) GETTER(28) GETTER(29) GETTER(30) GETTER(31)
#undef GETTER
static Value (*const getters[FIELD_LIMIT])(Thread *, Value) = {
    get_0, get_1, get_2, get_3, get_4, get_5, get_6, get_7, get_8, get_9, get_10, get_11, get_12,
    get_13, get_14, get_15, get_16, get_17, get_18, get_19, get_20, get_21, get_22, get_23, get_24,
    get_25, get_26, get_27, get_28, get_29, get_30, get_31,
};

static Tuple *layout_of(Tuple *tuple)
{
    return as_tuple(tuple->items[tuple_length(tuple)]);
}
static Tuple *layout_names(Tuple *layout) { return as_tuple(layout->items[LAYOUT_NAMES]); }

/* The layout that weft__struct_sequence_type kept for this type. */
static Tuple *layout_of_type(Thread *t, Type *type)
{
    List *roots = as_list(t->runtime->extra_roots);
    for (size_t i = 0, n = list_length(roots); i < n; i++) {
        Value each = list_get(roots, i);
        if (object_is(each, T(t, tuple)) && tuple_length(as_tuple(each)) == 3 &&
            as_tuple(each)->items[LAYOUT_TYPE] == value_from_pointer(type)) {
            return as_tuple(each);
        }
    }
    return NULL;
}

static void sequence_trace(Tracer *tracer, Object *object)
{
    Tuple *tuple = (Tuple *)object;
    size_t visible = tuple_length(tuple);
    for (size_t i = 0; i <= visible; i++) {
        weft__trace_value(tracer, tuple->items[i]);
    }
    if (value_is_pointer(tuple->items[visible])) { /* not while the instance is being filled */
        size_t fields = tuple_length(layout_names(layout_of(tuple)));
        for (size_t i = visible; i < fields; i++) {
            weft__trace_value(tracer, tuple->items[i + 1]);
        }
    }
}

/* Name of field i without the mark of an unnamed one. */
static Value plain_name(Thread *t, Tuple *names, size_t i)
{
    Str *name = as_str(names->items[i]);
    return name->length > 0 && str_char(name, 0) == '?'
               ? value_or_empty(weft__str_substring(t, name, 1, name->length))
               : names->items[i];
}

static Value sequence_repr(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    Tuple *tuple = as_tuple(self), *names = layout_names(layout_of(tuple));
    TextBuilder b;
    weft__builder_init(&b, t);
    weft__builder_format(&b, "%S(", weft__load_acquire(&type->name)); /* edge: type_name */
    for (size_t i = 0; i < tuple_length(tuple); i++) {
        Value name = plain_name(t, names, i);
        if (name == EMPTY) {
            return EMPTY;
        }
        weft__builder_format(&b, "%s%V=%R", i ? ", " : "", name, tuple->items[i]);
    }
    weft__builder_c(&b, ")");
    return value_or_empty(weft__builder_finish(&b));
}

static bool check_length(Thread *t, Type *type, size_t given, size_t visible, size_t fields)
{
    if (given >= visible && given <= fields) {
        return true;
    }
    const char *kind = visible == fields ? "a" : given < visible ? "an at least" : "an at most";
    RAISE(t, TypeError, "%S() takes %s %zu-sequence (%zu-sequence given)",
          weft__load_acquire(&type->name), kind, given < visible ? visible : fields, given); /* edge: type_name */
    return false;
}

static Value sequence_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    Value bound[2];
    if (!weft__bind_native(t, "structseq", "sequence, dict=", args, count, names, bound)) {
        return EMPTY;
    }
    Tuple *layout = layout_of_type(t, type);
    WEFT_ASSERT(layout != NULL);
    size_t visible = (size_t)value_small_int(layout->items[LAYOUT_VISIBLE]);
    size_t fields = tuple_length(layout_names(layout));
    Tuple *items = weft__tuple_from_iterable(t, bound[0]);
    if (items == NULL) {
        return weft__exception_matches(t, EXC(t, TypeError))
                   ? (exception_take(t), RAISE(t, TypeError, "constructor requires a sequence"))
                   : EMPTY;
    }
    if (bound[1] != EMPTY && !is_dict(t, bound[1])) {
        return RAISE(t, TypeError, "%S() takes a dict as second arg, if any",
                     weft__load_acquire(&type->name)); /* edge: type_name */
    }
    if (!check_length(t, type, tuple_length(items), visible, fields)) {
        return EMPTY;
    }
    Value values[FIELD_LIMIT];
    for (size_t i = 0; i < fields; i++) {
        Value given = i < tuple_length(items) ? items->items[i] : EMPTY;
        if (given == EMPTY && bound[1] != EMPTY) {
            given = weft__dict_get(t, as_dict(bound[1]), layout_names(layout)->items[i]);
            if (given == EMPTY && exception_pending(t)) {
                return EMPTY;
            }
        }
        values[i] = given == EMPTY ? NONE : given;
    }
    return weft__struct_sequence(t, type, values, fields);
}

/* (type, (visible items, {name: hidden value})), as copy and pickle want it. */
static Value sequence_reduce(Thread *t, Value *args)
{
    Tuple *tuple = as_tuple(args[0]), *names = layout_names(layout_of(tuple));
    size_t visible = tuple_length(tuple);
    Tuple *items = weft__tuple_from(t, tuple->items, visible);
    Dict *hidden = items == NULL ? NULL : weft__dict_new(t);
    for (size_t i = visible; hidden != NULL && i < tuple_length(names); i++) {
        if (!weft__dict_set(t, hidden, names->items[i], tuple->items[i + 1])) {
            return EMPTY;
        }
    }
    Value arguments = hidden == NULL ? EMPTY
                                     : weft__tuple2(t, value_from_pointer(items), value_from_pointer(hidden));
    return arguments == EMPTY ? EMPTY
                              : weft__tuple2(t, value_from_pointer(type_of(t, args[0])), arguments);
}

/* A getter for each named field. The definitions live as long as the runtime. */
static bool add_getters(Thread *t, Type *type, Tuple *names)
{
    size_t count = tuple_length(names), used = 0;
    ByteArray *room = weft__byte_array_new(t, (count + 1) * sizeof(GetSetDef));
    if (room == NULL || !weft__list_append(t, as_list(t->runtime->extra_roots), value_from_pointer(room))) {
        return false;
    }
    GetSetDef *defs = (GetSetDef *)(void *)room->bytes;
    memset(defs, 0, (count + 1) * sizeof *defs);
    for (size_t i = 0; i < count; i++) {
        if (str_char(as_str(names->items[i]), 0) != '?') { /* names are ASCII and interned, so inline: text in C */
            defs[used++] = (GetSetDef){(const char *)as_str(names->items[i])->inline_data, getters[i],
                                       weft__read_only_member, NULL};
        }
    }
    return weft__add_getsets(t, type, defs);
}

static Tuple *split_names(Thread *t, const char *fields)
{
    Value names[FIELD_LIMIT];
    size_t count = 0;
    for (const char *p = fields; *p != 0 && count < FIELD_LIMIT; count++) {
        size_t length = strcspn(p, " ");
        names[count] = value_or_empty(weft__intern_utf8(t, p, length));
        if (names[count] == EMPTY) {
            return NULL;
        }
        p += length + (p[length] == ' ');
    }
    return weft__tuple_from(t, names, count);
}

static bool add_constants(Thread *t, Type *type, Tuple *names, size_t visible)
{
    Value matched[FIELD_LIMIT] = {EMPTY};
    size_t named = 0;
    for (size_t i = 0; i < visible; i++) {
        if (str_char(as_str(names->items[i]), 0) != '?') {
            matched[named++] = names->items[i];
        }
    }
    Tuple *match = weft__tuple_from(t, matched, named);
    return match != NULL &&
           weft__dict_set_c(t, type->dict, "n_sequence_fields", int_from_i64(t, (int64_t)visible)) &&
           weft__dict_set_c(t, type->dict, "n_fields", int_from_i64(t, (int64_t)tuple_length(names))) &&
           weft__dict_set_c(t, type->dict, "n_unnamed_fields", int_from_i64(t, (int64_t)(visible - named))) &&
           weft__dict_set_str(t, type->dict, N(t, __match_args__), value_from_pointer(match));
}

Type *weft__struct_sequence_type(Thread *t, const char *name, const char *fields, size_t visible)
{
    static const NativeDef methods[] = {
        {"__reduce__", sequence_reduce, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    Type *type = weft__native_type_new(t, name, T(t, tuple), T(t, tuple)->instance_bytes,
                                       T(t, tuple)->flags | TYPE_FINAL);
    Tuple *names = type == NULL ? NULL : split_names(t, fields);
    if (names == NULL) {
        return NULL;
    }
    size_t count = tuple_length(names), seen = visible == 0 || visible > count ? count : visible;
    type->slots.repr = sequence_repr;
    type->slots.new_instance = sequence_new;
    Value layout[3] = {value_from_pointer(type), value_from_pointer(names), value_from_small_int((int64_t)seen)};
    Tuple *kept = weft__tuple_from(t, layout, 3);
    if (kept == NULL ||
        !weft__list_append(t, as_list(t->runtime->extra_roots), value_from_pointer(kept)) ||
        !add_getters(t, type, names) || !weft__add_methods(t, type, methods) ||
        !add_constants(t, type, names, seen) || !weft__type_ready(t, type)) {
        return NULL;
    }
    type->head.trace = sequence_trace;
    return type;
}

Value weft__struct_sequence(Thread *t, Type *type, const Value *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (values[i] == EMPTY) {
            return EMPTY;
        }
    }
    Tuple *layout = layout_of_type(t, type);
    WEFT_ASSERT(layout != NULL && tuple_length(layout_names(layout)) == count);
    size_t visible = (size_t)value_small_int(layout->items[LAYOUT_VISIBLE]);
    Tuple *tuple = weft__instance_new(t, type, sizeof(Tuple) + (count + 1) * sizeof(Value));
    if (tuple == NULL) {
        return EMPTY;
    }
    memcpy(tuple->items, values, visible * sizeof(Value));
    tuple->items[visible] = value_from_pointer(layout);
    memcpy(tuple->items + visible + 1, values + visible, (count - visible) * sizeof(Value));
    weft__store_relaxed(&tuple->head.aux, (uint32_t)visible);
    return value_from_pointer(tuple);
}
