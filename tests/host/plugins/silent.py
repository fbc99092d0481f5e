# Never says a word and never ends.
import signal, time

signal.signal(signal.SIGTERM, signal.SIG_IGN)
while True:
    time.sleep(60)
