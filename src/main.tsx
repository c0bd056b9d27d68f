import { createRoot } from 'react-dom/client';
import { nameCaches } from './core/shared/cache-names.ts';
import { createEngineClient } from './engine/client/create-engine-client.ts';
import { createModelHost } from './engine/client/create-model-host.ts';
import { spawnWorker } from './engine/client/spawn-worker.ts';
import { en } from './messages/en.ts';
import { captureFrame, listCameras, openCamera } from './platform/camera.ts';
import { createProjectStore } from './platform/create-project-store.ts';
import { downloadBlob, downloadFile } from './platform/download-file.ts';
import { findHostFolder } from './platform/find-host-folder.ts';
import { forgetCaches, mayKeepCaches } from './platform/forget-caches.ts';
import { createKeptModel } from './platform/kept-model.ts';
import { lockProject } from './platform/lock-project.ts';
import { createOfflineSupport } from './platform/offline-support.ts';
import { openVideo } from './platform/open-video.ts';
import { createPreferences } from './platform/preferences.ts';
import { printPage } from './platform/print-page.ts';
import { canReadClipboard, readClipboard } from './platform/read-clipboard.ts';
import { readDroppedFiles } from './platform/read-dropped-files.ts';
import { readLinkedImage } from './platform/read-linked-image.ts';
import { canPickFolders, readPickedFiles } from './platform/read-picked-files.ts';
import { readSampleCredits } from './platform/sample-credits.ts';
import { fetchSampleImages } from './platform/sample-images.ts';
import { savesData } from './platform/saves-data.ts';
import { askToPersist, readStorageFacts } from './platform/storage-facts.ts';
import { createStudio } from './studio/create-studio.ts';
import { App } from './ui/app.tsx';

/** Filled in by the build from package.json. */
declare const __GRAFT_VERSION__: string;

const folderUrl = new URL('.', document.baseURI).href;
const mayKeep = mayKeepCaches();
const offline = createOfflineSupport(folderUrl);
/** Ids are kept with the projects, so they must differ from those of every other visit and tab. */
const visit = Array.from(crypto.getRandomValues(new Uint32Array(2)), (part) => part.toString(36)).join('');
let lastId = 0;

const address = new URLSearchParams(location.search);
const preferences = createPreferences();
const tabMemory = createPreferences(() => sessionStorage);
const otherTabs = new BroadcastChannel('graft');

const engineOptions = {
  spawnWorker: () => spawnWorker(),
  setup: {
    builtInBaseUrl: new URL('models/mobilenet-v1/', folderUrl).href,
    ...(mayKeep ? { baseModelCache: nameCaches(folderUrl).baseModel } : {}),
  },
};

const studio = createStudio({
  engine: createEngineClient(engineOptions),
  createProbe: () => createEngineClient(engineOptions),
  drawPhotos: async (...request) => (await import('./platform/draw-photos.ts')).drawPhotos(...request),
  modelHost: createModelHost(() => spawnWorker('model')),
  fetchLinkedModel: async (...request) =>
    (await import('./platform/fetch-linked-model.ts')).fetchLinkedModel(...request),
  keptModel: createKeptModel(folderUrl),
  // Unpacking is loaded with the first ZIP.
  readZip: async (...request) => (await import('./platform/read-zip.ts')).readZip(...request),
  salvageZip: async (...request) => (await import('./platform/salvage-zip.ts')).salvageZip(...request),
  fetchSampleImages,
  downloadFile,
  downloadBlob,
  createPageFrame: async () => (await import('./platform/page-frame.ts')).createPageFrame(),
  preferences,
  tabMemory,
  savesData: savesData(),
  projects: createProjectStore(),
  lockProject: (projectId) => lockProject(projectId),
  storage: { readFacts: () => readStorageFacts(), askToPersist: () => askToPersist() },
  keepsNothing: address.get('keep') === 'nothing',
  forgetting: {
    tellOtherTabs: () => otherTabs.postMessage('forgotten'),
    async forgetMemory() {
      preferences.forget();
      tabMemory.forget();
      await forgetCaches(folderUrl);
    },
  },
  askedBackend: address.get('backend'),
  messages: en,
  clock: { now: () => performance.now(), today: () => new Date().toISOString() },
  createId: () => `${visit}-${++lastId}`,
  graftVersion: __GRAFT_VERSION__,
  userAgent: navigator.userAgent,
});

// Another tab forgets everything: what this one holds must go, too, and it must keep nothing anew.
otherTabs.onmessage = async () => {
  studio.letGo();
  tabMemory.forget();
  await forgetCaches(folderUrl);
  location.reload();
};

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
      canPickFolders: canPickFolders(),
      readLinkedImage,
      readClipboard: canReadClipboard() ? () => readClipboard() : null,
      captureFrame,
      openVideo,
      readSampleCredits: () => readSampleCredits(),
      hostFolderUrl: findHostFolder(folderUrl),
      printPage,
      offline,
      reload: () => location.reload(),
    }}
  />,
);

const linkedModel = address.get('model');
void studio.openLastProject().then(() => {
  if (linkedModel === null) return;
  // By now there is something to go to.
  location.hash = 'predict';
  void studio.openLinkedModel(linkedModel);
});
// What works offline is fetched once the page can be used.
void studio.startEngine().finally(() => {
  if (linkedModel === null) void studio.openKeptModel();
  if (mayKeep) offline.start();
});
