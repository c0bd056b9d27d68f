import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

/** Files on the disk that can be dragged into a page. */
export interface DraggableFolder {
  pathOf(name: string): string;
  remove(): Promise<void>;
}

/** Writes files by their paths into a new temporary folder. */
export async function writeDraggable(files: Readonly<Record<string, Uint8Array>>): Promise<DraggableFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), 'graft-drag-'));
  for (const [name, bytes] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), bytes);
  }
  return {
    pathOf: (name) => path.join(folder, name),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/**
 * Drags files and folders over the middle of `target`, as a file manager does. The page gets real entries of the disk,
 * which no script could make.
 * @returns lets go of the mouse
 */
export function dragFiles(
  page: Page,
  paths: readonly string[],
  target: Locator,
): Promise<() => Promise<void>> {
  return drag(page, { items: [], files: [...paths] }, target);
}

/**
 * Drags a part of another page over the middle of `target`.
 * @param data by media type
 * @returns lets go of the mouse
 */
export function dragData(
  page: Page,
  data: Readonly<Record<string, string>>,
  target: Locator,
): Promise<() => Promise<void>> {
  return drag(
    page,
    { items: Object.entries(data).map(([mimeType, text]) => ({ mimeType, data: text })) },
    target,
  );
}

interface DragLoad {
  readonly items: { readonly mimeType: string; readonly data: string }[];
  readonly files?: string[];
}

async function drag(page: Page, load: DragLoad, target: Locator): Promise<() => Promise<void>> {
  await target.scrollIntoViewIfNeeded();
  const box = await target.boundingBox();
  if (box === null) throw new Error('The target cannot be seen.');
  const place = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  const devTools = await page.context().newCDPSession(page);
  const send = (type: 'dragEnter' | 'dragOver' | 'drop') =>
    devTools.send('Input.dispatchDragEvent', { type, ...place, data: { ...load, dragOperationsMask: 1 } });
  await send('dragEnter');
  await send('dragOver');
  return async () => {
    await send('drop');
  };
}
