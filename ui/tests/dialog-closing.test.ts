/** Closing dialogs by a click on the backdrop. */
import { fireEvent, screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it } from 'vitest';
import { snapshot } from './fake-core';
import { allByTestId, setUpPageTests, get, open } from './render-page';

setUpPageTests();

const dialog = () => screen.getByRole('dialog');

/** Presses the mouse on one element and releases it on another: the click targets their common ancestor. */
async function drag(from: Element, to: Element) {
  await fireEvent.mouseDown(from);
  await fireEvent.mouseUp(to);
  await fireEvent.click(dialog());
}

describe('a click on the backdrop of a dialog', () => {
  it('closes it', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await drag(dialog(), dialog());
    expect(screen.queryByRole('dialog')).toBeNull();
  });

  it('closes it only if the press began there', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await drag(get('custom-username'), dialog());
    await drag(dialog(), get('custom-username'));
    // The press that began inside has ended.
    await fireEvent.click(dialog());
    expect(get('custom-username')).toBeTruthy();
  });

  it('does not close one with input; Escape does', async () => {
    const { user } = await open(snapshot());
    await user.click(get('create-custom'));
    await user.clear(get('custom-username'));
    await user.type(get('custom-username'), 'ferry');
    await drag(dialog(), dialog());
    expect((get('custom-username') as HTMLInputElement).value).toBe('ferry');
    await fireEvent(dialog(), new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(allByTestId('custom-username')).toHaveLength(0));
    // A new dialog has no input yet.
    await user.click(get('create-custom'));
    await drag(dialog(), dialog());
    expect(allByTestId('custom-username')).toHaveLength(0);
  });

  it('closes one without a form, whatever was chosen in it', async () => {
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
