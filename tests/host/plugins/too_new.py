# Speaks only versions that are newer than ours.
import shp

shp.read_frame()
shp.write({"type": "refusal", "protocol": {"min": 7, "max": 9}, "message": "I am new"})
