# Serves, but neither the shutdown request nor SIGTERM ends it.
import signal, sys, time
import shp

signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", file=sys.stderr, flush=True)
shp.greet()
shp.serve()
while True:
    time.sleep(60)
