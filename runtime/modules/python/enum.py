"""Enumerations: classes whose attributes are a fixed set of named values.

EnumType turns the body of a class into members; each member is an instance that is made once. Flags
are integers whose bits are members, and any union of members is an instance too.
"""

import sys
from _types import MappingProxyType
from types import DynamicClassAttribute

__all__ = [
    'EnumType', 'EnumMeta', 'Enum', 'IntEnum', 'StrEnum', 'Flag', 'IntFlag', 'ReprEnum', 'auto',
    'unique', 'property', 'verify', 'member', 'nonmember', 'FlagBoundary', 'STRICT', 'CONFORM',
    'EJECT', 'KEEP', 'global_flag_repr', 'global_enum_repr', 'global_str', 'global_enum',
    'EnumCheck', 'CONTINUOUS', 'NAMED_FLAGS', 'UNIQUE', 'pickle_by_global_name',
    'pickle_by_enum_name',
]

_plain_property = property

# Set once the classes exist; the metaclass is needed to make them.
Enum = Flag = EJECT = ReprEnum = None


class nonmember:
    """An attribute of an enumeration that is no member."""

    def __init__(self, value):
        self.value = value


class member:
    """Forces a member where the value would make an ordinary attribute (a function, say)."""

    def __init__(self, value):
        self.value = value


def _is_descriptor(obj):
    return (hasattr(obj, '__get__') or hasattr(obj, '__set__') or hasattr(obj, '__delete__'))


def _is_dunder(name):
    return (len(name) > 4 and name[:2] == name[-2:] == '__' and name[2] != '_' and name[-3] != '_')


def _is_sunder(name):
    return (len(name) > 2 and name[0] == name[-1] == '_' and name[1] != '_' and name[-2] != '_')


def _is_private(cls_name, name):
    start = f'_{cls_name}__'
    return (len(name) > len(start) and name.startswith(start) and name[len(start)] != '_'
            and (name[-1] != '_' or name[-2] != '_'))


def _is_single_bit(num):
    return num > 0 and num & (num - 1) == 0


def _bits_of(num):
    while num:
        low = num & -num
        yield low
        num ^= low


def bin(num, max_bits=None):
    """Like the builtin, with a sign bit and in two's complement."""
    ceiling = 2 ** num.bit_length()
    if num >= 0:
        text = format(num + ceiling, 'b')
        sign = '0b0'
        digits = text[1:]
    else:
        text = format(~num ^ (ceiling - 1), 'b').rjust(ceiling.bit_length() - 1, '0')
        sign = '0b1'
        digits = text
    if max_bits is not None and len(digits) < max_bits:
        digits = (sign[-1] * max_bits + digits)[-max_bits:]
    return f'{sign} {digits}'


class auto:
    """A value that the enumeration chooses."""

    def __init__(self, value=None):
        self.value = _auto_unset if value is None else value

    def __repr__(self):
        return f'auto({self.value!r})'


_auto_unset = object()


class property(DynamicClassAttribute):
    """A property of members that does not keep a member from having the same name."""

    name = None
    clsname = None
    member = None

    def __get__(self, instance, ownerclass=None):
        if instance is None:
            if self.member is not None:
                return self.member
            raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}')
        if self.fget is None:
            # Members of an enumeration can be reached through each other.
            try:
                return ownerclass._member_map_[self.name]
            except KeyError:
                raise AttributeError(f'{ownerclass!r} has no attribute {self.name!r}') from None
        return self.fget(instance)

    def __set__(self, instance, value):
        if self.fset is None:
            raise AttributeError("<enum %r> cannot set attribute %r" % (self.clsname, self.name))
        return self.fset(instance, value)

    def __delete__(self, instance):
        if self.fdel is None:
            raise AttributeError("<enum %r> cannot delete attribute %r" % (self.clsname, self.name))
        return self.fdel(instance)

    def __set_name__(self, ownerclass, name):
        self.name = name
        self.clsname = ownerclass.__name__


