# json.tool ends with the number of EPIPE when nobody reads its output.
import errno
import os
import subprocess
import sys

reading, writing = os.pipe()
os.close(reading)
done = subprocess.run([sys.executable, "-m", "json.tool"], input=b"[" + b"1," * 50000 + b"2]", stdout=writing,
                      stderr=subprocess.PIPE)
os.close(writing)
print(done.returncode == errno.EPIPE)
