import { useEffect, useState } from 'react';

/** A task that is over sooner needs no progress and no way to stop it, which would only flicker. */
const longMs = 500;

/** False at first, and true once the component has been shown for half a second. */
export function useTakesLong(): boolean {
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), longMs);
    return () => clearTimeout(timer);
  }, []);
  return long;
}
