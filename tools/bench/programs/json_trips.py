"""json: documents of nested objects to text and back."""
import json
import sys


def document(n):
    return {"title": "orders \u00fcber \u20ac", "count": n, "open": True, "missing": None,
            "orders": [{"id": i, "price": i * 1.25 + 0.1, "tags": ["t%d" % (i % 7), "all"],
                        "address": {"street": "Elm \"%d\"" % i, "zip": "%05d" % i}} for i in range(n)]}


def once():
    data = document(200)
    text = json.dumps(data)
    again = json.loads(text)
    pretty = json.dumps(again, indent=2, sort_keys=True)
    compact = json.dumps(again, separators=(",", ":"), ensure_ascii=False)
    total = sum(order["price"] for order in json.loads(pretty)["orders"])
    return len(text), len(pretty), len(compact), again == data, round(total, 2)


def main():
    times = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    for _ in range(times):
        result = once()
    print("json_trips", *result)


main()
