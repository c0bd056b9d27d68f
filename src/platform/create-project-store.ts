import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb';
import type { PackedEmbedding } from '../core/embedding/pack-embedding.ts';
import type { StorageFailure } from '../core/shared/failure.ts';
import type {
  ImageFacts,
  ProjectRecord,
  ProjectStore,
  ProjectSummary,
  SampleRecord,
} from './project-store.ts';

/** Keys are lists that begin with the project's id, so that a project is one range of each store. */
interface ProjectDatabase extends DBSchema {
  projects: { key: string; value: ProjectRecord };
  samples: { key: [projectId: string, sampleId: string]; value: SampleRecord };
  images: { key: [projectId: string, sampleId: string]; value: Blob };
  imageFacts: { key: [projectId: string, imageHash: string]; value: Omit<ImageFacts, 'imageHash'> };
  embeddings: {
    key: [projectId: string, baseKey: string, imageHash: string];
    value: PackedEmbedding;
  };
  training: { key: [projectId: string, name: string]; value: unknown };
}

const shownThumbnailCount = 4;
const deletePatienceMs = 2000;
const stores = ['projects', 'samples', 'images', 'imageFacts', 'embeddings', 'training'] as const;

/** What each version changed, in order; the first makes the stores of an empty database. */
const migrations: readonly ((database: IDBPDatabase<ProjectDatabase>) => void)[] = [
  (database) => {
    database.createObjectStore('projects', { keyPath: 'id' });
    for (const name of stores.slice(1)) database.createObjectStore(name);
  },
];

/** Raised by one with every change of the schema. */
const databaseVersion = migrations.length;

/**
 * The projects of this host's page.
 * @param databaseName other pages of the same host may have databases of their own
 */
