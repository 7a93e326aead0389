import type { ErrorView } from '$lib/bindings';

/** Converts whatever a command threw into an error that the window can explain. */
export function toErrorView(thrown: unknown): ErrorView {
  if (isErrorView(thrown)) return thrown;
  return {
    code: 'internal',
    message: thrown instanceof Error ? thrown.message : String(thrown),
    details: {
      service_message: null,
      retry_at: null,
      path: null,
      keychain: null,
      proxy: null,
      import_fault: null,
    },
  };
}

function isErrorView(value: unknown): value is ErrorView {
  return (
    typeof value === 'object' &&
    value !== null &&
    typeof (value as ErrorView).code === 'string' &&
    typeof (value as ErrorView).details === 'object' &&
    (value as ErrorView).details !== null
  );
}
