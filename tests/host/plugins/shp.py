# Just enough of shp/1 for plugins that misbehave on purpose. Imported by the files beside it; see rogue.ts.
import hashlib, hmac, os, struct, sys

stdin, stdout = sys.stdin.buffer, sys.stdout.buffer


def pack(value):
    if value is None:
        return b"\xc0"
    if isinstance(value, bool):
        return b"\xc3" if value else b"\xc2"
    if isinstance(value, int):
        return struct.pack(">B", value) if 0 <= value < 128 else b"\xd3" + struct.pack(">q", value)
    if isinstance(value, str):
        data = value.encode()
        return b"\xdb" + struct.pack(">I", len(data)) + data
    if isinstance(value, bytes):
        return b"\xc6" + struct.pack(">I", len(value)) + value
    if isinstance(value, list):
        return b"\xdd" + struct.pack(">I", len(value)) + b"".join(map(pack, value))
    return b"\xdf" + struct.pack(">I", len(value)) + b"".join(pack(k) + pack(v) for k, v in value.items())


def unpack(data):
    value, _ = unpack_at(data, 0)
    return value


def unpack_at(data, at):
    tag = data[at]
    at += 1
    if tag < 0x80:
        return tag, at
    if tag >= 0xE0:
        return tag - 256, at
    if tag < 0x90:
        return unpack_map(data, at, tag & 15)
    if tag < 0xA0:
        return unpack_list(data, at, tag & 15)
    if tag < 0xC0:
        return data[at:at + (tag & 31)].decode(), at + (tag & 31)
    if tag in (0xC0, 0xC2, 0xC3):
        return {0xC0: None, 0xC2: False, 0xC3: True}[tag], at
    numbers = {0xCC: ">B", 0xCD: ">H", 0xCE: ">I", 0xCF: ">Q", 0xD0: ">b", 0xD1: ">h", 0xD2: ">i", 0xD3: ">q",
               0xCA: ">f", 0xCB: ">d"}
    if tag in numbers:
        size = struct.calcsize(numbers[tag])
        return struct.unpack(numbers[tag], data[at:at + size])[0], at + size
    size = {0xC4: ">B", 0xC5: ">H", 0xC6: ">I", 0xD9: ">B", 0xDA: ">H", 0xDB: ">I",
            0xDC: ">H", 0xDD: ">I", 0xDE: ">H", 0xDF: ">I"}[tag]
    count = struct.unpack(size, data[at:at + struct.calcsize(size)])[0]
    at += struct.calcsize(size)
    if tag in (0xC4, 0xC5, 0xC6):
        return data[at:at + count], at + count
    if tag in (0xD9, 0xDA, 0xDB):
        return data[at:at + count].decode(), at + count
    return unpack_list(data, at, count) if tag in (0xDC, 0xDD) else unpack_map(data, at, count)


def unpack_list(data, at, count):
    items = []
    for _ in range(count):
        item, at = unpack_at(data, at)
        items.append(item)
    return items, at


def unpack_map(data, at, count):
    found = {}
    for _ in range(count):
        key, at = unpack_at(data, at)
        found[key], at = unpack_at(data, at)
    return found, at


def read_frame():
    head = stdin.read(4)
    if len(head) < 4:
        return None
    return stdin.read(struct.unpack(">I", head)[0])


def write_bytes(data):
    stdout.write(data)
    stdout.flush()


def write(message):
    payload = message if isinstance(message, bytes) else pack(message)
    write_bytes(struct.pack(">I", len(payload)) + payload)


def welcome(version=1):
    limits = {"maxFrameBytes": 16 << 20, "maxInFlight": 64, "streamWindow": 8}
    return {"type": "welcome", "version": version, "plugin": {"name": "rogue", "version": "1"},
            "engines": ["rogue"], "capabilities": ["split"], "limits": limits}


def proof(hello, reply, secret):
    signed = b"shp/1 handshake\0" + b"".join(struct.pack(">I", len(each)) + each for each in (hello, reply))
    return {"type": "proof", "hmac": hmac.new(secret, signed, hashlib.sha256).digest()}


def greet(version=1, wrong_proof=False):
    """The handshake, as it should be unless told otherwise; what the core said in it."""
    hello = read_frame()
    if hello is None:
        return
    secret = bytes(32) if wrong_proof else unpack(hello)["secret"]
    reply = pack(welcome(version))
    write(reply)
    write(proof(hello, reply, secret))
    return unpack(hello)


def request():
    """The next request; other messages are passed over."""
    while True:
        payload = read_frame()
        if payload is None:
            return None
        message = unpack(payload)
        if message["type"] == "request":
            return message


def respond(message, result):
    write({"type": "response", "id": message["id"], "result": result})


def describe(peers=False):
    tcp = {"tcp": {"host": ["uri.host"], "port": ["uri.port"], "defaultPort": 7000, "peers": True}} if peers else {}
    return {"name": "rogue", "version": "1", "engines": [{"name": "rogue", "specKey": "rogue"}],
            "capabilities": ["split"], "kinds": [], "hazards": [],
            "connection": {"options": {"type": "object"}, "uri": [{"grammar": "url"}], **tcp}}


def serve():
    """Answers like a plugin that is in order, until it is told to stop."""
    while True:
        message = request()
        if message is None:
            return
        respond(message, describe() if message["method"] == "describe" else {})
        if message["method"] == "shutdown":
            return
