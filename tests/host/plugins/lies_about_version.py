# Answers with a version that nobody offered.
import shp

shp.greet(version=99)
shp.serve()
