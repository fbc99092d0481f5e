# Greets, then hangs for ever: ignores SIGTERM, SIGINT, SIGHUP and the end of its input.
import signal, sys, time
import shp

for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(name, signal.SIG_IGN)
print("ready", file=sys.stderr, flush=True)
shp.greet()
while True:
    time.sleep(60)
