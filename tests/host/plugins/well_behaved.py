# Does everything right: the measure for the others.
import shp

shp.greet()
shp.serve()
