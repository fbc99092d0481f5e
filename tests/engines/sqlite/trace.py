# Runs the statements of a plan one by one on Python's SQLite, and tells what SQLite itself says of each: the statements
# it traced, every object that the authorizer was asked about, and how the schema and the canary are before and after.
# Answers one JSON request a line; injection_test.ts speaks to it.
import json
import sqlite3
import sys

CODES = {
    1: "create-index", 2: "create-table", 3: "create-temp-index", 4: "create-temp-table", 5: "create-temp-trigger",
    6: "create-temp-view", 7: "create-trigger", 8: "create-view", 9: "delete", 10: "drop-index", 11: "drop-table",
    12: "drop-temp-index", 13: "drop-temp-table", 14: "drop-temp-trigger", 15: "drop-temp-view", 16: "drop-trigger",
    17: "drop-view", 18: "insert", 19: "pragma", 20: "read", 21: "select", 22: "transaction", 23: "update",
    24: "attach", 25: "detach", 26: "alter", 27: "reindex", 28: "analyze", 29: "create-virtual", 30: "drop-virtual",
    31: "function", 32: "savepoint", 33: "recursive",
}


def schema_of(db):
    return db.execute("select type, name, tbl_name, sql from sqlite_master order by 1, 2").fetchall()


def canary_of(db):
    return db.execute("select rowid, * from canary").fetchall()


def run(request):
    db = sqlite3.connect(request["path"], isolation_level=None)
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        db.execute("pragma foreign_keys = off")
        before = schema_of(db), canary_of(db)
        asked, traced, runs = [], [], []

        def ask(code, first, second, database, inner):
            asked.append([CODES.get(code, str(code)), first, second, database, inner])
            return sqlite3.SQLITE_OK

        db.execute("begin immediate")
        db.set_authorizer(ask)
        db.set_trace_callback(traced.append)
        for sql in request["statements"]:
            asked.clear()
            traced.clear()
            error = None
            try:
                db.execute(sql).fetchall()  # refuses text that holds more than one statement, or a NUL
            except (sqlite3.Error, sqlite3.Warning, ValueError) as problem:
                error = str(problem)
            runs.append({"asked": list(asked), "traced": list(traced), "error": error})
        db.set_authorizer(None)
        db.set_trace_callback(None)
        db.execute("commit")
        after = schema_of(db), canary_of(db)
        changed = [row[:3] for row in set(before[0]) ^ set(after[0])]
        return {"runs": runs, "changed": changed, "canary": before[1] == after[1], "schema": after[0]}
    finally:
        db.close()


for line in sys.stdin:
    try:
        reply = {"value": run(json.loads(line))}
    except Exception as error:  # told to the test, which fails by it
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