export function createProjectStore(databaseName = 'graft'): ProjectStore {
  let opened: Promise<IDBPDatabase<ProjectDatabase>> | null = null;
  let isForgotten = false;

  function open(): Promise<IDBPDatabase<ProjectDatabase>> {
    if (isForgotten) return Promise.reject(new Error('everything was forgotten'));
    opened ??= openDB<ProjectDatabase>(databaseName, databaseVersion, {
      upgrade(database, oldVersion) {
        for (const migrate of migrations.slice(oldVersion)) migrate(database);
      },
      // Another tab deletes everything, or has a newer version: it must not wait for this one.
      blocking() {
        void close();
      },
      terminated() {
        opened = null;
      },
    });
    opened.catch(() => {
      opened = null;
    });
    return opened;
  }

  async function close(): Promise<void> {
    const database = opened;
    opened = null;
    (await database?.catch(() => null))?.close();
  }

  return {
    list: () =>
      orFailure(async () => {
        const database = await open();
        const records = await database.getAll('projects');
        const summaries = records.map((record) => summarise(database, record));
        return (await Promise.all(summaries)).sort((a, b) =>
          b.record.changedAt.localeCompare(a.record.changedAt),
        );
      }),

    read: (projectId) =>
      orFailure(async () => {
        const database = await open();
        const range = rangeOf(projectId);
        const reading = database.transaction(stores);
        const [record, samples, images, imageKeys, embeddings, embeddingKeys, facts, factKeys] =
          await Promise.all([
            reading.objectStore('projects').get(projectId),
            reading.objectStore('samples').getAll(range),
            reading.objectStore('images').getAll(range),
            reading.objectStore('images').getAllKeys(range),
            reading.objectStore('embeddings').getAll(range),
            reading.objectStore('embeddings').getAllKeys(range),
            reading.objectStore('imageFacts').getAll(range),
            reading.objectStore('imageFacts').getAllKeys(range),
          ]);
        const training = reading.objectStore('training');
        const [kept, keptKeys] = await Promise.all([training.getAll(range), training.getAllKeys(range)]);
        if (record === undefined) return null;
        const imageOf = new Map(imageKeys.map(([, sampleId], index) => [sampleId, images[index]]));
        const unused = findUnused(samples, imageKeys, factKeys, embeddingKeys);
        return {
          record,
          holdsUnused: Object.values(unused).some(({ length }) => length > 0),
          samples: samples
            .flatMap((sample) => {
              const image = imageOf.get(sample.id);
              return image === undefined ? [] : [{ ...sample, image }];
            })
            .sort((a, b) => a.order - b.order),
          lostFiles: samples.filter(({ id }) => !imageOf.has(id)).map(({ file }) => file),
          embeddings: embeddingKeys.map(([, baseKey, imageHash], index) => ({
            baseKey,
            imageHash,
            packed: embeddings[index] as PackedEmbedding,
          })),
          imageFacts: factKeys.map(([, imageHash], index) => ({
            imageHash,
            ...(facts[index] as Omit<ImageFacts, 'imageHash'>),
          })),
          training: Object.fromEntries(keptKeys.map(([, name], index) => [name, kept[index]])),
        };
      }),

    write: (projectId, change) =>
      orFailure(async () => {
        const database = await open();
        const writing = database.transaction(stores, 'readwrite');
        const store = <Name extends (typeof stores)[number]>(name: Name) => writing.objectStore(name);
        const requests: StoreRequest[] = [];
        const { record } = change;
        if (record !== undefined) requests.push(() => store('projects').put(record));
        for (const { image, ...sample } of change.newSamples ?? []) {
          requests.push(() => store('samples').put(sample, [projectId, sample.id]));
          requests.push(() => store('images').put(image, [projectId, sample.id]));
        }
        for (const sample of change.changedSamples ?? []) {
          requests.push(() => store('samples').put(sample, [projectId, sample.id]));
        }
        for (const sampleId of change.deletedSampleIds ?? []) {
          requests.push(() => store('samples').delete([projectId, sampleId]));
        }
        for (const baseKey of change.deletedEmbeddingKeys ?? []) {
          const range = IDBKeyRange.bound([projectId, baseKey], [projectId, baseKey, []]);
          requests.push(() => store('embeddings').delete(range));
        }
        for (const { baseKey, imageHash, packed } of change.embeddings ?? []) {
          requests.push(() => store('embeddings').put(packed, [projectId, baseKey, imageHash]));
        }
        for (const { imageHash, ...facts } of change.imageFacts ?? []) {
          requests.push(() => store('imageFacts').put(facts, [projectId, imageHash]));
        }
        for (const [name, value] of Object.entries(change.training ?? {})) {
          const key: [string, string] = [projectId, name];
          requests.push(() =>
            value === null ? store('training').delete(key) : store('training').put(value, key),
          );
        }
        await runRequests(writing, requests);
        return null;
      }),

    listSampleIds: (projectId) =>
      orFailure(async () => {
        const database = await open();
        const keys = await database.getAllKeys('samples', rangeOf(projectId));
        return keys.map(([, sampleId]) => sampleId);
      }),

    delete: (projectId) =>
      orFailure(async () => {
        const database = await open();
        const deleting = database.transaction(stores, 'readwrite');
        const requests = stores.map(
          (name) => () =>
            deleting.objectStore(name).delete(name === 'projects' ? projectId : rangeOf(projectId)),
        );
        await runRequests(deleting, requests);
        return null;
      }),

    sweep: (projectId) =>
      orFailure(async () => {
        const database = await open();
        const range = rangeOf(projectId);
        const sweeping = database.transaction(['samples', 'images', 'imageFacts', 'embeddings'], 'readwrite');
        const unused = findUnused(
          ...(await Promise.all([
            sweeping.objectStore('samples').getAll(range),
            sweeping.objectStore('images').getAllKeys(range),
            sweeping.objectStore('imageFacts').getAllKeys(range),
            sweeping.objectStore('embeddings').getAllKeys(range),
          ])),
        );
        await runRequests(sweeping, [
          ...unused.images.map((key) => () => sweeping.objectStore('images').delete(key)),
          ...unused.imageFacts.map((key) => () => sweeping.objectStore('imageFacts').delete(key)),
          ...unused.embeddings.map((key) => () => sweeping.objectStore('embeddings').delete(key)),
        ]);
        return null;
      }),

    deleteAll: () =>
      orFailure(async () => {
        const database = await open();
        isForgotten = true;
        const clearing = database.transaction(stores, 'readwrite');
        await runRequests(
          clearing,
          stores.map((name) => () => clearing.objectStore(name).clear()),
        );
        await close();
        // It is empty by now; a tab that is asleep may keep the browser from deleting the rest of it at once.
        await Promise.race([
          deleteDB(databaseName),
          new Promise((resolve) => setTimeout(resolve, deletePatienceMs)),
        ]);
        return null;
      }),
  };
}

