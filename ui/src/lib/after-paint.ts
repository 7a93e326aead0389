/** Runs a function after the next paint. Returns what cancels it. */
export function runAfterPaint(run: () => void): () => void {
  const frame = requestAnimationFrame(() => setTimeout(run));
  return () => cancelAnimationFrame(frame);
}
