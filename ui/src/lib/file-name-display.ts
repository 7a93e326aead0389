/** The extension with its dot: the part of a file name that stays visible when room is short. */
export function extractFileExtension(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 || name.length - dot > 12 ? '' : name.slice(dot);
}

/** Replaces the invisible characters that reverse the direction of writing and so hide the real extension. */
export function replaceBidiControls(name: string): string {
  return name.replace(/[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '\ufffd');
}

/** The name of the folder that contains a file; the root itself for a file in the root. */
export function extractParentFolderName(path: string): string {
  const parts = path.split(/[\\/]/);
  return parts.at(-2) || path.slice(0, 1);
}
