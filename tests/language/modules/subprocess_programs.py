"""subprocess: programs, pipes, codes, errors, time limits."""
import os
import subprocess
import sys
import tempfile
import threading
from subprocess import DEVNULL, PIPE, STDOUT, Popen

run = subprocess.run
print(run(["echo", "hello", "world"], capture_output=True, text=True))
print(run("echo out; echo err >&2; exit 3", shell=True, stdout=PIPE, stderr=PIPE))
print(run(["cat"], input=b"through", stdout=PIPE).stdout, run(["cat"], input="t\u00e9xt", stdout=PIPE, encoding="utf-8").stdout)
print(run("echo a; echo b >&2", shell=True, stdout=PIPE, stderr=STDOUT, text=True).stdout)
print(run(["true"]).returncode, run(["false"]).returncode, subprocess.call("exit 5", shell=True))
print(run(["sh", "-c", "kill -9 $$"]).returncode, run(["sh", "-c", 'echo "$0" "$1"', "zero", "one"], stdout=PIPE).stdout)
sys.stdout.flush()
run(["echo", "straight to our own output"])
print(subprocess.check_output(["pwd"], cwd="/").decode(), subprocess.getoutput("echo x; echo y"), subprocess.getstatusoutput("exit 2"))
print(run(["env"], env={"A": "1", "PATH": os.environ["PATH"]}, stdout=PIPE, text=True).stdout.splitlines()[0])
os.environ["SET_HERE"] = "yes"
print(subprocess.getoutput("echo $SET_HERE"))
print(run(["sh", "-c", "read x; echo got:$x"], stdin=DEVNULL, stdout=PIPE, text=True).stdout)

with tempfile.TemporaryFile("w+") as file:
    run(["echo", "into a file"], stdout=file)
    file.seek(0)
    print(file.read())

process = Popen(["cat"], stdin=PIPE, stdout=PIPE, text=True, bufsize=1)
process.stdin.write("line one\n")
print(process.stdout.readline(), process.poll(), process.returncode)
process.stdin.write("line two\n")
process.stdin.close()
print(process.stdout.read(), process.wait(), process)
process.stdout.close()

big = b"0123456789" * 50000
process = Popen(["sh", "-c", "cat; echo error >&2"], stdin=PIPE, stdout=PIPE, stderr=PIPE)
out, err = process.communicate(big)
print(len(out), out == big, err, process.returncode)
with Popen(["cat"], stdin=PIPE, stdout=PIPE) as process:
    print(process.communicate(b"in a with")[0])

try:
    run(["sleep", "20"], timeout=0.1)
except subprocess.TimeoutExpired as error:
    print(error.cmd, error.output)
process = Popen(["sh", "-c", "echo early; exec sleep 20"], stdout=PIPE, stderr=PIPE)
try:
    process.communicate(timeout=0.2)
except subprocess.TimeoutExpired as error:
    print(type(error).__name__)
process.terminate()
print(process.communicate(), process.returncode)
process.kill()
process = Popen(["sleep", "20"])
try:
    process.wait(0.05)
except subprocess.TimeoutExpired as error:
    print(error)
process.kill()
print(process.wait(), process.poll())

for bad in (lambda: run(["false"], check=True), lambda: subprocess.check_call(["sh", "-c", "exit 4"]),
            lambda: subprocess.check_output("echo partial; exit 1", shell=True), lambda: run(["/no/such/program"]),
            lambda: run(["no-such-program-at-all"]), lambda: run(["pwd"], cwd="/no/such/folder"), lambda: run(["/"]),
            lambda: run(["sh", "-c", "kill -15 $$"], check=True), lambda: run([]), lambda: run(["a"], bufsize="x"),
            lambda: run(["a"], input=b"", stdin=PIPE), lambda: run(["a"], capture_output=True, stdout=PIPE),
            lambda: subprocess.check_output(["a"], stdout=1), lambda: run(["a\0b"]), lambda: run(["cat"], input="x", stdout=PIPE)):
    try:
        print(bad())
    except Exception as error:
        print(type(error).__name__, error, getattr(error, "output", None))
error = subprocess.CalledProcessError(2, "cmd", "out", "err")
print(error, error.stdout, error.stderr, repr(error), subprocess.CalledProcessError(-99, "x"))
print(subprocess.CompletedProcess(["a"], 0), subprocess.CompletedProcess("b", 1, "o", "e"))
print(subprocess.list2cmdline(["a b", 'c"d', "", "e\\", "f g\\"]), (PIPE, STDOUT, DEVNULL))

results = []
threads = [threading.Thread(target=lambda n=n: results.append(run(["echo", str(n)], stdout=PIPE).stdout)) for n in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(sorted(results))
reader, writer = os.pipe()
run(["sh", "-c", "echo passed >&%d" % writer], pass_fds=[writer])
print(os.read(reader, 100), run(["sh", "-c", "echo no 2>/dev/null >&%d" % writer], stderr=DEVNULL).returncode != 0)
with os.popen("echo popen; exit 3") as pipe:
    print(pipe.read())
print(os.popen("exit 3").close(), os.popen("true").close())
child = Popen(["sh", "-c", "exit 9"])  # kept: one that is dropped may be waited for by its finalizer
pid, status = os.waitpid(child.pid, 0)
print(os.WIFEXITED(status), os.WEXITSTATUS(status), os.waitstatus_to_exitcode(status), os.WIFSIGNALED(status))
try:
    os.waitpid(-1, 0)
except ChildProcessError as error:
    print(error)
print(run([sys.executable, "-c", "import os; os.execvp('echo', ['echo', 'became', 'echo'])"], stdout=PIPE).stdout)
