# Greets, then hangs for ever: ignores SIGTERM, SIGINT, SIGHUP and the end of its input.
import signal, time
import shp

for name in (signal.SIGTERM, signal.SIGINT, signal.SIGHUP):
    signal.signal(name, signal.SIG_IGN)
shp.greet()
while True:
    time.sleep(60)
