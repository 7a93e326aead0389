/** Attachments shown in place. */
import { screen, waitFor } from '@testing-library/svelte';
import { describe, expect, it, vi } from 'vitest';
import type { AttachmentPreview, AttachmentView, ErrorCode } from '$lib/bindings';
import type { CoreCommands } from '$lib/state/core-commands';
import { failure, message, snapshot } from './fake-core';
import { allByTestId, get, open, setUpPageTests } from './render-page';

setUpPageTests();

const picture: AttachmentView = {
  index: 2,
  name: 'seat plan.png',
  safe_name: 'seat plan.png',
  size: 1000,
  dangerous: false,
  preview: 'picture',
  same_name_as_earlier: false,
};

/** Opens a message with these attachments. */
async function openMessageWithAttachments(
  attachments: AttachmentView[],
  answers: Partial<CoreCommands> = {},
) {
  const core = await open(snapshot(), { 1: [message('a')] }, answers);
  const plain = await core.api.readMessage('a');
  core.api.readMessage = async () => ({ ...plain, attachments });
  await core.user.click(await screen.findByRole('button', { name: /Subject a/ }));
  await waitFor(() => expect(allByTestId('attachment-item')).toHaveLength(attachments.length));
  return core;
}

const text = (size: number | null, truncated: boolean): AttachmentPreview => ({
  number: 7,
  content: { kind: 'text', size, truncated },
});

describe('an attachment shown in place', () => {
  it('is loaded by a frame without scripts, and closing drops it and returns the focus', async () => {
    const openAttachmentPreview = vi.fn(async () => text(1200, false));
    const closeAttachmentPreview = vi.fn(async () => {});
    const answers = { openAttachmentPreview, closeAttachmentPreview };
    const { user } = await openMessageWithAttachments([picture], answers);
    get('attachment-preview-open').focus();
    await user.keyboard('{Enter}');
    const frame = await screen.findByTestId('attachment-preview-frame');
    expect(openAttachmentPreview.mock.calls).toEqual([['a', 2]]);
    expect(frame.getAttribute('src')).toBe('mail://localhost/preview/7');
    expect(frame.getAttribute('sandbox')).toBe('allow-popups');
    expect(frame.getAttribute('title')).toBe('Content of seat plan.png');
    expect(get('attachment-preview-facts').textContent?.trim()).toBe('1.2 kB');
    expect(closeAttachmentPreview).not.toHaveBeenCalled();
    await user.click(screen.getByRole('button', { name: 'Close' }));
    await waitFor(() => expect(allByTestId('attachment-preview')).toHaveLength(0));
    expect(closeAttachmentPreview).toHaveBeenCalledTimes(1);
    expect(document.activeElement).toBe(get('attachment-preview-open'));
    expect(allByTestId('message-frame'), 'the message stays open').toHaveLength(1);
  });

  it('can be given up while it is downloaded', async () => {
    let finish = (_: AttachmentPreview) => {};
    const openAttachmentPreview = () =>
      new Promise<AttachmentPreview>((resolve) => {
        finish = resolve;
      });
    const closeAttachmentPreview = vi.fn(async () => {});
    const { user } = await openMessageWithAttachments([picture], {
      openAttachmentPreview,
      closeAttachmentPreview,
    });
    await user.click(get('attachment-preview-open'));
    expect((await screen.findByTestId('attachment-preview')).textContent).toContain('Loading');
    // As Escape does it.
    get('attachment-preview').dispatchEvent(new Event('cancel', { cancelable: true }));
    await waitFor(() => expect(allByTestId('attachment-preview')).toHaveLength(0));
    expect(closeAttachmentPreview).toHaveBeenCalledTimes(1);
    finish(text(1, false));
    await Promise.resolve();
    expect(allByTestId('attachment-preview-frame')).toHaveLength(0);
  });

  it.each([
    ['preview_too_many_pixels', 'more pixels than Mayfly draws'],
    ['preview_too_many_bytes', 'larger than 5 MB'],
    ['preview_unreadable_picture', 'can’t be read as a picture'],
    ['preview_unsupported_type', 'not shown'],
    ['not_found', 'no longer exists'],
  ] satisfies [ErrorCode, string][])('that fails with %s says why', async (code, sentence) => {
    const openAttachmentPreview = vi.fn().mockRejectedValue(failure(code));
    const { user } = await openMessageWithAttachments([picture], { openAttachmentPreview });
    await user.click(get('attachment-preview-open'));
    const banner = await screen.findByTestId('error-banner');
    expect(banner.textContent).toContain('seat plan.png can’t be shown here.');
    expect(banner.textContent).toContain(sentence);
    expect(allByTestId('attachment-preview-frame')).toHaveLength(0);
  });

  it('of which only the beginning is shown says so', async () => {
    const openAttachmentPreview = async () => text(3_400_000, true);
    const { user } = await openMessageWithAttachments([picture], { openAttachmentPreview });
    await user.click(get('attachment-preview-open'));
    await screen.findByTestId('attachment-preview-frame');
    expect(get('attachment-preview-facts').textContent).toContain('beginning of 3.4 MB');
  });

  it('is drawn in its own size on request, where it is larger than the frame', async () => {
    const { user } = await openMessageWithAttachments([picture]);
    await user.click(get('attachment-preview-open'));
    const frame = await screen.findByTestId('attachment-preview-frame');
    // jsdom has no layout: every frame is smaller than any picture.
    expect(frame.getAttribute('src')).toBe('mail://localhost/preview/1');
    expect(get('attachment-preview-facts').textContent).toContain('300 × 200 pixels');
    await user.click(get('attachment-preview-scale'));
    expect(get('attachment-preview-frame').getAttribute('src')).toBe(
      'mail://localhost/preview/1?scale=actual',
    );
    expect(get('attachment-preview-scale').textContent?.trim()).toBe('Fit to window');
  });

  it('can be saved from there', async () => {
    const downloadAttachment = vi.fn(async () => null);
    const { user } = await openMessageWithAttachments([picture], { downloadAttachment });
    await user.click(get('attachment-preview-open'));
    await user.click(await screen.findByTestId('attachment-preview-save'));
    expect(downloadAttachment.mock.calls).toEqual([['a', 2]]);
  });

  it('is offered only for types that are shown, and the name of an earlier one is marked', async () => {
    await openMessageWithAttachments([
      { ...picture, index: 0 },
      { ...picture, index: 1, name: 'a.pdf', safe_name: 'a.pdf', preview: null },
      { ...picture, index: 2, preview: null, same_name_as_earlier: true },
    ]);
    expect(allByTestId('attachment-preview-open')).toHaveLength(1);
    const [first, second, third] = allByTestId('attachment-item');
    expect(first?.textContent).not.toContain('same name');
    expect(second?.textContent).not.toContain('same name');
    expect(third?.textContent).toContain('same name as another');
  });
});
