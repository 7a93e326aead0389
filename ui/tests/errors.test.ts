import { describe, expect, it } from 'vitest';
import type { ErrorCode, InboxImportFault } from '$lib/bindings';
import { toErrorView } from '$lib/to-error-view';
import { explainError, t } from '$lib/i18n';
import { isoTimeAt, failure, NOW } from './fake-core';

const codes = Object.keys(t.errors) as ErrorCode[];

describe('every error', () => {
  it.each(codes)('%s says what happened and what to do', (code) => {
    for (const details of [
      {},
      {
        retry_at: isoTimeAt(60),
        path: '/tmp/file',
        proxy: 'http://proxy.example:80',
        service_message: 'No.',
      },
    ]) {
      const { title, hint } = explainError(failure(code, details), NOW);
      expect(title).toMatch(/^[A-Z/].{8,}\.$/);
      expect(hint).toMatch(/^[A-Z].{5,}\.$/);
      expect(title + hint).not.toMatch(/undefined|null|_|\bcode\b/);
    }
  });

  it('has a sentence of its own', () => {
    const titles = codes.map((code) => explainError(failure(code), NOW).title);
    expect(new Set(titles).size).toBe(codes.length);
  });
});

describe('the explanation of an error contains', () => {
  it('the time of the next attempt', () => {
    const { hint } = explainError(failure('rate_limited', { retry_at: isoTimeAt(600) }), NOW);
    expect(hint).toContain(t.format.dateTime(isoTimeAt(600), NOW));
  });

  it('the path of the file', () => {
    expect(explainError(failure('store_unreadable', { path: '/old.db' }), NOW).hint).toContain(
      '/old.db',
    );
  });

  it('what is wrong with an imported file, and where', () => {
    const hint = (fault: Partial<InboxImportFault> & Pick<InboxImportFault, 'reason'>) => {
      const import_fault = { line: null, column: null, entry: null, field: null, ...fault };
      return explainError(failure('import_failed', { path: '/list.json', import_fault }), NOW).hint;
    };
    const place = { line: 1234, column: 5 };
    expect(hint({ reason: 'not_json', ...place })).toBe(
      'It is not valid JSON in line 1234, column 5. Nothing was added.',
    );
    expect(hint({ reason: 'missing_field', entry: 2, field: 'created_at', ...place })).toBe(
      'Address 2, which ends in line 1234, has no “created_at”. Nothing was added.',
    );
    expect(hint({ reason: 'invalid_value', field: 'inboxes', ...place })).toBe(
      '“inboxes” can’t be used in line 1234, column 5. Nothing was added.',
    );
    expect(hint({ reason: 'invalid_value', entry: 3, ...place })).toContain('Entry 3 of the list');
    expect(hint({ reason: 'invalid_address', entry: 3, ...place })).toContain('Address 3');
    for (const reason of ['unopenable', 'too_large', 'too_many', 'newer_version'] as const)
      expect(hint({ reason })).toMatch(/^It .+\. Nothing was added\.$/);
  });

  it('the words of the service, as a quotation', () => {
    const refused = failure('refused', { service_message: 'Name taken.' });
    expect(explainError(refused, NOW).quotation).toBe('The service says: “Name taken.”');
    expect(explainError(failure('refused'), NOW).quotation).toBeNull();
  });
});

describe('an error thrown by a command', () => {
  it('is returned unchanged when the core sent it', () => {
    const error = failure('offline');
    expect(toErrorView(error)).toBe(error);
  });

  it.each([new Error('boom'), 'boom', { code: 7 }, null, undefined])(
    'is an internal error otherwise: %s',
    (thrown) => expect(toErrorView(thrown).code).toBe('internal'),
  );

  it('has an explanation even with an unknown code', () => {
    const unknown = failure('from_the_future' as ErrorCode);
    expect(explainError(unknown, NOW).title).toBe(t.errors.internal({} as never).title);
  });
});
