# Speaks only a version that is older than ours.
import shp

shp.read_frame()
shp.write({"type": "refusal", "protocol": {"min": 0, "max": 0}, "message": "I am old"})
