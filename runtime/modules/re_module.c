/* re_module.c - the native module _re: the functions of re with their cache of compiled patterns.
 *
 * re.py re-exports what is here and adds what is comfortable to say in Python: the exception, the
 * flag class, escape, the lexical Scanner. Patterns given as text are compiled once and kept in a
 * dictionary, which is emptied when it has grown to CACHE_LIMIT.
 */
#include "modules/re_internal.h"

enum { CACHE_LIMIT = 512 };

static Dict *cache_dict(Thread *t, int slot) { return as_dict(t->runtime->module_values[slot]); }

static bool remember(Thread *t, Dict *cache, Value key, Value pattern)
{
    if (weft__dict_length(t, cache) >= CACHE_LIMIT && !weft__dict_clear(t, cache)) {
        return false;
    }
    return weft__dict_set(t, cache, key, pattern);
}

static NO_INLINE Value compile_anew(Thread *t, Value source, int64_t flags)
{
    if (!is_str(t, source) && !has_type_flag(t, source, TYPE_IS_BYTES) &&
        type_of(t, source)->slots.get_bytes == NULL) {
        int64_t hash; /* what cannot be looked up among the known patterns is refused for that */
        return !weft__hash(t, source, &hash)
                   ? EMPTY
                   : RAISE(t, TypeError, "first argument must be string or compiled pattern");
    }
    if (!is_str(t, source) && !has_type_flag(t, source, TYPE_IS_BYTES)) {
        const unsigned char *bytes; /* a frozen copy, so that later translations see the same */
        size_t length;
        if (!weft__get_bytes(t, source, &bytes, &length)) {
            return EMPTY;
        }
        source = value_or_empty(weft__bytes_new(t, bytes, length));
        if (source == EMPTY) {
            return EMPTY;
        }
    }
    if ((flags & RE_TEMPLATE) &&
        !weft__warn(t, EXC(t, DeprecationWarning), "The re.TEMPLATE/re.T flag is deprecated as it is an undocumented "
                                                 "flag without an obvious purpose. Don't use it.")) {
        return EMPTY;
    }
    return weft__re_compile(t, source, (uint32_t)flags);
}

/* The Pattern for what a function of re was given; NULL: exception. */
static Pattern *pattern_for(Thread *t, Value source, Value flags_value)
{
    if (flags_value == value_from_small_int(0) && object_is(source, T(t, str))) {
        Value known = weft__dict_get_str(t, cache_dict(t, SLOT_PLAIN_CACHE), as_str(source));
        if (LIKELY(known != EMPTY)) {
            return as_pattern(known);
        }
        Value made = compile_anew(t, source, 0);
        return made != EMPTY && remember(t, cache_dict(t, SLOT_PLAIN_CACHE), source, made)
                   ? as_pattern(made)
                   : NULL;
    }
    int64_t flags;
    if (type_of(t, flags_value)->slots.index == NULL && !weft__hash(t, flags_value, &flags)) {
        return NULL; /* the key of the cache */
    }
    if (type_of(t, flags_value)->slots.index == NULL) {
        RAISE(t, TypeError, "unsupported operand type(s) for &: '%T' and 'RegexFlag'", flags_value);
        return NULL;
    }
    if (!weft__to_i64(t, flags_value, &flags)) {
        return NULL;
    }
    if (object_is(source, RE_TYPE(t, SLOT_PATTERN))) {
        if (flags != 0) {
            RAISE(t, ValueError, "cannot process flags argument with a compiled pattern");
            return NULL;
        }
        return as_pattern(source);
    }
    if (!object_is(source, T(t, str)) && !object_is(source, T(t, bytes))) {
        Value made = compile_anew(t, source, flags);
        return made == EMPTY ? NULL : as_pattern(made);
    }
    Value key = weft__tuple2(t, source, value_from_small_int(flags));
    if (key == EMPTY) {
        return NULL;
    }
    Value known = weft__dict_get(t, cache_dict(t, SLOT_CACHE), key);
    if (known != EMPTY || exception_pending(t)) {
        return known == EMPTY ? NULL : as_pattern(known);
    }
    Value made = compile_anew(t, source, flags);
    bool keep = made != EMPTY && !(flags & RE_DEBUG);
    return made == EMPTY || (keep && !remember(t, cache_dict(t, SLOT_CACHE), key, made)) ? NULL
                                                                                        : as_pattern(made);
}

