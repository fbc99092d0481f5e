# Prints text between its frames, as a forgotten debug line does.
import shp

shp.greet()
shp.request()
shp.write_bytes(b"debug: got a request\n" * 10)
shp.serve()
