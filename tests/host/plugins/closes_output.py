# Closes its output in the middle of a request and runs on.
import os, time
import shp

shp.greet()
shp.request()
os.close(1)
time.sleep(60)