class _EnumNamespace(dict):
    """The namespace of a class body: notes which names become members, in order."""

    def __init__(self, cls_name):
        super().__init__()
        self._cls_name = cls_name
        self._member_names = {}
        self._last_values = []
        self._ignore = []
        self._auto_called = False

    def __setitem__(self, key, value):
        if _is_private(self._cls_name, key):
            pass
        elif _is_sunder(key):
            if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_',
                           '_ignore_', '_iter_member_', '_iter_member_by_value_',
                           '_iter_member_by_def_'):
                raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use'
                                 % (key,))
            if key == '_generate_next_value_':
                if self._auto_called:
                    raise TypeError("_generate_next_value_ must be defined before members")
                setattr(self, '_generate_next_value', value)
            elif key == '_ignore_':
                value = value.replace(',', ' ').split() if isinstance(value, str) else list(value)
                self._ignore = value
                already = set(value) & set(self._member_names)
                if already:
                    raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        elif _is_dunder(key):
            if key == '__order__':
                key = '_order_'
        elif key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        elif key in self._ignore:
            pass
        elif isinstance(value, nonmember):
            value = value.value
        elif _is_descriptor(value) and not isinstance(value, member):
            pass
        elif self._cls_name and _is_nested_class(self._cls_name, value):
            self._member_names[key] = None
            self._last_values.append(value)
        else:
            if key in self:
                raise TypeError('%r already defined as %r' % (key, self[key]))
            if isinstance(value, member):
                value = value.value
            value = self._with_autos(key, value)
            self._member_names[key] = None
            self._last_values.append(value)
        super().__setitem__(key, value)

    def _with_autos(self, key, value):
        """Replaces auto() by the next value, in tuples too."""
        if isinstance(value, auto):
            return self._next(key, value)
        if isinstance(value, tuple) and any(isinstance(each, auto) for each in value):
            parts = [self._next(key, each) if isinstance(each, auto) else each for each in value]
            return tuple(parts) if type(value) is tuple else type(value)(*parts)
        return value

    def _next(self, key, value):
        if value.value is _auto_unset:
            value.value = self._generate_next_value(key, 1, len(self._member_names),
                                                    self._last_values[:])
            self._auto_called = True
        return value.value

    def update(self, members, *more_members):
        try:
            for name in members.keys():
                self[name] = members[name]
        except AttributeError:
            for name, value in members:
                self[name] = value
        for name, value in more_members:
            self[name] = value


def _is_nested_class(cls_name, obj):
    qualname = getattr(obj, '__qualname__', '')
    return isinstance(obj, type) and qualname.endswith(f'{cls_name}.{getattr(obj, "__name__", "")}')


_EnumDict = _EnumNamespace


