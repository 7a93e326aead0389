import { describe, expect, it } from 'vitest';
import type { ErrorCode } from '$lib/bindings';
import { toErrorView } from '$lib/errors';
import { explainError, t } from '$lib/i18n';
import { at, failure, NOW } from './fake-core';

const codes = Object.keys(t.errors) as ErrorCode[];

describe('every error', () => {
  it.each(codes)('%s says what happened and what to do', (code) => {
    for (const details of [{}, { retry_at: at(60), path: '/tmp/file', service_message: 'No.' }]) {
      const { title, hint } = explainError(failure(code, details), NOW);
      expect(title).toMatch(/^[A-Z/].{8,}\.$/);
      expect(hint).toMatch(/^[A-Z].{5,}\.$/);
      expect(title + hint).not.toMatch(/undefined|null|_|\bcode\b/);
    }
  });

  it('has words of its own', () => {
    const titles = codes.map((code) => explainError(failure(code), NOW).title);
    expect(new Set(titles).size).toBe(codes.length);
  });
});

describe('facts go into the sentence', () => {
  it('when to try again', () => {
    const { hint } = explainError(failure('rate_limited', { retry_at: at(600) }), NOW);
    expect(hint).toContain(t.format.dateTime(at(600), NOW));
  });

  it('where the file is', () => {
    expect(explainError(failure('store_unreadable', { path: '/old.db' }), NOW).hint).toContain(
      '/old.db',
    );
  });

  it('what the service said, as a quotation', () => {
    const refused = failure('refused', { service_message: 'Name taken.' });
    expect(explainError(refused, NOW).quotation).toBe('The service says: “Name taken.”');
    expect(explainError(failure('refused'), NOW).quotation).toBeNull();
  });
});

describe('what a command threw', () => {
  it('is taken as it is when it is an error of the core', () => {
    const error = failure('offline');
    expect(toErrorView(error)).toBe(error);
  });

  it.each([new Error('boom'), 'boom', { code: 7 }, null, undefined])(
    'is Mayfly’s own fault otherwise: %s',
    (thrown) => expect(toErrorView(thrown).code).toBe('internal'),
  );

  it('gets a sentence even with a code this window doesn’t know', () => {
    const unknown = failure('from_the_future' as ErrorCode);
    expect(explainError(unknown, NOW).title).toBe(t.errors.internal({} as never).title);
  });
});
