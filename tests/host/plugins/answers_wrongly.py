# Answers describe with something else.
import shp

shp.greet()
shp.respond(shp.request(), {"name": 1})
shp.serve()