class EnumType(type):
    """Metaclass for Enum"""

    @classmethod
    def __prepare__(metacls, cls, bases, **kwds):
        metacls._check_for_existing_members_(cls, bases)
        namespace = _EnumNamespace(cls)
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        if first_enum is not None:
            namespace['_generate_next_value_'] = getattr(first_enum, '_generate_next_value_', None)
        return namespace

    def __new__(metacls, cls, bases, classdict, *, boundary=None, _simple=False, **kwds):
        if _simple:
            return super().__new__(metacls, cls, bases, classdict, **kwds)
        if not isinstance(classdict, _EnumNamespace):
            plain, classdict = classdict, _EnumNamespace(cls)
            classdict.update(plain)
        ignored = classdict._ignore + ['_ignore_']
        for name in ignored:
            classdict.pop(name, None)
        names = list(classdict._member_names)
        bad = set(names) & {'mro', ''}
        if bad:
            raise ValueError('invalid enum member name(s) %s' % ','.join(repr(n) for n in bad))

        order = classdict.pop('_order_', None)
        generate = classdict.get('_generate_next_value_')
        if generate is not None and not isinstance(generate, staticmethod):
            dict.__setitem__(classdict, '_generate_next_value_', staticmethod(generate))
        member_type, first_enum = metacls._get_mixins_(cls, bases)
        __new__, save_new, use_args = metacls._find_new_(classdict, member_type, first_enum)

        body = dict(classdict)
        values = {name: body.pop(name) for name in names}
        body['_new_member_'] = __new__
        body['_use_args_'] = use_args
        body['_member_names_'] = []
        body['_member_map_'] = {}
        body['_value2member_map_'] = {}
        body['_unhashable_values_'] = []
        body['_member_type_'] = member_type
        body['_value_repr_'] = metacls._find_data_repr_(cls, bases)
        body['_boundary_'] = boundary or getattr(first_enum, '_boundary_', None)
        body['_flag_mask_'] = 0
        body['_singles_mask_'] = 0
        body['_all_bits_'] = 0
        body['_inverted_'] = None
        if '__doc__' not in body:
            body['__doc__'] = None
        # _value_ and the members must be there before __init_subclass__ and __set_name__ run.
        made = super().__new__(metacls, cls, bases, body, **kwds)
        is_flag = Flag is not None and issubclass(made, Flag)
        for name in names:
            made._add_member(name, values[name], use_args, is_flag, first_enum)
        made._finish(order, classdict, save_new, member_type, first_enum, boundary, is_flag)
        return made

    def __init__(cls, *args, **kwds):
        super().__init__(*args[:3])

    def _add_member(cls, name, value, use_args, is_flag, first_enum):
        args = value if isinstance(value, tuple) else (value,)
        member_type = cls._member_type_
        if member_type is tuple:
            args = (args,)  # the whole tuple is the value
        if not use_args:
            made = cls._new_member_(cls)
        else:
            made = cls._new_member_(cls, *args)
        if not hasattr(made, '_value_'):
            if member_type is object:
                made._value_ = value
            else:
                try:
                    made._value_ = member_type(*args)
                except Exception as exc:
                    failure = TypeError('_value_ not set in __new__, unable to create it')
                    failure.__cause__ = exc
                    raise failure
        value = made._value_
        made._name_ = name
        made.__objclass__ = cls
        made.__init__(*args)
        made._sort_order_ = len(cls._member_names_)
        if not is_flag:
            same = cls._member_with_value(value)
            if same is None:
                cls._member_names_.append(name)
        else:
            if isinstance(value, int):
                cls._flag_mask_ |= value
                if _is_single_bit(value):
                    cls._singles_mask_ |= value
                cls._all_bits_ = 2 ** cls._flag_mask_.bit_length() - 1
            same = cls._member_with_value(value)
            if same is None and not (isinstance(value, int) and not _is_single_bit(value)
                                     and value >= 0):
                cls._member_names_.append(name)
        if same is not None:
            made = same
        cls._publish(name, made)
        cls._member_map_[name] = made
        if same is None:
            try:
                cls._value2member_map_.setdefault(value, made)
            except TypeError:
                cls._unhashable_values_.append(value)

    def _member_with_value(cls, value):
        try:
            return cls._value2member_map_.get(value)
        except TypeError:
            for made in cls._member_map_.values():
                if made._value_ == value:
                    return made

    def _publish(cls, name, made):
        """Makes the member an attribute of the class, beside a property of that name."""
        for base in cls.__mro__[1:]:
            found = base.__dict__.get(name)
            if found is None:
                continue
            if isinstance(found, (property, DynamicClassAttribute)):
                redirect = property()
                redirect.member = made
                redirect.fget = found.fget
                redirect.fset = found.fset
                redirect.fdel = found.fdel
                redirect.__set_name__(cls, name)
                type.__setattr__(cls, name, redirect)
                return
            break
        type.__setattr__(cls, name, made)

    def _finish(cls, order, classdict, save_new, member_type, first_enum, boundary, is_flag):
        # Mixed-in types bring methods that the data type, not Enum, should have the say about.
        if '__reduce_ex__' not in classdict and member_type is not object:
            names = ('__getnewargs_ex__', '__getnewargs__', '__reduce_ex__', '__reduce__')
            if not any(name in member_type.__dict__ for name in names):
                type.__setattr__(cls, '__reduce_ex__', _cannot_pickle)
        for name in ('__repr__', '__str__', '__format__', '__reduce_ex__'):
            if name not in classdict and Enum is not None and first_enum is not None:
                # The enumeration's own methods go before those of the data type.
                own = getattr(first_enum, name)
                found = getattr(cls, name)
                object_method = getattr(object, name)
                data_method = getattr(member_type, name)
                if found in (data_method, object_method):
                    type.__setattr__(cls, name, own)
        if is_flag:
            for name in ('__or__', '__and__', '__xor__', '__ror__', '__rand__', '__rxor__',
                         '__invert__'):
                if name not in classdict:
                    type.__setattr__(cls, name, getattr(Flag, name))
        if ReprEnum is not None and ReprEnum in cls.__bases__:
            if '__format__' not in classdict:
                type.__setattr__(cls, '__format__', member_type.__format__)
            if '__str__' not in classdict:
                # object.__str__ would lead back to the repr of the enumeration.
                plain = member_type.__str__
                type.__setattr__(cls, '__str__',
                                 member_type.__repr__ if plain is object.__str__ else plain)
        if Enum is not None:
            if save_new:
                type.__setattr__(cls, '__new_member__', cls.__dict__['__new__'])
            type.__setattr__(cls, '__new__', Enum.__new__)
        if is_flag:
            cls._finish_flag()
        if order is not None:
            if isinstance(order, str):
                order = order.replace(',', ' ').split()
            # Aliases may be listed or not.
            order = [n for n in order
                     if n not in cls._member_map_ or n in cls._member_names_]
            if order != cls._member_names_:
                raise TypeError('member order does not match _order_:\n  %r\n  %r'
                                % (cls._member_names_, order))

    def _finish_flag(cls):
        values = [cls._member_map_[name]._value_ for name in cls._member_names_]
        if values != sorted(values):
            type.__setattr__(cls, '_iter_member_', cls._iter_member_by_def_)

    # ---- what can be done with an enumeration ----

    def __bool__(cls):
        return True

    def __call__(cls, value, names=None, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        if names is None:
            return cls.__new__(cls, value)
        return cls._create_(value, names, module=module, qualname=qualname, type=type, start=start,
                            boundary=boundary)

    def __contains__(cls, member):
        if not isinstance(member, Enum):
            import warnings
            warnings.warn(
                "in 3.12 __contains__ will no longer raise TypeError, but will return True or\n"
                "False depending on whether the value is a member",
                DeprecationWarning, stacklevel=2)
            raise TypeError(
                "unsupported operand type(s) for 'in': '%s' and '%s'" % (
                    type(member).__qualname__, cls.__class__.__qualname__))
        return isinstance(member, cls) and member._name_ in cls._member_map_

    def __getattr__(cls, name):
        raise AttributeError(name)

    def __delattr__(cls, attr):
        if attr in cls._member_map_:
            raise AttributeError("%r cannot delete member %r." % (cls.__name__, attr))
        super().__delattr__(attr)

    def __setattr__(cls, name, value):
        if name in cls.__dict__.get('_member_map_', {}):
            raise AttributeError('cannot reassign member %r' % (name,))
        super().__setattr__(name, value)

    def __dir__(cls):
        names = {'__class__', '__contains__', '__doc__', '__getitem__', '__iter__', '__len__',
                 '__members__', '__module__', '__name__', '__qualname__', *cls._member_names_}
        if cls._new_member_ is not object.__new__:
            names.add('__new__')
        if cls.__init_subclass__ is not object.__init_subclass__:
            names.add('__init_subclass__')
        if cls._member_type_ is object:
            return sorted(names)
        return sorted(set(dir(cls._member_type_)) | names)

    def __getitem__(cls, name):
        return cls._member_map_[name]

    def __iter__(cls):
        return (cls._member_map_[name] for name in cls._member_names_)

    def __reversed__(cls):
        return (cls._member_map_[name] for name in reversed(cls._member_names_))

    def __len__(cls):
        return len(cls._member_names_)

    @_plain_property
    def __members__(cls):
        return MappingProxyType(cls._member_map_)

    def __repr__(cls):
        if Flag is not None and issubclass(cls, Flag):
            return "<flag %r>" % cls.__name__
        return "<enum %r>" % cls.__name__

    # ---- making enumerations by call ----

    def _create_(cls, class_name, names, *, module=None, qualname=None, type=None, start=1,
                 boundary=None):
        metacls = cls.__class__
        bases = (cls,) if type is None else (type, cls)
        _, first_enum = cls._get_mixins_(class_name, bases)
        namespace = metacls.__prepare__(class_name, bases)
        if isinstance(names, str):
            names = names.replace(',', ' ').split()
        if isinstance(names, (tuple, list)) and names and isinstance(names[0], str):
            given, names, last = names, [], []
            for count, name in enumerate(given):
                value = first_enum._generate_next_value_(name, start, count, last[:])
                last.append(value)
                names.append((name, value))
        for item in names:
            if isinstance(item, str):
                name, value = item, names[item]
            else:
                name, value = item
            namespace[name] = value
        if module is None:
            try:
                module = sys._getframe(2).f_globals['__name__']
            except (AttributeError, ValueError, KeyError):
                pass
        if module is not None:
            namespace['__module__'] = module
        if qualname is not None:
            namespace['__qualname__'] = qualname
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    # ---- looking at the bases ----

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if isinstance(base, EnumType) and base._member_names_:
                    raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type of the members, and the enumeration that the class derives from."""
        if not bases:
            return object, Enum
        mcls._check_for_existing_members_(class_name, bases)
        first_enum = bases[-1]
        if not isinstance(first_enum, EnumType):
            raise TypeError("new enumerations should be created as "
                            "`EnumName([mixin_type, ...] [data_type,] enum_type)`")
        return mcls._find_data_type_(class_name, bases) or object, first_enum

    @classmethod
    def _find_data_type_(mcls, class_name, bases):
        types = set()
        chains = set()
        for chain in bases:
            candidate = None
            for base in chain.__mro__:
                chains.add(base)
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    if base._member_type_ is not object:
                        types.add(base._member_type_)
                        break
                elif '__new__' in base.__dict__ or '__dataclass_fields__' in base.__dict__:
                    types.add(candidate or base)
                    break
                else:
                    candidate = candidate or base
        if len(types) > 1:
            raise TypeError('too many data types for %r: %r' % (class_name, types))
        return types.pop() if types else None

    @classmethod
    def _find_data_repr_(mcls, class_name, bases):
        for chain in bases:
            for base in chain.__mro__:
                if base is object:
                    continue
                if isinstance(base, EnumType):
                    return base._value_repr_
                if '__repr__' in base.__dict__:
                    if ('__dataclass_fields__' in base.__dict__
                            and '__dataclass_params__' in base.__dict__
                            and base.__dict__['__dataclass_params__'].repr):
                        return _dataclass_repr
                    return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """The __new__ that makes members, whether to keep it, whether it takes the value."""
        __new__ = classdict.get('__new__', None)
        save_new = first_enum is not None and __new__ is not None
        if __new__ is None:
            for method in ('__new_member__', '__new__'):
                for possible in (member_type, first_enum):
                    target = getattr(possible, method, None)
                    if target not in (None, None.__new__, object.__new__,
                                      getattr(Enum, '__new__', None)):
                        __new__ = target
                        break
                if __new__ is not None:
                    break
            else:
                __new__ = object.__new__
        use_args = not (first_enum is None or __new__ in (Enum.__new__, object.__new__))
        if isinstance(__new__, staticmethod):
            __new__ = __new__.__func__
        return __new__, save_new, use_args


EnumMeta = EnumType


def _cannot_pickle(self, proto):
    raise TypeError('%r cannot be pickled' % self)


def _dataclass_repr(self):
    fields = self.__dataclass_fields__
    return ', '.join('%s=%r' % (name, getattr(self, name))
                     for name in fields if fields[name].repr)


class Enum(metaclass=EnumType):
    """A class with a fixed set of named values."""

    def __new__(cls, value):
        if type(value) is cls:
            return value
        try:
            return cls._value2member_map_[value]
        except KeyError:
            pass
        except TypeError:
            for made in cls._member_map_.values():
                if made._value_ == value:
                    return made
        failure = None
        try:
            result = cls._missing_(value)
        except Exception as exc:
            failure = exc
            result = None
        try:
            if isinstance(result, cls):
                return result
            if Flag is not None and issubclass(cls, Flag) and cls._boundary_ is EJECT \
                    and isinstance(result, int):
                return result
            invalid = ValueError("%r is not a valid %s" % (value, cls.__qualname__))
            if result is None and failure is None:
                raise invalid
            if failure is None:
                failure = TypeError('error in %s._missing_: returned %r instead of None or a valid '
                                    'member' % (cls.__name__, result))
            if not isinstance(failure, ValueError):
                failure.__context__ = invalid
            raise failure
        finally:
            # No cycle through the traceback.
            failure = invalid = None

    def __init__(self, *args, **kwds):
        pass

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start
        try:
            return max(last_values) + 1
        except TypeError:
            pass
        for value in reversed(last_values):
            try:
                return value + 1
            except TypeError:
                pass
        return start

    @classmethod
    def _missing_(cls, value):
        return None

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __dir__(self):
        names = set()
        for cls in self.__class__.mro():
            for name, value in cls.__dict__.items():
                if name[0] == '_':
                    continue
                if isinstance(value, property):
                    if value.fget is not None or name not in self._member_map_:
                        names.add(name)
                    else:
                        names.discard(name)
                elif name not in self._member_map_:
                    names.add(name)
        return sorted(names | {'name', 'value', '__class__', '__doc__', '__eq__', '__hash__',
                               '__module__'})

    def __format__(self, format_spec):
        return str.__format__(str(self), format_spec)

    def __hash__(self):
        return hash(self._name_)

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)

    def __deepcopy__(self, memo):
        return self

    def __copy__(self):
        return self

    @property
    def name(self):
        """What the member is called."""
        return self._name_

    @property
    def value(self):
        """What the member stands for."""
        return self._value_


class ReprEnum(Enum):
    """Only the repr is that of an enumeration; str() and format() are those of the data type."""


class IntEnum(int, ReprEnum):
    """Members are ints as well"""


class StrEnum(str, ReprEnum):
    """Members are strings as well"""

    def __new__(cls, *values):
        if len(values) > 3:
            raise TypeError('too many arguments for str(): %r' % (values,))
        if len(values) == 1 and not isinstance(values[0], str):
            raise TypeError('%r is not a string' % (values[0],))
        if len(values) >= 2 and not isinstance(values[1], str):
            raise TypeError('encoding must be a string, not %r' % (values[1],))
        if len(values) == 3 and not isinstance(values[2], str):
            raise TypeError('errors must be a string, not %r' % (values[2]))
        value = str(*values)
        made = str.__new__(cls, value)
        made._value_ = value
        return made

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        return name.lower()


def pickle_by_global_name(self, proto):
    return self.name


def pickle_by_enum_name(self, proto):
    return getattr, (self.__class__, self._name_)


KEEP = None


class FlagBoundary(StrEnum):
    """What becomes of bits that no member of a Flag names."""
    STRICT = auto()
    CONFORM = auto()
    EJECT = auto()
    KEEP = auto()


STRICT, CONFORM, EJECT, KEEP = FlagBoundary


class Flag(Enum, boundary=STRICT):
    """Support for flags"""

    _numeric_repr_ = repr

    @staticmethod
    def _generate_next_value_(name, start, count, last_values):
        if not last_values:
            return start if start is not None else 1
        last_value = max(last_values)
        try:
            high = last_value.bit_length() - 1
        except Exception:
            raise TypeError('invalid flag value %r' % last_value) from None
        return 2 ** (high + 1)

    @classmethod
    def _iter_member_by_value_(cls, value):
        for bit in _bits_of(value & cls._singles_mask_):
            yield cls._value2member_map_[bit]

    _iter_member_ = _iter_member_by_value_

    @classmethod
    def _iter_member_by_def_(cls, value):
        yield from sorted(cls._iter_member_by_value_(value), key=lambda m: m._sort_order_)

    @classmethod
    def _missing_(cls, value):
        if not isinstance(value, int):
            raise ValueError("%r is not a valid %s" % (value, cls.__qualname__))
        mask = cls._flag_mask_
        all_bits = cls._all_bits_
        negative = None
        if (not ~all_bits <= value <= all_bits
                or value & (all_bits ^ mask)):
            boundary = cls._boundary_
            if boundary is STRICT:
                most = max(value.bit_length(), mask.bit_length())
                raise ValueError("%r invalid value %r\n    given %s\n  allowed %s" % (
                    cls, value, bin(value, most), bin(mask, most)))
            if boundary is CONFORM:
                value &= mask
            elif boundary is EJECT:
                return value
            elif value < 0:
                value = max(all_bits + 1, 2 ** value.bit_length()) + value
        if value < 0:
            negative = value
            value = all_bits + 1 + value
        if cls._member_type_ is object:
            made = object.__new__(cls)
        else:
            made = cls._member_type_.__new__(cls, value)
        if not hasattr(made, '_value_'):
            made._value_ = value
        # The name lists single bits first, then members of several bits that bring in what is left.
        parts = list(cls._iter_member_(value & cls._singles_mask_))
        covered = value & cls._singles_mask_
        if covered != value:
            for each in cls._member_map_.values():
                bits = each._value_
                if bits > 0 and bits & value == bits and each not in parts:
                    parts.append(each)
                    covered |= bits
        rest = value & ~covered
        if not covered:
            made._name_ = None
        elif rest and cls._boundary_ is STRICT:
            raise ValueError('%r: no members with value %r' % (cls, rest))
        else:
            made._name_ = '|'.join(each._name_ for each in parts)
            if rest:
                made._name_ += '|%s' % cls._numeric_repr_(rest)
        # One object for each value, whichever thread made it.
        made = cls._value2member_map_.setdefault(value, made)
        if negative is not None:
            cls._value2member_map_.setdefault(negative, made)
        return made

    def __contains__(self, other):
        if not isinstance(other, self.__class__):
            raise TypeError("unsupported operand type(s) for 'in': %r and %r" % (
                type(other).__qualname__, self.__class__.__qualname__))
        return other._value_ & self._value_ == other._value_

    def __iter__(self):
        yield from self._iter_member_(self._value_)

    def __len__(self):
        return self._value_.bit_count()

    def __repr__(self):
        show = self.__class__._value_repr_ or repr
        if self._name_ is None:
            return "<%s: %s>" % (self.__class__.__name__, show(self._value_))
        return "<%s.%s: %s>" % (self.__class__.__name__, self._name_, show(self._value_))

    def __str__(self):
        if self._name_ is None:
            return '%s(%r)' % (self.__class__.__name__, self._value_)
        return "%s.%s" % (self.__class__.__name__, self._name_)

    def __bool__(self):
        return bool(self._value_)

    def _bits_with(self, other):
        """The bits of the other operand; None: no such operation."""
        if isinstance(other, self.__class__):
            return other._value_
        if self._member_type_ is not object and isinstance(other, self._member_type_):
            return other
        return None

    def __or__(self, other):
        bits = self._bits_with(other)
        if bits is None:
            return NotImplemented
        return self.__class__(self._value_ | bits)

    def __and__(self, other):
        bits = self._bits_with(other)
        if bits is None:
            return NotImplemented
        return self.__class__(self._value_ & bits)

    def __xor__(self, other):
        bits = self._bits_with(other)
        if bits is None:
            return NotImplemented
        return self.__class__(self._value_ ^ bits)

    def __invert__(self):
        cls = self.__class__
        if cls._boundary_ in (EJECT, KEEP):
            return cls(~self._value_)
        return cls(cls._singles_mask_ & ~self._value_)

    __rand__ = __and__
    __ror__ = __or__
    __rxor__ = __xor__

    def __reduce_ex__(self, proto):
        return self.__class__, (self._value_,)


class IntFlag(int, ReprEnum, Flag, boundary=KEEP):
    """Flags that are ints as well"""


# ---- decorators ----

def unique(enumeration):
    """Refuses a class in which two names have one value."""
    aliases = [(name, made.name) for name, made in enumeration.__members__.items()
               if name != made.name]
    if aliases:
        details = ', '.join("%s -> %s" % pair for pair in aliases)
        raise ValueError('duplicate values found in %r: %s' % (enumeration, details))
    return enumeration


class EnumCheck(StrEnum):
    """What verify() can check."""
    CONTINUOUS = "no skipped integer values"
    NAMED_FLAGS = "multi-flag aliases may not contain unnamed flags"
    UNIQUE = "one name per value"


CONTINUOUS, NAMED_FLAGS, UNIQUE = EnumCheck


class verify:
    """Checks an enumeration for the given properties."""

    def __init__(self, *checks):
        self.checks = checks

    def __call__(self, enumeration):
        for check in self.checks:
            if check is UNIQUE:
                self._unique(enumeration)
            elif check is CONTINUOUS:
                self._continuous(enumeration)
            elif check is NAMED_FLAGS:
                self._named_flags(enumeration)
        return enumeration

    @staticmethod
    def _unique(enumeration):
        aliases = [(name, made.name) for name, made in enumeration.__members__.items()
                   if name != made.name]
        if aliases:
            details = ', '.join("%s -> %s" % pair for pair in aliases)
            raise ValueError('aliases found in %r: %s' % (enumeration, details))

    @staticmethod
    def _continuous(enumeration):
        is_flag = issubclass(enumeration, Flag)
        if not is_flag and not issubclass(enumeration, IntEnum) and \
                not all(isinstance(e.value, int) for e in enumeration):
            raise Exception('the `CONTINUOUS` check is only for integers')
        values = {e.value for e in enumeration}
        if len(values) < 2:
            return
        low, high = min(values), max(values)
        if is_flag:
            expected = [2 ** n for n in range(low.bit_length(), high.bit_length() - 1)]
        else:
            expected = range(low + 1, high)
        missing = [value for value in expected if value not in values]
        if missing:
            raise ValueError(('invalid %s %r: missing values %s' % (
                'flag' if is_flag else 'enum', enumeration.__name__,
                ', '.join(str(m) for m in missing)))[:256])

    @staticmethod
    def _named_flags(enumeration):
        names = enumeration._member_names_
        known = [m.value for m in enumeration]
        missing_names = []
        missing_value = 0
        for name, alias in enumeration._member_map_.items():
            if name in names or alias.value < 0:
                continue
            missed = [v for v in _bits_of(alias.value) if v not in known]
            if missed:
                missing_names.append(name)
                for v in missed:
                    missing_value |= v
        if missing_names:
            if len(missing_names) == 1:
                alias = 'alias %s is missing' % missing_names[0]
            else:
                alias = 'aliases %s and %s are missing' % (', '.join(missing_names[:-1]),
                                                           missing_names[-1])
            if _is_single_bit(missing_value):
                value = 'value 0x%x' % missing_value
            else:
                value = 'combined values of 0x%x' % missing_value
            raise ValueError('invalid Flag %r: %s %s [use enum.show_flag_values(value) for details]'
                             % (enumeration.__name__, alias, value))


def show_flag_values(value):
    return list(_bits_of(value))


def global_enum_repr(self):
    module = self.__class__.__module__.split('.')[-1]
    return '%s.%s' % (module, self._name_)


def global_flag_repr(self):
    module = self.__class__.__module__.split('.')[-1]
    cls_name = self.__class__.__name__
    if self._name_ is None:
        return "%s.%s(%r)" % (module, cls_name, self._value_)
    if _is_single_bit(self._value_):
        return '%s.%s' % (module, self._name_)
    return '|'.join(name if name[0].isdigit() else '%s.%s' % (module, name)
                    for name in self._name_.split('|'))


def global_str(self):
    if self._name_ is None:
        return "%s(%r)" % (self.__class__.__name__, self._value_)
    return self._name_


def global_enum(cls, update_str=False):
    """Puts the members into the module and lets them print as such."""
    cls.__repr__ = global_flag_repr if issubclass(cls, Flag) else global_enum_repr
    if not issubclass(cls, ReprEnum) or update_str:
        cls.__str__ = global_str
    sys.modules[cls.__module__].__dict__.update(cls.__members__)
    return cls
