import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { InboxAdoptionReport } from '$lib/bindings';
import { failure, inbox, snapshot } from './fake-core';
import { allByTestId, get, open, setUpPageTests } from './render-page';

setUpPageTests();

const nothing: InboxAdoptionReport = {
  adopted: [],
  already_present: [],
  failed: [],
  not_attempted: [],
  stop_reason: null,
};

async function openDialog(adoptInboxes: (text: string) => Promise<InboxAdoptionReport>) {
  const core = await open(snapshot(), {}, { adoptInboxes });
  await core.user.click(get('create-custom'));
  await core.user.click(await screen.findByTestId('adopt-open'));
  await screen.findByTestId('adopt-address');
  return core;
}

describe('an address made elsewhere', () => {
  it('is added and selected', async () => {
    const adopt = vi.fn(async () => ({ ...nothing, adopted: [inbox(7)] }));
    const { app, user } = await openDialog(adopt);
    await user.type(get('adopt-address'), 'box7@example.com');
    await user.click(get('adopt-submit'));
    await waitFor(() => expect(allByTestId('adopt-address')).toHaveLength(0));
    expect(adopt).toHaveBeenCalledWith('box7@example.com');
    expect(app.view.selectedInboxId).toBe(7);
    expect((await screen.findByTestId('toast')).textContent).toContain('1 address added');
  });

  it('is submitted by Enter; Shift+Enter begins another line, and from then on so does Enter', async () => {
    const adopt = vi.fn(async () => ({ ...nothing, adopted: [inbox(7)] }));
    const { user } = await openDialog(adopt);
    await user.type(
      get('adopt-address'),
      'a@example.com{Shift>}{Enter}{/Shift}b@example.com{Enter}',
    );
    expect((get('adopt-address') as HTMLTextAreaElement).value).toBe(
      'a@example.com\nb@example.com\n',
    );
    expect(adopt).not.toHaveBeenCalled();
    await user.clear(get('adopt-address'));
    await user.type(get('adopt-address'), 'box7@example.com{Enter}');
    await waitFor(() => expect(allByTestId('adopt-address')).toHaveLength(0));
    expect(adopt).toHaveBeenCalledExactlyOnceWith('box7@example.com');
  });

  it('that is refused stays in the field with the reason', async () => {
    const not_attempted = ['later@example.com'];
    const stop_reason = failure('rate_limited');
    const adopt = vi
      .fn()
      .mockResolvedValueOnce({
        ...nothing,
        adopted: [inbox(7)],
        failed: [
          {
            address: 'other@example.com',
            error: failure('not_allowed', { service_message: 'Not yours.' }),
          },
          { address: 'busy@example.com', error: stop_reason },
        ],
        not_attempted,
        stop_reason,
      })
      .mockResolvedValueOnce({ ...nothing, already_present: ['other@example.com'] });
    const { user } = await openDialog(adopt);
    await user.type(get('adopt-address'), 'all of them');
    await user.click(get('adopt-submit'));
    const refused = await screen.findByTestId('adopt-refused');
    expect(refused.textContent).toContain('3 addresses were not added');
    expect(refused.textContent).toContain('Not yours.');
    expect((get('adopt-address') as HTMLTextAreaElement).value).toBe(
      'other@example.com\nbusy@example.com\nlater@example.com',
    );
    await user.click(get('adopt-submit'));
    await waitFor(() => expect(allByTestId('adopt-address')).toHaveLength(0));
  });

  it('must be entered', async () => {
    const adopt = vi.fn(async () => nothing);
    const { user } = await openDialog(adopt);
    await user.click(get('adopt-submit'));
    expect(await screen.findByText('Enter an address.')).toBeTruthy();
    expect(adopt).not.toHaveBeenCalled();
  });

  it('fails as a whole with a sentence', async () => {
    const { user } = await openDialog(vi.fn().mockRejectedValue(failure('too_many_addresses')));
    await user.type(get('adopt-address'), 'many');
    await user.click(get('adopt-submit'));
    expect((await screen.findByTestId('error-banner')).textContent).toContain('at most 50');
  });
});
