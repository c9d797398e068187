/* exception_group.c - BaseExceptionGroup and ExceptionGroup: split, subgroup, derive.
 *
 * A group's exceptions are a tuple that never changes; splitting makes new groups and leaves the old ones.
 */
#include "object/exceptions.h"

static Tuple *members(Value self) { return as_tuple(exception_field(self, GROUP_EXCEPTIONS)); }

static bool check_members(Thread *t, Tuple *exceptions, bool *plain)
{
    size_t count = tuple_length(exceptions);
    if (count == 0) {
        RAISE(t, ValueError, "second argument (exceptions) must be a non-empty sequence");
        return false;
    }
    *plain = true;
    for (size_t i = 0; i < count; i++) {
        if (!is_exception(t, exceptions->items[i])) {
            RAISE(t, ValueError, "Item %zu of second argument (exceptions) is not an exception", i);
            return false;
        }
        *plain = *plain && weft__is_subtype(type_of(t, exceptions->items[i]), EXC(t, Exception));
    }
    return true;
}

static Value group_new(Thread *t, Type *type, Value *args, size_t count, Value names)
{
    if (count != 2) {
        return RAISE(t, TypeError, "BaseExceptionGroup.__new__() takes exactly 2 arguments (%zu given)",
                     count);
    }
    if (!is_str(t, args[0])) {
        return RAISE(t, TypeError, "BaseExceptionGroup.__new__() argument 1 must be str, not %G", args[0]);
    }
    if (type_of(t, args[1])->slots.get_item == NULL || has_type_flag(t, args[1], TYPE_IS_DICT)) {
        return RAISE(t, TypeError, "second argument (exceptions) must be a sequence");
    }
    Tuple *exceptions = weft__tuple_from_iterable(t, args[1]);
    bool plain;
    if (exceptions == NULL || !check_members(t, exceptions, &plain)) {
        return EMPTY;
    }
    if (type == EXC(t, BaseExceptionGroup)) {
        type = plain ? EXC(t, ExceptionGroup) : type;
    } else if (!plain) {
        if (type == EXC(t, ExceptionGroup)) {
            return RAISE(t, TypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
        }
        if (weft__is_subtype(type, EXC(t, Exception))) {
            return RAISE(t, TypeError, "Cannot nest BaseExceptions in '%N'", type);
        }
    }
    Value self = weft__exception_plain_new(t, type, args, count, names);
    if (self != EMPTY) {
        exception_field_set(self, GROUP_MESSAGE, args[0]);
        exception_field_set(self, GROUP_EXCEPTIONS, value_from_pointer(exceptions));
    }
    return self;
}

static Value group_str(Thread *t, Value self)
{
    size_t count = tuple_length(members(self));
    return value_or_empty(weft__str_format(t, "%V (%zu sub-exception%s)",
                                           exception_field(self, GROUP_MESSAGE), count,
                                           count == 1 ? "" : "s"));
}

/* ---- split and subgroup ---- */

typedef struct Matcher {
    Value condition;
    bool by_type;
} Matcher;

static bool matcher_init(Thread *t, Matcher *matcher, Value condition)
{
    matcher->condition = condition;
    matcher->by_type = false;
    size_t count = 1;
    if (is_tuple(t, condition)) {
        count = tuple_length(as_tuple(condition));
    }
    bool types = true;
    for (size_t i = 0; i < count; i++) {
        Value each = is_tuple(t, condition) ? as_tuple(condition)->items[i] : condition;
        types = types && is_type(t, each) && weft__is_subtype(as_type(each), EXC(t, BaseException));
    }
    if (types) {
        matcher->by_type = true;
        return true;
    }
    if (weft__is_callable(t, condition) && !is_tuple(t, condition)) {
        return true;
    }
    RAISE(t, TypeError, "expected a function, exception type or tuple of exception types");
    return false;
}

static int matches(Thread *t, const Matcher *matcher, Value exception)
{
    if (!matcher->by_type) {
        Value result = weft__call1(t, matcher->condition, exception);
        return result == EMPTY ? -1 : weft__truth(t, result);
    }
    size_t count = is_tuple(t, matcher->condition) ? tuple_length(as_tuple(matcher->condition)) : 1;
    for (size_t i = 0; i < count; i++) {
        Value each = is_tuple(t, matcher->condition) ? as_tuple(matcher->condition)->items[i]
                                                     : matcher->condition;
        if (weft__is_subtype(type_of(t, exception), as_type(each))) {
            return 1;
        }
    }
    return 0;
}

/* A group like `self` with other members: self.derive(members), with its traceback and so on. */
static Value derive_like(Thread *t, Value self, List *exceptions)
{
    if (list_length(exceptions) == 0) {
        return NONE;
    }
    Value args[1] = {value_from_pointer(exceptions)};
    Value group = weft__call_method(t, self, weft__intern_c(t, "derive"), args, 1);
    if (group == EMPTY) {
        return EMPTY;
    }
    if (!is_exception(t, group) ||
        !weft__is_subtype(type_of(t, group), EXC(t, BaseExceptionGroup))) {
        return RAISE(t, TypeError, "derive must return an instance of BaseExceptionGroup");
    }
    ExceptionObject *from = as_exception(self);
    ExceptionObject *to = as_exception(group);
    weft__store_release(&to->traceback, weft__load_acquire(&from->traceback)); /* edge: exception_field */
    weft__store_release(&to->context, weft__load_acquire(&from->context));     /* edge: exception_field */
    weft__store_release(&to->cause, weft__load_acquire(&from->cause));         /* edge: exception_field */
    weft__store_release(&to->suppress_context, 1U);                            /* edge: exception_field */
    bool failed;
    Value notes = weft__find_attribute(t, self, N(t, __notes__), &failed);
    if (failed) {
        return EMPTY;
    }
    if (notes != EMPTY && type_of(t, notes)->slots.get_item != NULL) {
        List *copy = weft__list_from_iterable(t, notes);
        if (copy == NULL || !weft__set_attribute(t, group, N(t, __notes__), value_from_pointer(copy))) {
            return EMPTY;
        }
    }
    return group;
}

static bool split_members(Thread *t, Value exception, const Matcher *matcher, bool want_rest, Value *match,
                          Value *rest);

static bool split(Thread *t, Value exception, const Matcher *matcher, bool want_rest, Value *match,
                  Value *rest)
{
    *match = NONE;
    *rest = NONE;
    int matched = matches(t, matcher, exception);
    if (matched != 0) {
        *match = exception;
        return matched > 0;
    }
    if (!weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup))) {
        *rest = exception;
        return true;
    }
    if (!weft__enter_recursion(t, " in exceptiongroup_split_recursive")) {
        return false;
    }
    bool fine = split_members(t, exception, matcher, want_rest, match, rest);
    weft__leave_recursion(t);
    return fine;
}

