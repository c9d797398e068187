"""The opcodes of Weft: their names, numbers, and what their operands refer to.

The numbers are those of runtime/compile/opcodes.def in this version of Weft; a specialized opcode stands
behind the compiler's own. An instruction has two operands, `a` and `b` (see dis.Instruction).
"""
import _weft

__all__ = ["cmp_op", "hasconst", "hasname", "hasjrel", "hasjabs", "haslocal", "hascompare", "hasfree",
           "hasnargs", "opname", "opmap", "HAVE_ARGUMENT", "EXTENDED_ARG", "stack_effect"]

_table = _weft.opcode_table()
opname = [row[0] for row in _table]
opmap = {name: number for number, name in enumerate(opname) if _table[number][2] == number}
cmp_op = ("<", "<=", "==", "!=", ">", ">=")
# Any instruction may have operands, and none needs a prefix to hold a large one.
HAVE_ARGUMENT = 0
EXTENDED_ARG = len(opname)


def _numbers(*names):
    return [opmap[name] for name in names]


hasconst = _numbers("LOAD_CONST", "LOAD_FAST_LOAD_CONST")
hasname = _numbers("LOAD_NAME", "STORE_NAME", "DELETE_NAME", "LOAD_GLOBAL", "STORE_GLOBAL", "DELETE_GLOBAL",
                   "LOAD_ATTR", "LOAD_METHOD", "STORE_ATTR", "DELETE_ATTR", "LOAD_SUPER_METHOD",
                   "LOAD_SUPER_ATTR", "LOAD_FAST_LOAD_ATTR", "LOAD_FAST_LOAD_METHOD", "IMPORT_NAME",
                   "IMPORT_FROM")
hasjrel = []
hasjabs = _numbers("JUMP", "JUMP_BACKWARD", "POP_JUMP_IF_FALSE", "POP_JUMP_IF_TRUE", "POP_JUMP_IF_NONE",
                   "POP_JUMP_IF_NOT_NONE", "JUMP_IF_FALSE_OR_POP", "JUMP_IF_TRUE_OR_POP", "FOR_ITER", "SEND")
haslocal = _numbers("LOAD_FAST", "LOAD_FAST_CHECK", "STORE_FAST", "DELETE_FAST", "LOAD_FAST_LOAD_FAST",
                    "LOAD_FAST_LOAD_CONST", "STORE_FAST_LOAD_FAST", "LOAD_FAST_LOAD_ATTR",
                    "LOAD_FAST_LOAD_METHOD")
hascompare = _numbers("COMPARE_OP")
hasfree = _numbers("MAKE_CELL", "LOAD_CLOSURE", "LOAD_DEREF", "LOAD_CLASSDEREF", "STORE_DEREF", "DELETE_DEREF")
hasnargs = _numbers("CALL", "CALL_KW")

# How far a jump's stack differs from that of the path that does not jump.
_jump_effects = {opmap["JUMP_IF_FALSE_OR_POP"]: 1, opmap["JUMP_IF_TRUE_OR_POP"]: 1, opmap["FOR_ITER"]: -2}


def stack_effect(opcode, oparg=None, /, *, jump=None, second=0):
    """What an instruction adds to the stack; jump=None: the greater of both paths."""
    if jump not in (None, True, False):
        raise ValueError("stack_effect: jump must be False, True or None")
    straight = _weft.opcode_effect(opcode, 0 if oparg is None else oparg, second)
    jumping = straight + _jump_effects.get(_table[opcode][2], 0)
    if jump is None:
        return max(straight, jumping)
    return jumping if jump else straight
