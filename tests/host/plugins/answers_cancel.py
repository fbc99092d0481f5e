# Works until it is told to stop, then says so and serves on.
import shp

shp.greet()
message = shp.request()
while shp.unpack(shp.read_frame())["type"] != "cancel":
    pass
shp.write({"type": "failure", "id": message["id"],
           "error": {"code": "cancelled", "message": "The request was cancelled", "retryable": False}})
shp.serve()
