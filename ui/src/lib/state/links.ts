import { t } from '$lib/i18n';
import type { Screen } from './screen.svelte';

/** The links of messages: none is followed before its question is answered. */
export class Links {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Has the core ask about a link of a message; the question comes as an event. */
  ask(messageId: string, href: string): void {
    void this.#screen.run(
      `link:${messageId}`,
      () => t.failed.link,
      () => this.#screen.api.askLink(messageId, href),
    );
  }

  open(questionId: number, stripped: boolean): Promise<boolean> {
    return this.#screen.done(
      'open-link',
      () => t.failed.link,
      null,
      () => this.#screen.api.openLink(questionId, stripped),
    );
  }

  copy(questionId: number, stripped: boolean): Promise<boolean> {
    return this.#screen.copy(null, () => this.#screen.api.copyLink(questionId, stripped));
  }
}
