/** The whole page on a core for tests, and what a test does with it. */
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { MessageSummary, Snapshot } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { clock } from '$lib/state/clock.svelte';
import Root from '../src/Root.svelte';
import { appWith, NOW } from './fake-core';

/** Opens the page, and waits until something is on it. */
export async function open(
  first: Snapshot,
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<CoreCommands> = {},
) {
  const core = await appWith(first, mail, answers);
  const { container } = render(Root, { app: core.app });
  await waitFor(() => expect(container.firstElementChild).not.toBeNull());
  return { ...core, user: userEvent.setup() };
}

export const get = (testid: string) => screen.getByTestId(testid);
export const all = (testid: string) => screen.queryAllByTestId(testid);

/** For a file of tests: its clock stands still, and no test leaves anything on the page. */
export function atRest(): void {
  beforeEach(() => {
    vi.spyOn(clock, 'start').mockReturnValue(() => {});
    clock.now = NOW;
  });
  afterEach(() => document.body.replaceChildren());
}
