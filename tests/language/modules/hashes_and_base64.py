import binascii, base64, hashlib, hmac
for e in ["a2b_base64('YQ')","a2b_base64('Y')","a2b_base64('YWJj\\n')","a2b_base64(b'YQ==YQ==')","a2b_base64('====')","a2b_base64('\u1234')","a2b_base64('YQ=',strict_mode=True)","a2b_base64('Y Q==',strict_mode=True)","a2b_base64('=YQ==',strict_mode=True)","a2b_base64('YQ==a',strict_mode=True)","a2b_base64('Y=Q=',strict_mode=True)","a2b_base64('YQ===',strict_mode=True)","unhexlify('abc')","unhexlify('zz')","unhexlify(b'a b')","hexlify('a')","hexlify(b'abc','-')","hexlify(b'abcd','-',2)","hexlify(b'abcde',b':',-2)","b2a_base64(b'abc',newline=False)","b2a_base64('a')","crc32(b'hello')","crc32(b'hello',5)","crc_hqx(b'hello',0)","crc32('a')","Error.__mro__","a2b_base64('YWJ!jZA==')","a2b_base64('YWJjZA')","a2b_base64('YWJjZ')","a2b_base64('A')", "a2b_base64(5)","unhexlify(5)","hexlify(b'')","a2b_hex('4142')","a2b_qp(b'a=20b=\\n')","b2a_qp(b'a b\\t\\x80=')","b2a_uu(b'abc')","a2b_uu(b'#86)C\\n')"]:
    try: print(e, eval('binascii.'+e))
    except Exception as x: print(e, type(x).__name__, x)
for n in sorted(hashlib.algorithms_guaranteed - {'blake2b','blake2s'}):
    for d in b'', b'abc', b'x'*55, b'x'*56, b'x'*111, b'x'*112, bytes(range(256))*10:
        h=hashlib.new(n,d); a=(40,) if 'shake' in n else ()
        print(n, len(d), h.hexdigest(*a), h.digest_size, h.block_size, h.name)
h=hashlib.sha256(); h.update(b'a'); g=h.copy(); g.update(b'b'*1000); print(h.hexdigest(), g.hexdigest(), hashlib.md5(b'a'*63+b'b').hexdigest())
try: hashlib.md5('a')
except TypeError as e: print(e)
try: hashlib.new('nope')
except ValueError as e: print(e)
print(hmac.new(b'k',b'm','sha256').hexdigest(), hmac.digest(b'k'*200,b'm','md5'), hmac.compare_digest('a','a'), hmac.compare_digest(b'a',b'b'))
print(hashlib.pbkdf2_hmac('sha1',b'p',b's',3).hex(), hashlib.pbkdf2_hmac('sha512',b'p',b's',2,100).hex())
for f in 'b64','b32','b16','b85','a85','b32hex','urlsafe_b64':
    for n in range(12):
        d=bytes(range(250-n*7, 250-n*7+n)); x=getattr(base64,f+'encode')(d); print(f, x, getattr(base64,f+'decode')(x)==d)
print(base64.a85encode(b'hello world   \0\0\0\0    ', foldspaces=True, wrapcol=10, adobe=True), base64.encodebytes(b'x'*100), base64.b64decode('YQ-_', b'-_'), base64.b16decode('ff', True))
