def m(d,n=1):
    try:
        for i in d:
            del d[i]; d[i]=0
        print('none',d)
    except RuntimeError as e: print(e)
m({0:0}); d={}; d[0]=0; m(d); m(dict([(0,0)])); m({0:0,1:1}); m({i:i for i in range(1)}); m({i:i for i in range(2)});m({i:i for i in range(5)});m({i:i for i in range(6)});m({i:i for i in range(10)});m({i:i for i in range(11)}); m(dict(a=1)); m(dict(a=1,b=2)); m({'a':1}); m({'a':1,'b':2}); m({'a':1,'b':2,'c':3})
