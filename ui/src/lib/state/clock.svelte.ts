/** The time the window counts by: one tick a second, and none while nobody can see it. */
class Clock {
  now = $state(Date.now());
  #timer: ReturnType<typeof setInterval> | undefined;

  start(): () => void {
    const update = () => {
      clearInterval(this.#timer);
      if (document.hidden) return;
      this.now = Date.now();
      this.#timer = setInterval(() => (this.now = Date.now()), 1000);
    };
    update();
    document.addEventListener('visibilitychange', update);
    return () => {
      clearInterval(this.#timer);
      document.removeEventListener('visibilitychange', update);
    };
  }
}

export const clock = new Clock();
