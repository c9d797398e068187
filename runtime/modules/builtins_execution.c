/* builtins_execution.c - the module `builtins`: running code, classes, printing, and the names of
 * all builtin types and exceptions.
 */
#include <stdio.h>

#include "modules/modules.h"

/* ---- class statements ---- */

/* bases with __mro_entries__ replaced; the same tuple when there is nothing to replace. */
static Value resolve_bases(Thread *t, Tuple *bases)
{
    List *resolved = NULL;
    for (size_t i = 0; i < tuple_length(bases); i++) {
        Value base = bases->items[i];
        Value entries = EMPTY;
        if (!has_type_flag(t, base, TYPE_IS_TYPE)) {
            bool failed = false;
            Value method = weft__find_attribute(t, base, N(t, __mro_entries__), &failed);
            if (failed) {
                return EMPTY;
            }
            if (method != EMPTY) {
                entries = weft__call1(t, method, value_from_pointer(bases));
                if (entries == EMPTY) {
                    return EMPTY;
                }
                if (!is_tuple(t, entries)) {
                    return RAISE(t, TypeError, "__mro_entries__ must return a tuple");
                }
            }
        }
        if (entries != EMPTY && resolved == NULL) {
            resolved = weft__list_from(t, bases->items, i);
            if (resolved == NULL) {
                return EMPTY;
            }
        }
        if (resolved != NULL && !(entries != EMPTY ? weft__list_extend(t, resolved, entries)
                                                   : weft__list_append(t, resolved, base))) {
            return EMPTY;
        }
    }
    return resolved == NULL ? value_from_pointer(bases) : weft__list_to_tuple(t, resolved);
}

/* The most derived metaclass of `start` and the types of the bases. */
static Value winning_metaclass(Thread *t, Value start, Tuple *bases)
{
    Type *winner = value_pointer(start);
    for (size_t i = 0; i < tuple_length(bases); i++) {
        Type *other = type_of(t, bases->items[i]);
        if (weft__is_subtype(winner, other)) {
            continue;
        }
        if (!weft__is_subtype(other, winner)) {
            return RAISE(t, TypeError,
                         "metaclass conflict: the metaclass of a derived class must be a "
                         "(non-strict) subclass of the metaclasses of all its bases");
        }
        winner = other;
    }
    return value_from_pointer(winner);
}

static Value prepare_namespace(Thread *t, Value metaclass, Value name, Value bases, Dict *keywords)
{
    bool failed = false;
    Value prepare = weft__find_attribute(t, metaclass, N(t, __prepare__), &failed);
    if (prepare == EMPTY) {
        return failed ? EMPTY : value_or_empty(weft__dict_new(t));
    }
    Value args[2] = {name, bases};
    Tuple *positional = weft__tuple_from(t, args, 2);
    if (positional == NULL) {
        return EMPTY;
    }
    Value namespace = weft__call_tuple(t, prepare, value_from_pointer(positional),
                                       value_from_pointer(keywords));
    if (namespace != EMPTY && type_of(t, namespace)->slots.get_item == NULL) {
        Str *who = has_type_flag(t, metaclass, TYPE_IS_TYPE)
                       ? weft__load_acquire(&((Type *)value_pointer(metaclass))->name) /* edge: function_field */
                       : weft__str_from_c(t, "<metaclass>");
        return RAISE(t, TypeError, "%S.__prepare__() must return a mapping, not %T", who, namespace);
    }
    return namespace;
}

/* Checks that the class body's __class__ cell was filled by type.__new__. */
static Value check_class_cell(Thread *t, Value cell, Value class_value, Value name)
{
    if (!object_is(cell, T(t, cell)) || !has_type_flag(t, class_value, TYPE_IS_TYPE)) {
        return class_value;
    }
    Value content = weft__load_acquire(&((Cell *)value_pointer(cell))->content); /* edge: cell_content */
    if (content == EMPTY) {
        return RAISE(t, RuntimeError,
                     "__class__ not set defining %R as %R. Was __classcell__ propagated to "
                     "type.__new__?",
                     name, class_value);
    }
    if (content != class_value) {
        return RAISE(t, TypeError, "__class__ set to %R defining %R as %R", content, name,
                     class_value);
    }
    return class_value;
}

