# Sends a well-formed frame that is no welcome.
import shp

shp.read_frame()
shp.write({"type": "welcome", "version": "one"})
shp.serve()
