# The independent judge of SQLite databases: Python's own SQLite and a reader of CREATE statements that shares nothing
# with the plugin. Answers one JSON request a line; engine.ts beside it speaks to it.
import json
import re
import sqlite3
import sys

TOKEN = re.compile(
    r"""(?P<skip>\s+|--[^\n]*|/\*.*?\*/)
      | (?P<blob>[xX]'[0-9a-fA-F]*')
      | (?P<text>'(?:[^']|'')*')
      | (?P<name>"(?:[^"]|"")*"|`(?:[^`]|``)*`|\[[^\]]*\])
      | (?P<number>(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)
      | (?P<word>[^\W\d][\w$]*)
      | (?P<sign>->>|->|\|\||<<|>>|<=|>=|<>|==|!=|.)""",
    re.X | re.S,
)
LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "abcdefghijklmnopqrstuvwxyz")
PLAIN = re.compile(r"[^\W\d][\w$]*\Z")
ROW_NUMBERS = {"rowid", "_rowid_", "oid"}
COLUMN_WORDS = {
    "constraint", "primary", "not", "null", "unique", "check", "default", "collate", "references", "generated", "as",
}


def fold(text):
    return text.translate(LETTERS)


class InDoubleQuotes(str):
    """A name in double quotes, which SQLite takes for a string where nothing bears it."""


def tokens_of(sql):
    """Tokens in a form that is equal for equal meanings: names unquoted where they can be, words in lower case."""
    found = []
    for match in TOKEN.finditer(sql):
        kind, text = match.lastgroup, match.group()
        if kind == "skip":
            continue
        if kind == "name":
            quote = "]" if text[0] == "[" else text[0]
            plain = text[1:-1].replace(quote * 2, quote)
            text = fold(plain)
            if not PLAIN.match(text):
                text = '"' + text.replace('"', '""') + '"'
            if quote == '"':
                text = InDoubleQuotes(text)
                text.string = "'" + plain.replace("'", "''") + "'"
        elif kind == "word" or kind == "blob":
            text = fold(text)
        elif text == "==":
            text = "="
        elif text == "!=":
            text = "<>"
        found.append(text)
    return found


def drop_words(tokens, *phrases):
    kept = []
    index = 0
    while index < len(tokens):
        for phrase in phrases:
            if tokens[index : index + len(phrase)] == list(phrase):
                index += len(phrase)
                break
        else:
            kept.append(tokens[index])
            index += 1
    return kept


def group(tokens, start):
    """The tokens from the parenthesis at start to its partner, and where they end."""
    depth = 0
    for index in range(start, len(tokens)):
        depth += {"(": 1, ")": -1}.get(tokens[index], 0)
        if depth == 0:
            return tokens[start : index + 1], index + 1
    raise ValueError("no closing parenthesis: " + " ".join(tokens))


def split_parts(tokens):
    parts, part, depth = [], [], 0
    for token in tokens:
        depth += {"(": 1, ")": -1}.get(token, 0)
        if token == "," and depth == 0:
            parts.append(part)
            part = []
        else:
            part.append(token)
    return parts + [part]


def names_in(parenthesised):
    return [part[0] for part in split_parts(parenthesised[1:-1])]


def plain_strings(tokens, columns):
    """An expression of a table with its strings in single quotes."""
    found = []
    for index, token in enumerate(tokens):
        around = tokens[max(index - 1, 0) : index] + tokens[index + 1 : index + 2]
        is_string = isinstance(token, InDoubleQuotes) and token not in columns and token not in ROW_NUMBERS
        found.append(token.string if is_string and not set(around) & {".", "collate"} else token)
    return found


