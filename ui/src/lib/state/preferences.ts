import type { Settings } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { Screen } from './screen.svelte';

/** Per cent. */
const ZOOMS = [67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];

/** Settings that are changed outside their dialog. */
export class Preferences {
  readonly #screen: Screen;

  constructor(screen: Screen) {
    this.#screen = screen;
  }

  /** Stops telling how to begin, for good. */
  hideFirstSteps(): void {
    this.#set({ first_steps: false });
  }

  /** The next larger or smaller size, or with 0 the usual one. */
  zoom(step: -1 | 0 | 1): void {
    const { zoom } = this.#screen.model.settings;
    const at = ZOOMS.findIndex((size) => size >= zoom);
    const size = step === 0 ? 100 : ZOOMS[at + step];
    if (size !== undefined && size !== zoom) this.#set({ zoom: size });
  }

  #set(part: Partial<Settings>): void {
    const settings = { ...this.#screen.model.settings, ...part };
    void this.#screen.run(
      'settings',
      () => t.failed.settings,
      () => this.#screen.api.setSettings(settings),
    );
  }
}
