/** Frames of the screen that are asked for at most: half a second on most. */
const MOST = 30;

/** WebKit lays out what it has of a document when the page around it wants a frame, and otherwise only when all is there. */
export function soon(frame: HTMLIFrameElement): () => void {
  let left = MOST;
  let asked = 0;
  const ask = () => {
    if (left-- > 0) asked = requestAnimationFrame(ask);
  };
  const end = () => {
    cancelAnimationFrame(asked);
    left = 0;
  };
  frame.addEventListener('load', end, { once: true });
  ask();
  return end;
}