static bool split_members(Thread *t, Value exception, const Matcher *matcher, bool want_rest, Value *match,
                          Value *rest)
{
    Tuple *inner = members(exception);
    List *matching = weft__list_new(t, 4);
    List *others = matching == NULL ? NULL : weft__list_new(t, 4);
    for (size_t i = 0; others != NULL && i < tuple_length(inner); i++) {
        Value part, remaining;
        if (!split(t, inner->items[i], matcher, want_rest, &part, &remaining) ||
            (part != NONE && !weft__list_append(t, matching, part)) ||
            (remaining != NONE && !weft__list_append(t, others, remaining))) {
            return false;
        }
    }
    if (others == NULL) {
        return false;
    }
    *match = derive_like(t, exception, matching);
    if (*match == EMPTY) {
        return false;
    }
    if (want_rest) {
        *rest = derive_like(t, exception, others);
    }
    return *rest != EMPTY;
}

static Value group_split(Thread *t, Value *args)
{
    Matcher matcher;
    Value match, rest;
    return matcher_init(t, &matcher, args[1]) && split(t, args[0], &matcher, true, &match, &rest)
               ? weft__tuple2(t, match, rest)
               : EMPTY;
}
static Value group_subgroup(Thread *t, Value *args)
{
    Matcher matcher;
    Value match, rest;
    return matcher_init(t, &matcher, args[1]) && split(t, args[0], &matcher, false, &match, &rest)
               ? match
               : EMPTY;
}
static Value group_derive(Thread *t, Value *args)
{
    return weft__call2(t, value_from_pointer(EXC(t, BaseExceptionGroup)),
                       exception_field(args[0], GROUP_MESSAGE), args[1]);
}

/* ---- except* ---- */