static Value builtin_build_class(Thread *t, Value *args)
{
    if (args[0] == EMPTY || args[1] == EMPTY) {
        return RAISE(t, TypeError, "__build_class__: not enough arguments");
    }
    Value function = args[0], name = args[1], original = args[2];
    if (!object_is(function, T(t, function))) {
        return RAISE(t, TypeError, "__build_class__: func must be a function");
    }
    if (!is_str(t, name)) {
        return RAISE(t, TypeError, "__build_class__: name is not a string");
    }
    Dict *keywords = as_dict(args[3]);
    Value bases = resolve_bases(t, as_tuple(original));
    if (bases == EMPTY) {
        return EMPTY;
    }
    Value metaclass = weft__dict_pop(t, keywords, value_from_pointer(N(t, metaclass)));
    if (metaclass == EMPTY && exception_pending(t)) {
        return EMPTY;
    }
    if (metaclass == EMPTY) {
        metaclass = tuple_length(as_tuple(bases)) > 0
                        ? value_from_pointer(type_of(t, as_tuple(bases)->items[0]))
                        : value_from_pointer(T(t, type));
    }
    if (has_type_flag(t, metaclass, TYPE_IS_TYPE)) {
        metaclass = winning_metaclass(t, metaclass, as_tuple(bases));
        if (metaclass == EMPTY) {
            return EMPTY;
        }
    }
    Value namespace = prepare_namespace(t, metaclass, name, bases, keywords);
    if (namespace == EMPTY) {
        return EMPTY;
    }
    Function *body = value_pointer(function);
    Value cell = weft__run_code(t, weft__load_acquire(&body->code), body->globals, namespace,
                                weft__load_acquire(&body->closure)); /* edge: function_code */
    if (cell == EMPTY) {
        return EMPTY;
    }
    if (bases != original &&
        !weft__set_item(t, namespace, value_from_pointer(N(t, __orig_bases__)), original)) {
        return EMPTY;
    }
    Value positional[3] = {name, bases, namespace};
    Tuple *tuple = weft__tuple_from(t, positional, 3);
    Value class_value = tuple == NULL ? EMPTY
                                      : weft__call_tuple(t, metaclass, value_from_pointer(tuple),
                                                         value_from_pointer(keywords));
    return class_value == EMPTY ? EMPTY : check_class_cell(t, cell, class_value, name);
}

/* ---- compile, exec, eval ---- */

/* Source text of a str or bytes-like argument: UTF-8 for the compiler. */
static bool source_text(Thread *t, Value source, const char *function, const char **text, size_t *length)
{
    if (is_str(t, source)) {
        if (as_str(source)->width > 1 && weft__encode(t, as_str(source), "utf-8", "strict") == EMPTY) {
            return false; /* a lone surrogate */
        }
        *text = weft__str_utf8(t, as_str(source), length);
        return *text != NULL;
    }
    if (weft__is_bytes_like(t, source)) {
        const unsigned char *bytes;
        if (!weft__get_bytes(t, source, &bytes, length)) {
            return false;
        }
        *text = (const char *)bytes;
        return true;
    }
    RAISE(t, TypeError, "%s() arg 1 must be a string, bytes or %s object", function,
          strcmp(function, "compile") == 0 ? "AST" : "code");
    return false;
}

static bool no_null_bytes(Thread *t, const char *text, size_t length)
{
    if (memchr(text, 0, length) != NULL) {
        RAISE(t, SyntaxError, "source code string cannot contain null bytes");
        return false;
    }
    return true;
}

/* Flags that compile() takes: those of `from __future__`, of nested scopes, and the PyCF_ ones. */
enum { FLAGS_KNOWN = 0x1fe0000 | 0x10 | 0x200 | 0x400 | 0x1000 | 0x2000 | 0x4000 };

/* An attribute of the module ast, which is imported when a tree is first asked for. */
static Value from_ast(Thread *t, const char *name)
{
    Str *module_name = weft__intern_c(t, "ast"), *key = weft__intern_c(t, name);
    Value module = module_name == NULL || key == NULL ? EMPTY : weft__import(t, module_name);
    return module == EMPTY ? EMPTY : weft__get_attribute(t, module, key);
}

static Dict *tree_classes(Thread *t)
{
    Value classes = from_ast(t, "_classes");
    if (classes != EMPTY && !is_dict(t, classes)) {
        RAISE(t, SystemError, "ast._classes is not a dict");
        return NULL;
    }
    return classes == EMPTY ? NULL : as_dict(classes);
}

