# Sends log messages as fast as the pipe takes them, and never an answer.
import struct
import shp

shp.greet()
message = shp.pack({"type": "log", "level": "info", "message": "x" * 9000})
frames = (struct.pack(">I", len(message)) + message) * 100
while True:
    shp.write_bytes(frames)
