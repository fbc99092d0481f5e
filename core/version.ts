// The version of the project, written here and nowhere else: the command line, the handshake, plugins of this
// tree and the build read it.

/** The version of the core and of the plugins in this tree (semantic versioning). */
export const VERSION = "0.1.0";