/* Same traceback, context and cause: the leaf was not raised anew. */
static bool same_origin(Value a, Value b)
{
    ExceptionObject *one = as_exception(a);
    ExceptionObject *two = as_exception(b);
    return weft__load_acquire(&one->traceback) == weft__load_acquire(&two->traceback) && /* edge: exception_field */
           weft__load_acquire(&one->context) == weft__load_acquire(&two->context) &&     /* edge: exception_field */
           weft__load_acquire(&one->cause) == weft__load_acquire(&two->cause);           /* edge: exception_field */
}

static bool collect_leaves(Thread *t, Value exception, Set *into)
{
    if (!weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup))) {
        return weft__set_add(t, into, value_or_empty(weft__int_to_text(
                                          t, int_from_i64(t, (int64_t)weft__address(exception)), 10,
                                          false))) >= 0;
    }
    Tuple *inner = members(exception);
    for (size_t i = 0; i < tuple_length(inner); i++) {
        if (!collect_leaves(t, inner->items[i], into)) {
            return false;
        }
    }
    return true;
}

/* The part of a group whose leaves are in `leaves`. */
static Value project(Thread *t, Value exception, Set *leaves)
{
    if (!weft__is_subtype(type_of(t, exception), EXC(t, BaseExceptionGroup))) {
        int inside = weft__set_contains(
            t, leaves,
            value_or_empty(weft__int_to_text(t, int_from_i64(t, (int64_t)weft__address(exception)),
                                             10, false)));
        return inside < 0 ? EMPTY : inside ? exception : NONE;
    }
    Tuple *inner = members(exception);
    List *kept = weft__list_new(t, tuple_length(inner));
    for (size_t i = 0; kept != NULL && i < tuple_length(inner); i++) {
        Value part = project(t, inner->items[i], leaves);
        if (part == EMPTY || (part != NONE && !weft__list_append(t, kept, part))) {
            return EMPTY;
        }
    }
    return kept == NULL ? EMPTY : derive_like(t, exception, kept);
}

Value weft__prepare_reraise_star(Thread *t, Value original, Value raised_list)
{
    List *all = as_list(raised_list);
    size_t count = list_length(all);
    if (count == 0) {
        return NONE;
    }
    if (!weft__is_subtype(type_of(t, original), EXC(t, BaseExceptionGroup))) {
        return list_get(all, 0); /* a naked exception: caught by one clause or by none */
    }
    List *raised = weft__list_new(t, count);
    Set *leaves = raised == NULL ? NULL : weft__set_new(t, false);
    bool any_reraised = false;
    for (size_t i = 0; leaves != NULL && i < count; i++) {
        Value each = list_get(all, i);
        if (each == NONE || each == EMPTY) {
            continue;
        }
        bool again = weft__is_subtype(type_of(t, each), EXC(t, BaseExceptionGroup)) &&
                     same_origin(each, original);
        if (again ? !collect_leaves(t, each, leaves) : !weft__list_append(t, raised, each)) {
            return EMPTY;
        }
        any_reraised |= again;
    }
    if (leaves == NULL) {
        return EMPTY;
    }
    Value rest = any_reraised ? project(t, original, leaves) : NONE;
    if (rest == EMPTY) {
        return EMPTY;
    }
    if (list_length(raised) == 0) {
        return rest;
    }
    if (rest != NONE && !weft__list_append(t, raised, rest)) {
        return EMPTY;
    }
    if (list_length(raised) == 1) {
        return list_get(raised, 0);
    }
    Value group = weft__call2(t, value_from_pointer(EXC(t, BaseExceptionGroup)),
                              value_from_pointer(t->runtime->empty_str), value_from_pointer(raised));
    return group;
}

void weft__init_group_type(Thread *t, Type *type, bool base)
{
    static const GetSetDef getsets[] = {
        {"message", weft__exception_get_0, weft__read_only_member, "exception message"},
        {"exceptions", weft__exception_get_1, weft__read_only_member, "nested exceptions"},
        {NULL, NULL, NULL, NULL},
    };
    static const NativeDef methods[] = {
        {"split", group_split, "self, condition, /", NULL, 0},
        {"subgroup", group_subgroup, "self, condition, /", NULL, 0},
        {"derive", group_derive, "self, exceptions, /", NULL, 0},
        {"__class_getitem__", weft__class_getitem, "cls, item, /", "See PEP 585", NATIVE_CLASS},
        {NULL, NULL, NULL, NULL, 0},
    };
    type->slots.new_instance = group_new;
    if (base) {
        type->slots.str = group_str;
        weft__add_getsets(t, type, getsets);
        weft__add_methods(t, type, methods);
    }
}
