/* generic_alias.c - `list[int]`: a class with arguments, which acts as the class in most ways.
 *
 * An alias never changes after it was made; its parameters are computed when they are first asked for, and
 * published as one word.
 */
#include "object/slot_generic.h"

typedef struct GenericAlias {
    Object head;
    Value origin;              /* never change */
    Tuple *args;
    ATOMIC(Value) parameters;  /* tuple, EMPTY until asked for; edge: alias_parameters */
    bool starred;              /* `*tuple[int]` */
} GenericAlias;

static GenericAlias *as_alias(Value v) { return value_pointer(v); }

static Value alias_make(Thread *t, Type *type, Value origin, Value arguments, bool starred)
{
    Tuple *args = is_tuple(t, arguments) ? as_tuple(arguments) : weft__tuple_from(t, &arguments, 1);
    GenericAlias *alias = args == NULL ? NULL : weft__instance_new(t, type, type->instance_bytes);
    if (alias != NULL) {
        alias->origin = origin;
        alias->args = args;
        alias->starred = starred;
        weft__init(&alias->parameters, EMPTY);
    }
    return value_or_empty(alias);
}

Value weft__generic_alias_new(Thread *t, Value origin, Value arguments)
{
    return alias_make(t, T(t, generic_alias), origin, arguments, false);
}

Value weft__class_getitem(Thread *t, Value *args)
{
    return weft__generic_alias_new(t, args[0], args[1]);
}

static Value alias_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (names != EMPTY && tuple_length(as_tuple(names)) > 0) {
        return RAISE(t, TypeError, "GenericAlias() takes no keyword arguments");
    }
    if (count != 2) {
        return RAISE(t, TypeError, "GenericAlias expected 2 arguments, got %zu", count);
    }
    return alias_make(t, type, args[0], args[1], false);
}

/* ---- text ---- */

bool weft__type_text(Thread *t, TextBuilder *b, Value v)
{
    if (v == ELLIPSIS) {
        return weft__builder_c(b, "...");
    }
    if (is_list(t, v)) { /* arguments of a callable */
        weft__builder_c(b, "[");
        for (size_t i = 0; i < list_length(as_list(v)); i++) {
            if ((i > 0 && !weft__builder_c(b, ", ")) ||
                !weft__type_text(t, b, list_get(as_list(v), i))) {
                return false;
            }
        }
        return weft__builder_c(b, "]");
    }
    bool failed;
    Value origin = weft__find_attribute(t, v, N(t, __origin__), &failed);
    if (failed) {
        return false;
    }
    if (origin != EMPTY) {
        Value args = weft__find_attribute(t, v, N(t, __args__), &failed);
        if (failed) {
            return false;
        }
        if (args != EMPTY) {
            return weft__builder_repr(b, v);
        }
    }
    Value qualname = weft__find_attribute(t, v, N(t, __qualname__), &failed);
    Value module =
        failed || qualname == EMPTY ? EMPTY : weft__find_attribute(t, v, N(t, __module__), &failed);
    if (failed) {
        return false;
    }
    if (qualname == EMPTY || module == EMPTY || module == NONE) {
        return weft__builder_repr(b, v);
    }
    if (is_str(t, module) && weft__str_equals_c(as_str(module), "builtins")) {
        return weft__builder_value(b, qualname);
    }
    return weft__builder_format(b, "%V.%V", module, qualname);
}

static Value alias_repr(Thread *t, Value self)
{
    GenericAlias *alias = as_alias(self);
    TextBuilder b;
    weft__builder_init(&b, t);
    if (alias->starred) {
        weft__builder_c(&b, "*");
    }
    if (!weft__type_text(t, &b, alias->origin)) {
        return EMPTY;
    }
    weft__builder_c(&b, "[");
    size_t count = tuple_length(alias->args);
    for (size_t i = 0; i < count; i++) {
        if ((i > 0 && !weft__builder_c(&b, ", ")) ||
            !weft__type_text(t, &b, alias->args->items[i])) {
            return EMPTY;
        }
    }
    weft__builder_c(&b, count == 0 ? "()]" : "]");
    return value_or_empty(weft__builder_finish(&b));
}

/* ---- type parameters ---- */

static bool add_unique(Thread *t, List *list, Value v)
{
    for (size_t i = 0; i < list_length(list); i++) {
        if (list_get(list, i) == v) {
            return true;
        }
    }
    return weft__list_append(t, list, v);
}

