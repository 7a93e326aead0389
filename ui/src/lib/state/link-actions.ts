import type { MessageId } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { CoreCommands } from './core-commands';
import type { Feedback } from './feedback.svelte';

/** Opens and copies links of messages. No link is followed before the user confirmed it. */
export class LinkActions {
  readonly #commands: CoreCommands;
  readonly #feedback: Feedback;

  constructor(commands: CoreCommands, feedback: Feedback) {
    this.#commands = commands;
    this.#feedback = feedback;
  }

  /** Requests the confirmation of a link; the core sends it as an event. */
  requestLinkConfirmation(messageId: MessageId, href: string): void {
    void this.#feedback.runAction(
      { kind: 'confirm-link', messageId },
      { failureText: () => t.failed.link },
      () => this.#commands.requestLinkConfirmation(messageId, href),
    );
  }

  /** Requests the confirmation of the page where users of the service find their API key. */
  requestAccountPageConfirmation(): void {
    void this.#feedback.runAction(
      { kind: 'open-account-page' },
      { failureText: () => t.failed.link },
      () => this.#commands.requestAccountPageConfirmation(),
    );
  }

  openLink(confirmationId: number, stripped: boolean): Promise<boolean> {
    return this.#feedback.attemptAction(
      { kind: 'open-link' },
      { failureText: () => t.failed.link },
      () => this.#commands.openLink(confirmationId, stripped),
    );
  }

  copyLink(confirmationId: number, stripped: boolean): Promise<boolean> {
    return this.#feedback.copyToClipboard(null, () =>
      this.#commands.copyLink(confirmationId, stripped),
    );
  }
}
