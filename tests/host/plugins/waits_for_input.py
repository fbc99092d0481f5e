# Works on its first request until its input ends, then ends: what a plugin does when the core is gone.
import shp

shp.greet()
shp.request()
shp.read_frame()
