# Serves, but some methods do what the walls and limits refuse.
import shp

shp.greet()
while True:
    message = shp.request()
    if message is None:
        break
    method = message["method"]
    if method == "ping":  # takes the refusal for a trouble of the database
        try:
            open("/etc/passwd").read()
            shp.respond(message, {})
        except OSError as error:
            shp.write({"type": "failure", "id": message["id"], "error": {
                "code": "database.error", "message": "Cannot read the settings", "retryable": False,
                "cause": "PermissionError: " + str(error)}})
    elif method == "split":  # does not expect one
        open("/etc/passwd").read()
    elif method == "inspect":  # works without end
        while True:
            pass
    elif method == "initialize":  # takes memory without end
        pieces = []
        while len(pieces) < 64:
            pieces.append(bytearray(64 << 20))
        shp.respond(message, {})
    else:
        shp.respond(message, shp.describe() if method == "describe" else {})
        if method == "shutdown":
            break
