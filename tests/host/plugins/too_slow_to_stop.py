# Serves, but neither the shutdown request nor SIGTERM ends it.
import signal, time
import shp

signal.signal(signal.SIGTERM, signal.SIG_IGN)
shp.greet()
shp.serve()
while True:
    time.sleep(60)
