# Closes its input after the greeting and runs on.
import os, time
import shp

shp.greet()
os.close(0)
time.sleep(60)
