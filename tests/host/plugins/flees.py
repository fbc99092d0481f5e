# Tries to get away from its process group: a new session, a double fork, and no end.
import os, signal, sys, time
import shp

signal.signal(signal.SIGTERM, signal.SIG_IGN)


def flee():
    try:
        if os.fork() == 0:
            os.setsid()
            if os.fork() == 0:
                while True:
                    time.sleep(60)
            os._exit(0)
    except OSError as error:
        print(error, file=sys.stderr, flush=True)


def leave():
    for call in (os.setsid, lambda: os.setpgid(0, 0)):
        try:
            call()
        except OSError as error:
            print(error, file=sys.stderr, flush=True)


flee()
leave()
shp.greet()
while True:
    time.sleep(60)
