/** Renders the whole page on a fake core. */
import { render, screen, waitFor } from '@testing-library/svelte';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, vi } from 'vitest';
import type { MessageSummary, Snapshot } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { clock } from '$lib/state/clock.svelte';
import Root from '../src/Root.svelte';
import { createAppOnFakeCore, NOW } from './fake-core';

/** Renders the page and waits for its content. */
export async function open(
  first: Snapshot,
  mail: Record<number, MessageSummary[]> = {},
  answers: Partial<CoreCommands> = {},
) {
  const core = await createAppOnFakeCore(first, mail, answers);
  const { container } = render(Root, { app: core.app });
  await waitFor(() => expect(container.firstElementChild).not.toBeNull());
  return { ...core, user: userEvent.setup() };
}

export const get = (testid: string) => screen.getByTestId(testid);
export const allByTestId = (testid: string) => screen.queryAllByTestId(testid);

/** Sets up a file of tests: the clock stands still, and each test removes its page. */
export function setUpPageTests(): void {
  beforeEach(() => {
    vi.spyOn(clock, 'startTicking').mockReturnValue(() => {});
    clock.now = NOW;
  });
  afterEach(() => document.body.replaceChildren());
}
