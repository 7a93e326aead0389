/** How many animation frames are requested at most: half a second on most screens. */
const MAX_FRAMES = 30;

/**
 * Has WebKit lay out the part of a frame's document that has arrived. It does so whenever the page around the frame
 * requests an animation frame, and otherwise only when the whole document is there. Returns what ends it.
 */
export function forceFrameLayout(frame: HTMLIFrameElement): () => void {
  let framesLeft = MAX_FRAMES;
  let request = 0;
  const requestFrame = () => {
    if (framesLeft-- > 0) request = requestAnimationFrame(requestFrame);
  };
  const stop = () => {
    cancelAnimationFrame(request);
    framesLeft = 0;
  };
  frame.addEventListener('load', stop, { once: true });
  requestFrame();
  return stop;
}
