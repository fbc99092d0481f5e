# Writes 64 MB to stderr with terminal controls in it, then fails.
import sys
import shp

shp.greet()
shp.request()
for _ in range(1000):
    sys.stderr.write("\x1b[31mnoise\x1b[0m " * 5000 + "\n")
sys.stderr.write("the last line\n")
sys.exit(9)
