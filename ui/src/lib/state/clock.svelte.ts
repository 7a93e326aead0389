/** The current time for the window, updated every second while the page is visible. */
class TickingClock {
  now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  /** Starts the updates. Returns what ends them. */
  startTicking(): () => void {
    const restartTimer = () => {
      clearInterval(this.#timer);
      if (document.hidden) return;
      this.now = Date.now();
      this.#timer = setInterval(() => (this.now = Date.now()), 1000);
    };
    restartTimer();
    document.addEventListener('visibilitychange', restartTimer);
    return () => {
      clearInterval(this.#timer);
      document.removeEventListener('visibilitychange', restartTimer);
    };
  }
}

export const clock = new TickingClock();