Tuple *weft__collect_parameters(Thread *t, Tuple *args)
{
    List *found = weft__list_new(t, 0);
    for (size_t i = 0; found != NULL && i < tuple_length(args); i++) {
        Value each = args->items[i];
        bool failed;
        if (is_type(t, each)) {
            continue;
        }
        Value substitute = weft__find_attribute(t, each, N(t, __typing_subst__), &failed);
        if (failed) {
            return NULL;
        }
        if (substitute != EMPTY) {
            if (!add_unique(t, found, each)) {
                return NULL;
            }
            continue;
        }
        Value inner = weft__find_attribute(t, each, N(t, __parameters__), &failed);
        if (failed) {
            return NULL;
        }
        for (size_t j = 0; inner != EMPTY && is_tuple(t, inner) && j < tuple_length(as_tuple(inner));
             j++) {
            if (!add_unique(t, found, as_tuple(inner)->items[j])) {
                return NULL;
            }
        }
    }
    Value tuple = found == NULL ? EMPTY : weft__list_to_tuple(t, found);
    return tuple == EMPTY ? NULL : as_tuple(tuple);
}

static size_t parameter_index(Tuple *parameters, Value v)
{
    for (size_t i = 0; i < tuple_length(parameters); i++) {
        if (parameters->items[i] == v) {
            return i;
        }
    }
    return SIZE_MAX;
}

/* The arguments of an unpacked tuple, such as `*tuple[int, str]` or `Unpack[Tuple[int, str]]`; EMPTY for any
   other argument, and after an error. */
static Value unpacked_arguments(Thread *t, Value argument, bool *failed)
{
    *failed = false;
    if (is_type(t, argument)) {
        return EMPTY;
    }
    Value inner = weft__find_attribute(t, argument, N(t, __typing_unpacked_tuple_args__), failed);
    return *failed || inner == EMPTY || !is_tuple(t, inner) ? EMPTY : inner;
}

/* What stands in the brackets, where unpacked tuples of known length gave place to what is in them. One of any
   length, `*tuple[int, ...]`, stays for the type variables to deal with. */
static Value spliced(Thread *t, Value item)
{
    Tuple *given = is_tuple(t, item) ? as_tuple(item) : weft__tuple_from(t, &item, 1);
    List *result = given == NULL ? NULL : weft__list_new(t, tuple_length(given));
    for (size_t i = 0; result != NULL && i < tuple_length(given); i++) {
        bool failed;
        Value inner = unpacked_arguments(t, given->items[i], &failed);
        size_t count = inner == EMPTY ? 0 : tuple_length(as_tuple(inner));
        bool open = count > 0 && as_tuple(inner)->items[count - 1] == ELLIPSIS;
        if (failed || !(inner == EMPTY || open ? weft__list_append(t, result, given->items[i])
                                               : weft__list_extend(t, result, inner))) {
            return EMPTY;
        }
    }
    return result == NULL ? EMPTY : weft__list_to_tuple(t, result);
}

/* Lets the type variables that stand for several types take their shares of the arguments: EMPTY after an
   error, otherwise a tuple. */
static Value prepare_items(Thread *t, Value self, Tuple *parameters, Value items)
{
    for (size_t i = 0; items != EMPTY && i < tuple_length(parameters); i++) {
        bool failed;
        Value prepare = weft__find_attribute(t, parameters->items[i], N(t, __typing_prepare_subst__), &failed);
        if (failed) {
            return EMPTY;
        }
        if (prepare != EMPTY && prepare != NONE) {
            items = weft__call2(t, prepare, self, items);
            if (items != EMPTY && !is_tuple(t, items)) {
                items = value_or_empty(weft__tuple_from(t, &items, 1));
            }
        }
    }
    return items;
}

/* arg[...] with the items that belong to its own parameters. A variable that can be iterated, a TypeVarTuple,
   stands for as many as it has. */
static Value substitute_inner(Thread *t, Value each, Tuple *inner, Tuple *parameters, Tuple *items)
{
    List *chosen = weft__list_new(t, tuple_length(inner));
    for (size_t i = 0; chosen != NULL && i < tuple_length(inner); i++) {
        Value parameter = inner->items[i];
        size_t at = parameter_index(parameters, parameter);
        Value item = at < tuple_length(items) ? items->items[at] : parameter;
        bool several = is_tuple(t, item) && type_of(t, parameter)->slots.iterate != NULL;
        if (!(several ? weft__list_extend(t, chosen, item) : weft__list_append(t, chosen, item))) {
            return EMPTY;
        }
    }
    Value tuple = chosen == NULL ? EMPTY : weft__list_to_tuple(t, chosen);
    return tuple == EMPTY ? EMPTY : weft__get_item(t, each, tuple);
}

