import { captureFrame, listCameras, openCamera } from '../../src/platform/camera.ts';
import { downloadFile } from '../../src/platform/download-file.ts';
import type { NamedBlob } from '../../src/platform/named-blob.ts';
import { openVideo } from '../../src/platform/open-video.ts';
import { createPreferences } from '../../src/platform/preferences.ts';
import { readClipboard } from '../../src/platform/read-clipboard.ts';
import { readDroppedFiles } from '../../src/platform/read-dropped-files.ts';
import { readLinkedImage } from '../../src/platform/read-linked-image.ts';
import { canPickFolders, readPickedFiles } from '../../src/platform/read-picked-files.ts';
import { readZip } from '../../src/platform/read-zip.ts';
import type { PagePorts } from '../../src/ui/page-ports.ts';

/** The real modules, in reach of a test that drives this page. */
const capabilities = {
  captureFrame,
  createPreferences,
  downloadFile,
  listCameras: () => listCameras(),
  openCamera: (cameraId: string | null) => openCamera(cameraId),
  openVideo,
  readDroppedFiles,
  readLinkedImage,
  readClipboard: () => readClipboard(),
  readPickedFiles,
  canPickFolders: canPickFolders(),
  readZip,
  /** What the last drop brought. */
  dropped: Promise.resolve<readonly NamedBlob[]>([]),
} satisfies Omit<PagePorts, 'readSampleCredits' | 'offline' | 'hostFolderUrl' | 'printPage' | 'reload'> &
  Record<string, unknown>;

declare global {
  interface Window {
    capabilities: typeof capabilities;
  }
}

window.capabilities = capabilities;

document.addEventListener('dragover', (event) => event.preventDefault());
document.addEventListener('drop', (event) => {
  event.preventDefault();
  if (event.dataTransfer !== null)
    capabilities.dropped = readDroppedFiles(event.dataTransfer)(() => 'continue');
});
