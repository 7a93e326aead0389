import type { commands } from '$lib/bindings';

/** What the window can ask of the core. */
export type Api = typeof commands;