/* 1: an object of a syntax tree; 0: not; -1: exception. */
static int is_tree(Thread *t, Value source)
{
    if (is_str(t, source) || type_of(t, source)->slots.get_bytes != NULL) {
        return 0;
    }
    Value base = from_ast(t, "AST");
    return base == EMPTY ? -1 : weft__is_instance(t, source, base);
}

/* The mode that compile() was given. False: exception. */
static bool compile_mode(Thread *t, Value word, bool only_tree, CompileMode *mode)
{
    if (!is_str(t, word)) {
        RAISE(t, TypeError, "compile() argument 'mode' must be str, not %G", word);
        return false;
    }
    if (weft__str_equals_c(as_str(word), "exec")) {
        *mode = COMPILE_EXEC;
    } else if (weft__str_equals_c(as_str(word), "eval")) {
        *mode = COMPILE_EVAL;
    } else if (weft__str_equals_c(as_str(word), "single")) {
        *mode = COMPILE_SINGLE;
    } else {
        RAISE(t, ValueError, only_tree ? "compile() mode must be 'exec', 'eval', 'single' or 'func_type'"
                                       : "compile() mode must be 'exec', 'eval' or 'single'");
        return false;
    }
    return true;
}

enum { FLAG_DONT_IMPLY_DEDENT = 0x200, FLAG_ONLY_TREE = 0x400 };

/* The flags of weft__compile for those of compile(), its level of optimization and what the calling code
 * inherited. False: exception. */
static bool compile_flags_of(Thread *t, Value *args, int64_t *flags, uint32_t *compile_flags)
{
    static const uint32_t levels[] = {0, COMPILE_LEVEL_0, COMPILE_LEVEL_1, COMPILE_LEVEL_2};
    int64_t level;
    if (*flags < 0 || (*flags & ~FLAGS_KNOWN) != 0) {
        RAISE(t, ValueError, "compile(): unrecognised flags");
        return false;
    }
    int inherits = weft__truth(t, args[4]); /* dont_inherit */
    if (inherits < 0 || !weft__to_i64(t, args[5], &level)) {
        return false;
    }
    if (level < -1 || level > 2) {
        RAISE(t, ValueError, "compile(): invalid optimize value");
        return false;
    }
    if (inherits == 0 && t->frame != NULL) {
        *flags |= t->frame->code->flags & CODE_FUTURE_ANNOTATIONS;
    }
    *compile_flags = levels[level + 1] | ((*flags & CODE_FUTURE_ANNOTATIONS) ? COMPILE_FUTURE_ANNOTATIONS : 0) |
                     (is_str(t, args[0]) ? COMPILE_SOURCE_IS_TEXT : 0) |
                     ((*flags & FLAG_DONT_IMPLY_DEDENT) ? COMPILE_DONT_IMPLY_DEDENT : 0);
    return true;
}

static Value builtin_compile(Thread *t, Value *args)
{
    const char *text = NULL;
    size_t length = 0;
    int64_t flags;
    uint32_t compile_flags;
    CompileMode mode;
    const char *path = weft__str_path(t, args[1]);
    int tree = path == NULL ? -1 : is_tree(t, args[0]);
    if (tree < 0 || (tree == 0 && (!source_text(t, args[0], "compile", &text, &length) ||
                                   !no_null_bytes(t, text, length))) ||
        !weft__to_i64(t, args[3], &flags) ||
        !compile_mode(t, args[2], (flags & FLAG_ONLY_TREE) != 0, &mode) ||
        !compile_flags_of(t, args, &flags, &compile_flags)) {
        return EMPTY;
    }
    bool only_tree = (flags & FLAG_ONLY_TREE) != 0;
    Str *filename = weft__str_from_c(t, path);
    if (filename == NULL) {
        return EMPTY;
    }
    if (tree > 0 && only_tree) {
        return args[0];
    }
    if (tree > 0 || only_tree) {
        Dict *classes = tree_classes(t);
        return classes == NULL ? EMPTY
               : only_tree
                   ? weft__parse_objects(t, text, length, filename, mode, compile_flags, classes)
                   : value_or_empty(weft__compile_objects(t, args[0], filename, mode, compile_flags, classes));
    }
    return value_or_empty(weft__compile(t, text, length, filename, mode, compile_flags, NULL));
}

/* Puts __builtins__ into a globals dictionary that has none: those of the caller, so that code which has to
 * do with few cannot give more to code that it runs. */
