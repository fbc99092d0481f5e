# Answers a request with items for ever, whatever credit it has.
import struct
import shp

shp.greet()
message = shp.request()
payload = shp.pack({"type": "items", "id": message["id"], "items": [{"sql": "x" * 100000, "line": 1}] * 10})
while True:
    shp.write_bytes(struct.pack(">I", len(payload)) + payload)
