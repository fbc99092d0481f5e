# Sends the largest frames that are allowed, full of nonsense, as fast as the pipe takes them.
import struct
import shp

shp.greet()
frame = struct.pack(">I", 16 << 20) + b"\xdd" * (16 << 20)
while True:
    shp.write_bytes(frame)