static bool ensure_builtins(Thread *t, Dict *globals)
{
    Value there = weft__dict_get_str(t, globals, N(t, __builtins__));
    if (there != EMPTY || exception_pending(t)) {
        return there != EMPTY;
    }
    Value builtins = t->frame != NULL && t->frame->function != NULL ? t->frame->function->builtins
                                                                    : value_or_empty(t->runtime->builtins);
    return weft__dict_set_str(t, globals, N(t, __builtins__), builtins);
}

/* Globals and locals given to exec or eval, with the caller's as defaults. */
static bool namespaces(Thread *t, const char *function, Value *globals, Value *locals)
{
    if (*globals == NONE) {
        if (t->frame == NULL) {
            RAISE(t, SystemError, "globals and locals cannot be NULL");
            return false;
        }
        *globals = value_from_pointer(t->frame->function->globals);
        if (*locals == NONE) {
            *locals = weft__frame_locals(t, t->frame);
            if (*locals == EMPTY) {
                return false;
            }
        }
    } else if (*locals == NONE) {
        *locals = *globals;
    }
    bool evaluates = strcmp(function, "eval") == 0;
    if (!is_dict(t, *globals) && evaluates) {
        bool mapping = type_of(t, *globals)->slots.get_item != NULL;
        RAISE(t, TypeError, mapping ? "globals must be a real dict; try eval(expr, {}, mapping)"
                                    : "globals must be a dict");
        return false;
    }
    if (!is_dict(t, *globals)) {
        RAISE(t, TypeError, "%s() globals must be a dict, not %T", function, *globals);
        return false;
    }
    if (type_of(t, *locals)->slots.get_item == NULL) {
        if (evaluates) {
            RAISE(t, TypeError, "locals must be a mapping");
        } else {
            RAISE(t, TypeError, "locals must be a mapping or None, not %T", *locals);
        }
        return false;
    }
    return ensure_builtins(t, as_dict(*globals));
}

Value weft__run_source(Thread *t, const char *source, size_t length, Str *filename, CompileMode mode,
                       Dict *globals, Value locals, uint32_t flags)
{
    Code *code = weft__compile(t, source, length, filename, mode, flags, NULL);
    return code == NULL ? EMPTY : weft__run_code(t, code, globals, locals, EMPTY);
}

/* Is `closure` (None or anything) what the code object needs to run? */
static bool closure_fits(Thread *t, Code *code, Value closure, const char *function)
{
    if (closure == NONE) {
        if (code->free_count > 0 && strcmp(function, "eval") == 0) {
            RAISE(t, TypeError, "code object passed to eval() may not contain free variables");
        } else if (code->free_count > 0) {
            RAISE(t, TypeError, "code object requires a closure of exactly length %u", code->free_count);
        }
        return code->free_count == 0;
    }
    if (code->free_count == 0) {
        RAISE(t, TypeError, "cannot use a closure with this code object");
        return false;
    }
    bool fits = is_tuple(t, closure) && tuple_length(as_tuple(closure)) == code->free_count;
    for (size_t i = 0; fits && i < code->free_count; i++) {
        fits = object_is(as_tuple(closure)->items[i], T(t, cell));
    }
    if (!fits) {
        RAISE(t, TypeError, "code object requires a closure of exactly length %u", code->free_count);
    }
    return fits;
}

