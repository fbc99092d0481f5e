# Claims that its first frame has 2 GB.
import struct, time
import shp

shp.read_frame()
shp.write_bytes(struct.pack(">I", 1 << 31))
time.sleep(60)