/* One argument after the parameters got their items; `*several` says that it is a tuple of arguments. */
static Value substitute_one(Thread *t, Value each, Tuple *parameters, Tuple *items, bool *several)
{
    *several = false;
    if (is_type(t, each)) {
        return each;
    }
    bool failed;
    Value mark = weft__find_attribute(t, each, N(t, __typing_is_unpacked_typevartuple__), &failed);
    Value substitute = failed ? EMPTY : weft__find_attribute(t, each, N(t, __typing_subst__), &failed);
    Value inner = failed ? EMPTY : weft__find_attribute(t, each, N(t, __parameters__), &failed);
    if (failed) {
        return EMPTY;
    }
    size_t at = parameter_index(parameters, each);
    if (substitute != EMPTY && at != SIZE_MAX) {
        each = weft__call1(t, substitute, items->items[at]);
    } else if (inner != EMPTY && is_tuple(t, inner) && tuple_length(as_tuple(inner)) > 0) {
        each = substitute_inner(t, each, as_tuple(inner), parameters, items);
    }
    *several = mark == TRUE_VALUE && each != EMPTY && is_tuple(t, each);
    return each;
}

Value weft__substitute_parameters(Thread *t, Value self, Tuple *args, Tuple *parameters, Value item)
{
    size_t wanted = tuple_length(parameters);
    if (wanted == 0) {
        return RAISE(t, TypeError, "%R is not a generic class", self);
    }
    Value prepared = prepare_items(t, self, parameters, spliced(t, item));
    if (prepared == EMPTY) {
        return EMPTY;
    }
    Tuple *items = as_tuple(prepared);
    if (tuple_length(items) != wanted) {
        return RAISE(t, TypeError, "Too %s arguments for %R; actual %zu, expected %zu",
                     tuple_length(items) > wanted ? "many" : "few", self, tuple_length(items), wanted);
    }
    List *result = weft__list_new(t, tuple_length(args));
    for (size_t i = 0; result != NULL && i < tuple_length(args); i++) {
        bool several;
        Value each = substitute_one(t, args->items[i], parameters, items, &several);
        if (each == EMPTY ||
            !(several ? weft__list_extend(t, result, each) : weft__list_append(t, result, each))) {
            return EMPTY;
        }
    }
    return result == NULL ? EMPTY : weft__list_to_tuple(t, result);
}

static Tuple *parameters_of(Thread *t, GenericAlias *alias)
{
    Value known = weft__load_acquire(&alias->parameters); /* edge: alias_parameters */
    if (known == EMPTY) {
        Tuple *fresh = weft__collect_parameters(t, alias->args);
        if (fresh == NULL) {
            return NULL;
        }
        known = value_from_pointer(fresh);
        weft__store_release(&alias->parameters, known); /* edge: alias_parameters */
    }
    return as_tuple(known);
}

static Value alias_get_item(Thread *t, Value self, Value item)
{
    GenericAlias *alias = as_alias(self);
    Tuple *parameters = parameters_of(t, alias);
    Value args = parameters == NULL
                     ? EMPTY
                     : weft__substitute_parameters(t, self, alias->args, parameters, item);
    return args == EMPTY ? EMPTY
                         : alias_make(t, type_of(t, self), alias->origin, args, alias->starred);
}

/* ---- the rest ---- */

static bool is_own_attribute(Str *name)
{
    static const char *const own[] = {
        "__class__",        "__origin__",    "__args__",   "__unpacked__", "__parameters__",
        "__mro_entries__",  "__reduce_ex__", "__reduce__", "__copy__",     "__deepcopy__",
        "__typing_unpacked_tuple_args__",
    };
    for (size_t i = 0; i < sizeof own / sizeof *own; i++) {
        if (weft__str_equals_c(name, own[i])) {
            return true;
        }
    }
    return false;
}

static Value alias_get_attribute(Thread *t, Value self, Str *name)
{
    if (!is_own_attribute(name)) {
        return weft__get_attribute(t, as_alias(self)->origin, name);
    }
    return weft__generic_get_attribute(t, self, name);
}

static Value alias_call(Thread *t, Value callable, Value *args, size_t count, Value names)
{
    Value result = weft__call(t, as_alias(callable)->origin, args, count, names);
    if (result != EMPTY &&
        !weft__set_attribute(t, result, weft__intern_c(t, "__orig_class__"), callable)) {
        if (!weft__exception_matches(t, EXC(t, AttributeError)) &&
            !weft__exception_matches(t, EXC(t, TypeError))) {
            return EMPTY;
        }
        t->exception = EMPTY;
    }
    return result;
}

