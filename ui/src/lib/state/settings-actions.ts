import type { SettingsPatch } from '$lib/bindings';
import { t } from '$lib/i18n';
import type { CoreCommands } from './core-commands';
import type { CoreStateCopy } from './core-state.svelte';
import type { Feedback } from './feedback.svelte';

/** Per cent. */
const ZOOM_LEVELS = [67, 80, 90, 100, 110, 125, 150, 175, 200, 250, 300];
const DEFAULT_ZOOM = 100;

/** Changes settings. Each change sends its own fields only, so that none overwrites another one. */
export class SettingsActions {
  readonly #commands: CoreCommands;
  readonly #core: CoreStateCopy;
  readonly #feedback: Feedback;

  constructor(commands: CoreCommands, core: CoreStateCopy, feedback: Feedback) {
    this.#commands = commands;
    this.#core = core;
    this.#feedback = feedback;
  }

  /** Resolves to whether the change was applied; a failure is reported. */
  updateSettings(patch: SettingsPatch, successText?: string): Promise<boolean> {
    return this.#feedback.attemptAction(
      { kind: 'update-settings' },
      { failureText: () => t.failed.settings, successText },
      () => this.#commands.updateSettings(patch),
    );
  }

  /** Hides the onboarding for good. */
  hideOnboarding(): void {
    void this.updateSettings({ first_steps: false });
  }

  /** Sets the next larger (1) or smaller (-1) zoom level. */
  changeZoomByStep(step: -1 | 1): void {
    const { zoom } = this.#core.model.settings;
    const index = ZOOM_LEVELS.findIndex((level) => level >= zoom);
    const level = ZOOM_LEVELS[index + step];
    if (level !== undefined) this.#setZoom(level);
  }

  resetZoom(): void {
    this.#setZoom(DEFAULT_ZOOM);
  }

  #setZoom(zoom: number): void {
    if (zoom !== this.#core.model.settings.zoom) void this.updateSettings({ zoom });
  }
}
