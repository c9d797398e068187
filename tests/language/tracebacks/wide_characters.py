import sys
def g(): return "日本語" + 1 + "é"
def h(): return 5, "日本語", undefined
def k(): return "日本語", undefined, "日"
def m(): return ("日本語"
   + 1)
def n(): return "é", {}["é日"]["日"]
def o(): return "ｱア", "한글", "e\u0301", "é́", undefined + 1
for f in (g,h,k,m,n,o):
    try: f()
    except Exception: sys.excepthook(*sys.exc_info())
