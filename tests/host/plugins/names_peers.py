# Names the peers that stand in its URI (rogue://HOST:PORT/[need/]PEER;PEER;...) in each of its connections, and says
# as its database's name what it was granted.
import shp

hello = shp.greet()
while True:
    message = shp.request()
    if message is None:
        break
    if message["method"] == "connect":
        _, _, path = message["params"]["uri"].split("//")[1].partition("/")
        texts = [text.rpartition(":") for text in path.removeprefix("need/").split(";")]
        peers = [{"address": address, "port": int(port)} for address, _, port in texts]
        granted = " ".join(hello["grants"]["net"])
        missing = [peer for peer in peers if f"{peer['address']}:{peer['port']}" not in hello["grants"]["net"]]
        if path.startswith("need/") and missing:
            shp.write({"type": "failure", "id": message["id"], "error": {
                "code": "connection.peers", "message": "I must reach more", "retryable": False,
                "data": {"peers": peers}}})
        else:
            shp.respond(message, {"database": granted, "engineVersion": "1", "peers": peers})
        continue
    shp.respond(message, shp.describe(peers=True) if message["method"] == "describe" else {})
    if message["method"] == "shutdown":
        break
