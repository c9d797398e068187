"""How the body of a class becomes an enumeration: EnumType and the namespace in which such a body runs.

The classes Enum, ReprEnum and Flag stand in `enum`, which hands everything here on and whose name it bears.
A class is made in four steps: the namespace notes which names are members (_EnumNamespace); the bases tell
the type of their values and what makes them (_get_mixins_, _find_new_); each member is made once and entered
into the maps of the class (_add_member); _finish sets the methods about which mixed-in types have no say.
"""

import sys
from _types import MappingProxyType
from types import DynamicClassAttribute

__name__ = "enum"

_plain_property = property

# `enum` sets each as soon as the class exists, which needs the metaclass to be made.
Enum = Flag = ReprEnum = None


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
        if not _is_private(self._cls_name, key):
            if _is_sunder(key):
                value = self._setting(key, value)
            elif _is_dunder(key):
                key = '_order_' if key == '__order__' else key
            else:
                value = self._attribute(key, value)
        super().__setitem__(key, value)

    def _setting(self, key, value):
        """The value of a name that tells how the enumeration is to be made."""
        if key not in ('_order_', '_generate_next_value_', '_numeric_repr_', '_missing_', '_ignore_',
                       '_iter_member_', '_iter_member_by_value_', '_iter_member_by_def_'):
            raise ValueError('_sunder_ names, such as %r, are reserved for future Enum use' % (key,))
        if key == '_generate_next_value_':
            if self._auto_called:
                raise TypeError("_generate_next_value_ must be defined before members")
            self._generate_next_value = value
        elif key == '_ignore_':
            self._ignore = value = _names_in(value)
            already = set(value) & set(self._member_names)
            if already:
                raise ValueError('_ignore_ cannot specify already set names: %r' % (already,))
        return value

    def _attribute(self, key, value):
        """The value of an ordinary name, which is noted as a member unless the value forbids that."""
        if key in self._member_names:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        if key in self._ignore:
            return value
        if isinstance(value, nonmember):
            return value.value
        forced = isinstance(value, member)
        if _is_descriptor(value) and not forced:
            return value
        if forced:
            value = value.value
        elif self._cls_name and _is_nested_class(self._cls_name, value):
            import warnings
            warnings.warn("In 3.13 classes created inside an enum will not become a member.  "
                          "Use the `member` decorator to keep the current behavior.", DeprecationWarning, stacklevel=3)
            self._member_names[key] = None
            self._last_values.append(value)
            return value
        if key in self:
            raise TypeError('%r already defined as %r' % (key, self[key]))
        chosen = self._with_autos(key, value)
        self._member_names[key] = None
        if chosen is value:
            self._last_values.append(value)
        return chosen

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
        self._last_values.append(value.value)
        return value.value

    def update(self, members, *more_members):
        if hasattr(members, 'keys'):
            members = [(name, members[name]) for name in members.keys()]
        for name, value in (*members, *more_members):
            self[name] = value


def _names_in(names):
    """Names that were given as one text or as several."""
    return names.replace(',', ' ').split() if isinstance(names, str) else list(names)


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
            # Aliases may be listed or not.
            order = [name for name in _names_in(order)
                     if name not in cls._member_map_ or name in cls._member_names_]
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
            names = _names_in(names)
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
        # Pickles name the module, so by default it is the one from which the enumeration was called.
        if module is None:
            module = _module_at(2)
        for key, given in (('__module__', module), ('__qualname__', qualname)):
            if given is not None:
                namespace[key] = given
        return metacls.__new__(metacls, class_name, bases, namespace, boundary=boundary)

    # ---- looking at the bases ----

    @classmethod
    def _check_for_existing_members_(mcls, class_name, bases):
        for base in _ancestry(bases):
            if isinstance(base, EnumType) and base._member_names_:
                raise TypeError("<enum %r> cannot extend %r" % (class_name, base))

    @classmethod
    def _get_mixins_(mcls, class_name, bases):
        """The data type of the members, and the enumeration that the class derives from."""
        if not bases:  # Enum itself, or a class beside it
            return object, Enum
        parent = bases[-1]
        mcls._check_for_existing_members_(class_name, bases)
        if isinstance(parent, EnumType):
            return mcls._find_data_type_(class_name, bases) or object, parent
        raise TypeError("new enumerations should be created as "
                        "`EnumName([mixin_type, ...] [data_type,] enum_type)`")

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
        """How members show their values: by the first repr() that the bases bring."""
        for base in _ancestry(bases):
            if isinstance(base, EnumType):
                return base._value_repr_
            if '__repr__' in base.__dict__:
                return base.__dict__['__repr__']
        return None

    @classmethod
    def _find_new_(mcls, classdict, member_type, first_enum):
        """The __new__ that makes members, whether to keep it, whether it takes the value."""
        own = classdict.get('__new__')
        makes = own
        if makes is None:
            # What an enumeration above kept goes before what the data type has; the defaults make no member.
            defaults = (None, None.__new__, object.__new__, getattr(Enum, '__new__', None))
            inherited = (getattr(each, name, None) for name in ('__new_member__', '__new__')
                         for each in (member_type, first_enum))
            makes = next((each for each in inherited if each not in defaults), object.__new__)
        use_args = first_enum is not None and makes not in (Enum.__new__, object.__new__)
        if isinstance(makes, staticmethod):
            makes = makes.__func__
        return makes, own is not None and first_enum is not None, use_args


def _ancestry(bases):
    """The classes that come with the bases, in the order in which attributes are looked for; not object."""
    return (each for base in bases for each in base.__mro__ if each is not object)


def _module_at(depth):
    """The name of the module whose code runs `depth` calls above the caller of this; None where there is none."""
    try:
        return sys._getframe(depth + 1).f_globals.get('__name__')
    except ValueError:
        return None


EnumMeta = EnumType
