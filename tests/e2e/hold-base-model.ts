import type { BrowserContext } from 'playwright-core';

/** Keeps the base model from arriving until the returned function is called, as on a network that hangs. */
export async function holdBaseModel(context: BrowserContext): Promise<() => void> {
  let letThrough = () => {};
  const opened = new Promise<void>((resolve) => {
    letThrough = resolve;
  });
  await context.route(/weights\.bin/, async (route) => {
    await opened;
    await route.continue();
  });
  return letThrough;
}
