import type { CSSProperties } from 'react';

/**
 * A style that makes `--class-colour` the colour of a class, for it and all inside; theme.css has the colours.
 * @param colour its place among the colours of classes; null for a class that is gone, which is drawn neutral
 */
export function styleClassColour(colour: number | null): CSSProperties {
  const value = colour === null ? 'var(--wood-line)' : `var(--class-${colour})`;
  return { '--class-colour': value } as CSSProperties;
}