static Value run_argument(Thread *t, Value source, Value globals, Value locals, const char *function,
                          CompileMode mode, Value closure)
{
    if (!namespaces(t, function, &globals, &locals)) {
        return EMPTY;
    }
    if (object_is(source, T(t, code))) {
        Code *code = value_pointer(source);
        if (!closure_fits(t, code, closure, function)) {
            return EMPTY;
        }
        return weft__run_code(t, code, as_dict(globals), locals, closure == NONE ? EMPTY : closure);
    }
    if (closure != NONE) {
        return RAISE(t, TypeError, "closure can only be used when source is a code object");
    }
    const char *text;
    size_t length;
    if (!source_text(t, source, function, &text, &length) || !no_null_bytes(t, text, length)) {
        return EMPTY;
    }
    if (mode == COMPILE_EVAL) {
        while (length > 0 && (*text == ' ' || *text == '\t')) {
            text++;
            length--;
        }
    }
    uint32_t flags = t->frame != NULL && (t->frame->code->flags & CODE_FUTURE_ANNOTATIONS)
                         ? COMPILE_FUTURE_ANNOTATIONS
                         : 0;
    flags |= is_str(t, source) ? (uint32_t)COMPILE_SOURCE_IS_TEXT : 0;
    Str *filename = weft__intern_c(t, "<string>");
    return filename == NULL ? EMPTY
                            : weft__run_source(t, text, length, filename, mode, as_dict(globals),
                                               locals, flags);
}
static Value builtin_eval(Thread *t, Value *args)
{
    return run_argument(t, args[0], args[1], args[2], "eval", COMPILE_EVAL, NONE);
}
static Value builtin_exec(Thread *t, Value *args)
{
    Value v = run_argument(t, args[0], args[1], args[2], "exec", COMPILE_EXEC, args[3]);
    return v == EMPTY ? EMPTY : NONE;
}
static Value builtin_globals(Thread *t, Value *args)
{
    (void)args;
    return t->frame == NULL ? NONE : value_from_pointer(t->frame->function->globals);
}
static Value builtin_locals(Thread *t, Value *args)
{
    (void)args;
    return t->frame == NULL ? RAISE(t, SystemError, "frame does not exist")
                            : weft__frame_locals(t, t->frame);
}
static Value builtin_vars(Thread *t, Value *args)
{
    if (args[0] == EMPTY) {
        return builtin_locals(t, args);
    }
    bool failed = false;
    Value dict = weft__find_attribute(t, args[0], N(t, __dict__), &failed);
    return dict == EMPTY && !failed
               ? RAISE(t, TypeError, "vars() argument must have __dict__ attribute")
               : dict;
}
static Value builtin_dir(Thread *t, Value *args)
{
    if (args[0] != EMPTY) {
        return weft__dir(t, args[0]);
    }
    Value locals = builtin_locals(t, args);
    if (locals == EMPTY) {
        return EMPTY;
    }
    Value keys = weft__call_method(t, locals, N(t, keys), NULL, 0);
    List *list = keys == EMPTY ? NULL : weft__list_from_iterable(t, keys);
    return list != NULL && weft__list_sort(t, list, NONE, false) ? value_from_pointer(list) : EMPTY;
}

/* ---- streams ---- */

static Value stream(Thread *t, Str *name)
{
    bool failed = false;
    Value v = weft__find_attribute(t, t->runtime->sys_module, name, &failed);
    return v == EMPTY && !failed ? RAISE(t, RuntimeError, "lost sys.%S", name) : v;
}

bool weft__write_stream(Thread *t, const char *stream_name, Str *text)
{
    Value v = t->runtime->sys_module == EMPTY ? EMPTY : stream(t, weft__intern_c(t, stream_name));
    return v != EMPTY && v != NONE && weft__stream_write(t, v, text);
}

/* sep or end: a str or None. NULL: exception. */
static Str *separator(Thread *t, Value v, const char *otherwise, const char *name)
{
    if (v == NONE) {
        return weft__str_from_c(t, otherwise);
    }
    if (!is_str(t, v)) {
        RAISE(t, TypeError, "%s must be None or a string, not %T", name, v);
        return NULL;
    }
    return as_str(v);
}

/* One write per call, so that lines of several threads do not mix. */
/* To a file of the runtime: one write, so that lines of several threads do not mix. What stands before a
 * value that cannot become text is written all the same. */
static bool print_line(Thread *t, Value file, Tuple *values, Str *between, Str *end)
{
    TextBuilder b;
    weft__builder_init(&b, t);
    for (size_t i = 0; i < tuple_length(values); i++) {
        if (i > 0 && !weft__builder_str(&b, between)) {
            return false;
        }
        uint32_t flags = type_of(t, values->items[i])->flags;
        if ((flags & (TYPE_IS_STR | TYPE_IS_INT | TYPE_IS_FLOAT)) && !(flags & TYPE_HEAP)) {
            if (!weft__builder_value(&b, values->items[i])) {
                return false;
            }
            continue;
        }
        Value text = weft__str(t, values->items[i]);
        if (text == EMPTY) {
            Value pending = exception_take(t);
            Str *before = weft__builder_finish(&b);
            if (before == NULL || !weft__stream_write(t, file, before)) {
                return false;
            }
            t->exception = pending;
            return false;
        }
        if (!weft__builder_str(&b, as_str(text))) {
            return false;
        }
    }
    Str *line = weft__builder_str(&b, end) ? weft__builder_finish(&b) : NULL;
    return line != NULL && weft__stream_write(t, file, line);
}

