/* types_module.c - _types: the builtin types by name, for types.py and collections/abc.py.
 *
 * For types.py and collections.abc alone. Nothing here changes once the module is made.
 */
#include "modules/modules.h"

#include "object/classes.h"

static Value proxy(Thread *t, Value *args)
{
    return weft__weak_proxy_new(t, args[0], args[1]);
}

static Value weak_references(Thread *t, Value *args)
{
    return weft__weak_references(t, args[0]);
}

bool weft__init_module__types(Thread *t, Module *m)
{
    static const NativeDef functions[] = {
        {"proxy", proxy, "object, callback=None, /", NULL, 0},
        {"weak_references", weak_references, "object, /", NULL, 0},
        {NULL, NULL, NULL, NULL, 0},
    };
    static const struct {
        const char *name;
        int index;
    } rows[] = {
        {"FunctionType", TYPE_INDEX_function},
        {"MethodType", TYPE_INDEX_method},
        {"BuiltinFunctionType", TYPE_INDEX_native_function},
        {"MethodDescriptorType", TYPE_INDEX_native_method},
        {"WrapperDescriptorType", TYPE_INDEX_slot_wrapper},
        {"MethodWrapperType", TYPE_INDEX_slot_method},
        {"ClassMethodDescriptorType", TYPE_INDEX_class_method_native},
        {"GetSetDescriptorType", TYPE_INDEX_getset},
        {"MemberDescriptorType", TYPE_INDEX_member},
        {"MappingProxyType", TYPE_INDEX_mapping_proxy},
        {"CellType", TYPE_INDEX_cell},
        {"ModuleType", TYPE_INDEX_module},
        {"CodeType", TYPE_INDEX_code},
        {"FrameType", TYPE_INDEX_frame},
        {"TracebackType", TYPE_INDEX_traceback},
        {"GeneratorType", TYPE_INDEX_generator},
        {"CoroutineType", TYPE_INDEX_coroutine},
        {"AsyncGeneratorType", TYPE_INDEX_async_generator},
        {"GenericAlias", TYPE_INDEX_generic_alias},
        {"UnionType", TYPE_INDEX_union},
        {"SimpleNamespace", TYPE_INDEX_namespace},
        {"NoneType", TYPE_INDEX_none},
        {"NotImplementedType", TYPE_INDEX_not_implemented},
        {"EllipsisType", TYPE_INDEX_ellipsis},
        {"dict_keys", TYPE_INDEX_dict_keys},
        {"dict_values", TYPE_INDEX_dict_values},
        {"dict_items", TYPE_INDEX_dict_items},
        {"dict_keyiterator", TYPE_INDEX_dict_key_iterator},
        {"dict_valueiterator", TYPE_INDEX_dict_value_iterator},
        {"dict_itemiterator", TYPE_INDEX_dict_item_iterator},
        {"list_iterator", TYPE_INDEX_list_iterator},
        {"list_reverseiterator", TYPE_INDEX_list_reverse_iterator},
        {"tuple_iterator", TYPE_INDEX_tuple_iterator},
        {"set_iterator", TYPE_INDEX_set_iterator},
        {"str_iterator", TYPE_INDEX_str_iterator},
        {"bytes_iterator", TYPE_INDEX_bytes_iterator},
        {"bytearray_iterator", TYPE_INDEX_bytearray_iterator},
        {"range_iterator", TYPE_INDEX_range_iterator},
        {"longrange_iterator", TYPE_INDEX_long_range_iterator},
        {"weakref", TYPE_INDEX_weakref},
        {"weakproxy", TYPE_INDEX_weak_proxy},
        {"weakcallableproxy", TYPE_INDEX_weak_callable_proxy},
    };
    for (size_t i = 0; i < sizeof rows / sizeof rows[0]; i++) {
        if (!weft__module_set(t, m, rows[i].name, value_from_pointer(t->runtime->types[rows[i].index]))) {
            return false;
        }
    }
    return weft__add_functions(t, m->dict, functions, EMPTY, weft__intern_c(t, "weakref"));
}
