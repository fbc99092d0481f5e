# Claims that an answer has 2 GB.
import struct, time
import shp

shp.greet()
shp.request()
shp.write_bytes(struct.pack(">I", 1 << 31) + b"x" * 1000)
time.sleep(60)