class Table:
    """One CREATE TABLE, as a set of facts."""

    def __init__(self, sql):
        tokens = drop_words(tokens_of(sql), ("if", "not", "exists"))
        open_at = tokens.index("(")
        body, end = group(tokens, open_at)
        self.name = tokens[open_at - 1]
        if self.name[0] == "'":  # so SQLite writes the names of shadow tables
            self.name = fold(self.name[1:-1])
        self.options = sorted(" ".join(part) for part in split_parts(tokens[end:]) if part)
        self.key = []
        self.facts = []
        self.references = []
        self.collations = {}
        parts = split_parts(body[1:-1])
        self.columns = {part[0] for part in parts}
        for part in parts:
            self.definition(part)

    def definition(self, part):
        named = part[0] == "constraint"
        if (part[2] if named else part[0]) in ("primary", "unique", "check", "foreign"):
            self.constraints(part, None)
            return
        column, index, type_words = part[0], 1, []
        while index < len(part) and part[index] not in COLUMN_WORDS:
            type_words.append(part[index])
            index += 1
        attributes = self.constraints(part[index:], column)
        self.collations[column] = next((a.split()[1] for a in attributes if a.startswith("collate ")), "binary")
        self.facts.append("column " + " ".join([column, *type_words, *sorted(attributes)]))

    def constraints(self, part, column):
        """Reads constraints; gives those that are attributes of a column."""
        attributes, index, name = [], 0, ""
        own = [] if column is None else ["(", column, ")"]

        def paren():
            nonlocal index
            inside, index = group(part, index)
            return inside

        def take(*words):
            nonlocal index
            if part[index : index + len(words)] == list(words):
                index += len(words)
                return True
            return False

        while index < len(part):
            if take("constraint"):
                name = part[index].strip('"')
                name = "" if name.endswith("_fkey") else "constraint " + name + " "
                index += 1
                continue
            if take("primary", "key"):
                columns = own or paren()
                if column is not None and index < len(part) and part[index] in ("asc", "desc"):
                    columns = [*columns[:-1], part[index], ")"]
                    index += 1
                columns = drop_words(columns, ("asc",))
                self.key = [each[0] for each in split_parts(columns[1:-1])]
                conflict = self.conflict(part, index)
                index += len(conflict)
                self.facts.append(name + " ".join(["primary key", *columns, *conflict]))
                if take("autoincrement"):
                    self.facts.append("autoincrement")
            elif take("not", "null"):
                conflict = self.conflict(part, index)
                index += len(conflict)
                attributes.append(name + " ".join(["not null", *conflict]))
            elif take("null"):
                pass
            elif take("unique"):
                columns = drop_words(own or paren(), ("asc",))
                conflict = self.conflict(part, index)
                index += len(conflict)
                self.facts.append(name + " ".join(["unique", *columns, *conflict]))
            elif take("check"):
                self.facts.append(name + " ".join(["check", *plain_strings(paren(), self.columns)]))
                index += len(self.conflict(part, index))  # has no effect
            elif take("default"):
                value, index = self.default(part, index)
                value = plain_strings(value, set())
                if value != ["null"]:
                    attributes.append(" ".join(["default", *value]))
            elif take("collate"):
                if part[index] != "binary":
                    attributes.append("collate " + part[index])
                index += 1
            elif take("generated", "always") or part[index] == "as":
                index += 1
                text = " ".join(["as", *plain_strings(paren(), self.columns)])
                attributes.append(text + (" stored" if take("stored") else ""))
                take("virtual")
            elif take("foreign", "key"):
                columns = paren()
                index += 1
                index = self.reference(part, index, name, columns)
            elif take("references"):
                index = self.reference(part, index, name, own)
            else:
                raise ValueError("cannot read: " + " ".join(part[index:]))
            name = ""
        return attributes

    @staticmethod
    def conflict(part, index):
        clause = part[index : index + 3]
        return clause if clause[:2] == ["on", "conflict"] else []

    @staticmethod
    def default(part, index):
        if part[index] == "(":
            value, index = group(part, index)
            while value[0] == "(" and group(value, 0)[1] == len(value):
                value = value[1:-1]
        else:
            size = 2 if part[index] in "+-" else 1
            value, index = part[index : index + size], index + size
        if value[0] == "+":
            value = value[1:]
        return [{"true": "1", "false": "0"}.get(word, word) for word in value], index

    def reference(self, part, index, name, columns):
        parent, index = part[index], index + 1
        to = None
        if index < len(part) and part[index] == "(":
            to, index = group(part, index)
        rest = []
        while index < len(part) and part[index] in ("on", "match", "not", "deferrable", "initially"):
            size = {"on": 3, "match": 2, "not": 1, "deferrable": 1, "initially": 2}[part[index]]
            if part[index] == "not" and part[index + 1] != "deferrable":
                break
            if part[index] == "on" and part[index + 2] in ("set", "no"):
                size = 4
            words = part[index : index + size]
            index += size
            if words[0] == "on" and words[2:] != ["no", "action"]:
                rest.append(" ".join(words))
            elif words == ["initially", "deferred"]:
                rest.append("deferred")
        self.references.append((name, columns, parent, to, sorted(rest)))
        return index

    def form(self, tables):
        facts = list(self.facts)
        for name, columns, parent, to, rest in self.references:
            wanted = tables[parent].key if to is None and parent in tables else names_in(to or ["(", "?", ")"])
            shown = ", ".join(sorted(f"{own} -> {other}" for own, other in zip(names_in(columns), wanted)))
            facts.append(name + " ".join(["foreign key", shown, "of", parent, *rest]))
        return "\n".join(["table " + self.name, *sorted(facts), *self.options])