/** The keys of images that no sample has any more, and of what was computed from them. */
function findUnused(
  samples: readonly SampleRecord[],
  imageKeys: readonly ProjectDatabase['images']['key'][],
  factKeys: readonly ProjectDatabase['imageFacts']['key'][],
  embeddingKeys: readonly ProjectDatabase['embeddings']['key'][],
) {
  const sampleIds = new Set(samples.map(({ id }) => id));
  const hashes = new Set(samples.map(({ imageHash }) => imageHash));
  // What is known of images may belong to those that have not been looked at yet.
  const isAllKnown = !hashes.has(null);
  return {
    images: imageKeys.filter(([, sampleId]) => !sampleIds.has(sampleId)),
    imageFacts: factKeys.filter(([, imageHash]) => isAllKnown && !hashes.has(imageHash)),
    embeddings: embeddingKeys.filter(([, , imageHash]) => isAllKnown && !hashes.has(imageHash)),
  };
}

async function summarise(
  database: IDBPDatabase<ProjectDatabase>,
  record: ProjectRecord,
): Promise<ProjectSummary> {
  const range = rangeOf(record.id);
  const [samples, images, facts, embeddingCount] = await Promise.all([
    database.getAll('samples', range),
    database.getAll('images', range),
    database.getAll('imageFacts', range),
    database.count('embeddings', range),
  ]);
  // Those of one base model are of one size; to read them all would take longer than to look at the list.
  const embedding = embeddingCount === 0 ? undefined : (await database.getAll('embeddings', range, 1))[0];
  const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
  const hashes = new Set(
    record.classes.map(({ id }) => samples.find(({ classId }) => classId === id)?.imageHash),
  );
  const shown = await Promise.all(
    [...hashes]
      .filter((imageHash) => typeof imageHash === 'string')
      .slice(0, shownThumbnailCount)
      .map((imageHash) => database.get('imageFacts', [record.id, imageHash])),
  );
  return {
    record,
    imageCount: samples.length,
    sizeBytes:
      sum(images.map(({ size }) => size)) +
      sum(facts.map(({ thumbnail }) => thumbnail.size)) +
      embeddingCount * (embedding?.halves.byteLength ?? 0),
    thumbnails: shown.flatMap((known) => known?.thumbnail ?? []),
  };
}

/** All keys of a project: its id alone comes before, and its id with a list (which sorts last) behind them. */
function rangeOf(projectId: string): IDBKeyRange {
  return IDBKeyRange.bound([projectId], [projectId, []]);
}

/** Asks for one thing within a transaction. */
type StoreRequest = () => Promise<unknown>;

/** So many requests are made at one time: to make thousands takes longer than a page may be kept from answering. */
const requestsAtOnce = 64;

/**
 * Makes requests in one transaction, and waits for its end. It stays open between two parts, because the next is asked for as soon
 * as the last has its answer.
 */
async function runRequests(
  transaction: { readonly done: Promise<void>; readonly error: DOMException | null; abort(): void },
  requests: readonly StoreRequest[],
): Promise<void> {
  // It is awaited below; until then a rejection must not count as unhandled.
  transaction.done.catch(() => {});
  let problem: unknown = null;
  try {
    for (let first = 0; first < requests.length; first += requestsAtOnce) {
      await Promise.all(requests.slice(first, first + requestsAtOnce).map((request) => request()));
    }
  } catch (error) {
    problem = error;
    // Where a request failed, it has ended by itself; where one could not be made, nothing of it may be kept.
    if (transaction.error === null) transaction.abort();
  }
  try {
    await transaction.done;
  } catch (error) {
    throw transaction.error ?? problem ?? error;
  }
}

async function orFailure<Result>(work: () => Promise<Result>): Promise<Result | StorageFailure> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof DOMException && error.name === 'QuotaExceededError') return { kind: 'storage-full' };
    return { kind: 'storage-failed', detail: error instanceof Error ? error.message : String(error) };
  }
}
