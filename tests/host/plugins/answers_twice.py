# Answers one request two times.
import shp

shp.greet()
message = shp.request()
shp.respond(message, {})
shp.respond(message, {})
shp.serve()
