import type { AccountId, InboxId, InboxView } from '$lib/bindings';
import { isReceivingMail } from '$lib/inbox-expiry';
import { createEmptyModel, type CoreModel } from './core-model';

/** Owns this window's copy of the core's state. */
export class CoreStateCopy {
  #model = $state.raw(createEmptyModel());
  /** The pinned ones first. */
  readonly liveInboxes = $derived(
    this.#model.inboxes
      .filter(isReceivingMail)
      .toSorted((a, b) => Number(b.pinned) - Number(a.pinned)),
  );
  readonly endedInboxes = $derived(this.#model.inboxes.filter((inbox) => !isReceivingMail(inbox)));

  get model(): CoreModel {
    return this.#model;
  }

  /** The open account; undefined where none is open. */
  get accountId(): AccountId | undefined {
    return this.#model.account?.id;
  }

  replaceModel(model: CoreModel): void {
    this.#model = model;
  }

  findInbox(id: InboxId | null): InboxView | null {
    return this.#model.inboxes.find((inbox) => inbox.id === id) ?? null;
  }
}
