/** What closes a dialog, and what it leads back to. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { snapshot } from './fake-core';
import { all, atRest, get, open } from './render-page';

atRest();

const dialog = () => screen.getByRole('dialog');

/** Presses the mouse on one thing and lets it go on another: the click is of what holds both. */
async function drag(from: Element, to: Element) {
  await fireEvent.mouseDown(from);
  await fireEvent.mouseUp(to);
  await fireEvent.click(dialog());
}

describe('a click beside a dialog', () => {
  it('closes it', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await drag(dialog(), dialog());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('closes it only if it began there', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await drag(get('custom-username'), dialog());
    await drag(dialog(), get('custom-username'));
    // One that began inside is over.
    await fireEvent.click(dialog());
    expect(get('custom-username')).toBeTruthy();
  });

  it('closes none in which something was typed; Escape does', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await user.type(get('custom-username'), 'ferry');
    await drag(dialog(), dialog());
    expect((get('custom-username') as HTMLInputElement).value).toBe('ferry');
    await fireEvent(dialog(), new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(all('custom-username')).toHaveLength(0));
    // The next one is another.
    await user.click(get('create-custom'));
    await drag(dialog(), dialog());
    expect(all('custom-username')).toHaveLength(0);
  });

  it('closes one that has no form, whatever was chosen in it', async () => {
    const { user } = await open(snapshot());
    await user.click(get('settings-open'));
    await user.click(get('setting-notifications'));
    await drag(dialog(), dialog());
    expect(screen.queryByRole('dialog')).toBeNull();
    await user.keyboard('{Control>}k{/Control}');
    await user.type(get('palette-input'), 'set');
    await drag(dialog(), dialog());
    expect(screen.queryByRole('dialog')).toBeNull();
  });
});
