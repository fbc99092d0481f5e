# Never greets and never ends.
import signal, sys, time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
print("ready", file=sys.stderr, flush=True)
while True:
    time.sleep(60)