static Value alias_compare(Thread *t, Value a, Value b, Comparison op)
{
    if ((op != CMP_EQ && op != CMP_NE) || !weft__is_subtype(type_of(t, b), T(t, generic_alias))) {
        return NOT_IMPLEMENTED;
    }
    GenericAlias *one = as_alias(a);
    GenericAlias *two = as_alias(b);
    int same = one->starred == two->starred ? weft__equal(t, one->origin, two->origin) : 0;
    if (same > 0) {
        same = weft__equal(t, value_from_pointer(one->args), value_from_pointer(two->args));
    }
    return same < 0 ? EMPTY : value_from_bool((same != 0) == (op == CMP_EQ));
}
static bool alias_hash(Thread *t, Value self, int64_t *hash)
{
    int64_t origin, args;
    if (!weft__hash(t, as_alias(self)->origin, &origin) ||
        !weft__hash(t, value_from_pointer(as_alias(self)->args), &args)) {
        return false;
    }
    *hash = (int64_t)(((uint64_t)origin ^ (uint64_t)args) & 0xFFFFFFFFFFFFFFF);
    return true;
}
static Value alias_binary(Thread *t, BinaryOperation op, Value a, Value b)
{
    return op == OP_OR ? weft__union_or(t, a, b) : NOT_IMPLEMENTED;
}

/* ---- iteration: `*tuple[int]` is the one item ---- */

typedef struct AliasIterator {
    Object head;
    Value alias;            /* never changes */
    ATOMIC(uint64_t) index; /* 0, then 1; edge: tuple_iterator */
} AliasIterator;

static Value alias_iterate(Thread *t, Value self)
{
    AliasIterator *iterator = weft__alloc(t, sizeof *iterator, T(t, generic_alias_iterator));
    if (iterator != NULL) {
        iterator->alias = self;
        weft__init(&iterator->index, 0U);
    }
    return value_or_empty(iterator);
}

static Value alias_iterator_self(Thread *t, Value self)
{
    (void)t;
    return self;
}

static Value alias_iterator_next(Thread *t, Value self)
{
    AliasIterator *iterator = value_pointer(self);
    if (weft__load_relaxed(&iterator->index) > 0) { /* edge: tuple_iterator */
        return EMPTY;
    }
    weft__store_relaxed(&iterator->index, 1U); /* edge: tuple_iterator */
    GenericAlias *alias = as_alias(iterator->alias);
    return alias_make(t, type_of(t, iterator->alias), alias->origin, value_from_pointer(alias->args), true);
}

/* iter(alias), or iter(()) at the end. */
static Value alias_iterator_reduce(Thread *t, Value *args)
{
    AliasIterator *iterator = value_pointer(args[0]);
    bool over = weft__load_relaxed(&iterator->index) > 0; /* edge: tuple_iterator */
    Value iter = weft__builtin_named(t, "iter");
    Value of = over ? value_or_empty(weft__tuple_new(t, 0)) : iterator->alias;
    Tuple *inner = iter == EMPTY || of == EMPTY ? NULL : weft__tuple_from(t, &of, 1);
    return inner == NULL ? EMPTY : weft__tuple2(t, iter, value_from_pointer(inner));
}

static void trace_alias_iterator(Tracer *tracer, Object *object)
{
    weft__trace_value(tracer, ((AliasIterator *)object)->alias);
}

