import csv, io, statistics
from fractions import Fraction
text = 'name,age,"city, state"\r\nann,3,"a ""quoted"" one"\r\nbob,,"two\r\nlines"\r\n\r\n x , y,z\r\n'
print(list(csv.reader(io.StringIO(text, newline=''))))
print(list(csv.reader(['a;b;c', '1;2;"3;4"'], delimiter=';')), list(csv.reader(["a 'b c' d"], delimiter=' ', quotechar="'")))
print(list(csv.reader(['1,"2",3.5'], quoting=csv.QUOTE_NONNUMERIC)), list(csv.reader(['a\\,b,c'], escapechar='\\')))
for quoting in range(4):
    out = io.StringIO()
    w = csv.writer(out, quoting=quoting, escapechar='\\')
    w.writerows([['a', 1, 2.5, None, ''], ['x,y', 'say "hi"', 'line\nend', True], ['']] if quoting != 3 else [['a', 1], ['x,y', '"']])
    print(quoting, repr(out.getvalue()))
rows = list(csv.DictReader(io.StringIO('a,b\n1,2\n3\n4,5,6\n'), restkey='more', restval='?'))
print(rows)
out = io.StringIO()
w = csv.DictWriter(out, ['a', 'b'], lineterminator='\n')
print(w.writeheader(), w.writerow({'a': 1, 'b': 2}))
try:
    w.writerow({'a': 1, 'c': 2})
except ValueError as e:
    print(e)
print(repr(out.getvalue()))
for make in (lambda: csv.reader([], delimiter=''), lambda: csv.reader([], quoting=9), lambda: csv.get_dialect('x'), lambda: csv.writer(1),
             lambda: csv.writer(io.StringIO()).writerow(5), lambda: list(csv.reader(['a"b"c"'], strict=True)), lambda: list(csv.reader([b'x'])),
             lambda: list(csv.reader(['"a"b'], strict=True)), lambda: csv.reader([], foo=1), lambda: csv.writer(io.StringIO(), quoting=3).writerow(['a,b'])):
    try:
        print(make())
    except Exception as e:
        print(type(e).__module__, type(e).__name__, e)
print(csv.list_dialects(), csv.Sniffer().sniff('a;b;c\n1;2;3\n').delimiter, csv.Sniffer().has_header('name,n\na,1\nb,2\n'))
data = [1, 2, 2, 3, 10, 4.5]
for f in 'mean fmean median median_low median_high mode multimode stdev pstdev variance pvariance harmonic_mean geometric_mean quantiles'.split():
    print(f, getattr(statistics, f)(data))
print(statistics.mean([Fraction(1, 2), Fraction(1, 3)]), statistics.correlation([1, 2, 3], [1, 2, 4]), statistics.linear_regression([1, 2, 3], [2, 4, 7]))
n = statistics.NormalDist(10, 2)
print(n, n.cdf(12), n.inv_cdf(0.9), n.pdf(10), n + 3, n * 2, n.quantiles(), n.overlap(statistics.NormalDist(11, 3)), n.samples(2, seed=1))
for f in (statistics.mean, statistics.mode, statistics.stdev, statistics.median):
    try:
        f([])
    except statistics.StatisticsError as e:
        print(e)
