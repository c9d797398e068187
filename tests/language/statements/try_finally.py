"""finally and return, break, continue; nesting; which exception wins."""
def f1():
    try: return "try"
    finally: print("f1 finally")
def f2():
    try: return "try"
    finally: return "finally"
def f3():
    try: raise ValueError("lost")
    finally: return "swallowed"
def f4():
    for i in range(3):
        try: raise ValueError(i)
        finally: break
    return i
def f5():
    x = 1
    try: return x
    finally: x = 2
def f6():
    x = [1]
    try: return x
    finally: x.append(2)
def f7():
    try:
        try: raise KeyError("inner")
        finally: print("inner finally")
    except KeyError as e:
        return "caught " + str(e)
    finally:
        print("outer finally")
def f8():
    try:
        try: raise KeyError("first")
        finally: raise ValueError("second")
    except ValueError as e:
        return e, e.__context__, e.__cause__, e.__suppress_context__
def f9():
    out = []
    i = 0
    while i < 4:
        i += 1
        try:
            if i == 2: continue
            if i == 4: break
            out.append(i)
        except Exception: pass
        else: out.append("else")
        finally: out.append("fin")
    else: out.append("loop else")
    return out
def f10():
    try: pass
    except: print("never")
    else:
        try: return "else"
        finally: print("nested in else")
    finally: print("f10 finally")
def f11():
    try:
        try: 1 / 0
        except ZeroDivisionError: raise
        finally: print("after re-raise")
    except ArithmeticError as e: return type(e).__name__
def f12():
    def gen():
        try:
            yield 1
            yield 2
        finally:
            print("gen closed")
    it = gen()
    for x in it:
        g = x
        break
    it.close()
    h = gen(); next(h); h.close()
    return g
def f13():
    for i in range(2):
        for j in range(2):
            try:
                try:
                    if j: break
                    print("body", i, j)
                finally: print("in", i, j)
            finally: print("out", i, j)
def f14():
    try:
        raise ValueError("a")
    except ValueError:
        try: raise TypeError("b")
        except TypeError as e: return repr(e.__context__)
def f15():
    try: return [print("evaluated"), 1][1]
    except: return 2
    else: return 3
    finally: print("f15")
def f16():
    try:
        raise ValueError
    except ValueError as e:
        try: del e
        finally: print("e deleted")
    return "e" in locals()
def f17():
    while True:
        try:
            try: return "from inner"
            finally: break
        finally: print("f17")
    return "after break"
for f in (f1, f2, f3, f4, f5, f6, f7, f8, f9, f10, f11, f12, f13, f14, f15, f16, f17):
    print(f.__name__, f())
def depth(n):
    try:
        if n: return depth(n - 1)
        return "bottom"
    finally:
        print(n, end=" ")
print(depth(5))
