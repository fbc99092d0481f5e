# Signs the handshake with another secret than the one it was given.
import shp

shp.greet(wrong_proof=True)
shp.serve()
