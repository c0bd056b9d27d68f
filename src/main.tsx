import { createRoot } from 'react-dom/client';
import { nameCaches } from './core/shared/cache-names.ts';
import { createEngineClient } from './engine/client/create-engine-client.ts';
import { spawnWorker } from './engine/client/spawn-worker.ts';
import { en } from './messages/en.ts';
import { captureFrame, listCameras, openCamera } from './platform/camera.ts';
import { downloadBlob, downloadFile } from './platform/download-file.ts';
import { mayKeepCaches } from './platform/forget-caches.ts';
import { createOfflineSupport } from './platform/offline-support.ts';
import { createPreferences } from './platform/preferences.ts';
import { canReadClipboard, readClipboard } from './platform/read-clipboard.ts';
import { readDroppedFiles } from './platform/read-dropped-files.ts';
import { readLinkedImage } from './platform/read-linked-image.ts';
import { readPickedFiles } from './platform/read-picked-files.ts';
import { readSampleCredits } from './platform/sample-credits.ts';
import { fetchSampleImages } from './platform/sample-images.ts';
import { createStudio } from './studio/create-studio.ts';
import { App } from './ui/app.tsx';

/** Filled in by the build from package.json. */
declare const __GRAFT_VERSION__: string;

const folderUrl = new URL('.', document.baseURI).href;
const mayKeep = mayKeepCaches();
const offline = createOfflineSupport(folderUrl);
let lastId = 0;

const studio = createStudio({
  engine: createEngineClient({
    spawnWorker,
    setup: {
      builtInBaseUrl: new URL('models/mobilenet-v1/', folderUrl).href,
      ...(mayKeep ? { baseModelCache: nameCaches(folderUrl).baseModel } : {}),
    },
  }),
  // Unpacking is loaded with the first ZIP.
  readZip: async (zip, onEntry) => (await import('./platform/read-zip.ts')).readZip(zip, onEntry),
  fetchSampleImages,
  downloadFile,
  downloadBlob,
  preferences: createPreferences(),
  askedBackend: new URLSearchParams(location.search).get('backend'),
  messages: en,
  clock: { now: () => performance.now(), today: () => new Date().toISOString() },
  createId: () => String(++lastId),
  graftVersion: __GRAFT_VERSION__,
  userAgent: navigator.userAgent,
});

const page = document.getElementById('page');
if (page === null) throw new Error('index.html has no element with the id "page"');
createRoot(page).render(
  <App
    studio={studio}
    messages={en}
    ports={{
      openCamera: (cameraId) => openCamera(cameraId),
      listCameras: () => listCameras(),
      readDroppedFiles,
      readPickedFiles,
      readLinkedImage,
      readClipboard: canReadClipboard() ? () => readClipboard() : null,
      captureFrame,
      readSampleCredits: () => readSampleCredits(),
      offline,
    }}
  />,
);

// What works offline is fetched once the page can be used.
void studio.startEngine().finally(() => mayKeep && offline.start());
