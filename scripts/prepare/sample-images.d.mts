/** The ZIP of all sample images, and what the page shows of their origin. */
export function createSampleImages(): { zip: Uint8Array; credits: unknown };