/* To any object with a method write(): piece by piece. */
static bool print_parts(Thread *t, Value file, Tuple *values, Str *between, Str *end)
{
    for (size_t i = 0; i < tuple_length(values); i++) {
        if (i > 0 && !weft__stream_write(t, file, between)) {
            return false;
        }
        Value text = weft__str(t, values->items[i]);
        if (text == EMPTY || !weft__stream_write(t, file, as_str(text))) {
            return false;
        }
    }
    return weft__stream_write(t, file, end);
}

static Value builtin_print(Thread *t, Value *args)
{
    Tuple *values = as_tuple(args[0]);
    Value file = args[3];
    if (file == NONE) {
        file = stream(t, N(t, stdout));
        if (file == EMPTY || file == NONE) {
            return file;
        }
    }
    Str *between = separator(t, args[1], " ", "sep");
    Str *end = between == NULL ? NULL : separator(t, args[2], "\n", "end");
    if (end == NULL) {
        return EMPTY;
    }
    bool native = weft__stream_is_native(t, file);
    if (!(native ? print_line : print_parts)(t, file, values, between, end)) {
        return EMPTY;
    }
    int flush = weft__truth(t, args[4]);
    if (flush > 0 && weft__call_method(t, file, N(t, flush), NULL, 0) == EMPTY) {
        return EMPTY;
    }
    return flush < 0 ? EMPTY : NONE;
}

static Value builtin_input(Thread *t, Value *args)
{
    Str *const names[] = {N(t, stdin), N(t, stdout), N(t, stderr)};
    Value streams[3];
    for (size_t i = 0; i < 3; i++) {
        bool failed = false;
        streams[i] = weft__find_attribute(t, t->runtime->sys_module, names[i], &failed);
        if (failed) {
            return EMPTY;
        }
        if (streams[i] == EMPTY || streams[i] == NONE) {
            return RAISE(t, RuntimeError, "input(): lost sys.%S", names[i]);
        }
    }
    Value in = streams[0], out = streams[1];
    if (args[0] != EMPTY) {
        Value text = weft__str(t, args[0]);
        if (text == EMPTY || !weft__stream_write(t, out, as_str(text))) {
            return EMPTY;
        }
    }
    if (weft__call_method(t, out, N(t, flush), NULL, 0) == EMPTY) {
        return EMPTY;
    }
    Value line = weft__call_method(t, in, N(t, readline), NULL, 0);
    if (line == EMPTY) {
        return EMPTY;
    }
    if (!is_str(t, line)) {
        return RAISE(t, TypeError, "object.readline() returned non-string");
    }
    size_t length = as_str(line)->length;
    if (length == 0) {
        return RAISE(t, EOFError, "EOF when reading a line");
    }
    if (str_char(as_str(line), length - 1) == '\n') {
        length--;
    }
    return value_or_empty(weft__str_substring(t, as_str(line), 0, length));
}

static Value builtin_open(Thread *t, Value *args)
{
    Value open = weft__import_attribute(t, "_io", "open");
    return open == EMPTY ? EMPTY : weft__call(t, open, args, 8, EMPTY);
}

static Value call_sys_hook(Thread *t, const char *name, Value *args)
{
    Value hook = weft__get_attribute(t, t->runtime->sys_module, weft__intern_c(t, name));
    return hook == EMPTY ? EMPTY : weft__call_tuple(t, hook, args[0], args[1]);
}
static Value builtin_breakpoint(Thread *t, Value *args) { return call_sys_hook(t, "breakpointhook", args); }

static Value builtin_anext(Thread *t, Value *args)
{
    Type *type = type_of(t, args[0]);
    if (type->slots.async_next == NULL) {
        return RAISE(t, TypeError, "'%T' object is not an async iterator", args[0]);
    }
    Value awaitable = type->slots.async_next(t, args[0]);
    if (awaitable == EMPTY || args[1] == EMPTY) {
        return awaitable;
    }
    Value with_default = weft__import_attribute(t, "_builtins_support", "anext_default");
    return with_default == EMPTY ? EMPTY : weft__call2(t, with_default, awaitable, args[1]);
}
static Value builtin_help(Thread *t, Value *args)
{
    Value help = weft__import_attribute(t, "_builtins_support", "help");
    return help == EMPTY ? EMPTY : weft__call_tuple(t, help, args[0], EMPTY);
}

