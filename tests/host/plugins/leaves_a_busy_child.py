# Ends with its input, but has a child that does not.
import subprocess
import shp

subprocess.Popen(["/bin/sh", "-c", "trap '' TERM HUP; while :; do sleep 1; done"], stdin=subprocess.DEVNULL)
shp.greet()
shp.request()
shp.read_frame()