def index_form(sql, tables):
    """An index with the collation of each column in the open: its own, or the column's."""
    tokens = drop_words(tokens_of(sql), ("if", "not", "exists"), ("main", "."), ("asc",))
    open_at = tokens.index("(")
    table = tables[tokens[open_at - 1]]
    tokens = tokens[:open_at] + plain_strings(tokens[open_at:], table.columns)
    parts, end = group(tokens, open_at)
    shown = []
    for part in split_parts(parts[1:-1]):
        column, rest = part[0], part[1:]
        if column in table.collations and (not rest or rest[0] in ("collate", "desc")):
            own = rest[1] if rest[:1] == ["collate"] else table.collations[column]
            order = [word for word in rest if word == "desc"]
            part = [column, *([] if own == "binary" else ["collate", own]), *order]
        shown.append(" ".join(unwrapped(part)))
    return " ".join([*tokens[: open_at], "(", " , ".join(shown), ")", *tokens[end:]])


def unwrapped(tokens):
    while tokens and tokens[0] == "(" and group(tokens, 0)[1] == len(tokens):
        tokens = tokens[1:-1]
    return tokens


def trigger_form(sql):
    """A trigger with its time in the open, without the words that change nothing."""
    tokens = drop_words(tokens_of(sql), ("if", "not", "exists"), ("main", "."), ("for", "each", "row"))
    if tokens[3] in ("insert", "update", "delete"):
        tokens.insert(3, "before")
    begin = tokens.index("begin")
    if "when" in tokens[:begin]:
        when = tokens.index("when")
        tokens = [*tokens[: when + 1], *unwrapped(tokens[when + 1 : begin]), *tokens[begin:]]
    return " ".join(tokens)


def is_unread(sql):
    return fold(sql).startswith("create virtual")


def dump(db):
    rows = db.execute("select type, name, tbl_name, sql from sqlite_master where sql is not null").fetchall()
    rows = [row for row in rows if not row[1].startswith("sqlite_")]
    tables = {}
    for kind, name, _, sql in rows:
        if kind == "table" and not is_unread(sql):
            table = Table(sql)
            tables[table.name] = table
    objects = []
    for kind, name, table, sql in rows:
        if kind == "table" and not is_unread(sql):
            form = Table(sql).form(tables)
        elif kind == "index":
            form = index_form(sql, tables)
        elif kind == "trigger":
            form = trigger_form(sql)
        else:
            form = " ".join(drop_words(tokens_of(sql), ("if", "not", "exists"), ("main", ".")))
        objects.append({"type": kind, "name": name, "table": table, "form": form})
    return {"objects": objects, "complaints": complaints(db, rows)}