/* exit() and quit(), which the interactive loop invites to. */
static Value builtin_exit(Thread *t, Value *args)
{
    return weft__raise_with(t, EXC(t, SystemExit), args, args[0] == EMPTY || args[0] == NONE ? 0 : 1);
}

static const NativeDef functions[] = {
    {"exit", builtin_exit, "code=None", NULL, 0},
    {"quit", builtin_exit, "code=None", NULL, 0},
    {"__build_class__", builtin_build_class, "func=, name=, /, *bases, **kwds", NULL, 0},
    {"__import__", weft__builtin_import, "name, globals=None, locals=None, fromlist=(), level=0", NULL, 0},
    {"anext", builtin_anext, "aiterator, default=, /", NULL, 0},
    {"breakpoint", builtin_breakpoint, "*args, **kws", NULL, 0},
    {"compile", builtin_compile,
     "source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1", NULL, 0},
    {"dir", builtin_dir, "object=, /", NULL, 0},
    {"eval", builtin_eval, "source, globals=None, locals=None, /", NULL, 0},
    {"exec", builtin_exec, "source, globals=None, locals=None, /, *, closure=None", NULL, 0},
    {"globals", builtin_globals, "", NULL, 0},
    {"help", builtin_help, "*args", NULL, 0},
    {"input", builtin_input, "prompt=, /", NULL, 0},
    {"locals", builtin_locals, "", NULL, 0},
    {"open", builtin_open,
     "file, mode='r', buffering=-1, encoding=None, errors=None, newline=None, closefd=True, opener=None",
     NULL, 0},
    {"print", builtin_print, "*args, sep=None, end=None, file=None, flush=False", NULL, 0},
    {"vars", builtin_vars, "object=, /", NULL, 0},
    {NULL, NULL, NULL, NULL, 0},
};

/* Types that programs see by name in builtins. */
static bool add_types(Thread *t, Module *module)
{
    static const uint16_t visible[] = {
        TYPE_INDEX_object, TYPE_INDEX_type, TYPE_INDEX_int, TYPE_INDEX_bool, TYPE_INDEX_float,
        TYPE_INDEX_complex, TYPE_INDEX_str, TYPE_INDEX_bytes, TYPE_INDEX_bytearray,
        TYPE_INDEX_memoryview, TYPE_INDEX_tuple, TYPE_INDEX_list, TYPE_INDEX_dict, TYPE_INDEX_set,
        TYPE_INDEX_frozenset, TYPE_INDEX_range, TYPE_INDEX_slice, TYPE_INDEX_enumerate,
        TYPE_INDEX_zip, TYPE_INDEX_map, TYPE_INDEX_filter, TYPE_INDEX_reversed,
        TYPE_INDEX_property, TYPE_INDEX_classmethod, TYPE_INDEX_staticmethod, TYPE_INDEX_super,
    };
    for (size_t i = 0; i < sizeof visible / sizeof *visible; i++) {
        Type *type = t->runtime->types[visible[i]];
        Str *name = weft__load_acquire(&type->name); /* edge: function_field */
        if (!weft__dict_set_str(t, module->dict, name, value_from_pointer(type))) {
            return false;
        }
    }
    for (size_t i = 0; i < EXC_COUNT; i++) {
        Type *type = t->runtime->exceptions[i];
        Str *name = weft__load_acquire(&type->name); /* edge: function_field */
        if (!weft__dict_set_str(t, module->dict, name, value_from_pointer(type))) {
            return false;
        }
    }
    Value os_error = value_from_pointer(EXC(t, OSError));
    return weft__module_set(t, module, "IOError", os_error) &&
           weft__module_set(t, module, "EnvironmentError", os_error);
}

bool weft__init_module_builtins(Thread *t, Module *module)
{
    return add_types(t, module) && weft__builtins_add_functions(t, module) &&
           weft__add_functions(t, module->dict, functions, EMPTY, N(t, builtins)) &&
           weft__module_set(t, module, "None", NONE) && weft__module_set(t, module, "True", TRUE_VALUE) &&
           weft__module_set(t, module, "False", FALSE_VALUE) &&
           weft__module_set(t, module, "NotImplemented", NOT_IMPLEMENTED) &&
           weft__module_set(t, module, "Ellipsis", ELLIPSIS) &&
           weft__module_set(t, module, "__debug__", value_from_bool(t->runtime->optimize == 0));
}
