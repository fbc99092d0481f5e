# Dies by SIGKILL in the middle of its answer, with last words on stderr.
import os, signal, struct, sys
import shp

shp.greet()
shp.request()
sys.stderr.write("out of memory, says the kernel\n")
sys.stderr.flush()
shp.write_bytes(struct.pack(">I", 100) + b"only a part")
os.kill(os.getpid(), signal.SIGKILL)
