/** Does something once the next picture is on the screen, unless that is taken back before. */
export function oncePainted(then: () => void): () => void {
  const painted = requestAnimationFrame(() => setTimeout(then));
  return () => cancelAnimationFrame(painted);
}
