import type { ErrorCode, SyncView } from '$lib/bindings';
import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { ActionFailure, Feedback } from './feedback.svelte';

/** Pauses checking, and decides which failures are shown beside the sync status. */
export class SyncControls {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;
  readonly visibleFailures = $derived.by(() =>
    omitFailuresCoveredBySync(this.#feedback.failures, this.#core.model.sync),
  );

  constructor(commands: CoreCommands, core: CoreStateCopy, feedback: Feedback) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
  }

  setCheckingPaused(paused: boolean): Promise<unknown> {
    return this.#feedback.runAction({ kind: 'pause-checking' }, {}, () =>
      this.#commands.setCheckingPaused(paused),
    );
  }

  /** The sync status changed: failures that the previous one covered are no longer of interest. */
  dropFailuresOfPreviousSync(previous: SyncView): void {
    if (previous.kind === this.#core.model.sync.kind) return;
    this.#feedback.dropFailures((failure) => isFailureCoveredBySync(failure, previous));
  }
}

/** The error that a sync status already reports to the user. */
function errorCodeOfSync(sync: SyncView): ErrorCode | null {
  return sync.kind === 'offline' || sync.kind === 'key_refused' ? sync.kind : null;
}

/** Whether the sync status reports the same as this failure of a check by hand. */
function isFailureCoveredBySync({ action, error }: ActionFailure, sync: SyncView): boolean {
  return action?.kind === 'refresh-inbox' && error.code === errorCodeOfSync(sync);
}

/** Leaves out what the sync status reports, and of a refused API key all failures but the last. */
function omitFailuresCoveredBySync(
  failures: readonly ActionFailure[],
  sync: SyncView,
): readonly ActionFailure[] {
  const uncovered = failures.filter((failure) => !isFailureCoveredBySync(failure, sync));
  const lastRefusal = uncovered.findLast(({ error }) => error.code === 'key_refused');
  return uncovered.filter(
    (failure) => failure.error.code !== 'key_refused' || failure === lastRefusal,
  );
}
