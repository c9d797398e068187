/* struct_sequence.c - immutable tuples whose items have names.
 *
 * The type is a subclass of tuple with a getter per field; field names stand in the class dictionary
 * as `__match_args__`, from which repr is made. Instances are created by C and by calling the type
 * with one sequence.
 */
#include "modules/struct_sequence.h"

enum { FIELD_LIMIT = 32 };

#define GETTER(n)                                                            \
    static Value get_##n(Thread *t, Value self)                              \
    {                                                                        \
        (void)t;                                                             \
        return n < tuple_length(as_tuple(self)) ? as_tuple(self)->items[n] : NONE; \
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

static Tuple *field_names(Thread *t, Type *type)
{
    Value names = weft__type_lookup(t, type, N(t, __match_args__));
    return names != EMPTY && is_tuple(t, names) ? as_tuple(names) : t->runtime->empty_tuple;
}

static Value sequence_repr(Thread *t, Value self)
{
    Type *type = type_of(t, self);
    Tuple *names = field_names(t, type);
    TextBuilder b;
    weft__builder_init(&b, t);
    Value module = weft__type_lookup(t, type, N(t, __module__));
    if (module != EMPTY && is_str(t, module)) {
        weft__builder_format(&b, "%V.", module);
    }
    weft__builder_format(&b, "%V(", weft__load_acquire(&type->qualname)); /* edge: function_field */
    for (size_t i = 0; i < tuple_length(names) && i < tuple_length(as_tuple(self)); i++) {
        weft__builder_format(&b, "%s%V=%R", i ? ", " : "", names->items[i], as_tuple(self)->items[i]);
    }
    weft__builder_c(&b, ")");
    return value_or_empty(weft__builder_finish(&b));
}

static Value sequence_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (count != 1 || names != EMPTY) {
        return RAISE(t, TypeError, "%N() takes one sequence", type);
    }
    Tuple *items = weft__tuple_from_iterable(t, args[0]);
    if (items == NULL) {
        return EMPTY;
    }
    size_t wanted = tuple_length(field_names(t, type));
    if (tuple_length(items) < wanted) {
        return RAISE(t, TypeError, "%N() takes at least %zu-sequence (%zu-sequence given)", type, wanted,
                     tuple_length(items));
    }
    return weft__struct_sequence(t, type, items->items, wanted);
}

Type *weft__struct_sequence_type(Thread *t, const char *name, const char *fields, size_t visible)
{
    Type *type = weft__native_type_new(t, name, T(t, tuple), T(t, tuple)->instance_bytes,
                                       T(t, tuple)->flags & ~(uint32_t)TYPE_IMMUTABLE);
    if (type == NULL) {
        return NULL;
    }
    type->slots.repr = sequence_repr;
    type->slots.new_instance = sequence_new;
    Value names[FIELD_LIMIT];
    size_t count = 0;
    for (const char *p = fields; *p != 0 && count < FIELD_LIMIT; count++) {
        size_t length = strcspn(p, " ");
        Str *field = weft__intern_utf8(t, p, length);
        if (field == NULL) {
            return NULL;
        }
        names[count] = value_from_pointer(field);
        const char *text = weft__str_utf8(t, field, NULL);
        if (text == NULL) {
            return NULL;
        }
        GetSetDef *defs = (GetSetDef *)(void *)weft__byte_array_new(t, 2 * sizeof(GetSetDef))->bytes;
        memset(defs, 0, 2 * sizeof *defs);
        defs[0] = (GetSetDef){text, getters[count], NULL, NULL};
        if (!weft__list_append(t, as_list(t->runtime->extra_roots),
                               value_from_pointer((char *)defs - offsetof(ByteArray, bytes))) ||
            !weft__list_append(t, as_list(t->runtime->extra_roots), names[count]) ||
            !weft__add_getsets(t, type, defs)) {
            return NULL;
        }
        p += length + (p[length] == ' ');
    }
    Tuple *items = weft__tuple_from(t, names, visible == 0 || visible > count ? count : visible);
    if (items == NULL ||
        !weft__dict_set_str(t, type->dict, N(t, __match_args__), value_from_pointer(items)) ||
        !weft__dict_set_c(t, type->dict, "n_fields", int_from_i64(t, (int64_t)count)) ||
        !weft__dict_set_c(t, type->dict, "n_sequence_fields",
                          int_from_i64(t, (int64_t)tuple_length(items))) ||
        !weft__dict_set_c(t, type->dict, "n_unnamed_fields", value_from_small_int(0))) {
        return NULL;
    }
    return weft__type_ready(t, type) ? type : NULL;
}

Value weft__struct_sequence(Thread *t, Type *type, const Value *values, size_t count)
{
    Tuple *tuple = weft__instance_new(t, type, sizeof(Tuple) + count * sizeof(Value));
    if (tuple == NULL) {
        return EMPTY;
    }
    memcpy(tuple->items, values, count * sizeof(Value));
    weft__store_relaxed(&tuple->head.aux, (uint32_t)count);
    return value_from_pointer(tuple);
}
