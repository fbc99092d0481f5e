# Starts a process of its own that would outlive it, says its number, and behaves.
import subprocess, sys
import shp

child = subprocess.Popen(["/bin/sh", "-c", "trap '' TERM HUP; while :; do sleep 1; done"])
shp.greet()
shp.write({"type": "log", "level": "info", "message": f"child {child.pid}"})
shp.serve()