def is_mistaken(db, complaint):
    """SQLite 3.40 looks at the wrong columns of a table without rowid whose key is not its first column."""
    match = re.match(r"NULL value in (.*)\.([^.]*)\Z", complaint)
    if not match:
        return False
    table, column = (quoted(name) for name in match.groups())
    return db.execute(f"select count(*) from {table} where {column} is null").fetchone()[0] == 0


def complaints(db, rows):
    found = [row[0] for row in db.execute("pragma integrity_check") if row[0] != "ok"]
    found = [complaint for complaint in found if not is_mistaken(db, complaint)]
    try:
        found += [f"{row[0]} row {row[1]} has no parent in {row[2]}" for row in db.execute("pragma foreign_key_check")]
    except sqlite3.OperationalError as error:
        found.append(str(error))
    for kind, name, _, _ in rows:
        if kind == "view":
            try:
                db.execute('explain select * from "' + name.replace('"', '""') + '"')
            except sqlite3.OperationalError as error:
                found.append(f"view {name}: {error}")
    return sorted(found)


def cell(value):
    if value is None:
        return "null"
    if isinstance(value, bytes):
        return "x'" + value.hex() + "'"
    if isinstance(value, str):
        return "'" + value.replace("\\", "\\\\").replace("\0", "\\0").replace("\n", "\\n") + "'"
    return repr(value)


def quoted(name):
    return '"' + name.replace('"', '""') + '"'


def rows_of(db):
    tables = {}
    for schema, name, kind, *_ in db.execute("pragma table_list").fetchall():
        if schema != "main" or name.startswith("sqlite_") or kind not in ("table", "virtual"):
            continue
        info = [row for row in db.execute(f"pragma table_xinfo({quoted(name)})") if row[6] != 1]
        columns = [row[1] for row in info]
        taken = {fold(column) for column in columns}
        free = next((word for word in ("rowid", "_rowid_", "oid") if word not in taken), None)
        head = ""
        if free is not None:
            try:
                db.execute(f"select {free} from {quoted(name)} limit 0")
                head = free + ", "
            except sqlite3.OperationalError:
                pass
        names = ", ".join("t." + quoted(column) for column in columns)
        found = db.execute(f"select {head}{names} from {quoted(name)} as t").fetchall()
        tables[name] = {
            "columns": columns,
            "hasHiddenKey": head != "",
            "rows": [[cell(value) for value in row] for row in found],
        }
    return tables


def refusals(db, statements):
    results = []
    for sql in statements:
        db.execute("pragma foreign_keys = on")
        db.execute("begin")
        try:
            for statement in sql.split(";;"):
                db.execute(statement)
            left = db.execute("pragma foreign_key_check").fetchall()
            results.append("a row has no parent" if left else None)
        except sqlite3.Error as error:
            results.append(str(error))
        finally:
            if db.in_transaction:
                db.execute("rollback")
    return results


def answer(request):
    db = sqlite3.connect(request["path"], isolation_level=None)
    db.text_factory = lambda raw: raw.decode("utf-8", "surrogateescape")
    try:
        ask = request["ask"]
        if ask == "judge":
            return dump(db)
        if ask == "rows":
            return rows_of(db)
        if ask == "query":
            return [" | ".join(cell(value) for value in row) for row in db.execute(request["sql"])]
        if ask == "refusals":
            return refusals(db, request["sqls"])
        raise ValueError(f"unknown question {ask}")
    finally:
        db.close()


for line in sys.stdin:
    try:
        reply = {"value": answer(json.loads(line))}
    except Exception as error:  # told to the test, which fails by it
        reply = {"error": f"{type(error).__name__}: {error}"}
    print(json.dumps(reply), flush=True)
