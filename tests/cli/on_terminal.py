"""Runs a program on a terminal of its own: waits for a text, then types. Usage: on_terminal.py WAIT TYPED COMMAND ARGUMENT..."""
import os
import pty
import select
import sys
import time

wait, typed, command = sys.argv[1].encode(), sys.argv[2].encode().decode("unicode_escape").encode(), sys.argv[3:]
pid, terminal = pty.fork()
if pid == 0:
    os.execv(command[0], command)
seen, is_typed, end = b"", False, time.time() + 60
while time.time() < end:
    if terminal in select.select([terminal], [], [], 0.1)[0]:
        try:
            piece = os.read(terminal, 4096)
        except OSError:  # the other side is closed
            break
        seen += piece
    if wait in seen and not is_typed:
        is_typed = True
        time.sleep(0.3)
        os.write(terminal, typed)
sys.stdout.buffer.write(seen)
sys.stdout.flush()
if time.time() >= end:
    os.kill(pid, 9)
sys.exit(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]))
