for e in list(range(985,1080,3)):
    try: print(e, 75312/(69187*2**e), -1/2**e, 3/2**e, (2**e+1)/3**(e//2), 12345/7**(e//3))
    except Exception as x: print(e, x)
