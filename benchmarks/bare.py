"""The yardstick: Flask and Jinja, forty rows, no database, about as many bytes as the page compared with it."""

import os

from flask import Flask, render_template
from jinja2 import DictLoader

BYTES = int(os.environ.get("BARE_BYTES", "40000"))
TEMPLATE = """<!doctype html><html lang="id"><head><title>Bare</title></head><body><h1>{{ title }}</h1><table>
{% for row in rows %}<tr><td>{{ row.number }}</td><td>{{ row.name }}</td><td>{{ row.value }}</td>
<td>{{ row.filler }}</td></tr>
{% endfor %}</table></body></html>"""

app = Flask(__name__)
app.jinja_loader = DictLoader({"page.html": TEMPLATE})
filler = "x" * max(1, (BYTES - 6000) // 40)


@app.get("/")
def page() -> str:
    rows = [
        {"number": n, "name": f"Baris ke-{n} <&>", "value": f"Rp{n * 1000}", "filler": filler} for n in range(1, 41)
    ]
    return render_template("page.html", title="Empat puluh baris", rows=rows)
