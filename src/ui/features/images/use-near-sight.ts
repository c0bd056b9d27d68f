import { useEffect, useRef, useState } from 'react';

/** What is so far from sight is drawn already, in pixels. */
const nearPx = 800;
/** The height of a card with a row or two of images, until it has been seen. */
const usualHeightPx = 240;

/**
 * Tells when an element of a long list is in sight or near to it. It stays so while it holds the keyboard.
 * @param asked false for a short list, all of which counts as near
 * @returns a ref for the element, and, to keep its place while it is far, its height when it was last near, in pixels
 */
export function useNearSight(asked: boolean) {
  const ref = useRef<HTMLLIElement>(null);
  const [near, setNear] = useState(!asked);
  const [height, setHeight] = useState(usualHeightPx);

  useEffect(() => {
    const element = ref.current;
    if (!asked || element === null) {
      setNear(true);
      return;
    }
    const observer = new IntersectionObserver(
      (entries) => {
        const entry = entries.at(-1);
        if (entry === undefined) return;
        const isNear = entry.isIntersecting || element.contains(document.activeElement);
        if (!isNear && entry.boundingClientRect.height > 0) setHeight(entry.boundingClientRect.height);
        setNear(isNear);
      },
      // The margin of the root alone would end where a column scrolls on its own.
      { rootMargin: `${nearPx}px`, scrollMargin: `${nearPx}px` } as IntersectionObserverInit,
    );
    observer.observe(element);
    return () => observer.disconnect();
  }, [asked]);

  return { ref, near, height };
}
