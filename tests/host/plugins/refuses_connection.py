# Refuses to connect, with the error code in the path of its URI.
import shp

shp.greet()
while True:
    message = shp.request()
    if message is None:
        break
    if message["method"] == "connect":
        code = message["params"]["uri"].split("//")[1]
        shp.write({"type": "failure", "id": message["id"], "error": {
            "code": code, "message": "It did not work \x1b[2J", "retryable": False, "cause": "me:hidden-word@db"}})
        continue
    shp.respond(message, shp.describe() if message["method"] == "describe" else {})
    if message["method"] == "shutdown":
        break