static Value re_compile(Thread *t, Value *args) { return value_or_empty(pattern_for(t, args[0], args[1])); }
static Value find(Thread *t, Value *args, enum ReMode mode)
{
    Pattern *pattern = pattern_for(t, args[0], args[2]);
    return pattern == NULL ? EMPTY : weft__re_find(t, pattern, args[1], EMPTY, EMPTY, mode);
}
static Value re_match(Thread *t, Value *args) { return find(t, args, MODE_MATCH); }
static Value re_fullmatch(Thread *t, Value *args) { return find(t, args, MODE_FULLMATCH); }
static Value re_search(Thread *t, Value *args) { return find(t, args, MODE_SEARCH); }
static Value re_findall(Thread *t, Value *args)
{
    Pattern *pattern = pattern_for(t, args[0], args[2]);
    return pattern == NULL ? EMPTY : weft__re_findall(t, pattern, args[1], EMPTY, EMPTY);
}
static Value re_finditer(Thread *t, Value *args)
{
    Pattern *pattern = pattern_for(t, args[0], args[2]);
    return pattern == NULL ? EMPTY : weft__re_finditer(t, pattern, args[1], EMPTY, EMPTY);
}
static Value re_split(Thread *t, Value *args)
{
    Pattern *pattern = pattern_for(t, args[0], args[3]);
    return pattern == NULL ? EMPTY : weft__re_split(t, pattern, args[1], args[2]);
}
static Value substitute(Thread *t, Value *args, bool with_count)
{
    Pattern *pattern = pattern_for(t, args[0], args[4]);
    return pattern == NULL ? EMPTY : weft__re_substitute(t, pattern, args[1], args[2], args[3], with_count);
}
static Value re_sub(Thread *t, Value *args) { return substitute(t, args, false); }
static Value re_subn(Thread *t, Value *args) { return substitute(t, args, true); }
static Value re_purge(Thread *t, Value *args)
{
    (void)args;
    return weft__dict_clear(t, cache_dict(t, SLOT_CACHE)) &&
                   weft__dict_clear(t, cache_dict(t, SLOT_PLAIN_CACHE))
               ? NONE
               : EMPTY;
}

static const NativeDef functions[] = {
    {"compile", re_compile, "pattern, flags=0",
     "Compile a regular expression pattern, returning a Pattern object.", 0},
    {"match", re_match, "pattern, string, flags=0",
     "Try to apply the pattern at the start of the string, returning\na Match object, or None if no match "
     "was found.", 0},
    {"fullmatch", re_fullmatch, "pattern, string, flags=0",
     "Try to apply the pattern to all of the string, returning\na Match object, or None if no match was "
     "found.", 0},
    {"search", re_search, "pattern, string, flags=0",
     "Scan through string looking for a match to the pattern, returning\na Match object, or None if no "
     "match was found.", 0},
    {"findall", re_findall, "pattern, string, flags=0",
     "Return a list of all non-overlapping matches in the string.", 0},
    {"finditer", re_finditer, "pattern, string, flags=0",
     "Return an iterator over all non-overlapping matches in the\nstring.", 0},
    {"split", re_split, "pattern, string, maxsplit=0, flags=0",
     "Split the source string by the occurrences of the pattern.", 0},
    {"sub", re_sub, "pattern, repl, string, count=0, flags=0",
     "Return the string obtained by replacing the leftmost non-overlapping occurrences.", 0},
    {"subn", re_subn, "pattern, repl, string, count=0, flags=0",
     "Return a 2-tuple containing (new_string, number).", 0},
    {"purge", re_purge, "", "Clear the regular expression caches", 0},
    {NULL, NULL, NULL, NULL, 0},
};

bool weft__init_module__re(Thread *t, Module *m)
{
    Dict *cache = weft__dict_new(t), *plain = weft__dict_new(t);
    if (cache == NULL || plain == NULL || !weft__re_init_pattern(t, m) || !weft__re_init_match(t, m)) {
        return false;
    }
    t->runtime->module_values[SLOT_CACHE] = value_from_pointer(cache);
    t->runtime->module_values[SLOT_PLAIN_CACHE] = value_from_pointer(plain);
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "re"));
}
