// How a plugin is started. Apart from messages.ts, so that the core can start one before it loads any schema.

/** The one argument with which the core starts a plugin. */
export const START_ARGUMENT = "shp";

/** The exit code of a plugin that was started with anything else (EX_USAGE of sysexits.h). */
export const EXIT_NOT_A_TERMINAL_PROGRAM = 64;
