import type { commands } from '$lib/bindings';

/** The commands that the core offers to this window. */
export type CoreCommands = typeof commands;