void weft__init_generic_alias_iterator_type(Thread *t, Type *type)
{
    static const NativeDef methods[] = {
        {"__reduce__", alias_iterator_reduce, "self, /", "How pickle and copy make the object again.", 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(AliasIterator), TYPE_FINAL);
    type->head.trace = trace_alias_iterator;
    type->slots.iterate = alias_iterator_self;
    type->slots.next = alias_iterator_next;
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}

/* ---- attributes and methods ---- */

static Value get_origin(Thread *t, Value self)
{
    (void)t;
    return as_alias(self)->origin;
}
static Value get_args(Thread *t, Value self)
{
    (void)t;
    return value_from_pointer(as_alias(self)->args);
}
static Value get_parameters(Thread *t, Value self) { return value_or_empty(parameters_of(t, as_alias(self))); }
static Value get_unpacked(Thread *t, Value self)
{
    (void)t;
    return value_from_bool(as_alias(self)->starred);
}
static Value get_unpacked_args(Thread *t, Value self)
{
    GenericAlias *alias = as_alias(self);
    return alias->starred && alias->origin == value_from_pointer(T(t, tuple))
               ? value_from_pointer(alias->args)
               : NONE;
}

static Value alias_mro_entries(Thread *t, Value *args)
{
    return value_or_empty(weft__tuple_from(t, &as_alias(args[0])->origin, 1));
}
static Value alias_instance_check(Thread *t, Value *args)
{
    (void)args;
    return RAISE(t, TypeError, "isinstance() argument 2 cannot be a parameterized generic");
}
static Value alias_subclass_check(Thread *t, Value *args)
{
    (void)args;
    return RAISE(t, TypeError, "issubclass() argument 2 cannot be a parameterized generic");
}
static Value alias_reduce(Thread *t, Value *args)
{
    GenericAlias *alias = as_alias(args[0]);
    if (alias->starred) { /* what comes first out of the alias without the star */
        Value plain = alias_make(t, type_of(t, args[0]), alias->origin, value_from_pointer(alias->args), false);
        Value iterator = plain == EMPTY ? EMPTY : alias_iterate(t, plain);
        Value next = iterator == EMPTY ? EMPTY : weft__builtin_named(t, "next");
        Tuple *of = next == EMPTY ? NULL : weft__tuple_from(t, &iterator, 1);
        return of == NULL ? EMPTY : weft__tuple2(t, next, value_from_pointer(of));
    }
    Value inner = weft__tuple2(t, alias->origin, value_from_pointer(alias->args));
    return inner == EMPTY ? EMPTY
                          : weft__tuple2(t, value_from_pointer(T(t, generic_alias)), inner);
}
/* What the origin has, and what the alias does not look up there. */
static Value alias_dir(Thread *t, Value *args)
{
    static const char *const own[] = {
        "__args__",          "__class__",      "__copy__",       "__deepcopy__",
        "__mro_entries__",   "__origin__",     "__parameters__", "__reduce__",
        "__reduce_ex__",     "__unpacked__",   "__typing_unpacked_tuple_args__",
    };
    Value names = weft__dir(t, as_alias(args[0])->origin);
    for (size_t i = 0; names != EMPTY && i < sizeof own / sizeof *own; i++) {
        Value name = value_or_empty(weft__intern_c(t, own[i]));
        int there = name == EMPTY ? -1 : weft__contains(t, names, name);
        if (there < 0 || (there == 0 && !weft__list_append(t, value_pointer(names), name))) {
            return EMPTY;
        }
    }
    return names;
}

static void trace_alias(Tracer *tracer, Object *object)
{
    GenericAlias *alias = (GenericAlias *)object;
    weft__trace_value(tracer, alias->origin);
    weft__trace_object(tracer, alias->args);
    weft__trace_value(tracer, weft__load_relaxed(&alias->parameters));
}

void weft__init_generic_alias_type(Thread *t, Type *type)
{
    static const GetSetDef getsets[] = {
        {"__origin__", get_origin, weft__read_only_member, NULL},
        {"__args__", get_args, weft__read_only_member, NULL},
        {"__parameters__", get_parameters, NULL, "The type variables that can still be replaced."},
        {"__unpacked__", get_unpacked, weft__read_only_member, NULL},
        {"__typing_unpacked_tuple_args__", get_unpacked_args, NULL, NULL},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"__mro_entries__", alias_mro_entries, "self, bases, /", NULL, 0},
        {"__instancecheck__", alias_instance_check, "self, instance, /", NULL, 0},
        {"__subclasscheck__", alias_subclass_check, "self, subclass, /", NULL, 0},
        {"__reduce__", alias_reduce, "self, /", NULL, 0},
        {"__dir__", alias_dir, "self, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    weft__type_prepare(t, type, NULL, sizeof(GenericAlias), TYPE_HAS_WEAK);
    type->head.trace = trace_alias;
    type->slots.new_instance = alias_new;
    type->slots.repr = alias_repr;
    type->slots.call = alias_call;
    type->slots.get_attribute = alias_get_attribute;
    type->slots.get_item = alias_get_item;
    type->slots.compare = alias_compare;
    type->slots.hash = alias_hash;
    type->slots.iterate = alias_iterate;
    type->slots.binary = alias_binary;
    type->slots.binary_operators = 1u << OP_OR;
    weft__add_getsets(t, type, getsets);
    weft__add_methods(t, type, methods);
    weft__type_ready(t, type);
}
